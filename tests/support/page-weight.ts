import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The compressed JavaScript that a page may ask a browser for, in bytes. */
export const promisedWeight = 60 * 1024;

/** The page with the editor is promised less: its editor comes after the page, and without it the page is whole. */
export const editorRoute = '/(signed-in)/reviews/[review]/papers/[paper]/sections/[section]';

const chunks = path.resolve('build/server/chunks');

type Route = { id: string; page: { layouts: (number | undefined)[]; leaf: number } | null };
type Manifest = {
	_: { client: { imports: string[] }; nodes: (() => Promise<{ imports: string[] }>)[]; routes: Route[] };
};

/** What the built pages weigh, the heaviest first: all that a browser fetches to wake a page it has not seen. */
export async function weighPages(): Promise<{ id: string; files: number; size: number }[]> {
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
	return weights.sort((one, other) => other.size - one.size);
}

export function inKilobytes(size: number): string {
	return `${(size / 1024).toFixed(1)} KB`;
}

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
