import { describe, expect, test } from 'vitest';
import { marked, prefixed } from './formatting.ts';

describe('the buttons of the editor', () => {
	test('make words bold or italic and plain again, white space left outside', () => {
		expect(marked('bold', ' two words ')).toEqual({ insert: ' **two words** ', from: 3, to: 12 });
		expect(marked('bold', '**two words**')).toEqual({ insert: 'two words', from: 0, to: 9 });
		expect(marked('italic', '**bold**').insert).toBe('***bold***');
		expect(marked('italic', '*so*').insert).toBe('so');
		expect(marked('bold', '')).toEqual({ insert: '****', from: 2, to: 2 });
	});

	test('make a link of words, or of an address', () => {
		expect(marked('link', 'the report').insert).toBe('[the report](https://)');
		expect(marked('link', 'https://a.example/b')).toEqual({ insert: '[](https://a.example/b)', from: 1, to: 1 });
	});

	test('turn lines into a list, from one kind into another, and back', () => {
		expect(prefixed('list', 'one\n\ntwo')).toBe('- one\n\n- two');
		expect(prefixed('numbers', '- one\n- two')).toBe('1. one\n2. two');
		expect(prefixed('numbers', '1. one\n2. two')).toBe('one\ntwo');
		expect(prefixed('heading', 'Costs')).toBe('### Costs');
		expect(prefixed('heading', '')).toBe('### ');
	});
});
