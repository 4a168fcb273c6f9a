import { describe, expect, test } from 'vitest';
import { localCopies } from './local-copy.ts';

const typed = { heading: 'Summary', body: 'Words.', annex: false, revision: 3, version: 2 };

describe('words kept in the browser', () => {
	test('come back to the person and the section they are of, and to no other', () => {
		const storage = memory();
		expect(localCopies(storage, 1, 8).write(typed)).toBe(true);
		expect(localCopies(storage, 1, 8).read()).toEqual({ ...typed, at: expect.stringMatching(/^\d{4}-/) });
		expect(localCopies(storage, 2, 8).read()).toBeNull();
		expect(localCopies(storage, 1, 9).read()).toBeNull();
		localCopies(storage, 1, 8).remove();
		expect(localCopies(storage, 1, 8).read()).toBeNull();
	});

	test('a browser that keeps nothing says so, and what is no copy is none', () => {
		expect(localCopies(null, 1, 8).write(typed)).toBe(false);
		expect(localCopies(full(), 1, 8).write(typed)).toBe(false);
		for (const text of ['{', '7', '{"body":"x"}', JSON.stringify({ ...typed, at: 'then' })]) {
			const storage = memory();
			storage.setItem('throughline:unsaved:1:8', text);
			expect(localCopies(storage, 1, 8).read()).toBeNull();
		}
	});
});

function memory(): Storage {
	const items = new Map<string, string>();
	return {
		get length() {
			return items.size;
		},
		key: (index) => [...items.keys()][index] ?? null,
		getItem: (key) => items.get(key) ?? null,
		setItem: (key, value) => void items.set(key, value),
		removeItem: (key) => void items.delete(key),
		clear: () => items.clear()
	};
}

function full(): Storage {
	return {
		...memory(),
		setItem: () => {
			throw new Error('Full');
		}
	};
}
