import { sql } from 'kysely';
import { type Actor, type Grant, grantFor, isMember } from '#lib/access/actor.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { Stage } from '#lib/letters/letter.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate, longDate, plainDate } from '#lib/ui/dates.ts';
import { type AskedRecommendation, needsMoney, type Required, whoMustBeAsked } from './asking.ts';
import {
	askedRecommendations,
	listAskable,
	type PrintedRecommendation,
	recommendationsPrinted
} from './asking.server.ts';
import { roundCalendar } from './calendar/queries.server.ts';
import { clearDaysBetween, daysWords, isRoundDay, replyBy } from './clock.ts';
import { getCommittee } from './committees/queries.server.ts';
import { blocking, hindrances } from './hindrances.ts';
import { readReadiness } from './hindrances.server.ts';
import { draftRoundLetter, findRoundLetter, followIssue, followRound } from './letter/letter.server.ts';
import { getRound, lockRound, type Round } from './queries.server.ts';
import { requiredOf, treasuryTeamOf } from './required.server.ts';
import { canEditRound, canMoveRound, canWithdrawRound } from './round.ts';
import { getKnownRules, rulesText, sha256Of } from './rules.server.ts';
import { clause } from './rule-words.ts';
import type { RoundRules } from './rules.ts';

export type RoundInput = {
	title: string;
	committeeId: number;
	snapshotId: number;
	sponsorPostId: number;
	ask: string;
	recommendationIds: number[];
	spendsMoney: boolean;
	/** The edition of the rules, as uk-1. */
	rules: string;
	/** Null takes the committee's number, else the rules'. */
	clearDays: number | null;
};

export type AddresseeInput = {
	teamId: number;
	asked: boolean;
	postId: number | null;
	because: string | null;
	askedToPay: boolean;
	askedToChangeLaw: boolean;
};

/** The gates at which a frozen copy may be put to a committee. */
export const gatesToAskAt = ['final', 'lodged', 'decided'] as const;

/**
 * Prepares a write-round on a frozen copy: what it asks, under which rules, of whom. Everybody who must be asked is put on
 * the list with the reason. Nobody beside the secretariat, the chair and the sponsor's department knows of it until it is issued.
 * @throws NotFound, Forbidden, Invalid
 */
export async function prepareRound(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: RoundInput
): Promise<{ id: number; number: number; name: string }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'round.manage', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat prepares a write-round');
	const chosen = await checkInput(trx, reviewId, input);

	const number = await nextNumber(trx, reviewId);
	const { id } = await trx
		.insertInto('writeRounds')
		.values({ ...rowOf(input, chosen), reviewId, number, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await saveRecommendations(trx, reviewId, id, chosen.recommendations);
	await addMissing(trx, actor, reviewId, id, chosen.required);
	const name = reference('W', number);
	await draftRoundLetter(trx, actor, await getRound(trx, actor, reviewId, name));
	await record(
		trx,
		grant,
		'round.prepared',
		{ reviewId, kind: 'round', id, reference: name, audience: 'secretariat' },
		{
			title: input.title,
			snapshot: input.snapshotId,
			recommendations: chosen.recommendations.map(({ reference: each, version }) => `${each}, version ${version}`),
			rules: input.rules,
			rulesSha256: chosen.rulesSha256
		}
	);
	return { id, number, name };
}

/** Changes what is asked, of which copy, under which rules; until it is issued. @throws NotFound, Forbidden, Conflict, Invalid */
export async function editRound(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ revision, ...input }: RoundInput & { revision: number }
): Promise<void> {
	const { round, grant } = await lockToEdit(trx, actor, reviewId, name, revision);
	const chosen = await checkInput(trx, reviewId, input);
	const row = rowOf(input, chosen);
	const before = {
		title: round.title,
		committeeId: round.committee.id,
		snapshotId: round.snapshot.id,
		sponsorPostId: round.sponsor.postId,
		ask: round.ask,
		spendsMoney: round.spendsMoney,
		clearDays: round.clearDays,
		rulesSha256: round.rulesSha256,
		recommendations: round.recommendations.map((each) => `${each.reference}, version ${each.version}`)
	};
	const after = {
		title: row.title,
		committeeId: row.committeeId,
		snapshotId: row.snapshotId,
		sponsorPostId: row.sponsorPostId,
		ask: row.ask,
		spendsMoney: row.spendsMoney,
		clearDays: row.clearDays,
		rulesSha256: row.rulesSha256,
		recommendations: chosen.recommendations.map((each) => `${each.reference}, version ${each.version}`)
	};
	const changed = changes(before, after);
	if (Object.keys(changed).length === 0) return;
	await trx
		.updateTable('writeRounds')
		.set({ ...row, revision: revision + 1 })
		.where('id', '=', round.id)
		.execute();
	await trx.deleteFrom('roundRecommendations').where('roundId', '=', round.id).execute();
	await saveRecommendations(trx, reviewId, round.id, chosen.recommendations);
	// Who asks is not asked.
	await trx
		.deleteFrom('roundAddressees')
		.where('roundId', '=', round.id)
		.where('teamId', '=', chosen.sponsorTeamId)
		.execute();
	await addMissing(trx, actor, reviewId, round.id, chosen.required);
	await followRound(trx, actor, round, await getRound(trx, actor, reviewId, name));
	await recordOn(trx, grant, 'round.edited', round, changed);
}

