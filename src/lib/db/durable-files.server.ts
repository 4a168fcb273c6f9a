import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
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
	/** How many times a file or folder was forced to disk. */
	forced = 0;

	override async init(database: Parameters<NodeFS['init']>[0], options: Start) {
		const start = await super.init(database, options);
		start.emscriptenOpts.preRun = [
			...(start.emscriptenOpts.preRun ?? []),
			(module) => {
				const files = module.NODEFS as unknown as NodeFileSystem;
				files.stream_ops.fsync = (stream) => {
					this.forced++;
					if (stream.nfd === undefined) forceFolder(files.realPath(stream.node));
					else fdatasyncSync(stream.nfd);
					return 0;
				};
			}
		];
		return start;
	}
}

function forceFolder(path: string): void {
	// Windows cannot open a folder, and does not need to.
	if (process.platform === 'win32') return;
	const descriptor = openSync(path, 'r');
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
