import { Decimal } from 'decimal.js';
import { addressOf, type Cell, columnName, lookUp, type Sheet } from '#lib/documents/sheets/grid.ts';
import { type Budget, budgets, financialYear, type Flow, flows, optionKinds, type OptionKind } from '../bid.ts';
import { parseMoney, parseStaff, type Read, type Unit, units } from '../costs/amount.ts';
import { type CellInput, outsidePeriod, type Period } from '../costs/line.ts';
import { type Field, mostColumns, type ReturnMapping, yearNamed, yearOf } from './mapping.ts';
import { headingsOf, unitNamed } from './propose.ts';

/** What the words of a file can stand for. */
export type Setting = {
	period: Period;
	options: readonly { id: number; kind: OptionKind; name: string }[];
	/** Those that the bid funds. */
	recommendations: readonly { id: number; reference: string }[];
};

/** What is said of a cell: why it cannot be taken, or how it was read. */
export type Remark = { address: string; heading: string; value: string; says: string };

/** What a row comes to; null for what no column says, which then stays as it is stored. */
export type ReadRow = {
	row: number;
	description: string;
	optionId: number;
	flow: Flow;
	budget: Budget;
	baseline: boolean;
	priceYear: number | null;
	recommendationId: number | null | undefined;
	steadyStatePence: number | null | undefined;
	cells: CellInput[];
};

export type Row = { row: number; description: string; read: ReadRow | null; problems: Remark[]; notes: Remark[] };

export type Interpretation = {
	rows: Row[];
	leftOut: { row: number; text: string; why: string }[];
	/** The years that the file has a column for, money and staff apart. */
	moneyYears: number[];
	staffYears: number[];
	/** Of the file as a whole: a column that nobody mapped, a unit that does not look right. */
	questions: string[];
};

/** As many lines as one department puts in one bid. */
const mostRows = 500;

/** Reads the lines of a sheet as a mapping says, each with what is wrong with it. */
export function interpret(sheet: Sheet, mapping: ReturnMapping, setting: Setting): Interpretation {
	const headings = headingsOf(sheet, mapping.headingRow);
	const reader = { at: lookUp(sheet), mapping, setting, headings };
	const years = mapping.columns.map(yearOf).filter((each) => each !== null);
	const rows: Row[] = [];
	const leftOut: Interpretation['leftOut'] = [];
	for (let row = mapping.headingRow + 1; row <= sheet.rows; row++) {
		const why = whyLeftOut(reader, row);
		if (why === null) rows.push(readRow(reader, row));
		else if (why !== '') leftOut.push({ row, text: textAt(reader, row, 'description'), why });
	}
	const beyond = rows.splice(mostRows).map(({ row, description }) => {
		return { row, text: description, why: `A department puts no more than ${mostRows} lines in one bid` };
	});
	return {
		rows,
		leftOut: [...leftOut, ...beyond],
		moneyYears: years.filter(({ kind }) => kind === 'money').map(({ year }) => year),
		staffYears: years.filter(({ kind }) => kind === 'staff').map(({ year }) => year),
		questions: [...unmapped(reader, sheet), ...unitQuestions(sheet, mapping, rows)]
	};
}

type Reader = {
	at: ReturnType<typeof lookUp>;
	mapping: ReturnMapping;
	setting: Setting;
	headings: readonly string[];
};

/** @returns null for a line, '' for an empty row */
function whyLeftOut({ at, mapping }: Reader, row: number): string | null {
	const filled = mapping.columns.flatMap((target, index) => (target !== '' && at(row, index + 1) ? [target] : []));
	if (filled.length === 0) return '';
	const description = at(row, mapping.columns.indexOf('description') + 1)?.value ?? '';
	if (/^(?:sub-?\s?|grand\s)?total\b/i.test(description)) return 'A total, which is worked out here';
	const hasFigures = filled.some((target) => yearOf(target) !== null || target === 'steady');
	return !hasFigures && filled.length === 1 ? 'Words without figures' : null;
}

