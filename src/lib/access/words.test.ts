import { expect, test } from 'vitest';
import { browserInWords } from './browser.ts';
import { waitInWords } from './wait.ts';

test.each([
	[
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0',
		'Edge on Windows'
	],
	['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
	[
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
		'Safari on an iPhone'
	],
	[
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
		'Chrome on a Mac'
	],
	['', 'A browser that does not say what it is'],
	['something (Linux)', 'A browser on Linux']
])('%s is %s', (userAgent, words) => {
	expect(browserInWords(userAgent)).toBe(words);
});

test.each([
	[1, '1 second'],
	[2, '2 seconds'],
	[59, '59 seconds'],
	[60, '1 minute'],
	[61, '2 minutes'],
	[900, '15 minutes'],
	[-5, '1 second']
])('a wait of %d seconds', (seconds, words) => {
	const now = new Date('2026-03-16T10:00:00Z');
	expect(waitInWords(new Date(now.getTime() + seconds * 1000), now)).toBe(words);
});
