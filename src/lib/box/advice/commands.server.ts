import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { record, textDigest } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { PositionStance } from '#lib/positions/position.ts';
import { isWithMinisters } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { type AdvicePart, adviceParts, type ClearedPart } from '../box.ts';

export type AdviceGiven = {
	recommendationId: number;
	/** The words that were advised on. */
	version: number;
	/** The advice that was on the page; null where there was none. */
	revision: number | null;
	stance: PositionStance;
	reason: string;
	proposedText: string | null;
	/** Says the same words again, of a recommendation that has changed. */
	stillHolds: boolean;
	/** The row of the form, so that an error stands beside it. */
	row: number;
};

/**
 * Writes what a department's officials advise their minister on several recommendations: all of it or, where one is
 * wrong, none. A row that says what is advised already is left alone.
 * @returns how many were written
 * @throws NotFound, Forbidden, Invalid on `items[row]`, Conflict when nothing was changed
 */
export async function writeAdvice(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { teamId: number; items: readonly AdviceGiven[] }
): Promise<{ written: number }> {
	const ids = input.items.map((item) => item.recommendationId);
	const stored = await trx
		.selectFrom('advice')
		.selectAll()
		.where('teamId', '=', input.teamId)
		.where('recommendationId', 'in', ids.length === 0 ? [0] : ids)
		.orderBy('recommendationId')
		.forUpdate()
		.execute();
	const recommendations = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'version', 'state'])
		.where('reviewId', '=', reviewId)
		.where('id', 'in', ids.length === 0 ? [0] : ids)
		.execute();
	if (new Set(ids).size !== recommendations.length) throw new NotFound('One of these recommendations was not found');
	const grant = grantFor(actor, 'advice.write', { reviewId, teamIds: [input.teamId] });
	if (!grant) throw new Forbidden('Officials write advice for their own minister');

	const written = [];
	for (const item of input.items) {
		const recommendation = recommendations.find(({ id }) => id === item.recommendationId);
		if (!recommendation) throw new NotFound();
		const name = reference('R', recommendation.number);
		const beside = (message: string) => new Invalid(`items[${item.row}].stance`, `${name}: ${message}`);
		const before = stored.find((one) => one.recommendationId === item.recommendationId);
		const same =
			before !== undefined &&
			before.stance === item.stance &&
			before.reason === item.reason &&
			before.proposedText === item.proposedText;
		if (same && !(item.stillHolds && before.version < item.version)) continue;
		if (!isWithMinisters(recommendation)) throw beside('it is not with the group, so no minister answers it now');
		if (recommendation.version !== item.version) {
			throw beside('the words have changed since you read them. Read what changed, then advise.');
		}
		if ((before?.revision ?? null) !== item.revision) {
			throw beside(`somebody else has written advice since you opened it: “${before?.reason ?? ''}”`);
		}
		const id = await store(trx, actor, grant, { reviewId, teamId: input.teamId, item, before });
		written.push({ id, name, item });
	}
	if (written.length === 0) throw new Conflict('Nothing has changed, so nothing was written');
	for (const { id, name, item } of written) {
		const { version, stance, proposedText } = item;
		await record(trx, grant, 'advice.written', onAdvice(reviewId, input.teamId, id, name), {
			version,
			stance,
			reason: textDigest(item.reason),
			proposedText: proposedText === null ? null : textDigest(proposedText)
		});
	}
	return { written: written.length };
}

export type AdviceSeen = { adviceId: number; wording: number };

/**
 * An official notes who cleared the present wording of advice for policy, finance or law.
 * @throws NotFound, Forbidden, Conflict when the advice was written anew, or all of it is cleared already
 */
export async function clearAdvice(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { teamId: number; items: readonly AdviceSeen[]; part: ClearedPart; clearedBy: string }
): Promise<{ cleared: number }> {
	const found = await lockAdvice(trx, reviewId, input);
	const grant = grantFor(actor, 'advice.clear', { reviewId, teamIds: [input.teamId] });
	if (!grant) throw new Forbidden('Officials of the department note what was cleared');
	return { cleared: await mark(trx, actor, grant, 'advice.cleared', found, input.part, input.clearedBy) };
}

