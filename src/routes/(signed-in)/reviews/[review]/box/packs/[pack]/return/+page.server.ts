import { type ActionFailure, fail } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { answersFor } from '#lib/box/box.ts';
import { listAdvice } from '#lib/box/advice/queries.server.ts';
import { recordReturn } from '#lib/box/packs/commands.server.ts';
import { returnForm } from '#lib/box/packs/forms.ts';
import { getBoxPack, listSheet } from '#lib/box/packs/queries.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import type { FormState } from '#lib/forms/form-state.ts';
import { stanceTag } from '#lib/positions/position.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { reference } from '#lib/reviews/reference.ts';
import { difference } from '#lib/ui/difference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const pack = await getBoxPack(trx, reviewId, numberFrom(params.pack));
		if (!answersFor(actor, reviewId, pack.postId)) {
			throw new Forbidden('The minister or their private office types in the return');
		}
		const rows = await listSheet(trx, pack);
		const advice = await listAdvice(
			trx,
			pack.teamId,
			rows.map(({ recommendationId }) => recommendationId)
		);
		return {
			pack,
			own: actor.posts.some(({ id }) => id === pack.postId),
			rows: rows.map(({ moved, since, ...row }) => {
				const advised = advice.get(row.recommendationId);
				return {
					...row,
					reference: reference('R', row.number),
					advised: advised ? stanceTag(advised.stance) : null,
					condition: advised?.stance === 'content_subject_to' ? (advised.proposedText ?? '') : '',
					proposedText:
						(advised?.stance === 'content_if_reworded' && advised.proposedText) || (moved?.text ?? row.text),
					moved: moved && {
						version: moved.version,
						meaning: moved.meaning,
						parts: difference(row.text, moved.text)
					},
					since: since && { tag: stanceTag(since.stance), on: londonDate(since.givenAt) }
				};
			})
		};
	});

export const actions: Actions = {
	default: async (event): Promise<ActionFailure<{ form: FormState }>> => {
		const failure = await act(event, returnForm, async (trx, actor, input) => {
			const reviewId = reviewIdOf(actor, event.params.review);
			const { answered, asked } = await recordReturn(trx, actor, reviewId, numberFrom(event.params.pack) ?? 0, input);
			const answers = answered === 1 ? 'One answer' : `${answered} answers`;
			const questions = asked === 0 ? '' : asked === 1 ? ' and one question' : ` and ${asked} questions`;
			return {
				to: `/reviews/${event.params.review}/box?post=${input.postId}`,
				notice: `The return is recorded: ${answers.toLowerCase()}${questions}.`
			};
		});
		return fail(failure.status, failure.data);
	}
};
