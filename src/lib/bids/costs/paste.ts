import { financialYear } from '../bid.ts';

/** A block of cells as spreadsheets put it on the clipboard: tabs and line ends, with quotes around what holds either. */
export function readBlock(text: string): string[][] {
	const rows: string[][] = [[]];
	let cell = '';
	let quoted = false;
	const endCell = () => {
		rows.at(-1)?.push(cell.trim());
		cell = '';
	};
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at] ?? '';
		if (quoted) {
			if (character !== '"') cell += character;
			else if (text[at + 1] === '"') {
				cell += '"';
				at += 1;
			} else quoted = false;
		} else if (character === '"' && cell === '' && closes(text, at)) quoted = true;
		else if (character === '\t') endCell();
		else if (character === '\n') {
			endCell();
			rows.push([]);
		} else if (character !== '\r') cell += character;
	}
	endCell();
	// The clipboard ends with a line end of its own.
	if (rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '') rows.pop();
	return rows;
}

/**
 * Where a block's first row is a heading with years, the year that each of its columns stands for; null for other columns.
 * @returns null where there is no such heading
 */
export function yearsInHeading(cells: readonly string[]): (number | null)[] | null {
	const years = cells.map(yearIn);
	const others = cells.filter((cell, index) => years[index] === null && /\d/.test(cell));
	return years.some((year) => year !== null) && others.length === 0 ? years : null;
}

/** "2022-23", "2022/23", "FY 2022-2023", "2022". A bare year is taken for the one in which the financial year begins. */
function yearIn(text: string): number | null {
	const match = /^(?:FY\s*)?(\d{4})(?:\s*[-–/]\s*(\d{2}|\d{4}))?$/i.exec(text.trim());
	if (!match) return null;
	const year = Number(match[1]);
	if (year < 1990 || year > 2200) return null;
	const end = match[2];
	return end === undefined || financialYear(year).endsWith(end.slice(-2)) ? year : null;
}

/** An inch mark in a text is no opening quote. */
function closes(text: string, from: number): boolean {
	return /^"(?:[^"]|"")*"(?:[\t\r\n]|$)/.test(text.slice(from));
}
