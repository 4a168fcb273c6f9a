import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import { NotFound } from '#lib/errors.ts';
import type { Gate } from '#lib/papers/paper.ts';
import type { Verb } from '#lib/recommendations/recommendation.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { readRules, type RoundRules } from './rules.ts';
import type { ClearanceOutcome } from './table.ts';

export type Addressee = {
	id: number;
	teamId: number;
	departmentName: string;
	shortName: string;
	isTreasury: boolean;
	/** Whether it leads something that the round asks, in the words that were frozen. */
	leads: boolean;
	postId: number;
	postTitle: string;
	/** Who holds the post now; null while it is vacant. */
	holderPersonId: number | null;
	holderName: string | null;
	mustBeAskedBecause: string | null;
	askedToPay: boolean;
	askedToChangeLaw: boolean;
};

export type RoundRecommendation = {
	recommendationId: number;
	/** R7 */
	reference: string;
	number: number;
	/** The version in the frozen paper. */
	version: number;
	/** As they stand today: what moved on in meaning lapses what rests on the earlier words. */
	currentVersion: number;
	materialVersion: number;
	title: string;
	verb: Verb;
	text: string;
	leadTeamId: number;
};

export type Round = {
	id: number;
	reviewId: number;
	number: number;
	/** W1 */
	name: string;
	title: string;
	committee: {
		id: number;
		name: string;
		chair: string;
		secretary: string;
		copiedTo: string;
		replyDays: number | null;
	};
	paper: { id: number; number: number; reference: string; title: string };
	snapshot: { id: number; number: number; gate: Gate; sha256: string; marking: string; takenAt: Date };
	sponsor: { postId: number; title: string; teamId: number; departmentName: string; holderName: string | null };
	ask: string;
	spendsMoney: boolean;
	rules: RoundRules;
	rulesSha256: string;
	clearDays: number;
	givenDays: number | null;
	issuedOn: string | null;
	replyBy: string | null;
	shortNoticeBecause: string | null;
	issuedBy: { name: string; postTitle: string | null } | null;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	/** The latest act of the committee's chair on the copy that the round asks about. */
	outcome: ClearanceOutcome | null;
	revision: number;
	createdAt: Date;
	recommendations: RoundRecommendation[];
	addressees: Addressee[];
};

