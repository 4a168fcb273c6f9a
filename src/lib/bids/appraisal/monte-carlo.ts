import { Decimal } from './decimal.ts';
import type { AppraisalPlan } from './plan.ts';

type Plan = AppraisalPlan['full']['monteCarlo'];

type Triangle = Plan['costs'];

/** Present values in pounds: each line of its side by itself. Costs count against, gains for; the rest is not drawn. */
export type Drawn = { costs: readonly Decimal[]; gains: readonly Decimal[]; rest: Decimal };

export type Draws = { mean: Decimal; percentiles: { percent: number; value: Decimal }[]; shareBelowZero: Decimal };

const percents = [5, 10, 25, 50, 75, 90, 95];
const millionths = 1_000_000;

/**
 * Draws what costs and gains come to from triangles, as often as is planned. A draw is a whole number of millionths and a
 * line a whole number of millionths of a pound, so that every run's sum is exact and the same seed always gives the same
 * figures on every machine.
 */
export function monteCarlo(plan: Plan, drawn: Drawn): Draws {
	const together = (lines: readonly Decimal[]) => [scaled(Decimal.sum(0, ...lines))];
	const whole = (lines: readonly Decimal[]) => (plan.draws === 'together' ? together(lines) : lines.map(scaled));
	const [costs, gains] = [whole(drawn.costs), whole(drawn.gains)];
	const rest = scaled(drawn.rest) * BigInt(millionths);
	const random = seeded(plan.seed);
	const [drawCost, drawGain] = [triangular(plan.costs), triangular(plan.benefits)];

	const nets: bigint[] = [];
	for (let run = 0; run < plan.runs; run += 1) {
		let net = rest;
		for (const cost of costs) net -= cost * drawCost(random());
		for (const gain of gains) net += gain * drawGain(random());
		nets.push(net);
	}
	nets.sort((a, b) => (a < b ? -1 : Number(a > b)));
	return {
		mean: inPounds(nets.reduce((total, net) => total + net, 0n)).div(plan.runs),
		percentiles: percents.map((percent) => ({
			percent,
			value: inPounds(nets[Math.ceil((percent * plan.runs) / 100) - 1] ?? 0n)
		})),
		shareBelowZero: new Decimal(nets.filter((net) => net < 0n).length).div(plan.runs)
	};
}

/** The inverse of the triangle's distribution. @returns what a draw between 0 and 1 stands for, in millionths of what was entered */
function triangular({ lowPercent, likelyPercent, highPercent }: Triangle): (draw: number) => bigint {
	const [low, likely, high] = [Number(lowPercent), Number(likelyPercent), Number(highPercent)];
	const width = high - low;
	const turn = width === 0 ? 0 : (likely - low) / width;
	return (draw) => {
		const percent =
			draw < turn
				? low + Math.sqrt(draw * width * (likely - low))
				: high - Math.sqrt((1 - draw) * width * (high - likely));
		return BigInt(Math.round((percent / 100) * millionths));
	};
}

/** Mulberry32, a generator by Tommy Ettinger in the public domain: small, even enough for this, the same everywhere. */
function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function scaled(amount: Decimal): bigint {
	return BigInt(amount.times(millionths).toFixed(0));
}

function inPounds(scaledTwice: bigint): Decimal {
	return new Decimal(scaledTwice.toString()).div(millionths).div(millionths);
}
