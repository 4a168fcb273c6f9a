import { expect, test } from 'vitest';
import { fullMoney, money } from './money.ts';

test.each([
	[8_175_000_000, '£81.75m'],
	[200_000_000, '£2m'],
	[120_000_000_000, '£1.2bn'],
	[4_500_000, '£45,000'],
	[1250, '£12.50'],
	[5, '£0.05'],
	[0, '£0'],
	[-8_175_000_000, '−£81.75m'],
	[99_999_999, '£999,999.99'],
	[100_000_000, '£1m'],
	[99_999_499_999, '£999.99m'],
	[99_949_999, '£999,499.99'],
	[99_999_999_999, '£1bn'],
	[150_400_000, '£1.5m'],
	[150_500_000, '£1.51m']
])('%d pence is %s', (pence, expected) => {
	expect(money(pence)).toBe(expected);
	expect(money(BigInt(pence))).toBe(expected);
});

test('money in full', () => {
	expect(fullMoney(8_175_000_000n)).toBe('£81,750,000');
	expect(fullMoney(-1250)).toBe('−£12.50');
});
