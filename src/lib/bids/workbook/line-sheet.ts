import type { NamedRange, Sheet, Validation } from '#lib/documents/workbook/workbook.ts';
import { address, columnName, fixedAddress } from '#lib/documents/workbook/workbook.ts';
import { financialYear } from '../bid.ts';
import { formula, headings, hundredths, number, type Row, words } from './cells.ts';

/** A sheet of lines × years that formulas of other sheets add up by the names of its columns. */
export type LineSheet<Line> = {
	name: string;
	title: string;
	notes: readonly string[];
	/** What the names of its columns begin with: "Costs" gives Costs_Budget and Costs_2022_23. */
	prefix: string;
	/** The first is held in sight with the number of the line. */
	columns: readonly LineColumn<Line>[];
	years: readonly number[];
	amounts: {
		style: 'Money' | 'Staff';
		/** Pence, or hundredths of a full-time equivalent; null leaves the cell empty. */
		of: (line: Line, year: number) => number | null;
		/** Whether the years are added up along the line. */
		added: boolean;
		/** A year, for good, after the period. */
		after?: (line: Line) => number | null;
	};
	lines: readonly Line[];
};

export type LineColumn<Line> = {
	heading: string;
	width: number;
	/** The rest of the column's name; null for one that nothing is added up by. */
	name: string | null;
	text: (line: Line) => string;
	/** The name of the list that its cells choose from. */
	list?: string;
	/** Stands after the years. */
	last?: boolean;
};

/** The sheet with the names of its columns. A row is left free in each, so that lines put in above it are added up. */
export function lineSheet<Line>(wanted: LineSheet<Line>): { sheet: Sheet; names: NamedRange[] } {
	const { name, title, notes, prefix, columns, years, amounts, lines } = wanted;
	const before = columns.filter(({ last }) => !last);
	const behind = columns.filter(({ last }) => last);
	const firstYear = before.length + 1;
	const total = firstYear + years.length;
	const after = total + (amounts.added ? 1 : 0);
	const end = after + (amounts.after ? 1 : 0);
	const top = notes.length + 2;
	const first = top + 1;
	// One empty line stays inside every range, so that a line put in above it is added up like the others.
	const spare = first + lines.length;
	const unit = amounts.style === 'Money' ? '£' : 'full-time equivalents';
	const heading: Row = [
		...headings(['Line', ...before.map((column) => column.heading)]),
		...headings(years.map(financialYear), 'Year heading'),
		...(amounts.added ? headings(['All years'], 'Year heading') : []),
		...(amounts.after ? headings(['Each year after'], 'Year heading') : []),
		...headings(behind.map((column) => column.heading))
	];
	const rows = lines.map((line, index): Row => {
		const row = first + index;
		const held = (value: number | null) => (value === null ? null : number(hundredths(value), amounts.style));
		const values = years.map((year) => amounts.of(line, year));
		const sum = values.reduce((so, value) => so + BigInt(value ?? 0), 0n);
		const along = `SUM(${address(row, firstYear)}:${address(row, total - 1)})`;
		return [
			number(String(index + 1), 'Whole'),
			...before.map((column) => words(column.text(line))),
			...values.map(held),
			...(amounts.added
				? [formula(along, amounts.style === 'Money' ? 'Amount' : 'Staff amount', hundredths(sum))]
				: []),
			...(amounts.after ? [held(amounts.after(line))] : []),
			...behind.map((column) => words(column.text(line)))
		];
	});
	const range = (column: number) => `${fixedAddress(first, column)}:${fixedAddress(spare, column)}`;
	const named = (rest: string, column: number): NamedRange => ({
		name: `${prefix}_${rest}`,
		sheet: name,
		range: range(column)
	});
	const validations = before.flatMap(({ list, heading: of }, index): Validation[] =>
		list
			? [{ range: range(index + 1).replaceAll('$', ''), list, message: `Choose from the list: ${of.toLowerCase()}` }]
			: []
	);
	return {
		sheet: {
			name,
			widths: [
				6,
				...before.map(({ width }) => width),
				...years.map(() => 15),
				...(amounts.added ? [17] : []),
				...(amounts.after ? [16] : []),
				...behind.map(({ width }) => width)
			],
			rows: [
				[words(`${title} (${unit})`, 'Title')],
				...notes.map((note): Row => [words(note, 'Note')]),
				[],
				heading,
				...rows,
				[null, words('Put new lines in above this one', 'Note')]
			],
			frozen: { rows: first, columns: 2 },
			repeatedRows: { from: top + 1, to: top + 1 },
			printArea: `A1:${columnName(end + behind.length - 1)}${spare + 1}`,
			landscape: true,
			validations
		},
		names: [
			...before.flatMap((column, index) => (column.name === null ? [] : [named(column.name, index + 1)])),
			...years.map((year, index) => named(yearName(year), firstYear + index)),
			...(amounts.added ? [named('All_years', total)] : []),
			...(amounts.after ? [named('Each_year_after', after)] : [])
		]
	};
}

/** 2022 as part of a name: "2022_23". */
export function yearName(year: number): string {
	return financialYear(year).replace('-', '_');
}
