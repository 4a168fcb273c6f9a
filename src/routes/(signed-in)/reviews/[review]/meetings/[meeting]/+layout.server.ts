import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canChangeMeeting, isUnderWay } from '#lib/meetings/meeting.ts';
import { getMeeting } from '#lib/meetings/queries.server.ts';
import { timeWords } from '#lib/meetings/times.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const meeting = await getMeeting(trx, reviewIdOf(actor, params.review), numberIn('M', params.meeting));
		const { number, title, meetsOn, startsAt, place, chairTitle, state, cancelledBecause, revision } = meeting;
		return {
			meeting: {
				name: `M${number}`,
				title,
				meetsOn,
				starts: timeWords(startsAt),
				place,
				chair: chairTitle,
				state,
				cancelledBecause,
				revision,
				underWay: isUnderWay(meeting, londonDate(actor.now)),
				mayChange: canChangeMeeting(actor, meeting)
			}
		};
	});
