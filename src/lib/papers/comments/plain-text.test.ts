import { describe, expect, test } from 'vitest';
import { paragraphPlaces, plainTextOf } from './plain-text.ts';

describe('the text that anchors are made in', () => {
	const body = `### Finding the way

Of **all** parents,[^F1] 41 in every 100
did not know.

- one
- two

| a | b |
|---|---|
| 1 | 2 |

::recommendation R1

\`\`\`
x  y
\`\`\``;

	test('is the words alone', () => {
		expect(plainTextOf(body)).toBe('Finding the way Of all parents, 41 in every 100 did not know. one two a b 1 2 x y');
	});

	test('has its paragraphs at their places', () => {
		const whole = plainTextOf(body);
		const places = paragraphPlaces(body);
		expect(places.map(({ start, end }) => whole.slice(start, end))).toEqual(places.map(({ text: words }) => words));
		expect(places).toHaveLength(5);
	});
});
