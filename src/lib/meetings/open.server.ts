import { type Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { isUnderWay, managesMeeting } from './meeting.ts';
import { getMeeting, type Meeting } from './queries.server.ts';

/** A meeting whose minute is not frozen, for the pages that write it. @throws NotFound, Conflict */
export async function getOpenMeeting(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number | null
): Promise<{ meeting: Meeting; underWay: boolean; manages: boolean }> {
	const meeting = await getMeeting(trx, reviewId, number);
	if (meeting.state === 'held') throw new Conflict('The meeting is closed: what it came to stands in its minute');
	if (meeting.state === 'cancelled') throw new Conflict('The meeting was cancelled');
	return {
		meeting,
		underWay: isUnderWay(meeting, londonDate(actor.now)),
		manages: managesMeeting(actor, meeting)
	};
}

/** The same, for those who run the meeting alone. @throws NotFound, Forbidden, Conflict */
export async function getMeetingToRun(trx: Trx, actor: Actor, reviewId: number, number: number | null) {
	const meeting = await getMeeting(trx, reviewId, number);
	if (!managesMeeting(actor, meeting)) {
		throw new Forbidden('The secretariat, the chair and the chair’s private office run the meeting');
	}
	return getOpenMeeting(trx, actor, reviewId, number);
}
