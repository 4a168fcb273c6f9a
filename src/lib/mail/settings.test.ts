import { describe, expect, test } from 'vitest';
import { nextAttempt } from './mail.ts';
import { isMailOn, isOwnMachine, MailSettingsError, readMailSettings } from './settings.ts';

const whole = {
	MAIL_URL: 'smtps://throughline:secret@mail.example:465',
	MAIL_FROM: 'throughline@example.gov.uk',
	ORIGIN: 'https://throughline.example.gov.uk'
};

describe('the settings of mail', () => {
	test('are read from the environment', () => {
		expect(readMailSettings(whole)).toEqual({
			url: whole.MAIL_URL,
			from: whole.MAIL_FROM,
			perHour: 200,
			origin: whole.ORIGIN
		});
		expect(readMailSettings({ ...whole, MAIL_PER_HOUR: '50' })?.perHour).toBe(50);
	});

	test('leave mail off without a server, and in the demo', () => {
		expect(readMailSettings({})).toBeNull();
		expect(readMailSettings({ ...whole, MAIL_URL: '' })).toBeNull();
		expect(readMailSettings({ ...whole, DEMO: '1' })).toBeNull();
		expect(isMailOn({})).toBe(false);
		expect(isMailOn(whole)).toBe(true);
	});

	test.each([
		['MAIL_URL', 'mail.example'],
		['MAIL_URL', 'https://mail.example'],
		['MAIL_FROM', ''],
		['MAIL_FROM', 'Throughline <throughline@example.gov.uk>'],
		['MAIL_FROM', 'a@b.example\r\nBcc: c@d.example'],
		['MAIL_PER_HOUR', '0'],
		['MAIL_PER_HOUR', 'many'],
		['ORIGIN', '']
	])('refuse %s=%j in plain words, and leave mail off', (setting, value) => {
		expect(() => readMailSettings({ ...whole, [setting]: value })).toThrow(MailSettingsError);
		expect(isMailOn({ ...whole, [setting]: value })).toBe(false);
	});

	test('know this machine by its addresses', () => {
		expect(['smtp://localhost:25', 'smtp://127.0.0.1', 'smtp://[::1]:25'].map(isOwnMachine)).toEqual([
			true,
			true,
			true
		]);
		expect(['smtp://mail.example', 'smtp://10.0.0.1', 'smtp://127.example'].map(isOwnMachine)).toEqual([
			false,
			false,
			false
		]);
	});
});

test('each attempt waits longer than the one before, and after a day a person decides', () => {
	const now = new Date('2026-11-23T09:00:00Z');
	const waits: number[] = [];
	for (let attempts = 1, next = nextAttempt(attempts, now); next; next = nextAttempt((attempts += 1), now)) {
		waits.push((next.getTime() - now.getTime()) / 60_000);
	}
	expect(waits).toEqual(waits.toSorted((a, b) => a - b));
	expect(new Set(waits).size).toBe(waits.length);
	expect(waits.reduce((sum, minutes) => sum + minutes, 0)).toBeLessThan(24 * 60);
});
