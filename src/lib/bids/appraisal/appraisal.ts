import type { Edition } from './edition.ts';
import type { Absence, Band, Figure, MaybeFigure, NationFigures, Outcome, Side, YearFigures } from './figure.ts';
import type { ScheduleName } from './parameters.ts';
import type { AppraisalPlan } from './plan.ts';

/** One line in real terms, after optimism bias. Amounts are pounds in the price base of the appraisal, never below zero. */
export type AppraisedLine = {
	lines: 'cost' | 'benefit';
	id: number;
	optionId: number;
	teamId: number;
	side: Side;
	description: string;
	/** In nominal money, or in the prices of a year. */
	enteredIn: number | 'nominal';
	schedule: ScheduleName;
	/** What optimism bias adds, in per cent; "0" where nothing. */
	upliftPercent: string;
	years: {
		year: number;
		/** As entered or at steady state, in pounds of `enteredIn`. */
		entered: string;
		/** Carried on from the last year that was entered. */
		carried: boolean;
		real: string;
		discounted: string;
	}[];
	presentValue: Figure;
	/** The numbers of the assumptions under it. */
	assumptions: number[];
	/** Whether findings stand behind it; null for costs, which need none. */
	evidenced: boolean | null;
};

export type OptionAppraisal = Outcome & {
	optionId: number;
	kind: 'bau' | 'do_minimum' | 'minimum' | 'preferred' | 'stretch';
	name: string;
	leadOnly: boolean;
	years: YearFigures[];
	/** Against business as usual; null for business as usual itself. */
	incremental: Outcome | null;
	notMonetised: { id: number; description: string }[];
};

/** By how much one driver alone has to change for the net value to be nothing. */
export type SwitchingValue = {
	driver: 'costs' | 'savings' | 'benefits' | 'benefit_line' | 'delay' | 'rate';
	label: string;
	benefitLineId: number | null;
	/** A percentage of what was entered, a number of years, or a yearly rate. */
	value: MaybeFigure;
	/** Whether it could happen at all: nothing falls by more than the whole. */
	reachable: boolean;
};

export type Case = {
	name: string;
	/** "Costs up 20%, benefits and savings down 20%". */
	changes: string;
	outcome: Outcome;
};

export type TornadoRow = {
	driver: 'costs' | 'savings' | 'benefits' | 'benefit_line' | 'delay' | 'rate';
	label: string;
	lowLabel: string;
	highLabel: string;
	/** The net value with the driver at its worse and at its better end; a delay and a rate have one end. */
	low: Figure;
	high: Figure;
	/** Pounds between the two. */
	swing: string;
};

export type MonteCarloResult = {
	runs: number;
	seed: number;
	draws: 'together' | 'apart';
	mean: Figure;
	percentiles: { percent: number; npsv: Figure }[];
	shareBelowZero: Figure;
};

export type DistributionResult = {
	groups: { quintile: number | null; weight: string; benefits: Figure; weighted: Figure }[];
	weightedNpsv: Figure;
};

export type OptimismBiasResult = {
	rows: {
		projectType: string;
		name: string;
		raises: 'capital' | 'operating';
		sharePercent: string;
		upperPercent: string;
		mitigationPercent: string;
		contributionPercent: string;
	}[];
	capitalPercent: Figure;
	operatingPercent: Figure;
	durationPercent: Figure;
};

export type FullAppraisal = {
	optimismBias: OptimismBiasResult | null;
	scenarios: Case[];
	/** The widest swing first. */
	tornado: TornadoRow[];
	distribution: { result: DistributionResult; absent: null } | { result: null; absent: Absence };
	monteCarlo: MonteCarloResult;
	barnett: { nations: NationFigures[]; absent: null } | { nations: null; absent: Absence };
};

/** The financial case: money of each year as it is paid. It never stands in one table with real terms. */
export type FinancialTable = {
	optionId: number;
	years: number[];
	rows: { budget: 'rdel_programme' | 'rdel_admin' | 'cdel' | 'ame'; years: Figure[]; total: Figure }[];
	total: { years: Figure[]; total: Figure };
	/** A year, for good, after the period, in the prices of its last year; null where no line says. */
	steadyState: Figure | null;
};

/** What was worked out for a bid, with everything that it was worked out from but the bid itself. Plain JSON. */
export type Appraisal = {
	format: 1;
	bid: { reference: string; title: string };
	plan: AppraisalPlan;
	/** The editions used, whole, so that the figures can be checked when the editions have moved on. */
	editions: Edition[];
	firstYear: number;
	lastYear: number;
	/** The year in whose prices everything but the financial table is put. */
	priceYear: number;
	presentValueYear: number;
	deflators: { year: number; index: string; extended: boolean }[];
	discountFactors: {
		year: number;
		yearsFromBase: number;
		standard: string;
		health: string | null;
		reduced: string | null;
	}[];
	options: OptionAppraisal[];
	lines: AppraisedLine[];
	/** What everything below is about: the preferred option against business as usual. */
	preferredOptionId: number;
	switching: SwitchingValue[];
	cases: { low: Case; central: Case; high: Case };
	/** Null where only the short appraisal was asked for. */
	full: FullAppraisal | null;
	financial: FinancialTable[];
	/** What a reader has to know of how the figures came about, in sentences. */
	notes: string[];
};

/** The band, where there is one, in the words that go with it wherever it prints. */
export function bandText(band: Band): string {
	return `${band.name} (advisory, ${band.edition})`;
}
