export type Timing = {
	median: number;
	p95: number;
	/** The quickest turn: nearest to what it takes when nothing else is going on. */
	least: number;
	/** Time on a processor, of the application and the database together: what stays true on a busy machine. */
	processor: number | null;
};

export type Measured = { name: string; statements: number; taken: Timing; floor: Timing };

/** Milliseconds that the processes at work have had a processor since they began; null where that cannot be read. */
export type Clock = () => Promise<number | null>;

/** Runs a piece of work a number of times after a warm-up, one after another. @returns milliseconds */
export async function measure(times: number, clock: Clock, work: (turn: number) => Promise<unknown>): Promise<Timing> {
	const warmUp = Math.min(5, times);
	for (let turn = 0; turn < warmUp; turn += 1) await work(turn);

	const taken: number[] = [];
	const before = await clock();
	for (let turn = 0; turn < times; turn += 1) {
		const began = performance.now();
		await work(warmUp + turn);
		taken.push(performance.now() - began);
	}
	const after = await clock();
	taken.sort((a, b) => a - b);
	const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0;
	return {
		median: at(0.5),
		p95: at(0.95),
		least: at(0),
		processor: before === null || after === null ? null : (after - before) / times
	};
}

const headings = ['statements', 'median', 'p95', 'least', 'processor', 'floor: median', 'least', 'processor', 'ratio'];

/** The head of the table that the lines stand in. */
export function tableHead(title: string): string {
	return `${title}, milliseconds`.padEnd(nameWidth) + headings.map((heading) => heading.padStart(columnWidth)).join('');
}

/**
 * One measured thing beside its floor: the same statements, sent by hand by the owner of the tables. The ratio is of
 * processor time where that is known.
 */
export function tableLine({ name, statements, taken, floor }: Measured): string {
	const ratio =
		taken.processor === null || floor.processor === null
			? taken.median / floor.median
			: taken.processor / floor.processor;
	const times = [
		taken.median,
		taken.p95,
		taken.least,
		taken.processor,
		floor.median,
		floor.least,
		floor.processor,
		ratio
	];
	const cells = [String(statements), ...times.map((value) => value?.toFixed(2) ?? '-')];
	return name.padEnd(nameWidth) + cells.map((cell) => cell.padStart(columnWidth)).join('');
}

const nameWidth = 54;
const columnWidth = 14;
