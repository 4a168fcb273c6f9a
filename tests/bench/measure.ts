export type Timing = {
	median: number;
	p95: number;
	/** What it takes when nothing else disturbs the machine. */
	least: number;
};

export type Measured = { name: string; statements: number; taken: Timing; floor: Timing };

/** Runs a piece of work a number of times after a warm-up, one after another. @returns milliseconds */
export async function measure(times: number, work: (turn: number) => Promise<unknown>): Promise<Timing> {
	const taken: number[] = [];
	const warmUp = Math.min(5, times);
	for (let turn = 0; turn < warmUp + times; turn += 1) {
		const began = performance.now();
		await work(turn);
		if (turn >= warmUp) taken.push(performance.now() - began);
	}
	taken.sort((a, b) => a - b);
	const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0;
	return { median: at(0.5), p95: at(0.95), least: at(0) };
}

const headings = ['statements', 'median', 'p95', 'least', 'floor: median', 'p95', 'least', 'ratio'];

/** The head of the table that the lines stand in. */
export function tableHead(title: string): string {
	return `${title}, milliseconds`.padEnd(nameWidth) + headings.map((heading) => heading.padStart(columnWidth)).join('');
}

/** One measured thing beside its floor: the same statements, sent by hand by the owner of the tables. */
export function tableLine({ name, statements, taken, floor }: Measured): string {
	const times = [
		taken.median,
		taken.p95,
		taken.least,
		floor.median,
		floor.p95,
		floor.least,
		taken.median / floor.median
	];
	const cells = [String(statements), ...times.map((value) => value.toFixed(2))];
	return name.padEnd(nameWidth) + cells.map((cell) => cell.padStart(columnWidth)).join('');
}

const nameWidth = 56;
const columnWidth = 15;
