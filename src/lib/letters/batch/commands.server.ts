import { randomUUID } from 'node:crypto';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { isWithMinisters } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { longDate } from '#lib/ui/dates.ts';
import { type NewLetter, writeLetters } from '../commands.server.ts';
import { merge } from '../merge.ts';
import type { Ask } from '../table.ts';
import { listChoices, listLiveAsks, mostRecommendations, proposeLetters, standsFor } from './proposals.server.ts';

export type BatchInput = {
	subject: string;
	text: string;
	copiedTo: string;
	replyBy: string;
	/** What is asked, in the versions that were read. */
	recommendations: readonly { id: number; version: number }[];
	/** `asks` runs along `recommendations`; null leaves one out. `row` is the row of the form, for its errors. */
	letters: readonly { teamId: number; asks: readonly (Ask | null)[]; row: number }[];
};

/**
 * Writes one letter for each department named, merged from one template: all of them or none. A department is not asked
 * twice for the same words.
 * @returns what the letters have in common, and their numbers
 * @throws Forbidden, NotFound, Conflict, Invalid on `letters[row].ticked`
 */
export async function writeBatch(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: BatchInput
): Promise<{ batch: string; numbers: number[] }> {
	const ids = input.recommendations.map(({ id }) => id);
	// Locked in one order, so that two who write at once take turns and the second sees what the first has asked.
	const locked = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'version', 'materialVersion', 'state'])
		.where('reviewId', '=', reviewId)
		.where('id', 'in', ids.length === 0 ? [0] : ids)
		.orderBy('id')
		.forUpdate()
		.execute();
	if (locked.length !== new Set(ids).size || ids.length > mostRecommendations) {
		throw new NotFound('One of these recommendations was not found');
	}
	if (!grantFor(actor, 'letter.write', { reviewId })) throw new Forbidden('Only the secretariat writes letters');
	for (const { id, version } of input.recommendations) {
		const now = locked.find((one) => one.id === id);
		if (!now || !isWithMinisters(now)) throw new Conflict('One of these recommendations is no longer with the group');
		if (now.version !== version) {
			throw new Conflict(
				`The words of ${reference('R', now.number)} have changed since you read them. Read them, then write.`
			);
		}
	}

	const asked = await listLiveAsks(trx, reviewId);
	const choices = (await listChoices(trx, actor, reviewId)).filter(({ id }) => ids.includes(id));
	const proposals = await proposeLetters(trx, actor, reviewId, choices);
	const { title } = await trx
		.selectFrom('reviews')
		.select('title')
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	const batch = randomUUID();
	const letters = input.letters.map(({ teamId, asks, row }): NewLetter => {
		const refuse = (message: string) => new Invalid(`letters[${row}].ticked`, message);
		const proposal = proposals.find((one) => one.teamId === teamId);
		if (!proposal) throw refuse('This department has no minister on the group');
		const { sender, addressee, departmentName, shortName } = proposal;
		if (!addressee) throw refuse('This department has no Cabinet minister in the review');
		const wanted = input.recommendations.flatMap(({ id, version }, index) => {
			const ask = asks[index] ?? null;
			return ask === null ? [] : [{ recommendationId: id, version, ask }];
		});
		if (wanted.length === 0) throw refuse(`Choose what ${shortName} is asked, or leave it out`);
		for (const { recommendationId } of wanted) {
			const now = locked.find(({ id }) => id === recommendationId);
			const before =
				now && asked.find((ask) => standsFor(ask, { id: now.id, teamId, materialVersion: now.materialVersion }));
			if (before) {
				throw refuse(
					`${reference('L', before.number)} asks ${shortName} for ${reference('R', now.number)} already. Leave that out, or withdraw the letter first.`
				);
			}
		}
		const values = {
			addressee: addressee.title,
			addressee_name: addressee.holderName ?? addressee.title,
			sender: sender.title,
			sender_name: sender.holderName ?? sender.title,
			department: departmentName,
			review: title,
			reply_by: longDate(input.replyBy)
		};
		return {
			kind: 'departmental',
			batch,
			roundId: null,
			teamId,
			senderPostId: sender.postId,
			addresseePostId: addressee.postId,
			addressee: addressee.title,
			copiedTo: input.copiedTo,
			subject: merge(input.subject, values).slice(0, 200),
			text: merge(input.text, values),
			replyBy: input.replyBy,
			asks: wanted
		};
	});
	return { batch, numbers: await writeLetters(trx, actor, reviewId, letters) };
}
