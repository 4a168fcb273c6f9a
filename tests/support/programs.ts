import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export type Program = {
	process: ChildProcess;
	/** Everything that it wrote so far. */
	output(): string;
	errors(): string;
	/** Resolves once it wrote this to standard output. @throws when it ends first, or takes a minute */
	says(text: string): Promise<void>;
	/** Resolves with its exit code, null after a signal. */
	ended: Promise<number | null>;
	/** Ends it as a crash would and waits until it is gone. */
	kill(): Promise<void>;
};

/** Starts one of the project's own programs under plain Node, as an operator would. */
export function startProgram(file: string, parameters: string[] = [], environment: NodeJS.ProcessEnv = {}): Program {
	const child = spawn(process.execPath, [path.resolve(file), ...parameters], {
		env: { ...ownEnvironment(process.env), ...environment },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
	child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));

	return {
		process: child,
		output: () => output,
		errors: () => errors,
		ended,
		says: (text) =>
			new Promise((resolve, reject) => {
				const timer = setTimeout(() => reject(new Error(`${file} never said "${text}". ${errors}`)), 60_000);
				const look = () => {
					if (!output.includes(text)) return;
					clearTimeout(timer);
					resolve();
				};
				child.stdout.on('data', look);
				void ended.then((code) => {
					clearTimeout(timer);
					reject(new Error(`${file} ended with ${code} before it said "${text}". ${errors}`));
				});
				look();
			}),
		async kill() {
			child.kill('SIGKILL');
			await ended;
		}
	};
}

/** A program under test must not meet the developer's own database, nor a runner's wish for colours. */
function ownEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const ours = new Set(['DATABASE_URL', 'MIGRATE_DATABASE_URL', 'DATA_DIRECTORY', 'FORCE_COLOR', 'NO_COLOR']);
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.has(name)));
}
