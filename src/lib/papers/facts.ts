import { longDate } from '#lib/ui/dates.ts';
import type { PaperContent } from './content.ts';
import type { Placeholder } from './profile.ts';

type Facts = Pick<PaperContent, 'review' | 'department' | 'committee' | 'meetingOn' | 'sponsors' | 'facts'>;

/**
 * What the printed lines of a profile are filled from.
 * @param date the day of the copy, as an ISO date; null where a line is printed that no copy stands behind yet
 */
export function factsOf(paper: Facts, date: string | null): Record<Placeholder, string | null> {
	const { committee, meetingOn, sponsors, facts } = paper;
	const meeting = [committee, meetingOn ? longDate(meetingOn) : null].filter((part) => part !== null);
	return {
		sponsor: sponsors[0] ?? null,
		sponsors: sponsors.length > 0 ? listed(sponsors) : null,
		department: paper.department,
		committee,
		meeting: meeting.length > 0 ? meeting.join(', ') : null,
		reference: facts.reference,
		contact: facts.contact,
		addressee: facts.addressee,
		copies: facts.copies,
		reply_by: facts.replyBy ? longDate(facts.replyBy) : null,
		review: paper.review,
		date: date ? longDate(date) : null
	};
}

/** "the first, the second and the third" */
function listed(names: readonly string[]): string {
	const last = names.at(-1) ?? '';
	return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
