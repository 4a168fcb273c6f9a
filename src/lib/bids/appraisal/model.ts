import type { ChosenEditions } from './choose-editions.ts';
import type { Decimal } from './decimal.ts';
import { sum } from './decimal.ts';
import type { Factors } from './factors.ts';
import type { Figure, From } from './figure.ts';
import type { RealLine } from './lines.ts';
import { moneyFigure } from './make-figure.ts';
import type { AppraisalPlan } from './plan.ts';
import { asPlanned, difference, netOf, nothing, type Streams, type Trial, type Worth } from './streams.ts';

/** What is tried out: the preferred option against business as usual, whose own figures stay as they are. */
export class Model {
	readonly plan: AppraisalPlan;
	readonly editions: ChosenEditions;
	readonly factors: Factors;
	/** The lines of the preferred option. */
	readonly lines: readonly RealLine[];
	readonly preferred: Streams;
	readonly usual: Streams | null;
	readonly planned: Worth;
	readonly npsv: Decimal;

	constructor(
		ground: { plan: AppraisalPlan; editions: ChosenEditions; factors: Factors },
		lines: readonly RealLine[],
		{ preferred, usual }: { preferred: Streams; usual: Streams | null }
	) {
		({ plan: this.plan, editions: this.editions, factors: this.factors } = ground);
		this.lines = lines;
		this.preferred = preferred;
		this.usual = usual;
		this.planned = this.worth(asPlanned);
		this.npsv = netOf(this.planned);
	}

	/** A rate that is tried holds for both; everything else is tried on the preferred option alone. */
	worth(trial: Trial): Worth {
		const usual = this.usual?.worth({ ...asPlanned, standard: trial.standard }) ?? nothing;
		return difference(this.preferred.worth(trial), usual);
	}

	presentValue({ schedule, years }: RealLine): Decimal {
		return sum(years.map(({ year, real }) => real.times(this.factors.in(schedule, year))));
	}

	/** A net value as a figure, discounted at the rates of the plan. */
	netFigure(value: Decimal, told: { key: string; label: string; formula: string; from: From[] }): Figure {
		return moneyFigure(value, told, {
			priceBase: this.plan.priceYear,
			presentValueYear: this.plan.presentValueYear,
			edition: this.editions.discount_rates.edition
		});
	}
}
