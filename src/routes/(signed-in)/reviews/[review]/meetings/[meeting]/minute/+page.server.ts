import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { correctMinute, holdMeeting } from '#lib/meetings/commands.server.ts';
import { loadMinute } from '#lib/meetings/export.server.ts';
import { correctionForm, holdForm } from '#lib/meetings/forms.ts';
import { canChangeMeeting, canCorrectMinute, isUnderWay } from '#lib/meetings/meeting.ts';
import { getMeeting, listCorrections } from '#lib/meetings/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { dateTime, londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const meeting = await getMeeting(trx, reviewIdOf(actor, params.review), numberIn('M', params.meeting));
		if (meeting.state === 'cancelled') throw new Conflict('The meeting was cancelled, so it has no minute');
		const content = await loadMinute(trx, actor, meeting);
		return {
			content,
			held: meeting.heldAt && dateTime(meeting.heldAt),
			sha256: meeting.minuteSha256,
			revision: meeting.revision,
			corrections: await listCorrections(trx, meeting.id),
			/** What is still open, to be read before the meeting is closed. */
			open: {
				attendance: content.attendance.every(({ presence }) => presence === null),
				undecided: content.recommendations.filter(({ decision }) => decision === null).map(({ reference }) => reference)
			},
			may: {
				hold: canChangeMeeting(actor, meeting) && isUnderWay(meeting, londonDate(actor.now)),
				correct: canCorrectMinute(actor, meeting)
			}
		};
	});

export const actions: Actions = {
	hold: (event) =>
		act(event, holdForm, async (trx, actor, { revision }) => {
			const { review, meeting } = event.params;
			await holdMeeting(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, revision);
			return { to: event.url.pathname, notice: `${meeting} is closed and its minute frozen.` };
		}),
	correct: (event) =>
		act(event, correctionForm, async (trx, actor, { text }) => {
			const { review, meeting } = event.params;
			await correctMinute(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, text);
			return { to: event.url.pathname, notice: 'The correction stands beside the minute.' };
		})
};
