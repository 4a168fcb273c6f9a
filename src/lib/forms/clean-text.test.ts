import { expect, test } from 'vitest';
import { cleanText } from './clean-text.ts';

test('what cannot be stored is dropped, the rest kept', () => {
	expect(cleanText('a\u0000b\uFFFEc\uFFFFd')).toBe('abcd');
	expect(cleanText('lone \uD83D high, \uDE00 low, whole \uD83D\uDE00')).toBe('lone  high,  low, whole 😀');
	expect(cleanText('Łódź, ‘quoted’, شكرا')).toBe('Łódź, ‘quoted’, شكرا');
});

test('line ends become one kind', () => {
	expect(cleanText('a\r\nb\rc\n')).toBe('a\nb\nc\n');
});
