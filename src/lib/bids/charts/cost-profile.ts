import type { Tone } from '#lib/documents/charts/chart.ts';
import type { Amount, ChartFigure } from '#lib/documents/charts/figure.ts';
import { stackedColumns } from '#lib/documents/charts/stacked-columns.ts';
import { money } from '#lib/ui/money.ts';
import { type Budget, budgetNames, budgets, financialYear } from '../bid.ts';
import { type CostTable, pricesOf } from '../narrative/cost-table.ts';

/** What is asked for in each year, divided by type of budget; one chart for each price base. */
export function costProfile(of: CostTable): ChartFigure {
	const parts = budgetNames.flatMap((name) => {
		const row = of.byType.find(({ label }) => label === budgets[name].label);
		return row ? [{ name: row.label, ...looks[name], row }] : [];
	});
	return stackedColumns({
		title: `Cost profile by year and type (£, ${pricesOf(of.prices)})`,
		columnsAre: 'Year',
		parts: parts.map(({ name, letter, tone }) => ({ name, letter, tone })),
		columns: of.years.map((year, index) => ({
			label: financialYear(year),
			amounts: parts.map(({ row }) => inPence(row.years[index])),
			total: inPence(of.total.years[index])
		}))
	});
}

/** An amount to draw: the size is for the picture alone, the text is exact to what is printed. */
export function inPence(pence: string | bigint = 0n): Amount {
	const exact = BigInt(pence);
	return { size: Number(exact), text: money(exact) };
}

const looks: Record<Budget, { letter: string; tone: Tone }> = {
	rdel_programme: { letter: 'P', tone: 'plain' },
	rdel_admin: { letter: 'A', tone: 'none' },
	cdel: { letter: 'C', tone: 'qualified' },
	ame: { letter: 'M', tone: 'against' }
};
