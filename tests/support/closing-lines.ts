import { stripVTControlCharacters } from 'node:util';

/**
 * How many tests a runner says it ran, from Vitest's `Tests  3 failed | 40 passed (43)` or Playwright's `3 failed` and
 * `40 passed (1.2m)` lines. A runner colours them where it thinks that somebody looks on, CI included.
 * @param printed all that the runner printed
 */
export function count(printed: string): { passed: number; failed: number } {
	const output = stripVTControlCharacters(printed);
	const totals = output.match(/^\s*Tests\s+.*$/gm)?.at(-1);
	const lines = totals ?? output.slice(output.lastIndexOf('Running '));
	const number = (word: string) =>
		[...lines.matchAll(new RegExp(`(\\d+) ${word}\\b`, 'g'))].reduce((sum, match) => sum + Number(match[1]), 0);
	return { passed: number('passed') + number('flaky'), failed: number('failed') + number('did not run') };
}
