import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	addWorkingDays,
	bankHolidays,
	isWorkingDay,
	type Nation,
	nations,
	workingDaysBetween
} from './working-days.ts';

const date = fc
	.date({ min: new Date('2017-01-01T00:00:00Z'), max: new Date('2035-12-31T00:00:00Z'), noInvalidDate: true })
	.map((moment) => moment.toISOString().slice(0, 10));
const nation = fc.constantFrom<Nation>('england', 'wales', 'scotland', 'northern_ireland');
const days = fc.integer({ min: 1, max: 60 });

describe('working days', () => {
	test('skip weekends and bank holidays', () => {
		expect(addWorkingDays('2019-06-14', 1)).toBe('2019-06-17');
		// Good Friday and Easter Monday of 2026 stand around a weekend.
		expect(addWorkingDays('2026-04-02', 1)).toBe('2026-04-07');
		expect(addWorkingDays('2026-04-02', 2)).toBe('2026-04-08');
		expect(addWorkingDays('2026-04-07', -1)).toBe('2026-04-02');
		expect(addWorkingDays('2026-04-04', 0)).toBe('2026-04-04');
		// Boxing Day of 2026 is a Saturday: the Monday stands in for it.
		expect(isWorkingDay('2026-12-28')).toBe(false);
		expect(isWorkingDay('2026-12-29')).toBe(true);
	});

	test('know the single days of a year', () => {
		expect(isWorkingDay('2022-06-03')).toBe(false);
		expect(isWorkingDay('2022-09-19')).toBe(false);
		expect(isWorkingDay('2023-05-08')).toBe(false);
		// The early May holiday of 2020 was moved to the Friday.
		expect(isWorkingDay('2020-05-04')).toBe(true);
		expect(isWorkingDay('2020-05-08')).toBe(false);
	});

	test('differ between the nations', () => {
		expect(isWorkingDay('2026-01-02', 'england')).toBe(true);
		expect(isWorkingDay('2026-01-02', 'scotland')).toBe(false);
		expect(isWorkingDay('2026-11-30', 'scotland')).toBe(false);
		expect(isWorkingDay('2026-03-17', 'northern_ireland')).toBe(false);
		expect(isWorkingDay('2026-04-06', 'scotland')).toBe(true);
		expect([...bankHolidays(2026, 'wales').keys()]).toEqual([...bankHolidays(2026, 'england').keys()]);
		expect(Object.keys(nations)).toHaveLength(4);
	});

	test('a period ends on a working day, and counts back to its length', () => {
		fc.assert(
			fc.property(date, days, nation, (from, length, of) => {
				const to = addWorkingDays(from, length, of);
				expect(isWorkingDay(to, of)).toBe(true);
				expect(to > from).toBe(true);
				expect(workingDaysBetween(from, to, of)).toBe(length);
				expect(workingDaysBetween(to, from, of)).toBe(-length);
			})
		);
	});

	test('periods add up', () => {
		fc.assert(
			fc.property(date, days, days, nation, (from, first, second, of) => {
				expect(addWorkingDays(addWorkingDays(from, first, of), second, of)).toBe(
					addWorkingDays(from, first + second, of)
				);
			})
		);
	});

	test('going forward and back again returns to a working day', () => {
		fc.assert(
			fc.property(date, days, nation, (from, length, of) => {
				const start = addWorkingDays(from, 1, of);
				expect(addWorkingDays(addWorkingDays(start, length, of), -length, of)).toBe(start);
			})
		);
	});

	test('a later start never ends earlier, and a period is never shorter than its working weeks', () => {
		fc.assert(
			fc.property(date, date, days, nation, (one, other, length, of) => {
				const [earlier, later] = one < other ? [one, other] : [other, one];
				expect(addWorkingDays(earlier, length, of) <= addWorkingDays(later, length, of)).toBe(true);
				const calendarDays = (Date.parse(addWorkingDays(one, length, of)) - Date.parse(one)) / 86_400_000;
				expect(calendarDays).toBeGreaterThanOrEqual(length);
			})
		);
	});
});
