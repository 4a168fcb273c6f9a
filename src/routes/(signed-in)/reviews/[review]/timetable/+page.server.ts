import { read } from '#lib/access/guards.server.ts';
import { listEntries } from '#lib/overview/timetable/entries.server.ts';
import { pictureOf } from '#lib/overview/timetable/picture.ts';
import { factsOf, readFixedPoints } from '#lib/overview/timetable/read.server.ts';
import { entryRow, milestoneRow } from '#lib/overview/timetable/rows.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { canPlanTimetable } from '#lib/timetable/milestone.ts';
import { misfits, notCountedBecause, tooEarly } from '#lib/timetable/plan.ts';
import {
	getTimetableSettings,
	listAvoidedPeriods,
	listMoves,
	listTimetable,
	planItem,
	readPlanCalendar
} from '#lib/timetable/queries.server.ts';
import { misfitWords, tooEarlyWords } from '#lib/timetable/words.ts';
import { dateTime, londonDate, longDate, shortDate } from '#lib/ui/dates.ts';
import type { PageServerLoad } from './$types';

/** How many moves the page tells of; each milestone tells all of its own. */
const movesShown = 8;

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		const base = `/reviews/${review.slug}`;
		const today = londonDate(actor.now);
		const settings = await getTimetableSettings(trx, review.id);
		const calendar = await readPlanCalendar(trx, review.id, settings);
		const milestones = await listTimetable(trx, review.id);
		const items = milestones.map(planItem);
		const only = url.searchParams.get('show') === 'milestones';
		const rows = [
			...factsOf(milestones, calendar, today).map((facts) => milestoneRow(facts, base)),
			...(only ? [] : (await listEntries(trx, review.id, today)).map((entry) => entryRow(entry, base, today)))
		].sort((one, other) => one.startsOn.localeCompare(other.startsOn));
		const cabinet = milestones.find(({ kind }) => kind === 'cabinet');
		const points = await readFixedPoints(trx, review.id, base, milestones);
		return {
			rows,
			only,
			picture: pictureOf(rows, await listAvoidedPeriods(trx, review.id), today),
			cabinet: cabinet ? { day: longDate(cabinet.dueOn), href: `${base}/timetable/${cabinet.id}` } : null,
			counts: {
				late: rows.filter(({ late }) => late !== null).length,
				milestones: milestones.length
			},
			problems: [
				...misfits(items, calendar).map((misfit) => ({
					href: `${base}/timetable/${misfit.id}`,
					title: misfit.title,
					words: misfitWords(misfit)
				})),
				...tooEarly(items, points, calendar).map((early) => ({
					href: `${base}/timetable/${early.id}`,
					title: early.title,
					words: tooEarlyWords(early)
				})),
				...milestones.flatMap(({ id, title, dueOn, doneOn, owner }) => {
					const because = doneOn === null && owner !== null ? notCountedBecause(dueOn, calendar) : null;
					const words = `${longDate(dueOn)} is not a day to plan for: it is ${because}.`;
					return because ? [{ href: `${base}/timetable/${id}`, title, words }] : [];
				})
			],
			moves: (await listMoves(trx, review.id, null, movesShown)).map((move) => ({
				...{ id: move.id, title: move.title, because: move.because },
				words:
					move.fromOn === null
						? `planned for ${shortDate(move.toOn)}`
						: `moved from ${shortDate(move.fromOn)} to ${shortDate(move.toOn)}`,
				by: `${move.person}, ${move.post}, ${dateTime(move.movedAt)}`
			})),
			may: { plan: canPlanTimetable(actor, review.id) }
		};
	});
