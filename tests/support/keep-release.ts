import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { openEngine } from '#lib/db/engine.server.ts';
import { loadDemo } from '../../src/cli/demo/load.ts';
import { packRelease, releasesFolder, takeRelease } from './releases.ts';

/**
 * Keeps the database of this release for the tests of later ones: `node tests/support/keep-release.ts 2026-11`.
 * It holds the demo as the release's own commands made it.
 */
const [name] = process.argv.slice(2);
if (!name) throw new Error('Name the release, such as 2026-11');

const engine = await openEngine({ dataDirectory: 'memory://' });
await engine.migrate();
useEngine(engine);
await loadDemo(new Date('2026-11-23T10:00:00.000Z'));
const file = path.join(releasesFolder, `${name}.json.gz`);
await mkdir(releasesFolder, { recursive: true });
await writeFile(file, packRelease(await takeRelease(engine.db.withoutPlugins())), { flag: 'wx' });
await engine.close();
process.stdout.write(`Kept in ${file}\n`);
