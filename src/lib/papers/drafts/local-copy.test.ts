import { describe, expect, test } from 'vitest';
import { localCopies } from './local-copy.ts';

const ada = { personId: 1, key: 'a1'.repeat(32) };
const ben = { personId: 2, key: 'b2'.repeat(32) };
const typed = { heading: 'Summary', body: 'Words.', annex: false, revision: 3, version: 2 };

describe('words kept in the browser', () => {
	test('come back to the person and the section they are of, and to no other', () => {
		const storage = memory();
		expect(localCopies(storage, ada, 8).write(typed)).toBe(true);
		expect(localCopies(storage, ada, 8).read()).toEqual({ ...typed, at: expect.stringMatching(/^\d{4}-/) });
		expect(localCopies(storage, ben, 8).read()).toBeNull();
		expect(localCopies(storage, ada, 9).read()).toBeNull();
		localCopies(storage, ada, 8).remove();
		expect(localCopies(storage, ada, 8).read()).toBeNull();
	});

	test('are unreadable to whoever finds them, and another key does not open them', () => {
		const storage = memory();
		localCopies(storage, ada, 8).write(typed);
		const stored = storage.getItem('throughline:unsent:1:8') ?? '';
		expect(stored).toMatch(/^[0-9a-f]{100,}$/);
		expect(Buffer.from(stored, 'hex').toString('latin1')).not.toContain('Words');
		expect(localCopies(storage, { personId: 1, key: ben.key }, 8).read()).toBeNull();
		const before = stored;
		localCopies(storage, ada, 8).write(typed);
		expect(storage.getItem('throughline:unsent:1:8')).not.toBe(before);
	});

	test('a browser that keeps nothing says so, and what is no copy is none', () => {
		expect(localCopies(null, ada, 8).write(typed)).toBe(false);
		expect(localCopies(full(), ada, 8).write(typed)).toBe(false);
		for (const text of ['{', '7', '{"body":"x"}', JSON.stringify({ ...typed, at: 'then' })]) {
			const storage = memory();
			storage.setItem('throughline:unsent:1:8', text);
			expect(localCopies(storage, ada, 8).read()).toBeNull();
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
