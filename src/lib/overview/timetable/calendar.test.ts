import { describe, expect, test } from 'vitest';
import { calendarFile } from './calendar.ts';

const now = new Date('2026-11-23T10:00:00.000Z');
const event = {
	uid: '1@gov.example',
	sequence: 3,
	name: 'Start in life: Cabinet',
	href: 'https://gov.example/reviews/start-in-life/timetable/1',
	startsOn: '2026-11-26',
	endsOn: null
};

describe('the calendar file', () => {
	test('has one all-day event a day, with its uid, sequence and link', () => {
		const lines = unfolded(calendarFile('Throughline', [event], now));
		expect(lines).toContain('BEGIN:VCALENDAR');
		for (const line of [
			'UID:1@gov.example',
			'SEQUENCE:3',
			'DTSTAMP:20261123T100000Z',
			'DTSTART;VALUE=DATE:20261126',
			'DTEND;VALUE=DATE:20261127',
			'SUMMARY:Start in life: Cabinet',
			'TRANSP:TRANSPARENT'
		]) {
			expect(lines).toContain(line);
		}
		expect(lines.some((line) => line.startsWith('URL') && line.endsWith(event.href))).toBe(true);
	});

	test.each([
		['2026-03-29', '20260329', '20260330'],
		['2026-03-28', '20260328', '20260329'],
		['2026-10-25', '20261025', '20261026'],
		['2026-12-31', '20261231', '20270101'],
		['2028-02-28', '20280228', '20280229']
	])('keeps the day where the clocks change, a year ends or leaps: %s', (startsOn, start, end) => {
		const lines = unfolded(calendarFile('Throughline', [{ ...event, startsOn }], now));
		expect(lines).toContain(`DTSTART;VALUE=DATE:${start}`);
		expect(lines).toContain(`DTEND;VALUE=DATE:${end}`);
	});

	test('spans the days of what lasts, both included', () => {
		const lines = unfolded(
			calendarFile('Throughline', [{ ...event, startsOn: '2026-10-23', endsOn: '2026-10-26' }], now)
		);
		expect(lines).toContain('DTSTART;VALUE=DATE:20261023');
		expect(lines).toContain('DTEND;VALUE=DATE:20261027');
	});

	test('lets no name break out of its line', () => {
		const name = 'Cabinet\r\nATTACH:https://elsewhere.example\nEND:VCALENDAR; a, b';
		const lines = unfolded(calendarFile('Throughline', [{ ...event, name }], now));
		expect(lines.filter((line) => line === 'END:VCALENDAR')).toHaveLength(1);
		expect(lines.some((line) => line.startsWith('ATTACH'))).toBe(false);
	});
});

/** Lines as they are meant: long ones are folded. */
function unfolded(file: string): string[] {
	return file.replace(/\r\n[ \t]/g, '').split('\r\n');
}
