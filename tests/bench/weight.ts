import { editorRoute, inKilobytes, promisedWeight, weighPages } from '../support/page-weight.ts';

/**
 * `node tests/bench/weight.ts`, after a build: the compressed JavaScript that a browser fetches to wake each page, the
 * heaviest first. Fails where a page is heavier than was promised.
 */
const weights = await weighPages();
for (const { id, files, size } of weights) {
	process.stdout.write(`${inKilobytes(size).padStart(8)}  ${String(files).padStart(3)} files  ${id}\n`);
}
const heavy = weights.filter(({ id, size }) => size > promisedWeight && id !== editorRoute);
process.stdout.write(`${weights.length} pages, ${heavy.length} above ${inKilobytes(promisedWeight)}\n`);
process.exitCode = heavy.length === 0 && weights.length > 0 ? 0 : 1;