function readRow(reader: Reader, row: number): Row {
	const { mapping, setting } = reader;
	const problems: Remark[] = [];
	const notes: Remark[] = [];
	const problem = (column: number, says: string) => problems.push(remark(reader, row, column, says));
	const word = <Value>(field: Field, fallback: Value, read: (text: string) => Value | undefined, unknown: string) => {
		const column = mapping.columns.indexOf(field) + 1;
		const text = textAt(reader, row, field);
		if (column === 0 || text === '') return fallback;
		const value = read(text);
		if (value === undefined) problem(column, unknown);
		return value ?? fallback;
	};

	const description = textAt(reader, row, 'description').replace(/\s+/g, ' ');
	const describedIn = Math.max(1, mapping.columns.indexOf('description') + 1);
	if (description === '') problem(describedIn, 'Say what the line is for');
	else if (description.length > 300) problem(describedIn, 'Keep the description to 300 characters');
	const budget = word('budget', mapping.budget, budgetNamed, `Not a budget: write ${labels(budgets)}`);
	if (budget === null && !problems.some(({ says }) => says.startsWith('Not a budget'))) {
		problem(mapping.columns.indexOf('budget') + 1 || describedIn, 'Say which budget it is');
	}
	let flow = word('flow', mapping.flow, flowNamed, `Neither ${labels(flows).toLowerCase()}`);
	const optionId = word(
		'option',
		mapping.optionId,
		(text) => optionNamed(text, setting.options),
		`Not an option of this bid: ${setting.options.map(({ name }) => name).join(', ')}`
	);
	const baseline = word('baseline', mapping.baseline, baselineNamed, 'Write Baseline or New');
	const priceYear = word('priceYear', mapping.priceYear, priceYearNamed, 'Write Nominal or the year of the prices');
	const recommendationId = mapping.columns.includes('recommendation')
		? word<number | null>(
				'recommendation',
				null,
				(text) => setting.recommendations.find(({ reference }) => reference === referenceIn(text))?.id,
				'Not a recommendation that this bid funds'
			)
		: undefined;

	const figures = mapping.columns.flatMap((target, index) => {
		const year = yearOf(target);
		const cell = reader.at(row, index + 1);
		if (!cell || (year === null && target !== 'steady')) return [];
		const read = year?.kind === 'staff' ? readFigure(cell, null) : readFigure(cell, mapping.unit);
		return [{ column: index + 1, year, ...read }];
	});
	const amounts = figures.filter(({ year, value }) => year?.kind !== 'staff' && value);
	const isSaving = mapping.negativesAreSavings && amounts.length > 0 && amounts.every(({ negative }) => negative);
	if (isSaving && flow === 'cost') flow = 'saving';

	const cells = new Map<number, CellInput>();
	let steadyStatePence: number | null | undefined = mapping.columns.includes('steady') ? null : undefined;
	for (const { column, year, value, says, note, negative } of figures) {
		if (says !== undefined) problem(column, says);
		else if (negative && !(isSaving && year?.kind !== 'staff'))
			problem(column, year?.kind === 'staff' ? negativeStaff : negativeMoney);
		else if (year === null) steadyStatePence = value;
		else if (value !== null) {
			const outside = budget === null ? null : outsidePeriod(setting.period, budget, year.year);
			const cell = cells.get(year.year) ?? { year: year.year, pence: null, staffHundredths: null, assumptionId: null };
			if (year.kind === 'money') cell.pence = value;
			else cell.staffHundredths = value;
			if (outside === null) cells.set(year.year, cell);
			else if (value !== 0) problem(column, outside);
		}
		if (note !== undefined) notes.push(remark(reader, row, column, note));
	}
	if (isSaving) notes.push(remark(reader, row, amounts[0]?.column ?? 1, 'Negative: read as a saving'));
	const read =
		problems.length > 0 || budget === null
			? null
			: {
					row,
					description,
					optionId,
					flow,
					budget,
					baseline,
					priceYear,
					recommendationId,
					steadyStatePence,
					cells: [...cells.values()].sort((a, b) => a.year - b.year)
				};
	return { row, description, read, problems, notes };
}

const negativeMoney = 'An amount is never negative: say in the file that the line is a saving or income';
const negativeStaff = 'Staff are never negative: put posts that are saved on a line of their own';

type Figure = { value: number | null; negative: boolean; says?: string; note?: string };

/** @param unit null for staff, in hundredths; else what one stands for, in pence */
function readFigure(cell: Cell, unit: Unit | null): Figure {
	const refused = (says: string): Figure => ({ value: null, negative: false, says });
	if (cell.kind === 'error') return refused('The formula in this cell fails');
	if (cell.kind === 'uncalculated')
		return refused('The file keeps no result of this formula: open it, save it and send it again');
	if (cell.kind === 'date') return refused('This is a date');
	if (cell.kind === 'boolean') return refused(unit === null ? 'This is no number' : 'This is no amount');
	const text = cell.kind === 'text' ? cell.value.replace(/[\s\u00a0]/g, '') : cell.value;
	if (/^(?:n\/?a|nil|none|tb[cd]|\?+)$/i.test(text)) {
		return /^(?:nil|none)$/i.test(text)
			? { value: 0, negative: false }
			: refused(`“${cell.value}” is no amount: leave the cell empty or give a figure`);
	}
	const [, bracketed] = /^£?\(£?(.*)\)$/.exec(text) ?? [];
	const [, signed] = /^£?[-−–]£?(.+)$/.exec(text) ?? [];
	const bare = bracketed ?? signed ?? text;
	const places = unit === null ? 2 : units[unit].places;
	const rounded = cell.kind === 'number' ? new Decimal(bare).toDecimalPlaces(places, Decimal.ROUND_HALF_UP) : null;
	const read: Read =
		unit === null ? parseStaff(rounded?.toFixed() ?? bare) : parseMoney(rounded?.toFixed() ?? bare, unit);
	if (read.problem !== undefined) return refused(read.problem);
	const negative = bare !== text && read.value !== 0;
	if (rounded && !rounded.eq(bare))
		return { value: read.value, negative, note: unit === null ? 'Rounded to a hundredth' : 'Rounded to the penny' };
	// A cell that was meant for a number: said, so that nobody wonders why a total in the file leaves it out.
	return cell.kind === 'text' && read.value !== null
		? { value: read.value, negative, note: 'A text in the file, read as a number' }
		: { value: read.value, negative };
}

