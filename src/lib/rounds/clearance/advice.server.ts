import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { noLedgerFilters } from '../ledger/forms.ts';
import { listLedger } from '../ledger/queries.server.ts';
import { getRound, type Round } from '../queries.server.ts';
import { stanceLabel } from '../rule-words.ts';
import { stances } from '#lib/positions/position.ts';
import { type Placed, readObstacles, readStandings } from '../standings.server.ts';
import type { Advice, AdviceComment, AdviceDepartment } from './advice.ts';
import { canAdviseOnClearance } from './clearance.ts';

/** More comments than any round has. */
const mostComments = 500;

/** The clearance advice of a round that was issued. @throws NotFound, Forbidden, Conflict */
export async function readAdvice(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<Advice> {
	const round = await getRound(trx, actor, reviewId, name);
	if (!canAdviseOnClearance(actor, reviewId)) {
		throw new Forbidden('The clearance advice is for the secretariat and the chair');
	}
	const { issuedOn, replyBy } = round;
	if (issuedOn === null || replyBy === null) {
		throw new Conflict('This write-round is not issued yet: there is nothing to advise on');
	}
	const review = await trx
		.selectFrom('reviews')
		.select(['title', 'banner'])
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	const placed = await readStandings(trx, actor, round);
	const texts = await countingTexts(trx, round.id);
	const departments = placed.flatMap((each) => departmentOf(round, each, texts));
	const treasury = placed.find(({ addressee }) => addressee.isTreasury);
	const said = departments.find(({ teamId }) => teamId === treasury?.addressee.teamId);
	return {
		madeOn: londonDate(actor.now),
		review,
		round: {
			name: round.name,
			title: round.title,
			committee: round.committee.name,
			chair: round.committee.chair,
			copiedTo: round.committee.copiedTo,
			sponsor: round.sponsor.title,
			issuedOn,
			replyBy,
			spendsMoney: round.spendsMoney,
			rules: `${round.rules.name}, edition ${round.rules.edition}`
		},
		copy: {
			paper: round.paper.reference,
			title: round.paper.title,
			number: round.snapshot.number,
			sha256: round.snapshot.sha256,
			marking: round.snapshot.marking
		},
		recommendations: round.recommendations.map((each) => ({
			reference: each.reference,
			title: each.title,
			version: each.version,
			movedOn: each.materialVersion > each.version
		})),
		departments,
		treasury: said
			? {
					name: said.name,
					label: said.standing.label,
					text: said.reply?.text ?? null,
					sentBy: said.reply?.sentBy ?? null,
					datedOn: said.reply?.datedOn ?? null
				}
			: null,
		comments: await commentsOf(trx, round),
		obstacles: (await readObstacles(trx, actor, round)) ?? []
	};
}

/**
 * What the draft of the clearance letter is written from. There is none while something stands in the way, since the chair
 * cannot clear by letter then. @throws NotFound, Forbidden; Conflict naming what stands in the way
 */
export async function readLetterToDraft(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<Advice> {
	const advice = await readAdvice(trx, actor, reviewId, name);
	if (advice.obstacles.length > 0) {
		throw new Conflict(
			`There is no clearance letter to draft yet. ${advice.obstacles.map(({ words }) => words).join(' ')}`
		);
	}
	return advice;
}

/** Notes that the advice left as a file. */
export async function recordAdvice(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<void> {
	await recordTaking(trx, actor, reviewId, name, 'clearance.advised');
}

/** Notes that a draft of the clearance letter was taken. */
export async function recordDraft(trx: Trx, actor: Actor, reviewId: number, name: string): Promise<void> {
	await recordTaking(trx, actor, reviewId, name, 'clearance.letter_drafted');
}

async function recordTaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	event: 'clearance.advised' | 'clearance.letter_drafted'
): Promise<void> {
	const round = await getRound(trx, actor, reviewId, name);
	const grant = grantFor(actor, 'clearance.advise', { reviewId });
	if (!grant) throw new Forbidden('The clearance advice is for the secretariat and the chair');
	await record(
		trx,
		grant,
		event,
		{ reviewId, kind: 'round', id: round.id, reference: round.name, audience: 'secretariat' },
		{ snapshot: round.snapshot.number, sha256: round.snapshot.sha256 }
	);
}

type ReplyText = { addresseeId: number; text: string | null; sentBy: string; datedOn: string };

async function countingTexts(trx: Trx, roundId: number): Promise<Map<number, ReplyText>> {
	const rows = await trx
		.selectFrom('countingReplies')
		.select(['addresseeId', 'text', 'sentBy', 'datedOn'])
		.where('roundId', '=', roundId)
		.execute();
	return new Map(rows.map((row) => [row.addresseeId, row]));
}

function departmentOf(
	round: Round,
	{ addressee, department }: Placed,
	texts: Map<number, ReplyText>
): AdviceDepartment[] {
	if (!department) return [];
	const { standing, reply } = department;
	const cells = round.recommendations.map(({ reference }) => {
		const part = reply?.parts.find(({ recommendation }) => recommendation === reference);
		if (part) return { label: stanceLabel(part.stance), symbol: stances[part.stance].shape };
		return { label: standing.label, symbol: standing.symbol };
	});
	const text = texts.get(addressee.id);
	return [
		{
			teamId: addressee.teamId,
			name: addressee.departmentName,
			post: addressee.postTitle,
			standing,
			cells,
			reply: text ? { text: text.text, sentBy: text.sentBy, datedOn: text.datedOn } : null
		}
	];
}

async function commentsOf(trx: Trx, round: Round): Promise<AdviceComment[]> {
	const of = { reviewId: round.reviewId, roundId: round.id };
	const { rows } = await listLedger(trx, of, noLedgerFilters, undefined, mostComments);
	return rows
		.filter(({ state }) => state !== 'superseded')
		.map((entry) => ({
			reference: entry.name,
			department: entry.departmentName,
			recommendation: `R${entry.recommendation.number}`,
			grade: entry.grade,
			text: entry.text,
			state: entry.state,
			metVersion: entry.metVersion,
			handled: entry.handled,
			owner: entry.ownerTitle
		}));
}
