import type { Devolved, ParameterKind } from './parameters.ts';

export type Unit = 'pounds' | 'ratio' | 'percent' | 'years' | 'index';

/** In the money of each year as it will be paid, in the prices of one year, or no money at all. */
export type PriceBase = number | 'nominal' | null;

/** Which lines of an option: what is spent, what is saved or earned, what is gained. */
export const sides = {
	cost: { label: 'Costs' },
	saving: { label: 'Savings and income' },
	benefit: { label: 'Benefits' }
} as const;

export type Side = keyof typeof sides;

/** What a figure was worked out from. */
export type From =
	| { of: 'figure'; key: string }
	/** Every line of one side of an option, of one year or of all: `Appraisal.lines` holds them. */
	| { of: 'lines'; optionId: number; side: Side; year: number | null }
	/** The amounts that a department entered, with the numbers of the assumptions under them. */
	| { of: 'entered'; lines: 'cost' | 'benefit'; lineId: number; assumptions: number[] }
	| { of: 'parameter'; kind: ParameterKind; edition: string; name: string; value: string }
	| { of: 'plan'; name: string; value: string };

/**
 * One number as it is printed, with what it is and what it came from. The value is a decimal number as text: pounds and
 * indices to six places, ratios to ten, percentages to six; rounding for the eye is the page's.
 */
export type Figure = {
	/** Names the figure within its appraisal, such as `options.12.npsv`: `findFigure` finds it again. */
	key: string;
	label: string;
	value: string;
	unit: Unit;
	priceBase: PriceBase;
	/** The year that the value is discounted to; null where it is not discounted. */
	presentValueYear: number | null;
	/** The edition of rates, or of other values, that decided it; null where none did. */
	edition: string | null;
	/** How it was worked out, in words: "Present value of benefits − present value of costs". */
	formula: string;
	from: From[];
};

/** Why a figure that is asked for does not exist. */
export type Absence = {
	reason: 'division_by_zero' | 'below_zero' | 'never' | 'several' | 'not_given';
	text: string;
};

export type MaybeFigure = { figure: Figure; absent: null } | { figure: null; absent: Absence };

/** A word for a ratio. It advises; it decides nothing. */
export type Band = { name: string; advisory: true; edition: string; source: string };

export type YearFigures = {
	year: number;
	cost: Figure;
	saving: Figure;
	benefit: Figure;
	/** Benefits less costs net of savings. */
	net: Figure;
	discountedNet: Figure;
};

/** What an option, or the difference between two, comes to in real terms over the whole period. */
export type Outcome = {
	presentValueCosts: Figure;
	presentValueBenefits: Figure;
	npsv: Figure;
	bcr: MaybeFigure;
	/** Null where there is no ratio. */
	band: Band | null;
};

export type NationFigures = { nation: Devolved; years: Figure[]; total: Figure };
