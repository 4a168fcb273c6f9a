import { expect, test } from '@playwright/test';
import { editorRoute, inKilobytes, promisedWeight, weighPages } from '../support/page-weight.ts';

test('every page but the editor keeps its JavaScript under what was promised', async ({ javaScriptEnabled }) => {
	test.skip(!javaScriptEnabled, 'the build is weighed once');
	const weights = await weighPages();
	expect(weights.map(({ id }) => id)).toContain(editorRoute);
	const heavy = weights.filter(({ id, size }) => size > promisedWeight && id !== editorRoute);
	expect(heavy.map(({ id, size }) => `${id}: ${inKilobytes(size)}`)).toEqual([]);
});
