import { fullMoney } from '#lib/ui/money.ts';
import { financialYear, type Flow, flows } from '../bid.ts';

/** New lines in the prices of one year, which no sum of nominal money holds. `pence` is what they come to in those prices. */
export type FixedPrices = { priceYear: number; lines: number; pence: number };

type Line = {
	optionId: number;
	flow: Flow;
	baseline: boolean;
	priceYear: number | null;
	cells: readonly { pence: number | null }[];
};

/**
 * What the new lines of an option ask for over the period in nominal money, savings and income taken off, in pence. The
 * headline is nominal, so it is compared with this sum; lines in fixed prices are counted beside it. Lines of the baseline
 * ask for nothing new.
 */
export function askedFor(
	lines: readonly Line[],
	optionId: number | null | undefined
): { pence: number; fixed: FixedPrices[] } {
	const asked = lines.filter((line) => line.optionId === optionId && !line.baseline);
	const byPrices = Map.groupBy(asked.filter(hasMoney), ({ priceYear }) => priceYear);
	return {
		pence: sumOf(byPrices.get(null) ?? []),
		fixed: [...byPrices]
			.flatMap(([priceYear, of]) => (priceYear === null ? [] : [{ priceYear, lines: of.length, pence: sumOf(of) }]))
			.sort((a, b) => a.priceYear - b.priceYear)
	};
}

/** "Not counted: 2 lines in 2021-22 prices (£9). The headline is nominal." @returns null where every line is counted */
export function notCountedText(fixed: readonly FixedPrices[]): string | null {
	if (fixed.length === 0) return null;
	const named = fixed.map(
		({ priceYear, lines, pence }) =>
			`${lines === 1 ? '1 line' : `${lines} lines`} in ${financialYear(priceYear)} prices (${fullMoney(pence)})`
	);
	return `Not counted: ${named.join('; ')}. The headline is nominal, and money in fixed prices is not added to it.`;
}

function hasMoney({ cells }: Line): boolean {
	return cells.some(({ pence }) => pence !== null);
}

function sumOf(lines: readonly Line[]): number {
	return lines
		.flatMap(({ flow, cells }) => cells.map(({ pence }) => flows[flow].sign * (pence ?? 0)))
		.reduce((sum, pence) => sum + pence, 0);
}
