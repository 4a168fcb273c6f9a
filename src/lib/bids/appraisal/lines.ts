import type { BidContent } from '../content.ts';
import { type Decimal, pounds, zero } from './decimal.ts';
import { type OptimismBias, raised } from './optimism-bias.ts';
import type { AppraisalPlan } from './plan.ts';
import type { PriceLevels } from './price-levels.ts';
import type { ValuedLine } from './streams.ts';

type CostLine = BidContent['costLines'][number];
type BenefitLine = BidContent['benefitLines'][number];

export type LineYear = { year: number; entered: Decimal; carried: boolean; real: Decimal };

/** A line of a bid in real terms, year by year, within the years of the appraisal. */
export type RealLine = ValuedLine & {
	teamId: number;
	description: string;
	enteredIn: number | 'nominal';
	/** Which optimism bias raises it; null where none can. */
	raisedAs: 'capital' | 'operating' | null;
	upliftPercent: Decimal;
	years: LineYear[];
	assumptions: number[];
	/** Null for costs, which need no finding. */
	evidenced: boolean | null;
	quintile: number | null;
	/** Whether amounts were entered for years outside the appraisal, which are left out. */
	reachesOutside: boolean;
};

export type Ground = {
	plan: AppraisalPlan;
	period: BidContent['fiscalEvent'];
	levels: PriceLevels;
	optimismBias: OptimismBias;
	/** Whether effects on health and life have rates of their own. */
	healthRates: boolean;
};

/** What is in the baseline is spent whichever option is chosen, so only new money is appraised. */
export function realCostLine(line: CostLine, ground: Ground): RealLine {
	const side = line.flow === 'cost' ? 'cost' : 'saving';
	const raisedAs = side === 'cost' ? raisedBy(line) : null;
	const upliftPercent = raisedAs === null ? zero : ground.optimismBias[`${raisedAs}Percent`];
	const entered = line.cells.flatMap(({ year, pence }) => (pence === null ? [] : [{ year, pence }]));
	const valued = withYears(line, entered, steadyYears(line, entered, ground), upliftPercent, ground);
	const assumptions = line.cells.flatMap(({ assumption }) => (assumption === null ? [] : [assumption]));
	return {
		...valued,
		lines: 'cost',
		side,
		schedule: 'standard',
		raisedAs,
		upliftPercent,
		assumptions: [...new Set(assumptions)].sort((a, b) => a - b),
		evidenced: null,
		quintile: null
	};
}

/** A benefit that is put in money. */
export function realBenefitLine(line: BenefitLine, ground: Ground): RealLine {
	return {
		...withYears(line, line.cells, continuedYears(line.cells, ground.plan), zero, ground),
		lines: 'benefit',
		side: 'benefit',
		schedule: line.kind === 'health' && ground.healthRates ? 'health' : 'standard',
		raisedAs: null,
		upliftPercent: zero,
		assumptions: line.assumption === null ? [] : [line.assumption],
		evidenced: line.evidence.length > 0,
		quintile: line.quintile
	};
}

/** The last year of the fiscal period for a line: capital is often settled for longer. */
export function lastPeriodYear({ budget }: Pick<CostLine, 'budget'>, period: BidContent['fiscalEvent']): number {
	return budget === 'cdel' ? period.capitalLastYear : period.lastYear;
}

type Cell = { year: number; pence: number };

/** An amount that goes on: money of `pricesOf` where the line is nominal. */
type Carried = Cell & { pricesOf: number };

function withYears(
	line: Pick<CostLine, 'id' | 'optionId' | 'teamId' | 'description' | 'priceYear'>,
	entered: readonly Cell[],
	carried: readonly Carried[],
	upliftPercent: Decimal,
	{ plan, levels }: Ground
) {
	const real = ({ pence, pricesOf }: { pence: number; pricesOf: number }) => {
		if (pence === 0) return zero;
		const factor = levels.factor(line.priceYear ?? pricesOf, plan.priceYear, line.description);
		return raised(pounds(pence).times(factor), upliftPercent);
	};
	const within = ({ year }: Cell) => year >= plan.startYear && year < plan.startYear + plan.horizonYears;
	const years: LineYear[] = [
		...entered.filter(within).map(({ year, pence }) => ({
			year,
			entered: pounds(pence),
			carried: false,
			real: real({ pence, pricesOf: year })
		})),
		...carried.filter(within).map(({ year, ...amount }) => ({
			year,
			entered: pounds(amount.pence),
			carried: true,
			real: real(amount)
		}))
	];
	years.sort((a, b) => a.year - b.year);
	return {
		id: line.id,
		optionId: line.optionId,
		teamId: line.teamId,
		description: line.description,
		enteredIn: line.priceYear ?? ('nominal' as const),
		years,
		real: new Map(years.map(({ year, real: amount }) => [year, amount])),
		reachesOutside: entered.some((cell) => cell.pence > 0 && !within(cell))
	};
}

/** After the period, and after anything that was entered for later years, a line goes on at its steady state. */
function steadyYears(line: CostLine, entered: readonly Cell[], { plan, period }: Ground): Carried[] {
	if (line.steadyStatePence === null) return [];
	const pence = line.steadyStatePence;
	const pricesOf = lastPeriodYear(line, period);
	const last = Math.max(pricesOf, ...entered.map(({ year }) => year));
	const until = plan.steadyStateYears === null ? Infinity : pricesOf + plan.steadyStateYears;
	return yearsAfter(last, plan)
		.filter((year) => year <= until)
		.map((year) => ({ year, pence, pricesOf }));
}

function continuedYears(cells: readonly Cell[], plan: AppraisalPlan): Carried[] {
	const last = cells.toSorted((a, b) => a.year - b.year).at(-1);
	if (!plan.benefitsContinue || !last) return [];
	return yearsAfter(last.year, plan).map((year) => ({ year, pence: last.pence, pricesOf: last.year }));
}

function yearsAfter(last: number, { startYear, horizonYears }: AppraisalPlan): number[] {
	const end = startYear + horizonYears - 1;
	const from = Math.max(last + 1, startYear);
	return Array.from({ length: Math.max(0, end - from + 1) }, (_, index) => from + index);
}

function raisedBy({ budget }: CostLine): RealLine['raisedAs'] {
	if (budget === 'cdel') return 'capital';
	return budget === 'ame' ? null : 'operating';
}
