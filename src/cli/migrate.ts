import { openEngine } from '#lib/db/engine.server.ts';

try {
	const engine = await openEngine();
	try {
		const names = await engine.migrate();
		for (const name of names) process.stdout.write(`Ran ${name}\n`);
		if (names.length === 0) process.stdout.write('Nothing to do: the database is up to date\n');
	} finally {
		await engine.close();
	}
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
