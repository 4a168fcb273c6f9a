import { expect, test } from 'vitest';
import { count } from './closing-lines.ts';

test('reads the closing lines of Vitest, coloured or not', () => {
	const coloured =
		'\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[31m3 failed\u001b[39m | \u001b[32m40 passed\u001b[39m (43)\n';
	expect(count(' Test Files  1 failed (1)\n      Tests  3 failed | 40 passed (43)\n')).toEqual({
		passed: 40,
		failed: 3
	});
	expect(count(coloured)).toEqual({ passed: 40, failed: 3 });
});

test('reads the closing lines of Playwright, and counts what never ran as failed', () => {
	const printed =
		'Running 9 tests using 2 workers\n  1 failed\n    [a] › b\n  1 flaky\n  2 did not run\n  5 passed (1.2m)\n';
	expect(count(printed)).toEqual({ passed: 6, failed: 3 });
});

test('finds nothing in the output of a runner that never came to its end', () => {
	expect(count('Error: no such project\n')).toEqual({ passed: 0, failed: 0 });
});
