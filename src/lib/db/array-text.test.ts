import { expect, test } from 'vitest';
import { parseArray } from './array-text.ts';

test.each<[string, unknown[]]>([
	['{}', []],
	['{1,2}', ['1', '2']],
	['{a,NULL,"NULL",""}', ['a', null, 'NULL', '']],
	['{"with \\"quotes\\", {braces} and \\\\"}', ['with "quotes", {braces} and \\']],
	[
		'{{1,2},{3,4}}',
		[
			['1', '2'],
			['3', '4']
		]
	],
	['[0:1]={x,y}', ['x', 'y']]
])('%s', (text, expected) => {
	expect(parseArray(text, (element) => element)).toEqual(expected);
});

test.each(['{a', '{"a', '{"a"b}', ''])('%s is no array', (text) => {
	expect(() => parseArray(text, (element) => element)).toThrow(SyntaxError);
});
