import { expect, test } from 'vitest';
import { readableFields } from './carried.ts';

test('the words of a late form are told by the names of their fields', () => {
	expect(
		readableFields([
			['_key', '0b9…'],
			['_form', 'share'],
			['revision', '4'],
			['title', 'Visit to a family hub'],
			['contributors[0].headCount', '6'],
			['starts_on', '2026-03-16'],
			['questionId', '12'],
			['themes', 'housing'],
			['themes', 'health'],
			['sensitive', 'on'],
			['notes', '  ']
		])
	).toEqual([
		{ label: 'Title', value: 'Visit to a family hub' },
		{ label: 'Contributors 1, head count', value: '6' },
		{ label: 'Starts on', value: '2026-03-16' },
		{ label: 'Themes', value: 'housing' },
		{ label: 'Themes', value: 'health' },
		{ label: 'Sensitive', value: 'Yes' }
	]);
});