/** Puts whom the round asks in the place of whom it asked. @throws NotFound, Forbidden, Conflict, Invalid */
export async function setAddressees(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ revision, departments }: { revision: number; departments: AddresseeInput[] }
): Promise<void> {
	const { round, grant } = await lockToEdit(trx, actor, reviewId, name, revision);
	const askable = await listAskable(trx, actor, reviewId);
	const required = await requiredOf(trx, round);
	const wanted = departments.flatMap((each, index) => {
		const at = `departments[${index}]`;
		const team = askable.find(({ teamId }) => teamId === each.teamId);
		if (!team) throw new Invalid(`${at}.asked`, 'Select departments of this review');
		const postId = each.postId ?? team.posts[0]?.postId;
		const known = team.posts.some((post) => post.postId === postId);
		if (!known && (each.asked || each.postId !== null)) {
			throw new Invalid(`${at}.postId`, `Select a post of ${team.name} that can be asked`);
		}
		if (!each.asked || postId === undefined) return [];
		if (team.teamId === round.sponsor.teamId) {
			throw new Invalid(`${at}.asked`, `${team.name} asks, so it is not asked itself`);
		}
		const must = required.find(({ teamId }) => teamId === each.teamId);
		return [
			{
				reviewId,
				roundId: round.id,
				teamId: each.teamId,
				postId,
				mustBeAskedBecause: reasonOf(must) ?? each.because,
				// What the record says cannot be unsaid here: silence of such a department must not count.
				askedToPay: each.askedToPay || (must?.askedToPay ?? false),
				askedToChangeLaw: each.askedToChangeLaw || (must?.askedToChangeLaw ?? false)
			}
		];
	});
	await trx.deleteFrom('roundAddressees').where('roundId', '=', round.id).execute();
	if (wanted.length > 0) await trx.insertInto('roundAddressees').values(wanted).execute();
	await trx
		.updateTable('writeRounds')
		.set({ revision: revision + 1 })
		.where('id', '=', round.id)
		.execute();
	await recordOn(trx, grant, 'round.addressees_changed', round, {
		asked: [round.addressees.map(({ postId }) => postId), wanted.map(({ postId }) => postId)]
	});
}

export type IssueInput = { revision: number; issuedOn: string; replyBy: string; shortNoticeBecause: string | null };

/**
 * Issues a round: from now on every member knows of it, and nothing of it changes. Refused while something stands against
 * it, and at short notice without a reason.
 * @throws NotFound, Forbidden, Conflict, Invalid
 */
