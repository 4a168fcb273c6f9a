import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { TreasuryStance } from '../bid.ts';
import { bidContentSchema } from '../content.ts';
import { getKnownBid } from '../versions/queries.server.ts';

/**
 * Records where the Treasury stands on the version that it has, in its own words. Appended: the latest counts.
 * @throws NotFound, Forbidden, Conflict when another version was submitted meanwhile
 */
export async function recordTreasuryPosition(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { stance: TreasuryStance; words: string; version: number }
): Promise<void> {
	const bid = await lockSubmitted(trx, reviewId, number);
	const grant = grantFor(actor, 'treasury_position.record', { reviewId });
	if (!grant) throw new Forbidden('Only the Treasury’s spending team records its position');
	const version = requireLast(bid, input.version);
	await trx
		.insertInto('treasuryPositions')
		.values({
			reviewId,
			bidId: bid.id,
			versionId: version.id,
			stance: input.stance,
			words: input.words,
			personId: actor.person.id,
			postId: grant.postId,
			givenAt: actor.now
		})
		.execute();
	await record(trx, grant, 'treasury_position.recorded', onSubmitted(bid), {
		version: version.number,
		stance: input.stance,
		words: textDigest(input.words)
	});
}

/** Keeps a working note that the Treasury's spending team alone reads. @throws NotFound, Forbidden */
export async function writeTreasuryNote(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	body: string
): Promise<void> {
	const bid = await lockSubmitted(trx, reviewId, number);
	const grant = grantFor(actor, 'treasury_note.write', { reviewId });
	if (!grant) throw new Forbidden('Only the Treasury’s spending team keeps notes here');
	await trx
		.insertInto('treasuryNotes')
		.values({ reviewId, bidId: bid.id, body, personId: actor.person.id, postId: grant.postId, writtenAt: actor.now })
		.execute();
	await record(trx, grant, 'treasury_note.written', onSubmitted(bid, grant.teamId), { note: textDigest(body) });
}

/**
 * Asks the departments about the version that the Treasury has.
 * @throws NotFound, Forbidden, Invalid, Conflict when another version was submitted meanwhile
 */
export async function askQuestion(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { question: string; dueOn: string | null; version: number }
): Promise<{ number: number }> {
	const bid = await lockSubmitted(trx, reviewId, number);
	const grant = grantFor(actor, 'bid_question.ask', { reviewId });
	if (!grant) throw new Forbidden('Only the Treasury’s spending team asks here');
	if (input.dueOn !== null && input.dueOn < londonDate(actor.now))
		throw new Invalid('dueOn', 'The day by which you need the answer must be today or later');
	const version = requireLast(bid, input.version);
	const { last } = await trx
		.selectFrom('bidQuestions')
		.select((eb) => eb.fn.max<number | null>('number').as('last'))
		.where('bidId', '=', bid.id)
		.executeTakeFirstOrThrow();
	const asked = (last ?? 0) + 1;
	await trx
		.insertInto('bidQuestions')
		.values({
			reviewId,
			bidId: bid.id,
			number: asked,
			versionId: version.id,
			question: input.question,
			askedByPersonId: actor.person.id,
			askedByPostId: grant.postId,
			askedAt: actor.now,
			dueOn: input.dueOn
		})
		.execute();
	await record(trx, grant, 'bid_question.asked', onSubmitted(bid), {
		question: asked,
		version: version.number,
		dueOn: input.dueOn,
		words: textDigest(input.question)
	});
	return { number: asked };
}

/**
 * Answers a question, or answers it anew: what was said before stands in the record of changes as a digest.
 * @throws NotFound, Forbidden, Conflict when somebody answered meanwhile
 */
export async function answerQuestion(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	question: number,
	input: { answer: string; revision: number }
): Promise<void> {
	const bid = await lockSubmitted(trx, reviewId, number);
	const found = await trx
		.selectFrom('bidQuestions')
		.select(['id', 'number', 'revision', 'answer'])
		.where('bidId', '=', bid.id)
		.where('number', '=', question)
		.executeTakeFirst();
	if (!found) throw new NotFound('This question was not found');
	const grant = answeringGrant(actor, reviewId, bid);
	if (!grant) throw new Forbidden('Officials of the departments whose bid it is answer');
	if (found.revision !== input.revision) throw new Conflict('Somebody has answered this question since you opened it');
	await trx
		.updateTable('bidQuestions')
		.set({
			answer: input.answer,
			answeredByPersonId: actor.person.id,
			answeredByPostId: grant.postId,
			answeredAt: actor.now,
			revision: found.revision + 1
		})
		.where('id', '=', found.id)
		.execute();
	await record(trx, grant, 'bid_question.answered', onSubmitted(bid), {
		question: found.number,
		again: found.answer !== null,
		words: textDigest(input.answer)
	});
}

/** The right to answer: officials of the lead and of its partners, never a spending team. */
export function answeringGrant(actor: Actor, reviewId: number, bid: { teamIds: number[] }) {
	return grantFor(actor, 'bid_question.answer', { reviewId, teamIds: bid.teamIds });
}

type SubmittedBid = {
	id: number;
	reviewId: number;
	number: number;
	leadTeamId: number;
	teamIds: number[];
	last: { id: number; number: number };
};

/** The submitted versions of a bid, held until the transaction ends: the Treasury cannot hold the bid, which it does not see. */
async function lockSubmitted(trx: Trx, reviewId: number, number: number): Promise<SubmittedBid> {
	const { id } = await getKnownBid(trx, reviewId, number);
	const versions = await trx
		.selectFrom('bidVersions')
		.select(['id', 'number', 'content'])
		.where('bidId', '=', id)
		.where('submittedAt', 'is not', null)
		.orderBy('number')
		.forUpdate()
		.execute();
	const last = versions.at(-1);
	if (!last) throw new NotFound('Nothing of this bid has been submitted');
	const { lead, partners } = bidContentSchema.parse(JSON.parse(last.content));
	return {
		id,
		reviewId,
		number,
		leadTeamId: lead.id,
		teamIds: [lead, ...partners].map((team) => team.id),
		last: { id: last.id, number: last.number }
	};
}

/** @throws Conflict where the page showed an older version */
function requireLast(bid: SubmittedBid, version: number): { id: number; number: number } {
	if (bid.last.number !== version)
		throw new Conflict(`Version ${bid.last.number} has been submitted since you opened this page: look at it first`);
	return bid.last;
}

/** Told to the lead's team, or to the Treasury's where it alone may know. */
function onSubmitted(bid: SubmittedBid, teamId = bid.leadTeamId) {
	return {
		reviewId: bid.reviewId,
		kind: 'bid',
		id: bid.id,
		reference: reference('B', bid.number),
		audience: 'team',
		teamId
	} as const;
}
