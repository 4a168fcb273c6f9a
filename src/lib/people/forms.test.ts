import { expect, test } from 'vitest';
import { longestPassword, shortestPassword } from '#lib/access/password-rules.ts';
import { changePasswordForm, firstPasswordForm } from './forms.ts';

const taken = (newPassword: string) => firstPasswordForm.safeParse({ newPassword });

test('a password has 12 to 200 characters, of any kind, and is taken as it was typed', () => {
	expect([shortestPassword, longestPassword]).toEqual([12, 200]);
	for (const typed of [
		'all small letters',
		'ΚΑΛΗΜΕΡΑ ΚΟΣΜΕ',
		'  spaces at both ends  ',
		'🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂',
		'x'.repeat(200)
	]) {
		expect(taken(typed)).toEqual({ success: true, data: { newPassword: typed } });
	}
	for (const typed of ['eleven lett', 'x'.repeat(201), '']) expect(taken(typed).success).toBe(false);
});

test('a new password is not set without the present one', () => {
	expect(changePasswordForm.safeParse({ newPassword: 'kettle orbit magpie' }).success).toBe(false);
});