export async function issueRound(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: IssueInput
): Promise<void> {
	const { round, grant } = await lockToEdit(trx, actor, reviewId, name, input.revision);
	const against = blocking(hindrances(await readReadiness(trx, actor, round)));
	if (against.length > 0) throw new Conflict(against.map(({ words }) => words).join(' '));

	const calendar = await roundCalendar(trx, reviewId, round.rules);
	const today = londonDate(actor.now);
	if (input.issuedOn > today) throw new Invalid('issuedOn', 'The date of the letter must be today or earlier');
	if (input.issuedOn < londonDate(round.snapshot.takenAt)) {
		throw new Invalid(
			'issuedOn',
			`The copy was frozen on ${plainDate(londonDate(round.snapshot.takenAt))}: the letter cannot be older`
		);
	}
	if (input.replyBy <= input.issuedOn || input.replyBy < today) {
		throw new Invalid('replyBy', 'Replies must be due after the letter and not before today');
	}
	if (!isRoundDay(input.replyBy, calendar)) {
		throw new Invalid('replyBy', `${longDate(input.replyBy)} is no working day of this round: choose another day`);
	}
	const letter = await findRoundLetter(trx, round.id);
	if (letter && isSigned(letter.stage) && letter.replyBy !== null && letter.replyBy !== input.replyBy) {
		throw new Invalid('replyBy', `The signed letter asks for replies by ${longDate(letter.replyBy)}`);
	}
	const givenDays = clearDaysBetween(input.issuedOn, input.replyBy, calendar);
	const short = givenDays < round.clearDays;
	if (short && round.rules.shortNotice.needsReason && input.shortNoticeBecause === null) {
		const usual = longDate(replyBy(input.issuedOn, round.clearDays, calendar));
		throw new Invalid(
			'shortNoticeBecause',
			`That gives ${daysWords(givenDays)} and not ${round.clearDays}: enter the reason, which the letter prints, or let replies come until ${usual}`
		);
	}
	await trx
		.updateTable('writeRounds')
		.set({
			issuedOn: input.issuedOn,
			replyBy: input.replyBy,
			givenDays,
			shortNoticeBecause: short ? (input.shortNoticeBecause ?? 'The rules of this round ask for no reason.') : null,
			issuedByPersonId: actor.person.id,
			issuedByPostId: grant.postId,
			revision: input.revision + 1
		})
		.where('id', '=', round.id)
		.execute();
	await followIssue(trx, actor, round, {
		replyBy: input.replyBy,
		givenDays,
		shortNoticeBecause: short ? input.shortNoticeBecause : null
	});
	await recordOn(
		trx,
		grant,
		'round.issued',
		{ ...round, issuedOn: input.issuedOn },
		{
			issuedOn: input.issuedOn,
			replyBy: input.replyBy,
			clearDays: givenDays,
			asked: round.addressees.map(({ postTitle }) => postTitle),
			snapshotSha256: round.snapshot.sha256,
			...(short ? { shortNoticeBecause: input.shortNoticeBecause } : {})
		}
	);
}

/** Takes a round back; replies that came stay. @throws NotFound, Forbidden, Conflict */
export async function withdrawRound(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ revision, because }: { revision: number; because: string }
): Promise<void> {
	const { round, grant } = await lockFor(trx, actor, reviewId, name);
	if (round.revision !== revision) throw changedMeanwhile();
	if (!canWithdrawRound(actor, round)) {
		throw new Conflict(
			round.withdrawnAt ? 'This write-round was withdrawn already' : 'What is cleared is not withdrawn'
		);
	}
	await trx
		.updateTable('writeRounds')
		.set({ withdrawnAt: actor.now, withdrawnBecause: because, revision: revision + 1 })
		.where('id', '=', round.id)
		.execute();
	await recordOn(trx, grant, 'round.withdrawn', round, { because });
}

/**
 * Goes on with a later frozen copy of the same paper. Replies keep the copy they were given on; the day stays.
 * @throws NotFound, Forbidden, Conflict, Invalid('snapshotId')
 */
