import { describe, expect, test } from 'vitest';
import { passwordWeakness } from './password-rules.ts';

describe('what a password may not be', () => {
	test.each([
		'password1234',
		'Password2026!',
		'P4ssw0rd2026',
		'PasswordPassword',
		'123456789012',
		'098765432109',
		'qwertyuiop12',
		'qwertyuiopasdfghjkl',
		'aaaaaaaaaaaa',
		'abababababab',
		'letmein-letmein',
		'Welcome to London 1',
		'Summer2026Winter',
		'1q2w3e4r5t6y',
		'Throughline2026'
	])('%s is among the commonest', (password) => {
		expect(passwordWeakness(password, 'ada@example.gov.uk')).toContain('commonest');
	});

	test.each(['ada.lovelace-1815-x', 'xADA.LOVELACEx9000'])('%s contains the name of the mailbox', (password) => {
		expect(passwordWeakness(password, 'Ada.Lovelace@example.gov.uk')).toContain('email name');
	});

	test.each([
		'correct horse battery staple',
		'kettle-orbit-magpie-47',
		'k7w2-9x4m-pq3z-t8vn-h2ce',
		'мой дом у реки',
		'jo has a long bicycle'
	])('%s may be', (password) => {
		expect(passwordWeakness(password, 'jo@example.gov.uk')).toBeNull();
	});
});
