import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { recordTreasuryPosition, writeTreasuryNote } from '#lib/bids/treasury/commands.server.ts';
import { noteForm, positionForm } from '#lib/bids/treasury/forms.ts';
import { listQuestions, listTreasuryNotes, listTreasuryPositions } from '#lib/bids/treasury/queries.server.ts';
import { getKnownBid, lastSubmitted, listVersions } from '#lib/bids/versions/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { id } = await getKnownBid(trx, reviewId, numberIn('B', params.ref) ?? 0);
		const questions = await listQuestions(trx, id);
		const isTreasury = may(actor, 'treasury_position.record', { reviewId });
		return {
			submitted: lastSubmitted(await listVersions(trx, id))?.number ?? null,
			positions: await listTreasuryPositions(trx, id),
			notes: isTreasury ? await listTreasuryNotes(trx, id) : [],
			questions: { asked: questions.length, open: questions.filter(({ answer }) => answer === null).length },
			may: { record: isTreasury, note: may(actor, 'treasury_note.write', { reviewId }) }
		};
	});

export const actions: Actions = {
	position: (event) =>
		act(event, positionForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await recordTreasuryPosition(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, input);
			return {
				to: event.url.pathname,
				notice: 'The Treasury’s position is recorded. It stands wherever this bid appears.'
			};
		}),
	note: (event) =>
		act(event, noteForm, async (trx, actor, input) => {
			const { review, ref } = event.params;
			await writeTreasuryNote(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, input.body);
			return { to: event.url.pathname, notice: 'Your note is kept. Only the Treasury’s spending team reads it.' };
		})
};
