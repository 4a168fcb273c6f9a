import { type Budget, financialYear, type Flow } from '../bid.ts';
import type { Unit } from '../costs/amount.ts';
import { type Period, yearsOf } from '../costs/line.ts';

/** What a column holds: a field of the line, the money of a year (`y2022`) or its staff (`s2022`); '' for nothing that is wanted. */
export type Target = '' | Field | `y${number}` | `s${number}`;

export type Field = keyof typeof fields;

export const fields = {
	description: { label: 'Description' },
	budget: { label: 'Budget' },
	flow: { label: 'Cost, saving or income' },
	option: { label: 'Option' },
	baseline: { label: 'Baseline or new' },
	recommendation: { label: 'Recommendation' },
	priceYear: { label: 'Price base' },
	steady: { label: 'Steady state, a year' }
} as const;

/** Where in a file the lines stand, and what holds for all of them where the file does not say. */
export type ReturnMapping = {
	sheet: string;
	/** The row of headings; the lines stand below it. */
	headingRow: number;
	unit: Unit;
	/** From column A on. */
	columns: Target[];
	optionId: number;
	budget: Budget | null;
	flow: Flow;
	baseline: boolean;
	/** Null for nominal money. */
	priceYear: number | null;
	/** Reads a line whose amounts are all negative as a saving. */
	negativesAreSavings: boolean;
};

export const returnStates = {
	previewed: { label: 'To take over', colour: 'yellow' },
	committed: { label: 'Taken over', colour: 'green' },
	dropped: { label: 'Put aside', colour: 'grey' }
} as const;

/** What a row of the file does to the lines there are. */
export const changeKinds = {
	added: { label: 'New', colour: 'green' },
	changed: { label: 'Changes', colour: 'blue' },
	same: { label: 'Stays', colour: 'grey' }
} as const;

/** What was taken over of a file, in lines. */
export type ReturnOutcome = { added: number; changed: number; same: number; removed: number; leftOut: number };

/** As many columns as a person maps. */
export const mostColumns = 60;

export const fieldNames = Object.keys(fields).filter((name): name is Field => name in fields);

/** What a column of a return can hold: the fields of a line, then money and staff of each year of the period. */
export function targetsFor(period: Period): { value: Target; text: string }[] {
	const years = yearsOf(period);
	return [
		...fieldNames.map((value) => ({ value, text: fields[value].label })),
		...years.map((year) => ({ value: `y${year}` as const, text: `Money, ${financialYear(year)}` })),
		...years.map((year) => ({ value: `s${year}` as const, text: `Staff, ${financialYear(year)}` }))
	];
}

/** "y2022" is the money of 2022. @returns null for a field */
export function yearOf(target: Target): { kind: 'money' | 'staff'; year: number } | null {
	const [, kind, year] = /^([ys])(\d{4})$/.exec(target) ?? [];
	return year === undefined ? null : { kind: kind === 'y' ? 'money' : 'staff', year: Number(year) };
}

/** "2022-23", "FY 2022/2023", "22-23" or "2022" as the year in which it begins. @returns null where none is named */
export function yearNamed(text: string): number | null {
	const [, full] = /(?<!\d)((?:19|20|21)\d{2})(?!\d)/.exec(text) ?? [];
	if (full !== undefined) return Number(full);
	const [, first = '', second = ''] = /(?<!\d)(\d{2})\s?[-–/]\s?(\d{2})(?!\d)/.exec(text) ?? [];
	return first !== '' && (Number(first) + 1) % 100 === Number(second) ? 2000 + Number(first) : null;
}
