import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';

// Runs PostgreSQL for as long as somebody holds the other end of standard input. When that closes, as it does when
// a test run is killed, the server and its files go; after the word "stop" the files stay.
const { command, place, user } = JSON.parse(process.argv[2] ?? '{}') as {
	command: [string, ...string[]];
	place: string;
	user: { uid: number; gid: number } | null;
};

const [program, ...parameters] = command;
const server = spawn(program, parameters, { ...user, cwd: place, stdio: ['ignore', 'ignore', 'inherit'] });
let keep = false;

server.once('exit', async (code) => {
	if (!keep) await rm(place, { recursive: true, force: true });
	process.exit(code ?? 1);
});

// SIGINT asks for a fast shutdown: open transactions are rolled back, connections ended.
const stop = () => server.kill('SIGINT');
process.stdin.on('data', () => (keep = true));
process.stdin.once('close', stop);
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
