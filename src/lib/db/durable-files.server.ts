import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type Start = Parameters<NodeFS['init']>[1];

/** The part of Emscripten's node file system that this file adds to; not in its published types. */
type NodeFileSystem = {
	realPath(node: unknown): string;
	stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number };
};

/**
 * PGlite's files on disk, with the one thing they lack: PGlite never calls fsync, so a power cut could lose
 * commits that were acknowledged. This leans on an internal of PGlite, hence the exact version in package.json
 * and the test that counts the calls.
 */
export class DurableNodeFS extends NodeFS {
	override async init(database: Parameters<NodeFS['init']>[0], options: Start) {
		const start = await super.init(database, options);
		start.emscriptenOpts.preRun = [
			...(start.emscriptenOpts.preRun ?? []),
			(module) => {
				const files = module.NODEFS as unknown as NodeFileSystem;
				files.stream_ops.fsync = (stream) => {
					if (stream.nfd === undefined) force(files.realPath(stream.node));
					else fdatasyncSync(stream.nfd);
					return 0;
				};
			}
		];
		return start;
	}
}

/** Forces a folder and everything in it to disk. */
export async function forceTree(folder: string): Promise<void> {
	for (const name of await readdir(folder, { recursive: true })) force(path.join(folder, name));
	force(folder);
}

/** Forces one file, or the list of names of one folder, to disk. */
export function force(file: string): void {
	// Windows can force neither a folder nor what is open for reading only.
	if (process.platform === 'win32') return;
	const descriptor = openSync(file, 'r');
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