/** The special adviser has seen the present wording. @throws NotFound, Forbidden, Conflict */
export async function noteSeen(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: { teamId: number; items: readonly AdviceSeen[] }
): Promise<{ seen: number }> {
	const found = await lockAdvice(trx, reviewId, input);
	const grant = grantFor(actor, 'advice.note_seen', { reviewId, teamIds: [input.teamId] });
	if (!grant) throw new Forbidden('The special adviser says for themself what they have seen');
	const post = actor.posts.find(({ id }) => id === grant.postId);
	const by = post ? `${actor.person.name}, ${post.title}` : actor.person.name;
	return { seen: await mark(trx, actor, grant, 'advice.seen', found, 'adviser', by.slice(0, 200)) };
}

type Stored = { id: number; revision: number; wording: number };

async function store(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	{ reviewId, teamId, item, before }: { reviewId: number; teamId: number; item: AdviceGiven; before?: Stored }
): Promise<number> {
	const { version, stance, reason, proposedText } = item;
	const said = {
		version,
		stance,
		reason,
		proposedText,
		writtenByPersonId: actor.person.id,
		writtenByPostId: grant.postId,
		writtenAt: actor.now
	};
	if (before) {
		await trx
			.updateTable('advice')
			.set({ ...said, wording: before.wording + 1, revision: before.revision + 1 })
			.where('id', '=', before.id)
			.execute();
		return before.id;
	}
	const { id } = await trx
		.insertInto('advice')
		.values({ reviewId, teamId, recommendationId: item.recommendationId, ...said })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

async function lockAdvice(
	trx: Trx,
	reviewId: number,
	{ teamId, items }: { teamId: number; items: readonly AdviceSeen[] }
) {
	const ids = items.map(({ adviceId }) => adviceId);
	const found = await trx
		.selectFrom('advice')
		.innerJoin('recommendations', 'recommendations.id', 'advice.recommendationId')
		.select(['advice.id', 'advice.reviewId', 'advice.teamId', 'advice.wording', 'recommendations.number'])
		.where('advice.reviewId', '=', reviewId)
		.where('advice.teamId', '=', teamId)
		.where('advice.id', 'in', ids.length === 0 ? [0] : ids)
		.orderBy('advice.id')
		.forUpdate('advice')
		.execute();
	if (found.length === 0 || found.length !== new Set(ids).size) throw new NotFound('This advice was not found');
	return found.map((advice) => ({
		...advice,
		seen: items.find(({ adviceId }) => adviceId === advice.id)?.wording ?? 0
	}));
}

async function mark(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	event: 'advice.cleared' | 'advice.seen',
	found: Awaited<ReturnType<typeof lockAdvice>>,
	part: AdvicePart,
	clearedBy: string
): Promise<number> {
	const moved = found.find(({ seen, wording }) => seen !== wording);
	if (moved) {
		throw new Conflict(
			`The advice on ${reference('R', moved.number)} was written anew since you read it: read it first`
		);
	}
	const marked = await trx
		.insertInto('adviceClearances')
		.values(
			found.map(({ id, reviewId, teamId, wording }) => ({
				reviewId,
				teamId,
				adviceId: id,
				part,
				wording,
				clearedBy,
				personId: actor.person.id,
				postId: grant.postId,
				clearedAt: actor.now
			}))
		)
		.onConflict((conflict) => conflict.columns(['adviceId', 'part', 'wording']).doNothing())
		.returning('adviceId')
		.execute();
	if (marked.length === 0) throw new Conflict(`${adviceParts[part].done} already`);
	for (const { id, reviewId, teamId, number, wording } of found) {
		if (!marked.some(({ adviceId }) => adviceId === id)) continue;
		await record(trx, grant, event, onAdvice(reviewId, teamId, id, reference('R', number)), {
			part,
			wording,
			by: clearedBy
		});
	}
	return marked.length;
}

function onAdvice(reviewId: number, teamId: number, id: number, name: string) {
	return { reviewId, kind: 'advice', id, reference: name, audience: 'team', teamId } as const;
}
