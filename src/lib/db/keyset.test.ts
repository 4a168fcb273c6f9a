import { expect, test } from 'vitest';
import { keysetPage } from './keyset.ts';

const at = (row: number) => row;

test('the first page has none before it, and one after it where there is more', () => {
	expect(keysetPage([1, 2, 3], 2, {}, at)).toEqual({ rows: [1, 2], previous: null, next: 2 });
	expect(keysetPage([1, 2], 2, { after: null, before: null }, at)).toEqual({
		rows: [1, 2],
		previous: null,
		next: null
	});
});

test('a page after a cursor leads back', () => {
	expect(keysetPage([3, 4, 5], 2, { after: 2 }, at)).toEqual({ rows: [3, 4], previous: 3, next: 4 });
	expect(keysetPage([3], 2, { after: 2 }, at)).toEqual({ rows: [3], previous: 3, next: null });
});

test('a page before a cursor leads on, and back only where there is more', () => {
	expect(keysetPage([4, 3, 2], 2, { before: 5 }, at)).toEqual({ rows: [3, 4], previous: 3, next: 4 });
	expect(keysetPage([2, 1], 2, { before: 3 }, at)).toEqual({ rows: [1, 2], previous: null, next: 2 });
});

test('a page of nothing leads nowhere', () => {
	expect(keysetPage([], 2, { after: 9 }, at)).toEqual({ rows: [], previous: null, next: null });
	expect(keysetPage([], 2, { before: 1 }, at)).toEqual({ rows: [], previous: null, next: null });
});
