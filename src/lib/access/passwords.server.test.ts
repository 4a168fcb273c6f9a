import { expect, test } from 'vitest';
import { generatePassword, hashPassword, newToken, passwordMatches } from './passwords.server.ts';

test('a password is kept as argon2id with 19 MiB and two passes, under a salt of its own', async () => {
	const [first, second] = await Promise.all([hashPassword('kettle orbit magpie'), hashPassword('kettle orbit magpie')]);
	expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	expect(first).not.toBe(second);
	expect(await passwordMatches(second, 'kettle orbit magpie')).toBe(true);
	expect(await passwordMatches(second, 'Kettle orbit magpie')).toBe(false);
	expect(await passwordMatches(null, 'kettle orbit magpie')).toBe(false);
});

test('what is made up to be secret has at least 128 bits of chance', () => {
	const letters = generatePassword().replaceAll('-', '');
	expect(letters.length * Math.log2(31)).toBeGreaterThan(128);
	expect(Buffer.from(newToken().token, 'base64url')).toHaveLength(32);
	expect(new Set(Array.from({ length: 1000 }, generatePassword)).size).toBe(1000);
});
