import { expect, test } from 'vitest';
import { affordability, breaksText } from './affordability.ts';

const cash = (year: number, pence: number) => ({ budget: 'rdel_programme' as const, year, pence });
const rdel = (year: number, pence: number) => ({ control: 'rdel' as const, year, pence });

test('bids are taken in order; the first that breaks a year and all after it fall below', () => {
	const { verdicts, used } = affordability(
		[
			{ id: 1, cells: [cash(2022, 60), cash(2023, 10)] },
			{ id: 2, cells: [cash(2022, 50)] },
			{ id: 3, cells: [cash(2022, 5)] }
		],
		[rdel(2022, 100), rdel(2023, 100)]
	);
	expect(verdicts.map(({ id, below }) => [id, below])).toEqual([
		[1, false],
		[2, true],
		[3, true]
	]);
	expect(verdicts[1]?.breaks).toEqual([{ control: 'rdel', year: 2022, over: 10 }]);
	expect(verdicts[2]?.breaks).toEqual([]);
	expect(used).toEqual([
		{ ...rdel(2022, 100), used: 60 },
		{ ...rdel(2023, 100), used: 10 }
	]);
	expect(breaksText(verdicts[1]?.breaks ?? [])).toBe('RDEL 2022-23');
});

test('administration and programme share one control; savings make room; exactly full is within', () => {
	const { verdicts } = affordability(
		[
			{ id: 1, cells: [cash(2022, 120), { budget: 'rdel_admin', year: 2022, pence: -20 }] },
			{ id: 2, cells: [cash(2022, -10)] },
			{ id: 3, cells: [cash(2022, 10)] }
		],
		[rdel(2022, 100)]
	);
	expect(verdicts.map(({ below }) => below)).toEqual([false, false, false]);
});

test('a control or a year without an envelope sets no limit', () => {
	const { verdicts } = affordability(
		[{ id: 1, cells: [{ budget: 'cdel', year: 2022, pence: 1e12 }, cash(2024, 1e12)] }],
		[rdel(2022, 1)]
	);
	expect(verdicts[0]?.below).toBe(false);
});