function textAt({ at, mapping }: Reader, row: number, field: Field): string {
	const column = mapping.columns.indexOf(field) + 1;
	return column === 0 ? '' : (at(row, column, { merged: true })?.value ?? '').trim();
}

function remark({ at, headings }: Reader, row: number, column: number, says: string): Remark {
	return {
		address: addressOf({ row, column }),
		heading: headings[column - 1] || `Column ${columnName(column)}`,
		value: (at(row, column, { merged: true })?.value ?? '').slice(0, 100),
		says
	};
}

function budgetNamed(text: string): Budget | undefined {
	const words = text
		.toLowerCase()
		.replace(/[^a-z]+/g, ' ')
		.trim();
	if (/\bame\b|annually managed/.test(words)) return 'ame';
	if (/\bcdel\b|capital/.test(words)) return 'cdel';
	if (/\badmin/.test(words)) return 'rdel_admin';
	return /\brdel\b|resource|programme/.test(words) ? 'rdel_programme' : undefined;
}

function flowNamed(text: string): Flow | undefined {
	if (/saving|efficienc|offset|reduction/i.test(text)) return 'saving';
	if (/income|receipt|revenue/i.test(text)) return 'income';
	return /cost|spend|expenditure|pressure/i.test(text) ? 'cost' : undefined;
}

function optionNamed(text: string, options: Setting['options']): number | undefined {
	const wanted = plain(text);
	const named = options.filter(({ name }) => plain(name) === wanted);
	const ofKind = options.filter(({ kind }) => plain(optionKinds[kind].label) === wanted);
	return (named[0] ?? (ofKind.length === 1 ? ofKind[0] : undefined))?.id;
}

function baselineNamed(text: string): boolean | undefined {
	if (/^(?:baseline|existing|in baseline|yes|y|true|b)$/i.test(text)) return true;
	return /^(?:new|additional|no|n|false)$/i.test(text) ? false : undefined;
}

function priceYearNamed(text: string): number | null | undefined {
	return /nominal|cash|current/i.test(text) ? null : (yearNamed(text) ?? undefined);
}

function referenceIn(text: string): string {
	const [, number] = /^R?\s?0*([1-9]\d*)$/i.exec(text) ?? [];
	return number === undefined ? text : `R${number}`;
}

function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}

function labels(words: Record<string, { label: string }>): string {
	const all = Object.values(words).map(({ label }) => label);
	return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

/** Columns of figures that would be lost without a word. */
function unmapped({ mapping, setting, headings }: Reader, sheet: Sheet): string[] {
	return headings
		.flatMap((heading, index) => {
			if ((mapping.columns[index] ?? '') !== '') return [];
			const year = yearNamed(heading);
			const hasFigures = sheet.cells.some(
				({ row, column, kind }) => column === index + 1 && row > mapping.headingRow && kind === 'number'
			);
			if (year === null || !hasFigures || /price/i.test(heading)) return [];
			const { firstYear, capitalLastYear } = setting.period;
			const place = `Column ${columnName(index + 1)} (${heading})`;
			return year < firstYear || year > capitalLastYear
				? [
						`${place} is outside the period, ${financialYear(firstYear)} to ${financialYear(capitalLastYear)}. Its figures are left out.`
					]
				: [`${place} has figures and is not mapped. They are left out.`];
		})
		.concat(sheet.columns > mostColumns ? [`Only the first ${mostColumns} columns can be read.`] : []);
}

/** £m for £k, and the like: a thousand is easily lost between two departments. */
function unitQuestions(sheet: Sheet, mapping: ReturnMapping, rows: readonly Row[]): string[] {
	const named = unitNamed(sheet, mapping.headingRow);
	const questions: string[] = [];
	if (named !== null && named !== mapping.unit && !(named === 'pounds')) {
		questions.push(
			`The headings speak of ${units[named].label}, and the figures are read as ${units[mapping.unit].label}.`
		);
	}
	const amounts = rows
		.flatMap(({ read }) => read?.cells.flatMap(({ pence }) => (pence ? [pence] : [])) ?? [])
		.sort((a, b) => a - b);
	const middle = amounts[Math.floor(amounts.length / 2)] ?? 0;
	if (middle >= TEN_BILLION)
		questions.push(`Half of the amounts are £10bn or more. Are the figures in ${units[mapping.unit].label}?`);
	if (middle > 0 && middle < TEN_THOUSAND && mapping.unit === 'pounds') {
		questions.push('Half of the amounts are less than £10,000. Are the figures in £, or in £000 or £m?');
	}
	return questions;
}

const TEN_BILLION = 1_000_000_000_000;
const TEN_THOUSAND = 1_000_000;
