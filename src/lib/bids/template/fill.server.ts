import { Decimal } from 'decimal.js';
import type { EditOutcome } from '#lib/documents/sheets/editing.ts';
import { calculator, refersTo } from '#lib/documents/sheets/formula.ts';
import { addressOf, columnName, type Grid } from '#lib/documents/sheets/grid.ts';
import { fillSheets } from '#lib/documents/sheets/sheets.server.ts';
import { financialYear } from '../bid.ts';
import { units } from '../costs/amount.ts';
import type { BidContent } from '../content.ts';
import type { TemplateMapping } from './mapping.ts';
import { inUnit, type NotFilled, type Plan, planFilling } from './plan.ts';

/** A total of the sheet beside what the application makes of the same lines, in the unit of the sheet. */
export type TotalCheck = {
	cell: string;
	year: string;
	ours: string;
	/** Null where the formula is one that cannot be worked out here; programs work it out when they open the file. */
	theirs: string | null;
	ties: boolean;
};

export type Filled = {
	bytes: Uint8Array;
	/** The bids that are in it. */
	references: string[];
	filled: number;
	notFilled: NotFilled[];
	totals: TotalCheck[];
};

/**
 * Fills the Treasury's own blank file with bids. Its styles, formulas, lists and print set-up stay, and its formulas are
 * worked out when it is opened. @throws Busy, UnreadableFile
 */
export async function fillTemplate(
	bytes: Uint8Array,
	mapping: TemplateMapping,
	contents: readonly BidContent[]
): Promise<Filled> {
	const plan = planFilling(mapping, contents);
	const edited = await fillSheets(
		bytes,
		plan.planned.map(({ edit }) => edit)
	);
	const refused = edited.outcomes.flatMap((outcome, index) =>
		outcome.refused === null ? [] : [notFilledOf(outcome, plan.planned[index]?.what ?? '')]
	);
	return {
		bytes: edited.bytes,
		references: (mapping.layout === 'form' ? contents.slice(0, 1) : contents).map(({ reference }) => reference),
		filled: plan.planned.length - refused.length,
		notFilled: [...refused, ...plan.notFilled],
		totals: checkTotals(edited.grid, mapping, plan)
	};
}

/** A sheet for one bid makes one file of each; a list takes all of them. @throws Busy, UnreadableFile */
export async function fillEach(
	bytes: Uint8Array,
	mapping: TemplateMapping,
	contents: readonly BidContent[]
): Promise<Filled[]> {
	if (mapping.layout === 'list') return [await fillTemplate(bytes, mapping, contents)];
	const filled: Filled[] = [];
	for (const content of contents) filled.push(await fillTemplate(bytes, mapping, [content]));
	return filled;
}

function notFilledOf({ edit, refused, allowed }: EditOutcome, what: string): NotFilled {
	const why = {
		formula: 'The cell holds a formula of the template',
		covered: 'The cell is covered by a merged one',
		list: `The template allows only: ${allowed.slice(0, 20).join(', ')}`,
		sheet: 'The template has no such cell'
	};
	return { where: addressOf(edit), what, why: refused === null ? '' : why[refused] };
}

/** The sums of the template over the columns of years, above and below the lines. */
function checkTotals(grid: Grid, mapping: TemplateMapping, { totals, rows }: Plan): TotalCheck[] {
	const value = calculator(grid);
	const sheet = grid.sheets.find(({ name }) => name === mapping.sheet);
	return mapping.columns.flatMap((target, index) => {
		const [, digits] = /^y(\d{4})$/.exec(target) ?? [];
		const column = index + 1;
		if (digits === undefined || !sheet) return [];
		const sums = sheet.cells.filter(
			(cell) =>
				cell.formula !== null &&
				cell.column === column &&
				(cell.row < mapping.firstRow || cell.row > Math.max(rows.last, mapping.lastRow ?? 0)) &&
				refersTo(cell.formula, mapping.sheet, mapping.sheet, { row: mapping.firstRow, column })
		);
		const ours = new Decimal(inUnit(totals.get(Number(digits)) ?? 0, mapping.unit));
		return sums.map(({ row }): TotalCheck => {
			const theirs = value(mapping.sheet, row, column);
			return {
				cell: `${columnName(column)}${row}`,
				year: `${financialYear(Number(digits))} ${units[mapping.unit].label}`,
				ours: ours.toFixed(),
				theirs: theirs?.toFixed() ?? null,
				ties: theirs?.eq(ours) ?? false
			};
		});
	});
}
