import { type Block, type Run, runsText } from './document.ts';

/** The page that every format lays out, in points: A4 with two-centimetre sides. `length.ts` counts its lines. */
export const page = { width: 595.3, height: 841.9, top: 73.7, bottom: 68, side: 56.7, header: 28.4, footer: 25.5 };
export const TEXT_WIDTH = page.width - 2 * page.side;
/** How far the words of a numbered paragraph stand from the margin. */
export const INDENT = 34;
/** A table of no more rows stays on one page. */
export const ROWS_KEPT_TOGETHER = 12;
/** A picture and its caption stand on one page. */
export const MAX_PICTURE_HEIGHT = 600;

export const colours = {
	ink: '1B2733',
	grey: '5A6672',
	line: 'A9B2BA',
	link: '1D4F91',
	head: 'E8ECEF',
	code: 'F1F3F5'
};

type Table = Extract<Block, { type: 'table' }>;

export type TableLayout = {
	/** In points; together the width of the text. */
	widths: number[];
	/** The size of letters, in points: smaller than the text's only where the longest words would not fit. */
	size: number;
	/** The room on both sides of a cell, in points. */
	inset: number;
	/** How many letters of a word fit in a column; a longer word has to be broken. */
	letters: number[];
};

/** No column is narrower than its longest word or a short text needs; what is left goes to the columns with long text. */
export function layoutTable(table: Table): TableLayout {
	const columns = table.header.map((_, column) => {
		const texts = [table.header, ...table.rows].map((row) => runsText(row[column] ?? []));
		const longest = texts.reduce((most, text) => Math.max(most, text.length), 1);
		const word = texts.reduce((most, text) => Math.max(most, ...text.split(/\s+/).map((part) => part.length)), 1);
		const needs = Math.min(Math.max(word, Math.min(longest, 14)), 24) * LETTER_WIDTH + 2 * CELL_MARGIN;
		return { needs, wants: Math.max(0, Math.min(longest, 80) * LETTER_WIDTH + 2 * CELL_MARGIN - needs) };
	});
	const needed = columns.reduce((sum, { needs }) => sum + needs, 0);
	const wanted = columns.reduce((sum, { wants }) => sum + wants, 0);
	const granted = wanted > 0 ? Math.max(0, Math.min(1, (TEXT_WIDTH - needed) / wanted)) : 0;
	const widths = columns.map(({ needs, wants }) => needs + wants * granted);
	const scale = TEXT_WIDTH / widths.reduce((sum, width) => sum + width, 0);

	const scaled = widths.map((width) => width * scale);
	const size = Math.max(SMALLEST, TABLE_SIZE * Math.min(1, scale));
	const inset = size < TABLE_SIZE ? 1 : CELL_MARGIN;
	const letter = (LETTER_WIDTH / TABLE_SIZE) * size;

	return {
		widths: scaled,
		size,
		inset,
		letters: scaled.map((width) => Math.floor((width - 2 * inset) / letter + 0.1))
	};
}

/** The size that a picture is printed at, in points. */
export function pictureSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
	const scale = Math.min(0.75, TEXT_WIDTH / width, MAX_PICTURE_HEIGHT / height);
	return { width: width * scale, height: height * scale };
}

/** Whether words begin in a script that is read from right to left. */
export function isRightToLeft(runs: Run[]): boolean {
	const first = /\p{L}/u.exec(runsText(runs))?.[0];
	return first !== undefined && rightToLeft.test(first);
}

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** A bold letter of the text in tables. */
const LETTER_WIDTH = 6.75;
export const CELL_MARGIN = 4.25;
export const TABLE_SIZE = 10.5;
const SMALLEST = 5;
