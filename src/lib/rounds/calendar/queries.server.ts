import type { Trx } from '#lib/db/asActor.server.ts';
import { type Nation } from '#lib/timetable/working-days.ts';
import type { RoundCalendar } from '../clock.ts';
import type { RoundRules } from '../rules.ts';
import type { PeriodKind } from '../table.ts';
import { calendarOf } from './period.ts';

export type CalendarPeriod = { id: number; kind: PeriodKind; name: string; startsOn: string; endsOn: string };

const most = 200;

/** The recess and pre-election periods that the secretariat has entered, the latest first. */
export async function listPeriods(trx: Trx, reviewId: number): Promise<CalendarPeriod[]> {
	return trx
		.selectFrom('calendarPeriods')
		.select(['id', 'kind', 'name', 'startsOn', 'endsOn'])
		.where('reviewId', '=', reviewId)
		.orderBy('startsOn', 'desc')
		.orderBy('id', 'desc')
		.limit(most)
		.execute();
}

/** Whose bank holidays a review keeps. */
export async function nationOf(trx: Trx, reviewId: number): Promise<Nation> {
	const settings = await trx
		.selectFrom('reviewSettings')
		.select('nation')
		.where('reviewId', '=', reviewId)
		.executeTakeFirst();
	return settings?.nation ?? 'england';
}

/** The days that a round of a review counts by its rules. */
export async function roundCalendar(
	trx: Trx,
	reviewId: number,
	rules: Pick<RoundRules, 'calendar'>
): Promise<RoundCalendar> {
	return calendarOf(rules.calendar, await nationOf(trx, reviewId), await listPeriods(trx, reviewId));
}
