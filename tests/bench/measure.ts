export type Timing = { name: string; median: number; p95: number };

/** Runs a piece of work a number of times after a warm-up, one after another. @returns milliseconds */
export async function measure(name: string, times: number, work: (turn: number) => Promise<unknown>): Promise<Timing> {
	for (let turn = 0; turn < Math.min(5, times); turn += 1) await work(turn);
	const taken: number[] = [];
	for (let turn = 0; turn < times; turn += 1) {
		const began = performance.now();
		await work(turn);
		taken.push(performance.now() - began);
	}
	taken.sort((a, b) => a - b);
	const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0;
	return { name, median: at(0.5), p95: at(0.95) };
}

/** The timings as lines of a table, each with its ratio to the floor measured in the same run. */
export function report(timings: (Timing & { floor?: Timing })[]): string {
	const number = (value: number) => value.toFixed(2).padStart(9);
	const lines = timings.map(
		({ name, median, p95, floor }) =>
			`${name.padEnd(52)}${number(median)}${number(p95)}${floor ? number(floor.median) + number(median / floor.median) : ''}`
	);
	return [`${'milliseconds'.padEnd(52)}${'median'.padStart(9)}${'p95'.padStart(9)}${'floor'.padStart(9)}${'ratio'.padStart(9)}`, ...lines].join('\n');
}
