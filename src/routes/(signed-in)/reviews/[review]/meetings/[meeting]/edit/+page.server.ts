import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { cancelMeeting, editMeeting } from '#lib/meetings/commands.server.ts';
import { cancelForm, editMeetingForm } from '#lib/meetings/forms.ts';
import { getMeetingToRun } from '#lib/meetings/open.server.ts';
import { startingTimes, timeWords } from '#lib/meetings/times.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { meeting } = await getMeetingToRun(trx, actor, reviewId, numberIn('M', params.meeting));
		const { title, meetsOn, startsAt, place, revision } = meeting;
		return {
			initial: { title, meetsOn, startsAt, place },
			revision,
			times: startingTimes.map((value) => ({ value, text: timeWords(value) }))
		};
	});

export const actions: Actions = {
	save: (event) =>
		act(event, editMeetingForm, async (trx, actor, input) => {
			const { review, meeting } = event.params;
			await editMeeting(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, input);
			return { to: `/reviews/${review}/meetings/${meeting}`, notice: `${meeting} is changed.` };
		}),
	cancel: (event) =>
		act(event, cancelForm, async (trx, actor, input) => {
			const { review, meeting } = event.params;
			await cancelMeeting(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, input);
			return { to: `/reviews/${review}/meetings/${meeting}`, notice: `${meeting} is cancelled.` };
		})
};
