import { describe, expect, it } from 'vitest';
import { addLengths, countWords, estimatePages, LINES_PER_PAGE, measureHeading, measureLength } from './length.ts';

describe('countWords', () => {
	it('counts what prints and nothing else', () => {
		expect(countWords('# Two words\n\n**Three** more *words*[^F104] – and `code`.\n\n::recommendation R7')).toBe(7);
		expect(countWords("The Secretary's £81.75m twenty-five")).toBe(4);
		expect(countWords('- one\n  - two\n\n> three\n\n| four | five |\n|-|-|\n| six | |')).toBe(6);
		expect(countWords('')).toBe(0);
	});
});

describe('estimatePages', () => {
	const lines = (markdown: string) => measureLength(markdown).lines;

	it('counts the lines that text takes and the space around it', () => {
		expect(lines('A short paragraph.')).toBeLessThan(lines('A short paragraph.\n\nAnd another one.'));
		expect(lines('word '.repeat(15))).toBeLessThan(lines('word '.repeat(30)));
		expect(lines('## A heading')).toBe(measureHeading('A heading').lines);
		expect(lines('- one\n- two\n- three')).toBeLessThan(lines('one\n\ntwo\n\nthree'));
		expect(lines('|a|\n|-|\n|b|\n|c|')).toBeGreaterThan(lines('|a|\n|-|\n|b|'));
		expect(lines('> quoted')).toBe(lines('quoted'));
		expect(lines('')).toBe(0);
	});

	it('adds up to pages', () => {
		const page = { words: 400, lines: LINES_PER_PAGE };
		expect(estimatePages(page)).toBe(1);
		expect(estimatePages(addLengths([page, page, { words: 1, lines: LINES_PER_PAGE / 2 }]))).toBe(2.5);
	});
});
