import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { meetingCursor } from '#lib/meetings/forms.ts';
import { canPlanMeeting, isUnderWay } from '#lib/meetings/meeting.ts';
import { chairPostOf, listMeetings, listNotedPositions } from '#lib/meetings/queries.server.ts';
import { timeWords } from '#lib/meetings/times.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const page = await listMeetings(trx, reviewId, {
			after: meetingCursor(url.searchParams.get('after')),
			before: meetingCursor(url.searchParams.get('before'))
		});
		const chairPostId = await chairPostOf(trx, reviewId);
		const today = londonDate(actor.now);
		return {
			rows: page.rows.map((row) => ({ ...row, starts: timeWords(row.startsAt), underWay: isUnderWay(row, today) })),
			previousHref: page.previous && `${url.pathname}?before=${page.previous.meetsOn}.${page.previous.number}`,
			nextHref: page.next && `${url.pathname}?after=${page.next.meetsOn}.${page.next.number}`,
			noted: (await listNotedPositions(trx, actor, reviewId)).length,
			hasChair: chairPostId !== null,
			may: { plan: canPlanMeeting(actor, reviewId, chairPostId) }
		};
	});
