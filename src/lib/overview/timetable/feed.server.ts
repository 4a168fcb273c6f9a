import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { listReviews } from '#lib/reviews/queries.server.ts';
import { listTimetable } from '#lib/timetable/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { type CalendarEvent, calendarFile } from './calendar.ts';
import { listEntries } from './entries.server.ts';

/** What ended longer ago than this is left out. */
const keptDays = 90;

/**
 * The timetable of every open review of the actor as an iCalendar file. It is read outside, where no marking stands on it:
 * it names milestones, but for those whose names are sensitive, and of other records their kind and reference.
 * @param origin where the application is reached, for the links and for what tells it from another one
 */
export async function timetableFeed(trx: Trx, actor: Actor, origin: string): Promise<string> {
	const today = londonDate(actor.now);
	const from = londonDate(new Date(actor.now.getTime() - keptDays * 86_400_000));
	const host = new URL(origin).host;
	const events: CalendarEvent[] = [];
	for (const { id, slug, title } of (await listReviews(trx)).filter(({ state }) => state === 'open')) {
		const base = `${origin}/reviews/${slug}`;
		for (const milestone of await listTimetable(trx, id)) {
			events.push({
				uid: `${milestone.uid}@${host}`,
				sequence: milestone.revision,
				name: `${title}: ${milestone.sensitive ? 'a milestone' : milestone.title}`,
				href: `${base}/timetable/${milestone.id}`,
				startsOn: milestone.dueOn,
				endsOn: null
			});
		}
		for (const entry of await listEntries(trx, id, today)) {
			events.push({
				uid: `${entry.key}@${host}`,
				sequence: entry.sequence,
				name: `${title}: ${entry.what}`,
				href: `${base}/${entry.path}`,
				startsOn: entry.startsOn,
				endsOn: entry.endsOn
			});
		}
	}
	const kept = events.filter(({ startsOn, endsOn }) => (endsOn ?? startsOn) >= from);
	return calendarFile('Throughline', kept, actor.now);
}
