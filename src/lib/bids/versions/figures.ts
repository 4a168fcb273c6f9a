import { type Budget, budgetNames, budgets, financialYear, flows } from '../bid.ts';
import type { BidContent } from '../content.ts';

/** In the money of each year, or in the prices of one year: never both in one table. */
export type Prices = number | null;

export type YearRow = { key: string; label: string; note: string | null; pence: number[]; total: number };

export type MoneyTable = {
	key: string;
	prices: Prices;
	years: number[];
	lines: YearRow[];
	byType: YearRow[];
	byDepartment: YearRow[];
	total: YearRow;
};

type CostLine = BidContent['costLines'][number];

/** "2022-23 prices", or the money of each year where `prices` is null. */
export function pricesText(prices: Prices): string {
	return prices === null ? 'nominal (the money of each year)' : `${financialYear(prices)} prices`;
}

/** The financial years of a bid, with those of capital that follow. */
export function yearsOf({ fiscalEvent, costLines }: BidContent): number[] {
	const last = costLines.some(({ budget }) => budget === 'cdel') ? fiscalEvent.capitalLastYear : fiscalEvent.lastYear;
	return Array.from({ length: last - fiscalEvent.firstYear + 1 }, (_, index) => fiscalEvent.firstYear + index);
}

/** What a line asks for in a year, savings and income below zero, in pence. */
export function signedPence(line: Pick<CostLine, 'flow' | 'cells'>, year: number): number {
	const pence = line.cells.find((cell) => cell.year === year)?.pence ?? 0;
	// Nothing saved is nothing, not a zero below zero.
	return pence === 0 ? 0 : flows[line.flow].sign * pence;
}

/** What an option asks for, one table for each price base. Lines of the baseline are listed and not added up. */
export function costTables(content: BidContent, optionId: number): MoneyTable[] {
	const lines = content.costLines.filter((line) => line.optionId === optionId);
	const years = yearsOf(content);
	const departments = [content.lead, ...content.partners];
	const bases = [...new Set(lines.map(({ priceYear }) => priceYear))].sort((a, b) => (a ?? 0) - (b ?? 0));
	return bases.map((prices) => {
		const here = lines.filter(({ priceYear }) => priceYear === prices);
		const asked = here.filter(({ baseline }) => !baseline);
		return {
			key: `${optionId}-${prices ?? 'cash'}`,
			prices,
			years,
			lines: here.map((line) =>
				row(
					String(line.id),
					line.description,
					[
						budgets[line.budget].label,
						line.flow === 'cost' ? null : flows[line.flow].label.toLowerCase(),
						departments.find(({ id }) => id === line.teamId)?.shortName ?? null,
						line.recommendation,
						line.baseline ? 'in the baseline, not added up' : null
					],
					[line],
					years
				)
			),
			byType: budgetNames.flatMap((budget) => {
				const found = asked.filter((line) => line.budget === budget);
				return found.length > 0 ? [row(budget, budgets[budget].label, [], found, years)] : [];
			}),
			byDepartment: departments.flatMap((department) => {
				const found = asked.filter((line) => line.teamId === department.id);
				return found.length > 0 ? [row(String(department.id), department.name, [], found, years)] : [];
			}),
			total: row('total', 'Asked for', [], asked, years)
		};
	});
}

/** The lines of the preferred option that ask for something new. */
export function preferredLines({ options, costLines }: BidContent): CostLine[] {
	const preferred = options.find(({ kind }) => kind === 'preferred');
	return costLines.filter((line) => line.optionId === preferred?.id && !line.baseline);
}

/** What the preferred option asks for of each type in each year, in one price base. @returns pence by "budget year" */
export function preferredCells(
	content: BidContent,
	prices: Prices
): Map<string, { budget: Budget; year: number; pence: number }> {
	const cells = new Map<string, { budget: Budget; year: number; pence: number }>();
	for (const line of preferredLines(content)) {
		if (line.priceYear !== prices) continue;
		for (const { year } of line.cells) {
			const key = `${line.budget} ${year}`;
			const before = cells.get(key)?.pence ?? 0;
			cells.set(key, { budget: line.budget, year, pence: before + signedPence(line, year) });
		}
	}
	return cells;
}

function row(
	key: string,
	label: string,
	notes: (string | null)[],
	lines: readonly CostLine[],
	years: readonly number[]
): YearRow {
	const pence = years.map((year) => lines.reduce((sum, line) => sum + signedPence(line, year), 0));
	const note = notes.filter((each) => each !== null).join(', ');
	return { key, label, note: note === '' ? null : note, pence, total: pence.reduce((sum, each) => sum + each, 0) };
}
