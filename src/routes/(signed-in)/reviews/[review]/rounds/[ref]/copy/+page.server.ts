import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { listCopies } from '#lib/rounds/choices.server.ts';
import { moveRound } from '#lib/rounds/commands.server.ts';
import { moveForm } from '#lib/rounds/forms.ts';
import { getRound } from '#lib/rounds/queries.server.ts';
import { canMoveRound } from '#lib/rounds/round.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const round = await getRound(trx, actor, reviewId, params.ref);
		if (!canMoveRound(actor, round)) {
			throw new Forbidden('A new copy is sent out by the secretariat, while a write-round is open');
		}
		const later = (await listCopies(trx, reviewId)).filter(
			({ paperId, number }) => paperId === round.paper.id && number > round.snapshot.number
		);
		return {
			revision: round.revision,
			present: round.snapshot.number,
			paper: round.paper.reference,
			copies: later.map(({ id, text }) => ({ value: String(id), text }))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, moveForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await moveRound(trx, actor, reviewIdOf(actor, review), ref, input);
			return {
				to: `/reviews/${review}/rounds/${ref}`,
				notice: 'The write-round goes on with the new copy. Replies keep the copy they were given on.'
			};
		})
};
