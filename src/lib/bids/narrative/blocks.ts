import { type Block, type HeadingLevel, plainRuns, type Run } from '#lib/documents/document.ts';

export function heading(level: HeadingLevel, text: string): Block {
	return { type: 'heading', level, runs: plainRuns(text) };
}

export function annex(text: string): Block {
	return { type: 'annex', runs: plainRuns(text) };
}

export function paragraph(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: plainRuns(text) };
}

/** "Grant route: a ring-fenced grant", the label strong. */
export function labelled(label: string, runs: readonly Run[]): Block {
	return {
		type: 'paragraph',
		numbered: false,
		runs: [{ type: 'strong', runs: plainRuns(`${label}:`) }, ...plainRuns(' '), ...runs]
	};
}

export function list(texts: readonly string[]): Block {
	return { type: 'list', ordered: false, items: texts.map((text) => [paragraph(text)]) };
}

/** A table of plain words. @param numbers how many columns at its end are numbers */
export function table(
	caption: string,
	header: readonly string[],
	rows: readonly (readonly string[])[],
	numbers = 0
): Block {
	return {
		type: 'table',
		caption: plainRuns(caption),
		align: header.map((_, index) => (index >= header.length - numbers ? 'right' : 'left')),
		header: header.map(plainRuns),
		rows: rows.map((row) => row.map(plainRuns))
	};
}
