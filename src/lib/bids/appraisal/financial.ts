import { budgetNames, budgets, financialYear, flows } from '../bid.ts';
import type { BidContent } from '../content.ts';
import type { FinancialTable } from './appraisal.ts';
import { type Decimal, pounds, sum, zero } from './decimal.ts';
import type { Figure, From } from './figure.ts';
import { lastPeriodYear } from './lines.ts';
import { moneyFigure, sumFigures } from './make-figure.ts';
import type { PriceLevels } from './price-levels.ts';

type CostLine = BidContent['costLines'][number];

const nominal = { priceBase: 'nominal', presentValueYear: null, edition: null } as const;

/** What each option asks of each budget, in the money of each year as it is paid; savings and income are taken off. */
export function financialTable(content: BidContent, optionId: number, levels: PriceLevels): FinancialTable {
	const lines = content.costLines.filter((line) => line.optionId === optionId && !line.baseline);
	const years = yearsOf(content, lines);
	const key = `financial.${optionId}`;
	const rows = budgetNames
		.map((budget) => ({ budget, lines: lines.filter((line) => line.budget === budget) }))
		.filter((row) => row.lines.length > 0)
		.map(({ budget, lines: within }) => {
			const { label } = budgets[budget];
			const figures = years.map((year) =>
				moneyFigure(
					nominalIn(within, year, levels),
					{
						key: `${key}.${budget}.${year}`,
						label: `${label}, ${financialYear(year)}`,
						formula: 'Costs less savings and income of the year, in the money of that year',
						from: enteredIn(within, year)
					},
					nominal
				)
			);
			return { budget, years: figures, total: totalOf(figures, `${key}.${budget}.total`, `${label}, all years`) };
		});
	const byYear = years.map((year, index) =>
		sumFigures(
			rows.flatMap((row) => row.years[index] ?? []),
			{
				key: `${key}.total.${year}`,
				label: `All budgets, ${financialYear(year)}`,
				formula: 'The budgets of the year, added up'
			},
			nominal
		)
	);
	return {
		optionId,
		years,
		rows,
		total: { years: byYear, total: totalOf(byYear, `${key}.total`, 'All budgets, all years') },
		steadyState: steadyState(content, lines, key)
	};
}

/** What a line is in one year, in the money of that year; savings and income below zero. */
export function nominalOf(line: CostLine, year: number, levels: PriceLevels): Decimal {
	const pence = line.cells.find((cell) => cell.year === year)?.pence ?? 0;
	if (pence === 0) return zero;
	const factor = levels.factor(line.priceYear ?? year, year, line.description);
	return pounds(flows[line.flow].sign * pence).times(factor);
}

function nominalIn(lines: readonly CostLine[], year: number, levels: PriceLevels): Decimal {
	return sum(lines.map((line) => nominalOf(line, year, levels)));
}

/** The years of the period, with any other that has an amount. */
function yearsOf({ fiscalEvent: { firstYear, capitalLastYear } }: BidContent, lines: readonly CostLine[]): number[] {
	const period = Array.from({ length: capitalLastYear - firstYear + 1 }, (_, index) => firstYear + index);
	const entered = lines.flatMap(({ cells }) => cells.filter(({ pence }) => pence).map(({ year }) => year));
	return [...new Set([...period, ...entered])].sort((a, b) => a - b);
}

function enteredIn(lines: readonly CostLine[], year: number): From[] {
	return lines.flatMap(({ id, cells }): From[] => {
		const cell = cells.find((each) => each.year === year);
		if (!cell?.pence) return [];
		return [
			{ of: 'entered', lines: 'cost', lineId: id, assumptions: cell.assumption === null ? [] : [cell.assumption] }
		];
	});
}

function totalOf(figures: readonly Figure[], key: string, label: string): Figure {
	return sumFigures(figures, { key, label, formula: 'All years, added up' }, nominal);
}

/** Money of lines in different prices is not added up: then there is no one figure. */
function steadyState({ fiscalEvent }: BidContent, lines: readonly CostLine[], key: string): Figure | null {
	const steady = lines.flatMap((line) =>
		line.steadyStatePence === null
			? []
			: [{ line, pence: line.steadyStatePence, prices: line.priceYear ?? lastPeriodYear(line, fiscalEvent) }]
	);
	const [first] = steady;
	if (!first || steady.some(({ prices }) => prices !== first.prices)) return null;
	return moneyFigure(
		sum(steady.map(({ line, pence }) => pounds(flows[line.flow].sign * pence))),
		{
			key: `${key}.steadyState`,
			label: 'A year after the period',
			formula: 'The steady state of every line, savings and income taken off',
			from: steady.map(({ line }): From => ({ of: 'entered', lines: 'cost', lineId: line.id, assumptions: [] }))
		},
		{ ...nominal, priceBase: first.prices }
	);
}
