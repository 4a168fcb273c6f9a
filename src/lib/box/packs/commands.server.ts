import { createHash } from 'node:crypto';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { recordPositionsInBatch } from '#lib/positions/commands.server.ts';
import type { Conveyed } from '#lib/positions/position.ts';
import { listAnsweringPosts } from '#lib/positions/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { lockReview } from '#lib/reviews/queries.server.ts';
import { listBox } from '../cards.server.ts';
import { readingOf } from '../card.ts';
import { askFromBox } from '../questions/commands.server.ts';
import { minutesFor } from '../reading.ts';
import type { PackContent } from './content.ts';
import type { ReturnedRow } from './forms.ts';

/**
 * Freezes a minister's box for paper: the cards as they read now, in the order of the return sheet. It never changes.
 * @throws NotFound, Forbidden, Conflict when the box is empty
 */
export async function makeBoxPack(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	postId: number
): Promise<{ id: number; number: number }> {
	// Numbers follow one another without a gap, so packs of a review are made one at a time.
	await lockReview(trx, reviewId);
	const post = (await listAnsweringPosts(trx, actor, reviewId)).find((one) => one.postId === postId);
	if (!post) throw new NotFound('This minister was not found');
	const grant = grantFor(actor, 'box_pack.make', { reviewId, postId });
	if (!grant) throw new Forbidden('Ministers and their private offices make a pack of a box');
	const cards = await listBox(trx, actor, reviewId, post);
	if (cards.length === 0) throw new Conflict('The box is empty, so there is nothing to print');

	const pack: PackContent = { format: 1, minutes: minutesFor(cards.map(readingOf)), cards };
	const content = JSON.stringify(pack);
	const { last } = await trx
		.selectFrom('boxPacks')
		.select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.val(0)).as('last'))
		.where('reviewId', '=', reviewId)
		.where('postId', '=', postId)
		.executeTakeFirstOrThrow();
	const number = last + 1;
	const sha256 = createHash('sha256').update(content).digest('hex');
	const { id } = await trx
		.insertInto('boxPacks')
		.values({
			reviewId,
			teamId: post.teamId,
			postId,
			number,
			content,
			sha256,
			madeByPersonId: actor.person.id,
			madeByPostId: grant.postId,
			madeAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('boxPackItems')
		.values(
			cards.map(({ recommendationId, version }, index) => ({
				packId: id,
				place: index + 1,
				reviewId,
				teamId: post.teamId,
				recommendationId,
				version
			}))
		)
		.execute();
	await record(trx, grant, 'box_pack.made', onPack({ id, reviewId, teamId: post.teamId }), {
		post: post.title,
		number,
		items: cards.map((card) => `${reference('R', card.number)} version ${card.version}`),
		sha256
	});
	return { id, number };
}

/**
 * Records a return sheet in one act: the answers of its rows, and the questions, all of them or none. An answer binds to
 * the version that was printed, so words that have changed since refuse it, unless the minister has seen the new ones.
 * @throws NotFound, Forbidden, Conflict, Invalid on `items[row]`
 */
export async function recordReturn(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	packId: number,
	input: { postId: number; conveyed: Conveyed | null; items: readonly ReturnedRow[] }
): Promise<{ answered: number; asked: number }> {
	const pack = await trx
		.selectFrom('boxPacks')
		.select(['id', 'reviewId', 'teamId', 'postId', 'number'])
		.where('reviewId', '=', reviewId)
		.where('id', '=', packId)
		.executeTakeFirst();
	if (!pack || pack.postId !== input.postId) throw new NotFound('This pack was not found');
	const grant = grantFor(actor, 'position.record', { reviewId, postId: pack.postId });
	if (!grant) throw new Forbidden('Ministers of the group and their private offices record positions');
	const printed = await trx
		.selectFrom('boxPackItems')
		.innerJoin('recommendations', 'recommendations.id', 'boxPackItems.recommendationId')
		.select(['boxPackItems.recommendationId', 'recommendations.number'])
		.where('packId', '=', packId)
		.execute();
	const onSheet = input.items.map((item) => {
		const found = printed.find(({ recommendationId }) => recommendationId === item.recommendationId);
		if (!found) throw new NotFound('One of these recommendations is not in the pack');
		return { ...item, number: found.number };
	});
	const voice = { postId: pack.postId, conveyed: input.conveyed };
	const answers = onSheet.flatMap(({ mark, ...item }) => (mark === 'ask' ? [] : [{ ...item, stance: mark }]));
	const questions = onSheet.filter(({ mark }) => mark === 'ask');

	if (answers.length > 0) {
		await recordPositionsInBatch(trx, actor, reviewId, { ...voice, answers }).catch(besideTheRow);
	}
	for (const { number, row, version, reason } of questions) {
		if (reason === null) throw new Invalid(`items[${row}].words`, 'Enter the question');
		await askFromBox(trx, actor, reviewId, number, { ...voice, version, askedOf: 'officials', text: reason });
	}
	if (onSheet.length === 0) throw new Conflict('Answer at least one row');
	await record(trx, grant, 'box_return.recorded', onPack(pack), {
		number: pack.number,
		answered: answers.map(({ number }) => reference('R', number)),
		asked: questions.map(({ number }) => reference('R', number)),
		conveyed: input.conveyed
	});
	return { answered: answers.length, asked: questions.length };
}

/** The batch names the fields of its own page; a sheet's row has one tick and one line of words. */
function besideTheRow(cause: unknown): never {
	if (!(cause instanceof Invalid)) throw cause;
	const field = cause.field
		.replace(/\.ticked$/, '.mark')
		.replace(/\.reason$/, '.words')
		.replace(/\.conditions$/, '.condition');
	throw new Invalid(field, cause.message);
}

function onPack(pack: { id: number; reviewId: number; teamId: number }) {
	return { reviewId: pack.reviewId, kind: 'box_pack', id: pack.id, audience: 'team', teamId: pack.teamId } as const;
}
