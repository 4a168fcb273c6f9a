import type { Decimal } from './decimal.ts';
import { discountFactors } from './discount.ts';
import type { EditionOf } from './edition.ts';
import type { ScheduleName } from './parameters.ts';

/** The factors of every schedule of an edition over the years of an appraisal. */
export class Factors {
	readonly #baseYear: number;
	readonly #schedules: Record<ScheduleName, Decimal[] | null>;

	constructor({ content }: EditionOf<'discount_rates'>, baseYear: number, lastYear: number) {
		this.#baseYear = baseYear;
		const over = (name: ScheduleName) => {
			const schedule = content.schedules[name];
			return schedule && discountFactors(schedule, lastYear - baseYear);
		};
		this.#schedules = { standard: over('standard'), health: over('health'), reduced: over('reduced') };
	}

	has(schedule: ScheduleName): boolean {
		return this.#schedules[schedule] !== null;
	}

	/** @throws Error where the edition has no such schedule, or the year lies outside the appraisal */
	in(schedule: ScheduleName, year: number): Decimal {
		const factor = this.#schedules[schedule]?.[year - this.#baseYear];
		if (!factor) throw new Error(`No ${schedule} discount factor for ${year}`);
		return factor;
	}

	find(schedule: ScheduleName, year: number): Decimal | null {
		return this.#schedules[schedule]?.[year - this.#baseYear] ?? null;
	}
}