export async function moveRound(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ revision, snapshotId, because }: { revision: number; snapshotId: number; because: string }
): Promise<void> {
	const { round, grant } = await lockFor(trx, actor, reviewId, name);
	if (round.revision !== revision) throw changedMeanwhile();
	if (!canMoveRound(actor, round)) throw new Conflict('This write-round cannot go on with another copy');
	const snapshot = await findSnapshot(trx, reviewId, snapshotId);
	if (!snapshot || snapshot.paperId !== round.paper.id || snapshot.number <= round.snapshot.number) {
		throw new Invalid('snapshotId', `Select a later frozen copy of ${round.paper.reference}`);
	}
	const printed = await recommendationsPrinted(trx, reviewId, snapshot.content);
	const asked = round.recommendations.map((each) => {
		const now = printed.find(({ id }) => id === each.recommendationId);
		if (!now) throw new Invalid('snapshotId', `That copy no longer prints ${each.reference}, which this round asks`);
		return now;
	});
	await trx
		.updateTable('writeRounds')
		.set({ snapshotId, revision: revision + 1 })
		.where('id', '=', round.id)
		.execute();
	await trx.deleteFrom('roundRecommendations').where('roundId', '=', round.id).execute();
	await saveRecommendations(trx, reviewId, round.id, asked);
	await recordOn(trx, grant, 'round.moved', round, {
		snapshot: [round.snapshot.number, snapshot.number],
		recommendations: asked.map((each) => `${each.reference}, version ${each.version}`),
		because
	});
}

type Chosen = {
	paperId: number;
	sponsorTeamId: number;
	rules: RoundRules;
	rulesSha256: string;
	clearDays: number;
	recommendations: PrintedRecommendation[];
	required: Required[];
};

async function checkInput(trx: Trx, reviewId: number, input: RoundInput): Promise<Chosen> {
	const snapshot = await findSnapshot(trx, reviewId, input.snapshotId);
	if (!snapshot) throw new Invalid('snapshotId', 'Select a frozen copy that is final or lodged');
	const committee = await getCommittee(trx, reviewId, input.committeeId).catch(
		refuseMissing('committeeId', 'Select a committee of this review')
	);
	const { rules } = await getKnownRules(trx, reviewId, input.rules).catch(
		refuseMissing('rules', 'Select the rules from the list')
	);
	const sponsorTeamId = await sponsorTeam(trx, reviewId, input.sponsorPostId);
	if (sponsorTeamId === null) throw new Invalid('sponsorPostId', 'Select a minister’s post of this review');
	const printed = await recommendationsPrinted(trx, reviewId, snapshot.content);
	const recommendations = printed.filter(({ id }) => input.recommendationIds.includes(id));
	if (recommendations.length !== input.recommendationIds.length) {
		throw new Invalid('recommendationIds', 'Select recommendations that the frozen copy prints');
	}
	const asked: AskedRecommendation[] = await askedRecommendations(trx, recommendations);
	const costly = needsMoney(asked);
	if (costly.length > 0 && !input.spendsMoney) {
		throw new Invalid(
			'spendsMoney',
			`${costly.join(', ')} ${costly.length === 1 ? 'needs' : 'need'} a bid: this round asks for money`
		);
	}
	const treasuryTeamId = await treasuryTeamOf(trx, reviewId);
	return {
		paperId: snapshot.paperId,
		sponsorTeamId,
		rules,
		rulesSha256: sha256Of(rulesText(rules)),
		clearDays: input.clearDays ?? committee.replyDays ?? rules.period.clearWorkingDays,
		recommendations,
		required: whoMustBeAsked(rules, { sponsorTeamId, spendsMoney: input.spendsMoney, treasuryTeamId }, asked)
	};
}

function refuseMissing(field: string, message: string) {
	return (cause: unknown): never => {
		throw cause instanceof NotFound ? new Invalid(field, message) : cause;
	};
}

function rowOf(input: RoundInput, chosen: Chosen) {
	return {
		title: input.title,
		committeeId: input.committeeId,
		paperId: chosen.paperId,
		snapshotId: input.snapshotId,
		sponsorPostId: input.sponsorPostId,
		sponsorTeamId: chosen.sponsorTeamId,
		ask: input.ask,
		spendsMoney: input.spendsMoney,
		rules: rulesText(chosen.rules),
		rulesSha256: chosen.rulesSha256,
		clearDays: chosen.clearDays
	};
}

