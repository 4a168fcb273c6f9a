import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Nation, nations } from '#lib/timetable/working-days.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { clearDaysBetween, isRoundDay, isShortNotice, issueBy, leftOut, replyBy, type RoundCalendar } from './clock.ts';

const england: RoundCalendar = { nation: 'england', pauses: [] };

describe('clear working days leave out the day of issue and the day of reply', () => {
	test.each([
		// Ten days between: Tuesday 3 to Monday 16 November 2026.
		['a Monday', '2026-11-02', 10, '2026-11-17'],
		['a Friday', '2026-11-06', 10, '2026-11-23'],
		['a Saturday, which counts as the Friday before', '2026-11-07', 10, '2026-11-23'],
		['one clear day', '2026-11-02', 1, '2026-11-04'],
		// Good Friday 3 April and Easter Monday 6 April 2026 lie between.
		['over Easter', '2026-03-30', 6, '2026-04-10'],
		// Christmas Day and the Monday for Boxing Day 2026, New Year’s Day 2027.
		['over Christmas', '2026-12-21', 5, '2026-12-31'],
		// The clocks go forward on Sunday 29 March and back on Sunday 25 October 2026.
		['over the change of clocks in spring', '2026-03-27', 1, '2026-03-31'],
		['over the change of clocks in autumn', '2026-10-23', 1, '2026-10-27']
	])('from %s', (_, issuedOn, days, due) => {
		expect(replyBy(issuedOn, days, england)).toBe(due);
		expect(clearDaysBetween(issuedOn, due, england)).toBe(days);
	});

	test('bank holidays are those of the nation', () => {
		// 2 January is a holiday in Scotland, St Patrick’s Day in Northern Ireland, Easter Monday not in Scotland.
		const of = (nation: Nation): RoundCalendar => ({ nation, pauses: [] });
		expect(replyBy('2026-12-31', 1, of('england'))).toBe('2027-01-05');
		expect(replyBy('2026-12-31', 1, of('scotland'))).toBe('2027-01-06');
		expect(replyBy('2026-03-16', 1, of('england'))).toBe('2026-03-18');
		expect(replyBy('2026-03-16', 1, of('northern_ireland'))).toBe('2026-03-19');
		expect(replyBy('2026-04-02', 1, of('england'))).toBe('2026-04-08');
		expect(replyBy('2026-04-02', 1, of('scotland'))).toBe('2026-04-07');
	});

	test('days of a period that stops the clock do not count, and are named with the bank holidays', () => {
		const recess = { name: 'Christmas recess', startsOn: '2026-12-18', endsOn: '2027-01-04' };
		const calendar: RoundCalendar = { nation: 'england', pauses: [recess] };
		expect(replyBy('2026-12-16', 3, calendar)).toBe('2027-01-07');
		expect(isRoundDay('2026-12-18', calendar)).toBe(false);
		expect(isRoundDay('2027-01-05', calendar)).toBe(true);
		expect(leftOut('2026-12-16', '2027-01-07', calendar)).toEqual([
			expect.stringContaining('25 December 2026'),
			expect.stringContaining('28 December 2026'),
			expect.stringContaining('1 January 2027'),
			'Christmas recess, 18 December 2026 to 4 January 2027'
		]);
		expect(leftOut('2026-11-02', '2026-11-17', calendar)).toEqual([]);
	});

	test('short notice is fewer clear days than should be given', () => {
		expect(isShortNotice('2026-11-02', '2026-11-17', 10, england)).toBe(false);
		expect(isShortNotice('2026-11-02', '2026-11-16', 10, england)).toBe(true);
		expect(clearDaysBetween('2026-11-02', '2026-11-03', england)).toBe(0);
		expect(clearDaysBetween('2026-11-02', '2026-11-02', england)).toBe(0);
	});
});

/** A date of some ten years, Saturdays and holidays too. */
const date = fc.integer({ min: 0, max: 3650 }).map(day);
const days = fc.integer({ min: 1, max: 60 });
const calendars: fc.Arbitrary<RoundCalendar> = fc.record({
	nation: fc.constantFrom(...(Object.keys(nations) as Nation[])),
	pauses: fc.array(
		fc
			.record({ from: fc.integer({ min: 0, max: 3650 }), length: fc.integer({ min: 0, max: 60 }) })
			.map(({ from, length }) => ({
				name: 'A period',
				startsOn: day(from),
				endsOn: day(from + length)
			})),
		{ maxLength: 5 }
	)
});

describe('for every date, number of days, nation and period', () => {
	test('replies are due on a day that counts, after the issue', () => {
		fc.assert(
			fc.property(date, days, calendars, (issuedOn, count, calendar) => {
				const due = replyBy(issuedOn, count, calendar);
				return due > issuedOn && isRoundDay(due, calendar);
			}),
			{ numRuns: 300 }
		);
	});

	test('the days between are those that were asked for', () => {
		fc.assert(
			fc.property(date, days, calendars, (issuedOn, count, calendar) => {
				const due = replyBy(issuedOn, count, calendar);
				return clearDaysBetween(issuedOn, due, calendar) === count && !isShortNotice(issuedOn, due, count, calendar);
			}),
			{ numRuns: 300 }
		);
	});

	test('one day less is short notice', () => {
		fc.assert(
			fc.property(date, days, calendars, (issuedOn, count, calendar) => {
				const due = replyBy(issuedOn, count, calendar);
				return isShortNotice(issuedOn, due, count + 1, calendar);
			}),
			{ numRuns: 200 }
		);
	});

	test('a later letter and a longer period never end earlier', () => {
		fc.assert(
			fc.property(date, fc.integer({ min: 0, max: 30 }), days, calendars, (issuedOn, later, count, calendar) => {
				const other = day(dayNumber(issuedOn) + later);
				return (
					replyBy(other, count, calendar) >= replyBy(issuedOn, count, calendar) &&
					replyBy(issuedOn, count + 1, calendar) > replyBy(issuedOn, count, calendar)
				);
			}),
			{ numRuns: 300 }
		);
	});

	test('counting back from the day of reply gives the last day of issue that leaves the time', () => {
		fc.assert(
			fc.property(date, days, calendars, (issuedOn, count, calendar) => {
				const due = replyBy(issuedOn, count, calendar);
				const last = issueBy(due, count, calendar);
				return last >= nextDayThatCountsOrSame(issuedOn, calendar, last) && replyBy(last, count, calendar) === due;
			}),
			{ numRuns: 200 }
		);
	});
});

test('a day belongs to London: the last minute of the day before the clocks change', () => {
	expect(londonDate(new Date('2026-03-28T23:59:00Z'))).toBe('2026-03-28');
	expect(londonDate(new Date('2026-03-29T22:59:00Z'))).toBe('2026-03-29');
	expect(londonDate(new Date('2026-03-29T23:00:00Z'))).toBe('2026-03-30');
	expect(londonDate(new Date('2026-10-24T23:00:00Z'))).toBe('2026-10-25');
	expect(londonDate(new Date('2026-10-25T23:30:00Z'))).toBe('2026-10-25');
});

const first = Date.UTC(2024, 0, 1);

function day(number: number): string {
	return new Date(first + number * 86_400_000).toISOString().slice(0, 10);
}

function dayNumber(text: string): number {
	return (Date.parse(`${text}T00:00:00Z`) - first) / 86_400_000;
}

/** An issue on a day that does not count leaves as much time as one on the last day before it that does. */
function nextDayThatCountsOrSame(issuedOn: string, calendar: RoundCalendar, last: string): string {
	return isRoundDay(issuedOn, calendar) ? issuedOn : last;
}
