import ical, { ICalEventTransparency } from 'ical-generator';

/** A day, or several, as a calendar outside shows it: a name and a link, nothing else. */
export type CalendarEvent = {
	uid: string;
	/** Moves with every change, so that a calendar takes the later one. */
	sequence: number;
	name: string;
	href: string;
	/** ISO dates, both included. */
	startsOn: string;
	endsOn: string | null;
};

/** How often calendars look again. */
const everySeconds = 6 * 3600;

/** An iCalendar file of all-day events. Days have no time zone, so the clocks of March and October change nothing in it. */
export function calendarFile(name: string, events: readonly CalendarEvent[], now: Date): string {
	const calendar = ical({
		name,
		prodId: { company: 'Throughline', product: 'Timetable', language: 'EN' },
		ttl: everySeconds
	});
	for (const { uid, sequence, name: summary, href, startsOn, endsOn } of events) {
		calendar.createEvent({
			id: uid,
			sequence,
			summary,
			url: href,
			description: href,
			stamp: now,
			allDay: true,
			start: atMidnight(startsOn),
			// The end of a day is the beginning of the next one.
			end: dayAfter(endsOn ?? startsOn),
			transparency: ICalEventTransparency.TRANSPARENT
		});
	}
	return calendar.toString();
}

/** The writer takes the date of a moment in UTC. */
function atMidnight(date: string): Date {
	return new Date(`${date}T00:00:00.000Z`);
}

function dayAfter(date: string): Date {
	return new Date(atMidnight(date).getTime() + 86_400_000);
}
