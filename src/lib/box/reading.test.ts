import { describe, expect, test } from 'vitest';
import { aboutMinutes, boxTitle, countWords, minutesFor } from './reading.ts';

describe('the time that a box takes', () => {
	test('is the words at the reading speed and the time to decide', () => {
		expect(minutesFor([])).toBe(0);
		// 300 words are a minute and a half, and half a minute to decide.
		expect(minutesFor([{ words: 300, compares: false }])).toBe(2);
		// Half a minute more where there is something to compare.
		expect(minutesFor([{ words: 400, compares: true }])).toBe(3);
		expect(minutesFor(Array.from({ length: 5 }, () => ({ words: 260, compares: false })))).toBe(9);
	});

	test('is never nothing for a box with a card in it', () => {
		expect(minutesFor([{ words: 0, compares: false }])).toBe(1);
	});

	test('counts words however they are spaced, and nothing for what is not there', () => {
		expect(countWords('One  health\nvisitor.', null, '')).toBe(3);
	});
});

describe('the words over a box', () => {
	test('say how many and how long', () => {
		expect(boxTitle(5, 9)).toBe('Five things need you, about nine minutes');
		expect(boxTitle(1, 1)).toBe('One thing needs you, about one minute');
		expect(boxTitle(14, 31)).toBe('14 things need you, about 31 minutes');
		expect(boxTitle(0, 0)).toBe('Your box is empty');
		expect(boxTitle(2, 4, 'the Minister for Care')).toBe('Two things need the Minister for Care, about four minutes');
		expect(boxTitle(0, 0, 'the Minister for Care')).toBe('The box is empty');
		expect(aboutMinutes(2)).toBe('about two minutes');
	});
});
