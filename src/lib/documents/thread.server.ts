import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Busy } from './render.server.ts';

/**
 * Runs a script for files from outside: one job at a time, each in a thread of its own, so that what a file does to it ends
 * with it. A job that takes longer than its time, or more memory than a thread has, is ended.
 * @param script from the project's root
 * @returns a function that rejects with Busy when too many wait
 */
export function threadFor<Job, Answer>(script: string, timeLimitMs: number): (job: Job) => Promise<Answer> {
	let waiting = 0;
	let line: Promise<unknown> = Promise.resolve();
	return async (job) => {
		if (waiting >= MAX_WAITING) throw new Busy();
		waiting++;
		const turn = line.then(() => run<Job, Answer>(script, job, timeLimitMs));
		line = turn.catch(() => undefined);
		try {
			return await turn;
		} finally {
			waiting--;
		}
	};
}

const MAX_WAITING = 10;

async function run<Job, Answer>(script: string, job: Job, timeLimitMs: number): Promise<Answer> {
	// From the project's root, because this module may have been bundled away from its neighbours.
	const thread = new Worker(path.resolve(process.cwd(), script), {
		workerData: job,
		// The flags of the parent may belong to a test runner or a loader that the thread does not have.
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 }
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise<Answer>((resolve, reject) => {
			thread.once('message', resolve);
			thread.once('error', reject);
			thread.once('exit', () => reject(new Error('The thread ended without an answer')));
			timer = setTimeout(() => reject(new Error('The time is up')), timeLimitMs);
		});
	} finally {
		clearTimeout(timer);
		await thread.terminate();
	}
}
