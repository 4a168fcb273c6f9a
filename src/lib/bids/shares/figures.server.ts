import type { Trx } from '#lib/db/asActor.server.ts';
import { type Bid, getFiscalEvent, listBenefitLines, listCostLines, listOptions } from '../queries.server.ts';
import { yearsOf } from '../costs/line.ts';
import { listTotals, priceBases, type SummedLine, type Total, totalOf } from '../costs/totals.ts';

/** A row of a table by department and year, in pence; plain enough to be sent. */
export type ShareRow = { teamId: number; years: bigint[]; pence: bigint; steadyStatePence: bigint };

/** What is asked for in one price base, by department; `whole` is the sum of all lines, worked out by itself. */
export type ShareTable = { priceYear: number | null; rows: ShareRow[]; whole: ShareRow; reconciles: boolean };

/** The shares of the preferred option in figures: what each department asks for, and where savings land. */
export async function readShareFigures(trx: Trx, bid: Bid) {
	const event = await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId);
	const years = yearsOf(event);
	const preferred = (await listOptions(trx, bid.id)).find(({ kind }) => kind === 'preferred')?.id;
	const lines = (await listCostLines(trx, bid.id)).filter(
		({ optionId, baseline }) => optionId === preferred && !baseline
	);
	const benefits = (await listBenefitLines(trx, bid.id)).filter(
		({ optionId, kind }) => optionId === preferred && kind === 'cash_releasing'
	);
	const savings: SummedLine[] = [
		...lines.filter(({ flow }) => flow !== 'cost').map((line) => ({ ...line, flow: 'cost' as const })),
		...benefits.map((line) => ({
			...line,
			// Benefits go on long after the years that the columns and their total are of.
			cells: line.cells.filter(({ year }) => years.includes(year)),
			flow: 'cost' as const,
			budget: 'rdel_programme' as const,
			baseline: false,
			steadyStatePence: null
		}))
	];
	return { years, asked: tablesOf(lines, years), savings: tablesOf(savings, years) };
}

function tablesOf(lines: readonly SummedLine[], years: readonly number[]): ShareTable[] {
	return priceBases(lines).map((priceYear) => {
		const of = lines.filter((line) => line.priceYear === priceYear);
		const rows = listTotals(of, 'department').map((total) => rowOf(Number(total.key), total, years));
		const whole = rowOf(0, totalOf(of), years);
		const sum = (pick: (row: ShareRow) => bigint) => rows.reduce((all, row) => all + pick(row), 0n);
		const reconciles =
			sum(({ pence }) => pence) === whole.pence &&
			whole.years.every((pence, index) => sum((row) => row.years[index] ?? 0n) === pence) &&
			whole.years.reduce((all, pence) => all + pence, 0n) === whole.pence;
		return { priceYear, rows, whole, reconciles };
	});
}

function rowOf(teamId: number, total: Total, years: readonly number[]): ShareRow {
	return {
		teamId,
		years: years.map((year) => total.years.get(year) ?? 0n),
		pence: total.pence,
		steadyStatePence: total.steadyStatePence
	};
}
