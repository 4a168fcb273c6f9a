import { financialYear } from '../bid.ts';
import { type Decimal, one } from './decimal.ts';
import { priceIndex, type PriceIndex, rebase } from './deflate.ts';
import type { EditionOf } from './edition.ts';
import type { AppraisalPlan } from './plan.ts';
import type { AppraisalProblem } from './problem.ts';

/**
 * The price levels that one appraisal needs. A year without one is noted with the lines that need it, so that a person
 * is told of all of them at once; nothing is worked out from what stands in for it.
 */
export class PriceLevels {
	readonly #edition: EditionOf<'deflators'>;
	readonly #extension: AppraisalPlan['deflatorExtension'];
	readonly #used = new Map<number, PriceIndex>();
	readonly #missing = new Map<number, Set<string>>();

	constructor(edition: EditionOf<'deflators'>, extension: AppraisalPlan['deflatorExtension']) {
		this.#edition = edition;
		this.#extension = extension;
	}

	/** What money of one year's prices is multiplied by to be in another's. @param line who needs it, in words */
	factor(from: number, to: number, line: string): Decimal {
		if (from === to) return one;
		const [before, after] = [this.#level(from, line), this.#level(to, line)];
		return before && after ? rebase(one, before, after) : one;
	}

	/** The levels that were needed, by year. */
	used(): { year: number; index: Decimal; extended: boolean }[] {
		return [...this.#used].map(([year, level]) => ({ year, ...level })).sort((a, b) => a.year - b.year);
	}

	problems(): AppraisalProblem[] {
		const { edition } = this.#edition;
		return [...this.#missing]
			.sort(([a], [b]) => a - b)
			.map(([year, lines]) => ({
				kind: 'missing_deflator',
				year,
				edition,
				lines: [...lines],
				text: `There is no deflator for ${financialYear(year)} in the edition “${edition}”, and ${linesThatNeed(lines)} needs one: choose an edition that has it, or say what inflation is assumed after the last year.`
			}));
	}

	#level(year: number, line: string): PriceIndex | null {
		const known = this.#used.get(year);
		if (known) return known;
		const level = priceIndex(this.#edition, this.#extension, year);
		if (level) this.#used.set(year, level);
		else this.#missing.set(year, (this.#missing.get(year) ?? new Set()).add(line));
		return level;
	}
}

function linesThatNeed(lines: ReadonlySet<string>): string {
	const [first = ''] = lines;
	return lines.size === 1 ? `the line “${first}”` : `“${first}”, with ${lines.size - 1} more,`;
}
