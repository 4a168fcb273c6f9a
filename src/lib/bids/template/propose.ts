import { addressOf, type Grid, lookUp, type Sheet } from '#lib/documents/sheets/grid.ts';
import type { Period } from '../costs/line.ts';
import { textFieldNames, textFields } from '../record.ts';
import { propose, proposeFor } from '../returns/propose.ts';
import type { BidField, LineTarget, TemplateMapping } from './mapping.ts';

/** Finds by its words where the figures go in a blank return. */
export function proposeTemplate(grid: Grid, period: Period): TemplateMapping {
	const { sheet: name } = propose(grid, { period, optionId: 0, earlier: [] });
	const sheet = grid.sheets.find((each) => each.name === name);
	return sheet ? proposeSheet(sheet, period) : emptyMapping(name);
}

/** The same for one sheet, by the headings in a row. */
export function proposeSheet(sheet: Sheet, period: Period, row: number | null = null): TemplateMapping {
	const { headingRow, columns, unit } = proposeFor(sheet, period, 0, row);
	const targets = columns.map((target, index): LineTarget => {
		const heading = lookUp(sheet)(headingRow, index + 1)?.value ?? '';
		return bidColumns.find(([, pattern]) => pattern.test(heading))?.[0] ?? target;
	});
	const layout = targets.includes('bid') ? 'list' : 'form';
	return {
		...emptyMapping(sheet.name),
		layout,
		headingRow,
		firstRow: headingRow + 1,
		lastRow: lastRowOf(sheet, headingRow),
		unit,
		columns: targets,
		fields: layout === 'form' ? fieldsOf(sheet, headingRow) : []
	};
}

function emptyMapping(sheet: string): TemplateMapping {
	return {
		sheet,
		layout: 'form',
		headingRow: 1,
		firstRow: 2,
		lastRow: null,
		unit: 'pounds',
		savings: 'negative',
		options: 'preferred',
		baseline: false,
		columns: [],
		fields: []
	};
}

const bidColumns: readonly [LineTarget, RegExp][] = [
	['bid', /^bid(?: (?:ref(?:erence)?|no\.?|number|id))?$/i],
	['title', /bid (?:title|name)|name of (?:the )?bid/i],
	['lead', /lead dep/i],
	['department', /^dep(?:artmen)?t\b/i]
];

/** Rows for lines end where words or a sum begin. */
function lastRowOf(sheet: Sheet, headingRow: number): number | null {
	const below = sheet.cells.filter(({ row }) => row > headingRow);
	const ends = below.filter(
		({ kind, formula, value, column, row }) =>
			(kind === 'text' && column === 1 && value !== '') || (formula !== null && sumsAbove(formula, column, row))
	);
	const [first] = ends.sort((a, b) => a.row - b.row);
	return first ? first.row - 1 : null;
}

function sumsAbove(formula: string, column: number, row: number): boolean {
	const above = Array.from(formula.matchAll(/\.?\$?([A-Z]{1,3})\$?(\d+)/g));
	return above.some(([, , digits]) => Number(digits) < row) && formula.toUpperCase().includes('SUM') && column > 1;
}

/** A label on the left names the cell on its right. */
function fieldsOf(sheet: Sheet, headingRow: number): TemplateMapping['fields'] {
	const at = lookUp(sheet);
	const found: TemplateMapping['fields'] = [];
	for (const { row, column, kind, value } of sheet.cells) {
		if (kind !== 'text' || row >= headingRow) continue;
		const field = labels.find(([, pattern]) => pattern.test(value.replace(/[:*\s]+$/, '')))?.[0];
		if (field === undefined || found.some((each) => each.field === field)) continue;
		if (!at(row, column + 1)) found.push({ cell: addressOf({ row, column: column + 1 }), field });
	}
	return found;
}

const labels: readonly [BidField, RegExp][] = [
	['bid', /^bid (?:ref(?:erence)?|no\.?|number|id)$/i],
	['title', /^(?:bid )?(?:title|name)(?: of (?:the )?bid)?$/i],
	['lead', /^(?:lead )?department$/i],
	['partners', /^(?:partner|other) departments?$/i],
	['event', /^(?:fiscal event|spending review|review)$/i],
	['recommendations', /^recommendations?(?: funded)?$/i],
	...textFieldNames.map((name): [BidField, RegExp] => [name, new RegExp(`^${textFields[name].label}$`, 'i')])
];
