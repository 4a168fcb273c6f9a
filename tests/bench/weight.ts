import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * `node tests/bench/weight.ts`, after a build: the compressed JavaScript that a browser fetches to wake each page, the
 * heaviest first. Fails where a page is heavier than was promised.
 */
const promised = 60 * 1024;
const chunks = path.resolve('build/server/chunks');

type Route = { id: string; page: { layouts: (number | undefined)[]; leaf: number } | null };
type Manifest = {
	_: { client: { imports: string[] }; nodes: (() => Promise<{ imports: string[] }>)[]; routes: Route[] };
};

const { client, nodes, routes } = (await manifestOfBuild())._;
const weights = [];
for (const { id, page } of routes) {
	if (!page) continue;
	const parts = [...page.layouts, page.leaf].filter((index) => index !== undefined);
	const files = new Set(client.imports);
	for (const index of parts) for (const file of (await nodes[index]?.())?.imports ?? []) files.add(file);
	const scripts = [...files].filter((file) => file.endsWith('.js'));
	const sizes = await Promise.all(scripts.map(compressedSize));
	weights.push({ id, files: scripts.length, size: sizes.reduce((sum, size) => sum + size, 0) });
}
weights.sort((one, other) => other.size - one.size);
for (const { id, files, size } of weights) {
	process.stdout.write(`${inKilobytes(size).padStart(8)}  ${String(files).padStart(3)} files  ${id}\n`);
}
const heavy = weights.filter(({ size }) => size > promised);
process.stdout.write(`${weights.length} pages, ${heavy.length} above ${inKilobytes(promised)}\n`);
process.exitCode = heavy.length === 0 && weights.length > 0 ? 0 : 1;

async function manifestOfBuild(): Promise<Manifest> {
	const name = (await readdir(chunks)).find((file) => /^manifest\.js-.*\.js$/.test(file));
	if (!name) throw new Error('There is no build to weigh: npm run build');
	const module: { m?: Manifest; manifest?: Manifest } = await import(pathToFileURL(path.join(chunks, name)).href);
	const manifest = module.manifest ?? module.m;
	if (!manifest) throw new Error(`${name} holds no manifest`);
	return manifest;
}

/** As it is sent to a browser that takes Brotli. Files too small to gain are sent as they are. */
async function compressedSize(file: string): Promise<number> {
	const whole = path.resolve('build/client', file);
	const { size } = await stat(`${whole}.br`).catch(() => stat(whole));
	return size;
}

function inKilobytes(size: number): string {
	return `${(size / 1024).toFixed(1)} KB`;
}
