import { redirect } from '@sveltejs/kit';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { readContent } from '#lib/meetings/commands.server.ts';
import { isUnderWay } from '#lib/meetings/meeting.ts';
import { getMeeting } from '#lib/meetings/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const found = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const meeting = await getMeeting(trx, reviewId, numberIn('M', params.meeting));
		if (meeting.state === 'held') return null;
		const content = await readContent(trx, actor, reviewId, meeting.number);
		const undecided = content.recommendations.filter(({ decision }) => decision === null).length;
		return {
			content,
			/** What is left to do before the minute can be frozen; null before the day. */
			left: isUnderWay(meeting, londonDate(actor.now))
				? { attendance: content.attendance.every(({ presence }) => presence === null), undecided }
				: null
		};
	});
	if (found === null) redirect(307, `${url.pathname}/minute`);
	return found;
};
