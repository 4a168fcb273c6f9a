import { type Decimal, one, zero } from './decimal.ts';
import type { Factors } from './factors.ts';
import type { Side } from './figure.ts';
import type { ScheduleName } from './parameters.ts';

export type ValuedLine = {
	lines: 'cost' | 'benefit';
	id: number;
	optionId: number;
	side: Side;
	schedule: 'standard' | 'health';
	/** Real pounds by year. */
	real: ReadonlyMap<number, Decimal>;
};

/** What is tried: everything as planned, or one or more things changed. */
export type Trial = {
	cost: Decimal;
	saving: Decimal;
	benefit: Decimal;
	/** Years by which savings and benefits come later. What then falls after the last year is lost. */
	delayYears: number;
	/** Takes the place of the standard schedule. */
	standard: ScheduleName;
};

export const asPlanned: Trial = { cost: one, saving: one, benefit: one, delayYears: 0, standard: 'standard' };

/** Present values of one option, or of the difference between two. */
export type Worth = { cost: Decimal; saving: Decimal; benefit: Decimal };

export const nothing: Worth = { cost: zero, saving: zero, benefit: zero };

/** The lines of an option added up by side, schedule and year, for trying things out. */
export class Streams {
	readonly #factors: Factors;
	readonly #lastYear: number;
	readonly #amounts = new Map<Side, Map<'standard' | 'health', Map<number, Decimal>>>();

	constructor(lines: readonly ValuedLine[], factors: Factors, lastYear: number) {
		this.#factors = factors;
		this.#lastYear = lastYear;
		for (const { side, schedule, real } of lines) {
			const bySchedule = getOr(this.#amounts, side, () => new Map<'standard' | 'health', Map<number, Decimal>>());
			const byYear = getOr(bySchedule, schedule, () => new Map<number, Decimal>());
			for (const [year, amount] of real) byYear.set(year, (byYear.get(year) ?? zero).plus(amount));
		}
	}

	worth(trial: Trial = asPlanned): Worth {
		return {
			cost: this.#presentValue('cost', 0, trial).times(trial.cost),
			saving: this.#presentValue('saving', trial.delayYears, trial).times(trial.saving),
			benefit: this.#presentValue('benefit', trial.delayYears, trial).times(trial.benefit)
		};
	}

	/** Real pounds of one side in one year. */
	in(side: Side, year: number): Decimal {
		let total = zero;
		for (const byYear of this.#amounts.get(side)?.values() ?? []) total = total.plus(byYear.get(year) ?? zero);
		return total;
	}

	/** Benefits less costs net of savings in one year, discounted. */
	discountedNet(year: number): Decimal {
		let net = zero;
		for (const [side, bySchedule] of this.#amounts) {
			for (const [schedule, byYear] of bySchedule) {
				const amount = (byYear.get(year) ?? zero).times(this.#factors.in(schedule, year));
				net = side === 'cost' ? net.minus(amount) : net.plus(amount);
			}
		}
		return net;
	}

	#presentValue(side: Side, delay: number, { standard }: Trial): Decimal {
		let total = zero;
		for (const [schedule, byYear] of this.#amounts.get(side) ?? []) {
			const rates = schedule === 'standard' ? standard : schedule;
			for (const [year, amount] of byYear) {
				if (year + delay <= this.#lastYear) total = total.plus(amount.times(this.#factors.in(rates, year + delay)));
			}
		}
		return total;
	}
}

/** Benefits and savings less costs: pounds, as a present value. */
export function netOf({ cost, saving, benefit }: Worth): Decimal {
	return benefit.plus(saving).minus(cost);
}

export function difference(a: Worth, b: Worth): Worth {
	return { cost: a.cost.minus(b.cost), saving: a.saving.minus(b.saving), benefit: a.benefit.minus(b.benefit) };
}

function getOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}
