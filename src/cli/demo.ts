import { closeAll } from '#lib/db/closers.ts';
import { start, stopOnSignals } from '../server.ts';
import { prepareDemo } from './demo/prepare.ts';

// The demo never touches the database that this machine may be set up for.
delete process.env.DATABASE_URL;
process.env.DATA_DIRECTORY ??= './data/demo';
process.env.DEMO = '1';

try {
	const loaded = await prepareDemo(new Date());
	process.stdout.write(
		loaded
			? `Both reviews are loaded into ${process.env.DATA_DIRECTORY}\n`
			: `Using the demo in ${process.env.DATA_DIRECTORY}; delete that folder to begin anew\n`
	);
	const running = await start();
	process.stdout.write(`Throughline is listening on ${running.url}\nStop it with Ctrl+C\n`);
	stopOnSignals(running);
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
	await closeAll();
}