async function findSnapshot(trx: Trx, reviewId: number, id: number) {
	return trx
		.selectFrom('snapshots')
		.select(['id', 'number', 'paperId', 'content', 'gate'])
		.where('reviewId', '=', reviewId)
		.where('id', '=', id)
		.where('gate', 'in', gatesToAskAt)
		.executeTakeFirst();
}

async function sponsorTeam(trx: Trx, reviewId: number, postId: number): Promise<number | null> {
	const membership = await trx
		.selectFrom('memberships')
		.select('teamId')
		.where('reviewId', '=', reviewId)
		.where('postId', '=', postId)
		.where('role', 'in', ['minister', 'cabinet_minister', 'chair'])
		.where('endedAt', 'is', null)
		.executeTakeFirst();
	return membership?.teamId ?? null;
}

async function saveRecommendations(
	trx: Trx,
	reviewId: number,
	roundId: number,
	recommendations: readonly PrintedRecommendation[]
): Promise<void> {
	await trx
		.insertInto('roundRecommendations')
		.values(recommendations.map(({ id, version }) => ({ roundId, recommendationId: id, reviewId, version })))
		.execute();
}

/** Puts on the list whom the rules require and who is not there; what a person decided of the others stays. */
async function addMissing(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	roundId: number,
	required: readonly Required[]
): Promise<void> {
	const askable = await listAskable(trx, actor, reviewId);
	for (const must of required) {
		const postId = askable.find(({ teamId }) => teamId === must.teamId)?.posts[0]?.postId;
		// Without a post to ask, the round says so when it is to be issued.
		if (postId === undefined) continue;
		const { teamId, askedToPay, askedToChangeLaw } = must;
		const mustBeAskedBecause = reasonOf(must);
		await trx
			.insertInto('roundAddressees')
			.values({ reviewId, roundId, teamId, postId, mustBeAskedBecause, askedToPay, askedToChangeLaw })
			.onConflict((conflict) =>
				conflict.columns(['roundId', 'teamId']).doUpdateSet({ mustBeAskedBecause, askedToPay, askedToChangeLaw })
			)
			.execute();
	}
}

function reasonOf(required: Required | undefined): string | null {
	if (!required) return null;
	const [first = '', ...others] = required.because;
	return [first, ...others.map(clause)].join('; ').slice(0, 500);
}

async function nextNumber(trx: Trx, reviewId: number): Promise<number> {
	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'W') as number`.execute(trx);
	const number = rows[0]?.number;
	if (number === undefined) throw new NotFound();
	return number;
}

async function lockFor(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string
): Promise<{ round: Round; grant: Grant }> {
	const round = await lockRound(trx, actor, reviewId, name);
	if (!round) throw new NotFound('This write-round was not found');
	const grant = grantFor(actor, 'round.manage', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat manages a write-round');
	return { round, grant };
}

async function lockToEdit(trx: Trx, actor: Actor, reviewId: number, name: string, revision: number) {
	const locked = await lockFor(trx, actor, reviewId, name);
	if (!canEditRound(actor, locked.round)) {
		throw new Conflict(
			locked.round.withdrawnAt ? 'This write-round was withdrawn' : 'This write-round was issued: it no longer changes'
		);
	}
	if (locked.round.revision !== revision) throw changedMeanwhile();
	return locked;
}

function isSigned(stage: Stage): boolean {
	return stage !== 'drafted' && stage !== 'cleared' && stage !== 'withdrawn';
}

function changedMeanwhile(): Conflict {
	return new Conflict('Somebody has changed this write-round since you opened it. Look at what is saved, then go on.');
}

async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	round: Pick<Round, 'id' | 'reviewId' | 'name' | 'issuedOn'>,
	said: Record<string, unknown>
): Promise<void> {
	const audience = round.issuedOn === null ? 'secretariat' : 'members';
	await record(
		trx,
		grant,
		event,
		{ reviewId: round.reviewId, kind: 'round', id: round.id, reference: round.name, audience },
		said
	);
}