/** @param name W1, as the address carries it. @throws NotFound, also for a round in preparation that is not this person's to see */
export async function getRound(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<Round> {
	const found = await findRound(trx, actor, reviewId, name);
	if (!found) throw new NotFound('This write-round was not found');
	return found;
}

/** Locks the round's row until the transaction ends: issue, replies and clearance happen one at a time. */
export async function lockRound(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<Round | undefined> {
	const number = numberIn('W', name);
	if (number === null) return undefined;
	const locked = await trx
		.selectFrom('writeRounds')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
	return locked && findRound(trx, actor, reviewId, name);
}

export type RoundRow = {
	id: number;
	number: number;
	title: string;
	committeeName: string;
	sponsorTitle: string;
	issuedOn: string | null;
	replyBy: string | null;
	withdrawnAt: Date | null;
	outcome: ClearanceOutcome | null;
	/** How many departments are asked. */
	asked: number;
	/** How many of them have replied, as far as this person sees. */
	replied: number;
};

export const roundsPerPage = 50;

/** One page of the rounds that the signed-in person may know of, newest first, from after or before a number. */
export async function listRounds(
	trx: Trx,
	reviewId: number,
	from: { after: number | null; before: number | null } = { after: null, before: null }
): Promise<KeysetPage<RoundRow, number>> {
	const backwards = from.before !== null;
	const found = await trx
		.selectFrom('writeRounds')
		.innerJoin('committees', 'committees.id', 'writeRounds.committeeId')
		.innerJoin('posts', 'posts.id', 'writeRounds.sponsorPostId')
		.select([
			'writeRounds.id',
			'writeRounds.number',
			'writeRounds.title',
			'committees.name as committeeName',
			'posts.title as sponsorTitle',
			'writeRounds.issuedOn',
			'writeRounds.replyBy',
			'writeRounds.withdrawnAt',
			latestOutcome.as('outcome'),
			sql<number>`(select count(*)::integer from round_addressees a where a.round_id = write_rounds.id)`.as('asked'),
			sql<number>`(select count(distinct r.addressee_id)::integer from replies r where r.round_id = write_rounds.id)`.as(
				'replied'
			)
		])
		.where('writeRounds.reviewId', '=', reviewId)
		.$if(from.after !== null, (query) => query.where('writeRounds.number', '<', from.after ?? 0))
		.$if(backwards, (query) => query.where('writeRounds.number', '>', from.before ?? 0))
		.orderBy('writeRounds.number', backwards ? 'asc' : 'desc')
		.limit(roundsPerPage + 1)
		.execute();
	return keysetPage(found, roundsPerPage, from, (row) => row.number);
}

/** Work list: rounds that are prepared and not issued, the oldest first. */
export async function listInPreparation(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('writeRounds')
		.innerJoin('committees', 'committees.id', 'writeRounds.committeeId')
		.select(['writeRounds.number', 'writeRounds.title', 'writeRounds.createdAt', 'committees.name as committeeName'])
		.where('writeRounds.reviewId', '=', reviewId)
		.where('writeRounds.issuedOn', 'is', null)
		.where('writeRounds.withdrawnAt', 'is', null)
		.orderBy('writeRounds.number')
		.limit(mostInPreparation)
		.execute();
}

const mostInPreparation = 100;

export async function countRounds(trx: Trx, reviewId: number): Promise<number> {
	const { count } = await trx
		.selectFrom('writeRounds')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	return count;
}

/** The departments that a round asks, by name, each with who holds its post now. */
export async function listAddressees(trx: Trx, actor: Actor, roundId: number): Promise<Addressee[]> {
	return trx
		.selectFrom('roundAddressees')
		.innerJoin('posts', 'posts.id', 'roundAddressees.postId')
		.innerJoin('teams', 'teams.id', 'roundAddressees.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('holdings')
					.innerJoin('people', 'people.id', 'holdings.personId')
					.select(['holdings.personId', 'people.name'])
					.whereRef('holdings.postId', '=', 'roundAddressees.postId')
					.where('holdings.since', '<=', actor.now)
					.where((inner) => inner.or([inner('holdings.until', 'is', null), inner('holdings.until', '>', actor.now)]))
					.orderBy('holdings.since', 'desc')
					.orderBy('holdings.id', 'desc')
					.limit(1)
					.as('holder'),
			(join) => join.onTrue()
		)
		.select([
			'roundAddressees.id',
			'roundAddressees.teamId',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'departmentsToday.isTreasury',
			leads.as('leads'),
			'roundAddressees.postId',
			'posts.title as postTitle',
			'holder.personId as holderPersonId',
			'holder.name as holderName',
			'roundAddressees.mustBeAskedBecause',
			'roundAddressees.askedToPay',
			'roundAddressees.askedToChangeLaw'
		])
		.where('roundAddressees.roundId', '=', roundId)
		.orderBy('departmentsToday.name', (order) => order.collate('english'))
		.execute();
}

/** What a round asks agreement to, in the words of its frozen copy. */
export async function listRoundRecommendations(trx: Trx, roundId: number): Promise<RoundRecommendation[]> {
	const rows = await trx
		.selectFrom('roundRecommendations as asked')
		.innerJoin('recommendations', 'recommendations.id', 'asked.recommendationId')
		.innerJoin('recommendationVersions as words', (join) =>
			join.onRef('words.recommendationId', '=', 'asked.recommendationId').onRef('words.version', '=', 'asked.version')
		)
		.select([
			'asked.recommendationId',
			'recommendations.number',
			'asked.version',
			'recommendations.version as currentVersion',
			'recommendations.materialVersion',
			'words.title',
			'words.verb',
			'words.text',
			'words.leadTeamId'
		])
		.where('asked.roundId', '=', roundId)
		.orderBy('recommendations.number')
		.execute();
	return rows.map((row) => ({ ...row, reference: reference('R', row.number) }));
}

/** Whether a department leads something that its round asks, in the words that were frozen. */
export const leads = sql<boolean>`exists (select 1 from round_recommendations rr join recommendation_versions v
	on v.recommendation_id = rr.recommendation_id and v.version = rr.version
	where rr.round_id = round_addressees.round_id and v.lead_team_id = round_addressees.team_id)`;

const latestOutcome = sql<ClearanceOutcome | null>`(select c.outcome from clearances c
	where c.round_id = write_rounds.id and c.snapshot_id = write_rounds.snapshot_id order by c.id desc limit 1)`;

async function findRound(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<Round | undefined> {
	const number = numberIn('W', name);
	if (number === null) return undefined;
	const row = await trx
		.selectFrom('writeRounds')
		.innerJoin('committees', 'committees.id', 'writeRounds.committeeId')
		.innerJoin('papers', 'papers.id', 'writeRounds.paperId')
		.innerJoin('snapshots', 'snapshots.id', 'writeRounds.snapshotId')
		.innerJoin('posts as sponsor', 'sponsor.id', 'writeRounds.sponsorPostId')
		.innerJoin('teams as sponsorTeam', 'sponsorTeam.id', 'writeRounds.sponsorTeamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'sponsorTeam.departmentId')
		.leftJoin('people as issuer', 'issuer.id', 'writeRounds.issuedByPersonId')
		.leftJoin('posts as issuerPost', 'issuerPost.id', 'writeRounds.issuedByPostId')
		.selectAll('writeRounds')
		.select([
			'committees.name as committeeName',
			'committees.chair',
			'committees.secretary',
			'committees.copiedTo',
			'committees.replyDays',
			'papers.number as paperNumber',
			'papers.title as paperTitle',
			'snapshots.number as snapshotNumber',
			'snapshots.gate',
			'snapshots.sha256',
			'snapshots.marking',
			'snapshots.takenAt',
			'sponsor.title as sponsorTitle',
			'departmentsToday.name as sponsorDepartment',
			'issuer.name as issuerName',
			'issuerPost.title as issuerTitle',
			latestOutcome.as('outcome'),
			sql<string | null>`(select p.name from holdings h join people p on p.id = h.person_id
				where h.post_id = write_rounds.sponsor_post_id and h.since <= app_now() and (h.until is null or h.until > app_now())
				order by h.since desc, h.id desc limit 1)`.as('sponsorHolder')
		])
		.where('writeRounds.reviewId', '=', reviewId)
		.where('writeRounds.number', '=', number)
		.executeTakeFirst();
	if (!row) return undefined;
	return {
		id: row.id,
		reviewId,
		number,
		name: reference('W', number),
		title: row.title,
		committee: {
			id: row.committeeId,
			name: row.committeeName,
			chair: row.chair,
			secretary: row.secretary,
			copiedTo: row.copiedTo,
			replyDays: row.replyDays
		},
		paper: {
			id: row.paperId,
			number: row.paperNumber,
			reference: reference('P', row.paperNumber),
			title: row.paperTitle
		},
		snapshot: {
			id: row.snapshotId,
			number: row.snapshotNumber,
			gate: row.gate,
			sha256: row.sha256,
			marking: row.marking,
			takenAt: row.takenAt
		},
		sponsor: {
			postId: row.sponsorPostId,
			title: row.sponsorTitle,
			teamId: row.sponsorTeamId,
			departmentName: row.sponsorDepartment,
			holderName: row.sponsorHolder
		},
		ask: row.ask,
		spendsMoney: row.spendsMoney,
		rules: readRules(row.rules),
		rulesSha256: row.rulesSha256,
		clearDays: row.clearDays,
		givenDays: row.givenDays,
		issuedOn: row.issuedOn,
		replyBy: row.replyBy,
		shortNoticeBecause: row.shortNoticeBecause,
		issuedBy: row.issuerName === null ? null : { name: row.issuerName, postTitle: row.issuerTitle },
		withdrawnAt: row.withdrawnAt,
		withdrawnBecause: row.withdrawnBecause,
		outcome: row.outcome,
		revision: row.revision,
		createdAt: row.createdAt,
		recommendations: await listRoundRecommendations(trx, row.id),
		addressees: await listAddressees(trx, actor, row.id)
	};
}
