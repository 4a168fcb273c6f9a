import { expect, test } from 'vitest';
import { dateRange, dateTime, londonDate, longDate, plainDate, shortDate, time } from './dates.ts';

test('dates in words', () => {
	expect(longDate('2019-06-14')).toBe('Friday 14 June 2019');
	expect(plainDate('2019-06-04')).toBe('4 June 2019');
	expect(shortDate('2019-09-01')).toBe('1 Sep 2019');
	expect(longDate('2020-02-29')).toBe('Saturday 29 February 2020');
});

test('what is no date is shown as it is', () => {
	expect(longDate('2019-02-30')).toBe('2019-02-30');
	expect(shortDate('soon')).toBe('soon');
});

test('a range names only what differs', () => {
	expect(dateRange('2019-06-14', '2019-06-16')).toBe('14 to 16 June 2019');
	expect(dateRange('2019-06-28', '2019-07-02')).toBe('28 June to 2 July 2019');
	expect(dateRange('2019-12-28', '2020-01-02')).toBe('28 December 2019 to 2 January 2020');
	expect(dateRange('2019-06-14', '2019-06-14')).toBe('14 June 2019');
	expect(dateRange('2019-06-14', null)).toBe('14 June 2019');
});

test('moments are shown in London, in summer and winter', () => {
	expect(dateTime(new Date('2019-06-14T14:05:00Z'))).toBe('14 June 2019 at 3:05pm');
	expect(dateTime(new Date('2019-12-14T14:00:00Z'))).toBe('14 December 2019 at 2pm');
	expect(dateTime(new Date('2019-06-14T23:30:00Z'))).toBe('15 June 2019 at 12:30am');
	expect(londonDate(new Date('2019-06-14T23:30:00Z'))).toBe('2019-06-15');
	expect(time(new Date('2019-01-01T12:00:00Z'))).toBe('midday');
	expect(time(new Date('2019-01-01T00:00:00Z'))).toBe('midnight');
});
