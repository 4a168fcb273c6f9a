import { prepareDemo } from './demo/prepare.ts';

try {
	if (!process.argv.includes('--demo')) throw new Error('Say what to load: node src/cli/seed.ts --demo');
	const loaded = await prepareDemo(new Date());
	process.stdout.write(loaded ? 'Both reviews of the demo are loaded\n' : 'The demo is there already\n');
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}
