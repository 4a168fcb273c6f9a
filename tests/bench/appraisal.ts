import os from 'node:os';
import { parseArgs } from 'node:util';
import { appraise } from '#lib/bids/appraisal/appraise.ts';
import { figuresIn } from '#lib/bids/appraisal/find-figure.ts';
import { shippedEditions } from '#lib/bids/appraisal/editions.server.ts';
import type { AppraisalPlan } from '#lib/bids/appraisal/plan.ts';
import { benefitLine, bidContent, costLine, planWith } from '../support/bid-content.ts';
import { type Clock, measure } from './measure.ts';

/**
 * `node tests/bench/appraisal.ts`: a bid of 500 lines over ten years, appraised in short, in full with 1,000 Monte Carlo
 * runs, and in full with a draw for every line. Beside it the floor: every amount of the bid discounted and added up once
 * in floating point, which is what a spreadsheet does and what exactness costs. Prints; never fails on time.
 */
const { values: options } = parseArgs({ options: { lines: { type: 'string', default: '500' } } });
const half = Math.floor(Number(options.lines) / 2);
const rounds = 20;

const years = Array.from({ length: 10 }, (_, index) => index);
const content = bidContent({
	costs: Array.from({ length: half }, (_, line) =>
		costLine({ amounts: years.map((year) => 1_000_003 + line * 7 + year) })
	),
	benefits: Array.from({ length: half }, (_, line) =>
		benefitLine({ amounts: years.map((year) => 1_300_007 + line * 11 + year * 101), quintile: (line % 5) + 1 })
	)
});
const full = (draws: 'together' | 'apart'): AppraisalPlan => {
	const plan = planWith();
	return planWith({
		full: {
			on: true,
			optimismBias: [{ projectType: 'standard_buildings', sharePercent: '100', mitigationPercent: '50' }],
			scenarios: [{ name: 'Slow start', costPercent: '10', benefitPercent: '-10', delayYears: 1 }],
			distribution: {
				medianPounds: '30000',
				quintilePounds: ['12000', '21000', '30000', '42000', '80000'],
				source: 'Made for this measurement'
			},
			monteCarlo: { ...plan.full.monteCarlo, runs: 1000, draws }
		}
	});
};

const clock: Clock = async () => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
};

const short = planWith();
const floor = await measure(rounds, clock, async () => floatingSum());
process.stdout.write(
	`${half * 2} lines of ten years; ${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}, Node ${process.version}\n`
);
process.stdout.write(`${'milliseconds'.padEnd(46)}  median    p95  least  processor  ratio to floor\n`);
line('floor: discounted and added up in floating point', floor, floor);
for (const [name, plan] of [
	['short appraisal', short],
	['full, 1,000 runs, one draw for all lines', full('together')],
	['full, 1,000 runs, a draw for every line', full('apart')]
] as const) {
	line(name, await measure(rounds, clock, async () => appraise(content, plan, shippedEditions)), floor);
}
const stored = appraise(content, full('apart'), shippedEditions);
const size = JSON.stringify(stored).length;
process.stdout.write(`kept as ${Math.round(size / 1024)} KB of text with ${figuresIn(stored).length} figures\n`);

function line(name: string, taken: Awaited<ReturnType<typeof measure>>, beside: typeof taken): void {
	const ratio = (taken.processor ?? taken.median) / (beside.processor ?? beside.median);
	const cells = [taken.median, taken.p95, taken.least, taken.processor ?? 0, ratio].map((value) => value.toFixed(2));
	const [median = '', p95 = '', least = '', processor = '', times = ''] = cells;
	process.stdout.write(
		`${name.padEnd(46)} ${median.padStart(7)} ${p95.padStart(6)} ${least.padStart(6)} ${processor.padStart(10)} ${times.padStart(15)}\n`
	);
}

function floatingSum(): number {
	let net = 0;
	for (const { cells } of content.costLines)
		for (const { year, pence } of cells) net -= (pence ?? 0) / 1.035 ** (year - 2024);
	for (const { cells } of content.benefitLines)
		for (const { year, pence } of cells) net += pence / 1.035 ** (year - 2024);
	return net;
}
