import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountText, parseMoney, parseStaff, staffText, unitNames } from './amount.ts';

test.each([
	['1,250', 'pounds', 125_000],
	['£1250.50', 'pounds', 125_050],
	['1 250', 'thousands', 125_000_000],
	['81.75', 'millions', 8_175_000_000],
	['0.00000001', 'millions', 1],
	['450k', 'millions', 45_000_000],
	['81.75m', 'pounds', 8_175_000_000],
	['1.2bn', 'thousands', 120_000_000_000],
	['.5', 'thousands', 50_000],
	['1,000,000,000,000', 'pounds', 100_000_000_000_000],
	['', 'pounds', null],
	[' - ', 'pounds', null],
	['–', 'millions', null]
] as const)('%o in %s is %o pence', (text, unit, pence) => {
	expect(parseMoney(text, unit)).toEqual({ value: pence });
});

test.each([
	['tbc', 'Write an amount in figures'],
	['12a', 'Write an amount in figures'],
	['1,25', 'Write thousands with commas'],
	['1.234,56', 'Write thousands with commas'],
	['1.2.3', 'Write thousands with commas'],
	['1.2E+06', 'Write the number in full'],
	['-5', 'choose Saving or Income'],
	['(5)', 'choose Saving or Income'],
	['5-', 'choose Saving or Income'],
	['−£5', 'choose Saving or Income'],
	['0.001', 'no finer than a penny'],
	['1,000,000,000,000.01', 'No more than £1,000bn'],
	['9'.repeat(400), 'No more than £1,000bn'],
	['#REF!', 'Write an amount in figures']
])('%o is refused', (text, why) => {
	expect(parseMoney(text, 'pounds').problem).toContain(why);
});

test('what is written in a unit is read again as the same pence', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 100_000_000_000_000 }), fc.constantFrom(...unitNames), (pence, unit) => {
			expect(parseMoney(amountText(pence, unit), unit)).toEqual({ value: pence });
		})
	);
});

test('pounds are written with two places or none', () => {
	expect(amountText(1250, 'pounds')).toBe('12.50');
	expect(amountText(1200, 'pounds')).toBe('12');
	expect(amountText(8_175_000_000, 'thousands')).toBe('81,750');
	expect(amountText(-8_175_000_000n, 'millions')).toBe('−81.75');
	expect(amountText(null, 'pounds')).toBe('');
});

test('staff are hundredths', () => {
	expect(parseStaff('12.5')).toEqual({ value: 1250 });
	expect(parseStaff('1,200')).toEqual({ value: 120_000 });
	expect(staffText(1250)).toBe('12.5');
	expect(parseStaff('0.333').problem).toContain('hundredth');
	expect(parseStaff('-2').problem).toContain('never negative');
	expect(parseStaff('two').problem).toContain('such as 12.5');
});
