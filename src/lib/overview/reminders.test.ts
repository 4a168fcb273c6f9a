import { describe, expect, test } from 'vitest';
import { chaserText, digestDue, digestText, isChaseDay, isSendingTime, lateFrom } from './reminders.ts';

describe('the hours of reminders', () => {
	// In summer London is an hour ahead of UTC: nine o'clock there is eight o'clock here.
	test.each([
		['before the clocks go forward', '2026-03-27T08:59:59Z', false],
		['before the clocks go forward', '2026-03-27T09:00:00Z', true],
		['before the clocks go forward', '2026-03-27T16:59:59Z', true],
		['before the clocks go forward', '2026-03-27T17:00:00Z', false],
		['on the Sunday of the change', '2026-03-29T10:00:00Z', false],
		['after the clocks went forward', '2026-03-30T07:59:59Z', false],
		['after the clocks went forward', '2026-03-30T08:00:00Z', true],
		['after the clocks went forward', '2026-03-30T15:59:59Z', true],
		['after the clocks went forward', '2026-03-30T16:00:00Z', false],
		['before the clocks go back', '2026-10-23T08:00:00Z', true],
		['before the clocks go back', '2026-10-23T16:00:00Z', false],
		['on the Sunday of the change', '2026-10-25T12:00:00Z', false],
		['after the clocks went back', '2026-10-26T08:30:00Z', false],
		['after the clocks went back', '2026-10-26T09:00:00Z', true],
		['after the clocks went back', '2026-10-26T16:30:00Z', true],
		['on a Saturday', '2026-03-28T11:00:00Z', false]
	])('%s, at %s: %s', (_, at, sends) => {
		expect(isSendingTime(new Date(at))).toBe(sends);
	});
});

describe('digests', () => {
	test('come on each working day, once a week, or never', () => {
		expect(digestDue('daily', '2026-11-23', 'england')).toBe('2026-11-23');
		expect(digestDue('daily', '2026-11-24', 'england')).toBe('2026-11-24');
		expect(digestDue('weekly', '2026-11-23', 'england')).toBe('week of 2026-11-23');
		expect(digestDue('weekly', '2026-11-27', 'england')).toBe('week of 2026-11-23');
		expect(digestDue('off', '2026-11-23', 'england')).toBeNull();
	});

	test('keep the holidays of the review’s nation', () => {
		// Easter Monday is a holiday in England and none in Scotland; St Andrew's day is the other way round.
		expect(digestDue('daily', '2026-04-06', 'england')).toBeNull();
		expect(digestDue('daily', '2026-04-06', 'scotland')).toBe('2026-04-06');
		expect(digestDue('daily', '2026-11-30', 'england')).toBe('2026-11-30');
		expect(digestDue('daily', '2026-11-30', 'scotland')).toBeNull();
		// The week that begins with a holiday has its digest on the Tuesday.
		expect(digestDue('weekly', '2026-04-07', 'england')).toBe('week of 2026-04-06');
	});

	test('say how much waits and nothing of what', () => {
		const { subject, body } = digestText(3, 'https://throughline.example');
		expect(subject).toBe('3 things wait for you in Throughline');
		expect(body.match(/https?:\S+/g)).toEqual(['https://throughline.example/', 'https://throughline.example/account']);
		expect(digestText(1, 'https://throughline.example').subject).toBe('One thing waits for you in Throughline');
	});
});

describe('chasers', () => {
	test('begin on the first working day after the day on which a thing was due', () => {
		expect(lateFrom({ word: 'due', on: '2026-11-20' }, 5, 'england')).toBe('2026-11-23');
		expect(lateFrom({ word: 'due', on: '2026-04-02' }, 5, 'england')).toBe('2026-04-07');
		expect(lateFrom({ word: 'due', on: '2026-04-02' }, 5, 'scotland')).toBe('2026-04-06');
	});

	test('leave what has no day of its own some working days', () => {
		expect(lateFrom({ word: 'since', on: '2026-11-16' }, 5, 'england')).toBe('2026-11-24');
	});

	test('come again on every third working day, over weekends, holidays and changes of the clocks', () => {
		const days = [
			'2026-03-26',
			'2026-03-27',
			'2026-03-28',
			'2026-03-29',
			'2026-03-30',
			'2026-03-31',
			'2026-04-01',
			'2026-04-02',
			'2026-04-03',
			'2026-04-06',
			'2026-04-07',
			'2026-04-08'
		];
		expect(days.filter((day) => isChaseDay('2026-03-26', day, 'england'))).toEqual([
			'2026-03-26',
			'2026-03-31',
			'2026-04-07'
		]);
		expect(isChaseDay('2026-03-26', '2026-03-25', 'england')).toBe(false);
		const autumn = [
			'2026-10-22',
			'2026-10-23',
			'2026-10-24',
			'2026-10-25',
			'2026-10-26',
			'2026-10-27',
			'2026-10-28',
			'2026-10-29',
			'2026-10-30'
		];
		expect(autumn.filter((day) => isChaseDay('2026-10-22', day, 'england'))).toEqual([
			'2026-10-22',
			'2026-10-27',
			'2026-10-30'
		]);
	});

	test('say how much is late and how much else waits', () => {
		expect(chaserText(1, 1, 'https://throughline.example').body).toContain(
			'One thing that waits for you is late. Sign in'
		);
		expect(chaserText(2, 5, 'https://throughline.example').body).toContain(
			'2 things that wait for you are late. 3 others wait.'
		);
	});
});
