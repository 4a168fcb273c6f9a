import { type ActionFailure, fail } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { noteSeen } from '#lib/box/advice/commands.server.ts';
import { seenForm } from '#lib/box/advice/forms.ts';
import { listAdvice } from '#lib/box/advice/queries.server.ts';
import { canNoteSeen, canWriteAdvice } from '#lib/box/box.ts';
import { readingOf } from '#lib/box/card.ts';
import { getBoxPost, getCard, listBoxNumbers } from '#lib/box/cards.server.ts';
import { type Mark, marks } from '#lib/box/packs/marks.ts';
import { askFromBox } from '#lib/box/questions/commands.server.ts';
import { questionForm } from '#lib/box/questions/forms.ts';
import { minutesFor } from '#lib/box/reading.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { controlText, type FormState } from '#lib/forms/form-state.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import { positionForm } from '#lib/positions/forms.ts';
import { conveyances, stances } from '#lib/positions/position.ts';
import { numberFrom, oneOfNames } from '#lib/recommendations/forms.ts';
import { getRecommendation, getVersion } from '#lib/recommendations/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { post, others } = await getBoxPost(trx, actor, reviewId, numberFrom(url.searchParams.get('post')));
		const number = numberIn('R', params.recommendation);
		const card = await getCard(trx, actor, reviewId, post, number);
		const box = await listBoxNumbers(trx, reviewId, post.postId);
		const place = box.indexOf(card.number);
		const wanted = url.searchParams.get('answer');
		const choice: Mark | null = marks.find((mark) => mark === wanted) ?? null;
		const advice = (await listAdvice(trx, post.teamId, [card.recommendationId])).get(card.recommendationId);
		const seen = advice?.cleared.some(({ part }) => part === 'adviser') ?? true;
		const { postId, title, departmentName, holderName, own, teamId, mayAnswer } = post;
		return {
			card,
			name: reference('R', card.number),
			changed: card.before && card.before.text !== card.text ? difference(card.before.text, card.text) : null,
			minutes: minutesFor([readingOf(card)]),
			place: place === -1 ? null : place + 1,
			count: box.length,
			previous: nameOf(place > 0 ? box[place - 1] : undefined),
			next: nameOf(place === -1 ? box[0] : box[place + 1]),
			post: { postId, title, departmentName, holderName, own },
			several: others.length > 0,
			choice: mayAnswer ? choice : null,
			said: oneOfNames(url.searchParams.get('said'), conveyances),
			advice: advice ? { id: advice.id, wording: advice.wording, teamId } : null,
			may: {
				answer: mayAnswer,
				advise: canWriteAdvice(actor, reviewId, teamId),
				noteSeen: advice !== undefined && !seen && canNoteSeen(actor, reviewId, teamId)
			}
		};
	});

export const actions: Actions = {
	answer: async (event) => {
		const number = numberIn('R', event.params.recommendation) ?? 0;
		const failure = await act(event, positionForm, async (trx, actor, input) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			await recordPosition(trx, actor, reviewId, number, input);
			return {
				to: await nextCard(trx, event, reviewId, input, number),
				notice: `${reference('R', number)} is answered: ${stances[input.stance].label}.`
			};
		});
		return failure.status === 409 ? withDifference(event, number, failure) : failure;
	},
	ask: (event) =>
		act(event, questionForm, async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			const reviewId = reviewIdOf(actor, event.params.review);
			await askFromBox(trx, actor, reviewId, number, input);
			return {
				to: await nextCard(trx, event, reviewId, input, number),
				notice: `Your question about ${reference('R', number)} is asked. The card stays in the box.`
			};
		}),
	seen: (event) =>
		act(event, seenForm, async (trx, actor, input) => {
			await noteSeen(trx, actor, reviewIdOf(actor, event.params.review), input);
			return { to: event.url.pathname, notice: 'It is noted that you have seen this advice.' };
		})
};

function nameOf(number: number | undefined): string | null {
	return number === undefined ? null : reference('R', number);
}

/** The card after this one, from the front again where it was the last; the box where none is left. */
async function nextCard(
	trx: Trx,
	event: RequestEvent,
	reviewId: number,
	{ postId, conveyed }: { postId: number; conveyed: string | null },
	number: number
): Promise<string> {
	const box = await listBoxNumbers(trx, reviewId, postId);
	const next = box.find((one) => one > number) ?? box.find((one) => one !== number);
	const query = new URLSearchParams({ post: String(postId), ...(conveyed === null ? {} : { said: conveyed }) });
	const page = `/reviews/${event.params.review}/box`;
	return next === undefined ? `${page}?post=${postId}` : `${page}/${reference('R', next)}?${query}`;
}

/** The words moved while somebody decided: shows what changed since those that they read. */
async function withDifference(
	event: RequestEvent,
	number: number,
	failure: ActionFailure<{ form: FormState; moved?: DifferencePart[] }>
): Promise<ActionFailure<{ form: FormState; moved?: DifferencePart[] }>> {
	const seen = numberFrom(controlText(failure.data.form.values.version));
	const moved = await read(event.locals, async (trx, actor) => {
		const now = await getRecommendation(trx, reviewIdOf(actor, event.params.review), number);
		if (seen === null || seen >= now.version) return null;
		return difference((await getVersion(trx, now.id, seen)).text, now.text);
	});
	return moved === null ? failure : fail(409, { form: failure.data.form, moved });
}
