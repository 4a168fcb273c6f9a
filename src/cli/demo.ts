import { closeAll } from '#lib/db/closers.ts';
import { readSettings, start, stopOnSignals } from '../server.ts';
import { prepareDemo } from './demo/prepare.ts';

// The demo never touches the database that this machine may be set up for.
delete process.env.DATABASE_URL;
process.env.DATA_DIRECTORY ??= './data/demo';
process.env.DEMO = '1';

try {
	readSettings(process.env);
	const folder = process.env.DATA_DIRECTORY;
	process.stdout.write(`Looking for the demo in ${folder}; making it takes some seconds\n`);
	const loaded = await prepareDemo(new Date());
	process.stdout.write(loaded ? 'Both reviews are loaded\n' : 'It is there already; delete the folder to begin anew\n');
	const running = await start();
	process.stdout.write(`Throughline is listening on ${running.url}\nStop it with Ctrl+C\n`);
	stopOnSignals(running);
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
	await closeAll();
}
