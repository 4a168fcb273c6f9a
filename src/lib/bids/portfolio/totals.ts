import { budgetNames, budgets } from '../bid.ts';
import type { AskedCell } from './affordability.ts';

export type TotalRow = { key: string; label: string; pence: number[]; total: number };

type Cell = AskedCell & { teamId: number };

/** What all bids ask for in cash, in pence, by the department whose share it is and by type of budget. */
export function portfolioTotals(
	bids: readonly { departments: readonly { id: number; shortName: string }[]; cells: readonly Cell[] }[]
): { years: number[]; byDepartment: TotalRow[]; byType: TotalRow[]; all: TotalRow } {
	const cells = bids.flatMap((bid) => bid.cells);
	const years = [...new Set(cells.map(({ year }) => year))].sort((a, b) => a - b);
	const departments = new Map(
		bids.flatMap((bid) => bid.departments.map(({ id, shortName }) => [id, shortName] as const))
	);
	return {
		years,
		byDepartment: [...departments]
			.sort(([, a], [, b]) => a.localeCompare(b, 'en-GB'))
			.map(([id, shortName]) =>
				row(
					String(id),
					shortName,
					cells.filter(({ teamId }) => teamId === id),
					years
				)
			),
		byType: budgetNames
			.map((budget) =>
				row(
					budget,
					budgets[budget].label,
					cells.filter((cell) => cell.budget === budget),
					years
				)
			)
			.filter((each) => each.pence.some((pence) => pence !== 0)),
		all: row('all', 'All bids', cells, years)
	};
}

function row(key: string, label: string, cells: readonly Cell[], years: readonly number[]): TotalRow {
	const pence = years.map((year) =>
		cells.filter((cell) => cell.year === year).reduce((sum, cell) => sum + cell.pence, 0)
	);
	return { key, label, pence, total: pence.reduce((sum, each) => sum + each, 0) };
}
