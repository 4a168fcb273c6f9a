import { describe, expect, it } from 'vitest';
import { addLengths, countWords, estimatePages, measureLength, TABLE_ROWS_PER_PAGE, WORDS_PER_PAGE } from './length.ts';

describe('countWords', () => {
	it('counts what prints and nothing else', () => {
		expect(countWords('# Two words\n\n**Three** more *words*[^F104] – and `code`.\n\n::recommendation R7')).toBe(7);
		expect(countWords("The Secretary's £81.75m twenty-five")).toBe(4);
		expect(countWords('- one\n  - two\n\n> three\n\n| four | five |\n|-|-|\n| six | |')).toBe(6);
		expect(countWords('')).toBe(0);
	});
});

describe('estimatePages', () => {
	it('counts prose by words and tables by rows', () => {
		const prose = measureLength('word '.repeat(WORDS_PER_PAGE * 2));
		const table = measureLength(`|a|\n|-|\n${'|many words in a cell|\n'.repeat(TABLE_ROWS_PER_PAGE - 1)}`);
		expect(estimatePages(prose)).toBe(2);
		expect(table.tableRows).toBe(TABLE_ROWS_PER_PAGE);
		expect(estimatePages(table)).toBe(1);
		expect(estimatePages(addLengths([prose, table]))).toBe(3);
		expect(estimatePages(measureLength(''))).toBe(0);
	});
});
