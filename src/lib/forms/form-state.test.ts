import { expect, test } from 'vitest';
import { controlText, controlTexts, newFormKey, valueAt } from './form-state.ts';

const values = { title: 'Visit', attendees: [{ role: 'Parent' }, undefined], place: { name: 'Islington' } };

test('a value is found at its path', () => {
	expect(valueAt(values, 'title')).toBe('Visit');
	expect(valueAt(values, 'attendees[0].role')).toBe('Parent');
	expect(valueAt(values, 'place.name')).toBe('Islington');
});

test('a path that leads nowhere gives nothing', () => {
	expect(valueAt(values, 'attendees[1].role')).toBeUndefined();
	expect(valueAt(values, 'attendees[7].role')).toBeUndefined();
	expect(valueAt(values, 'title.length')).toBeUndefined();
	expect(valueAt(values, 'constructor.name')).toBeUndefined();
	expect(valueAt(null, 'title')).toBeUndefined();
});

test('controls show typed and stored values alike', () => {
	expect(controlText('text')).toBe('text');
	expect(controlText(0)).toBe('0');
	expect(controlText(12n)).toBe('12');
	expect(controlText(true)).toBe('on');
	expect(controlText(false)).toBe('');
	expect(controlText(null)).toBe('');
	expect(controlTexts('one')).toEqual(['one']);
	expect(controlTexts(['one', 'two'])).toEqual(['one', 'two']);
	expect(controlTexts(undefined)).toEqual([]);
});

test('every form has its own key', () => {
	const keys = Array.from({ length: 100 }, newFormKey);

	expect(new Set(keys).size).toBe(100);
	expect(keys.every((key) => key.length >= 32 && key.length <= 100)).toBe(true);
});
