import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { planMeeting } from '#lib/meetings/commands.server.ts';
import { planForm } from '#lib/meetings/forms.ts';
import { canPlanMeeting } from '#lib/meetings/meeting.ts';
import { chairPostOf, listOpenRecommendations } from '#lib/meetings/queries.server.ts';
import { startingTimes, timeWords } from '#lib/meetings/times.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const chairPostId = await chairPostOf(trx, reviewId);
		if (!canPlanMeeting(actor, reviewId, chairPostId ?? 0)) {
			throw new Forbidden('The secretariat, the chair and the chair’s private office plan meetings');
		}
		if (chairPostId === null)
			throw new Conflict('The group has no chair yet: name the post of the chair under Members');
		return {
			times: startingTimes.map((value) => ({ value, text: timeWords(value) })),
			open: (await listOpenRecommendations(trx, reviewId)).map(({ number, title }) => `R${number} ${title}`)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, planForm, async (trx, actor, input) => {
			const { review } = event.params;
			const { number } = await planMeeting(trx, actor, reviewIdOf(actor, review), input);
			const name = reference('M', number);
			return { to: `/reviews/${review}/meetings/${name}`, notice: `${name} is planned.` };
		})
};
