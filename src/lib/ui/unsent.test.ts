import { afterEach, expect, test, vi } from 'vitest';
import { forgetUnsent, unsentPrefix } from './unsent.ts';

afterEach(() => vi.unstubAllGlobals());

test('who signs out leaves no unsent words behind, and keeps their preference', () => {
	const items = new Map([
		[`${unsentPrefix}1:8`, 'a'],
		['throughline.shortcuts', 'off'],
		[`${unsentPrefix}1:9`, 'b']
	]);
	vi.stubGlobal('localStorage', {
		get length() {
			return items.size;
		},
		key: (index: number) => [...items.keys()][index] ?? null,
		removeItem: (name: string) => void items.delete(name)
	});
	forgetUnsent();
	expect([...items.keys()]).toEqual(['throughline.shortcuts']);
});

test('a browser that keeps nothing has nothing to forget', () => {
	vi.stubGlobal('localStorage', undefined);
	expect(() => forgetUnsent()).not.toThrow();
});
