import { expect, test } from 'vitest';
import { londonMoment } from '#lib/ui/dates.ts';
import { deadlineWords } from './deadline.ts';

const now = new Date('2026-04-01T09:00:00Z');

test('a deadline is a day and an hour with the working days until it', () => {
	expect(deadlineWords(londonMoment('2026-04-01', '17:00'), now)).toBe('Closes today at 5pm');
	expect(deadlineWords(londonMoment('2026-04-02', '12:00'), now)).toBe(
		'Closes on Thursday 2 April 2026 at midday, in one working day'
	);
	// Good Friday and Easter Monday lie between.
	expect(deadlineWords(londonMoment('2026-04-08', '17:00'), now)).toBe(
		'Closes on Wednesday 8 April 2026 at 5pm, in 3 working days'
	);
});

test('and afterwards the working days since', () => {
	expect(deadlineWords(londonMoment('2026-04-01', '09:30'), now)).toBe('Closed today at 9:30am');
	expect(deadlineWords(londonMoment('2026-03-30', '17:00'), now)).toBe(
		'Closed on Monday 30 March 2026 at 5pm, 2 working days ago'
	);
	expect(deadlineWords(londonMoment('2026-04-05', '17:00'), new Date('2026-04-06T10:00:00Z'))).toBe(
		'Closed on Sunday 5 April 2026 at 5pm, less than one working day ago'
	);
});

test('a clock in London is an hour earlier by the sun in summer', () => {
	expect(londonMoment('2026-03-28', '17:00').toISOString()).toBe('2026-03-28T17:00:00.000Z');
	expect(londonMoment('2026-03-29', '17:00').toISOString()).toBe('2026-03-29T16:00:00.000Z');
	expect(londonMoment('2026-10-25', '00:30').toISOString()).toBe('2026-10-24T23:30:00.000Z');
});
