import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { recordAttendance } from '#lib/meetings/commands.server.ts';
import { attendanceForm } from '#lib/meetings/forms.ts';
import { getOpenMeeting } from '#lib/meetings/open.server.ts';
import { listAttendance } from '#lib/meetings/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { meeting, underWay, manages } = await getOpenMeeting(trx, actor, reviewId, numberIn('M', params.meeting));
		return {
			asked: await listAttendance(trx, actor, meeting),
			alsoPresent: meeting.alsoPresent,
			may: { record: underWay && manages }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, attendanceForm, async (trx, actor, input) => {
			const { review, meeting } = event.params;
			await recordAttendance(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, input);
			return { to: `/reviews/${review}/meetings/${meeting}/positions`, notice: 'Who came is recorded.' };
		})
};
