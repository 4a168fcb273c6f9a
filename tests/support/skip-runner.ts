import { inject, TestRunner, type RunnerTask, type RunnerTestFile } from 'vitest';

/** Marks every test as skipped, hooks and all, when the engine that it needs cannot run on this machine. */
export default class SkipRunner extends TestRunner {
	onCollected(files: RunnerTestFile[]): void {
		if (inject('testDatabase').kind === 'none') files.forEach(skip);
	}
}

function skip(task: RunnerTask): void {
	task.mode = 'skip';
	if ('tasks' in task) task.tasks.forEach(skip);
}
