import { expect, test } from 'vitest';
import { askedFor, notCountedText } from './asked.ts';

function line(pence: (number | null)[], wanted: Partial<Parameters<typeof askedFor>[0][number]> = {}) {
	return {
		optionId: 1,
		flow: 'cost' as const,
		baseline: false,
		priceYear: null,
		cells: pence.map((each) => ({ pence: each })),
		...wanted
	};
}

test('nominal lines are added up, and lines in fixed prices stand beside them by their year', () => {
	const lines = [
		line([100, 50]),
		line([30], { flow: 'saving' }),
		line([7], { baseline: true }),
		line([9], { optionId: 2 }),
		line([400], { priceYear: 2023 }),
		line([5], { priceYear: 2021 }),
		line([2], { priceYear: 2021, flow: 'income' }),
		line([null], { priceYear: 2020 })
	];
	expect(askedFor(lines, 1)).toEqual({
		pence: 120,
		fixed: [
			{ priceYear: 2021, lines: 2, pence: 3 },
			{ priceYear: 2023, lines: 1, pence: 400 }
		]
	});
	expect(askedFor(lines, null)).toEqual({ pence: 0, fixed: [] });
});

test('what is not counted is said with its prices', () => {
	expect(notCountedText([])).toBeNull();
	expect(
		notCountedText([
			{ priceYear: 2021, lines: 2, pence: 3_00 },
			{ priceYear: 2023, lines: 1, pence: 4_50 }
		])
	).toBe(
		'Not counted: 2 lines in 2021-22 prices (£3); 1 line in 2023-24 prices (£4.50). The headline is nominal, and money in fixed prices is not added to it.'
	);
});
