import { type Cell, type Grid, lookUp, type Sheet } from '#lib/documents/sheets/grid.ts';
import type { Unit } from '../costs/amount.ts';
import type { Period } from '../costs/line.ts';
import { type Field, mostColumns, type ReturnMapping, type Target, yearNamed } from './mapping.ts';

/** What a mapping may take over from one of a file of the same shape. */
export type EarlierMapping = { mapping: ReturnMapping; shape: string };

/** Finds where the lines of a file stand: as it was said for a file of the same shape, or else by its headings. */
export function propose(
	grid: Grid,
	{ period, optionId, earlier }: { period: Period; optionId: number; earlier: readonly EarlierMapping[] }
): ReturnMapping {
	for (const { mapping, shape } of earlier) {
		const sheet = sheetNamed(grid, mapping.sheet);
		if (sheet && shapeOf(sheet, mapping.headingRow) === shape) {
			return { ...mapping, sheet: sheet.name, columns: withinPeriod(mapping.columns, period) };
		}
	}
	const candidates = grid.sheets.filter(({ hidden }) => !hidden).map((sheet) => proposeFor(sheet, period, optionId));
	const best = candidates.sort((a, b) => known(b.columns) - known(a.columns))[0];
	const [first] = grid.sheets;
	return best ?? emptyMapping(first?.name ?? '', optionId);
}

/** The mapping of one sheet by the headings in a row, or in the row that has most of them. */
export function proposeFor(sheet: Sheet, period: Period, optionId: number, row: number | null = null): ReturnMapping {
	const rows = row === null ? Array.from({ length: Math.min(sheet.rows, MOST_ROWS_ABOVE) }, (_, at) => at + 1) : [row];
	const tried = rows.map((headingRow) => ({ headingRow, columns: columnsIn(sheet, headingRow, period) }));
	const best = tried.reduce<(typeof tried)[number] | null>(
		(found, each) => (found === null || known(each.columns) > known(found.columns) ? each : found),
		null
	);
	const { headingRow, columns } = best ?? { headingRow: row ?? 1, columns: [] };
	return { ...emptyMapping(sheet.name, optionId), headingRow, columns, unit: unitNamed(sheet, headingRow) ?? 'pounds' };
}

/** The words of the headings: files with the same words in the same row are of the same shape. */
export function shapeOf(sheet: Sheet, headingRow: number): string {
	return JSON.stringify(headingsOf(sheet, headingRow).map((text) => text.toLowerCase().replace(/\s+/g, ' ')));
}

/** The heading of each column, as far as the sheet or the mapping goes. */
export function headingsOf(sheet: Sheet, headingRow: number): string[] {
	const at = lookUp(sheet);
	const count = Math.min(sheet.columns, mostColumns);
	return Array.from({ length: count }, (_, index) => at(headingRow, index + 1, { merged: true })?.value ?? '');
}

export function sheetNamed(grid: Grid, name: string): Sheet | undefined {
	// A CSV file has one sheet, whatever it is called.
	return grid.sheets.find((sheet) => sheet.name === name) ?? (grid.sheets.length === 1 ? grid.sheets[0] : undefined);
}

/** The unit that the headings, or the words above them, name. @returns null where they name none */
export function unitNamed(sheet: Sheet, headingRow: number): Unit | null {
	const texts = sheet.cells.filter(({ row, kind }) => row <= headingRow && kind === 'text').map(({ value }) => value);
	if (texts.some((text) => /£\s?(?:m\b|mn\b|million)|\bmillions?\b/i.test(text))) return 'millions';
	if (texts.some((text) => /£\s?(?:k\b|['’]?0{3}s?\b|thousand)|\bthousands?\b/i.test(text))) return 'thousands';
	return texts.some((text) => text.includes('£')) ? 'pounds' : null;
}

const MOST_ROWS_ABOVE = 40;

function emptyMapping(sheet: string, optionId: number): ReturnMapping {
	return {
		sheet,
		headingRow: 1,
		unit: 'pounds',
		columns: [],
		optionId,
		budget: null,
		flow: 'cost',
		baseline: false,
		priceYear: null,
		negativesAreSavings: false
	};
}

function known(columns: readonly Target[]): number {
	return columns.filter((target) => target !== '').length;
}

function columnsIn(sheet: Sheet, headingRow: number, period: Period): Target[] {
	const at = lookUp(sheet);
	const taken = new Set<Target>();
	return Array.from({ length: Math.min(sheet.columns, mostColumns) }, (_, index) => {
		const cell = at(headingRow, index + 1);
		const target = cell ? targetOf(cell, period) : '';
		if (target === '' || taken.has(target)) return '';
		taken.add(target);
		return target;
	});
}

function targetOf(cell: Cell, period: Period): Target {
	const year = cell.kind === 'date' ? financialYearOf(cell.value) : yearNamed(cell.value);
	const isPrice = /price/i.test(cell.value);
	if (year !== null && !isPrice) {
		if (year < period.firstYear || year > period.capitalLastYear) return '';
		return /fte|staff|posts|headcount/i.test(cell.value) ? `s${year}` : `y${year}`;
	}
	return headings.find(([, pattern]) => pattern.test(cell.value))?.[0] ?? '';
}

/** A date in January stands in the year that began the April before. */
function financialYearOf(date: string): number {
	const [year = 0, month = 0] = date.split('-').map(Number);
	return month >= 4 ? year : year - 1;
}

/** The first that fits counts, so the narrower stand first. */
const headings: readonly [Field, RegExp][] = [
	['priceYear', /price/i],
	['steady', /steady|ongoing|thereafter|after the period/i],
	['recommendation', /^rec\b|recommendation/i],
	['baseline', /baseline|new or|or new/i],
	['flow', /flow|cost or saving|saving or|cost\s?\/\s?saving|direction/i],
	['option', /option|scenario/i],
	['budget', /budget|rdel|cdel|control|spend(?:ing)? type|type of spend/i],
	['description', /description|^line|item|activity|what|programme|purpose|title/i]
];

function withinPeriod(columns: readonly Target[], period: Period): Target[] {
	return columns.map((target) => {
		const year = /^[ys](\d{4})$/.exec(target)?.[1];
		return year !== undefined && (Number(year) < period.firstYear || Number(year) > period.capitalLastYear)
			? ''
			: target;
	});
}
