import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { addPeriod, removePeriod } from '#lib/rounds/calendar/commands.server.ts';
import { periodForm, removePeriodForm } from '#lib/rounds/calendar/forms.ts';
import { periodKinds } from '#lib/rounds/calendar/period.ts';
import { listPeriods, nationOf } from '#lib/rounds/calendar/queries.server.ts';
import { canManageRounds } from '#lib/rounds/round.ts';
import { bankHolidays, nations } from '#lib/timetable/working-days.ts';
import { dateRange, londonDate, longDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

/** How many bank holidays ahead are worth showing. */
const holidaysAhead = 8;

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const nation = await nationOf(trx, reviewId);
		const today = londonDate(actor.now);
		const year = Number(today.slice(0, 4));
		const holidays = [...bankHolidays(year, nation), ...bankHolidays(year + 1, nation)]
			.filter(([date]) => date >= today)
			.sort(([one], [other]) => one.localeCompare(other))
			.slice(0, holidaysAhead);
		return {
			nation: nations[nation].label,
			holidays: holidays.map(([date, name]) => ({ name, on: longDate(date) })),
			periods: (await listPeriods(trx, reviewId)).map(({ id, kind, name, startsOn, endsOn }) => ({
				id,
				kind: periodKinds[kind].label,
				name,
				dates: dateRange(startsOn, endsOn)
			})),
			may: { manage: canManageRounds(actor, reviewId) }
		};
	});

export const actions: Actions = {
	add: (event) =>
		act(event, periodForm, async (trx, actor, input) => {
			await addPeriod(trx, actor, reviewIdOf(actor, event.params.review), input);
			return { to: event.url.pathname, notice: `${input.name} is entered.` };
		}),
	remove: (event) =>
		act(event, removePeriodForm, async (trx, actor, { period }) => {
			await removePeriod(trx, actor, reviewIdOf(actor, event.params.review), period);
			return { to: event.url.pathname, notice: 'The period is taken away.' };
		})
};
