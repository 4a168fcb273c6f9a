import { financialYear } from '../bid.ts';
import type { Unit } from '../costs/amount.ts';
import { type Period, yearsOf } from '../costs/line.ts';
import { type TextField, textFieldNames, textFields } from '../record.ts';

/** Where in the Treasury's blank return each figure goes. */
export type TemplateMapping = {
	sheet: string;
	/** `form`: the sheet is for one bid. `list`: the lines of every bid stand under one another. */
	layout: 'form' | 'list';
	headingRow: number;
	firstRow: number;
	/** The last row for lines; null where nothing stands below, so that there is room for any number. */
	lastRow: number | null;
	unit: Unit;
	/** Savings and income as amounts below zero, or as amounts that a column tells apart. */
	savings: 'negative' | 'positive';
	/** The lines of the preferred option, or of every option. */
	options: 'preferred' | 'all';
	/** Also what is in the baseline already. */
	baseline: boolean;
	/** From column A on. */
	columns: LineTarget[];
	/** Single cells, of a sheet for one bid. */
	fields: { cell: string; field: BidField }[];
};

export type LineTarget = '' | LineField | `y${number}` | `s${number}`;

export type LineField = keyof typeof lineFields;

export const lineFields = {
	bid: { label: 'Bid reference' },
	title: { label: 'Bid title' },
	lead: { label: 'Lead department' },
	department: { label: 'Department of the line' },
	description: { label: 'Description of the line' },
	budget: { label: 'Budget' },
	flow: { label: 'Cost, saving or income' },
	option: { label: 'Option' },
	baseline: { label: 'Baseline or new' },
	recommendation: { label: 'Recommendation' },
	priceYear: { label: 'Price base' },
	steady: { label: 'Steady state, a year' }
} as const;

export const lineFieldNames = Object.keys(lineFields).filter((name): name is LineField => name in lineFields);

export type BidField = 'bid' | 'title' | 'lead' | 'partners' | 'event' | 'recommendations' | 'total' | TextField;

const ownFields: Record<Exclude<BidField, TextField>, string> = {
	bid: 'Bid reference',
	title: 'Bid title',
	lead: 'Lead department',
	partners: 'Partner departments',
	event: 'Fiscal event',
	recommendations: 'Recommendations funded',
	total: 'Total over the period'
};

export const bidFields: readonly { value: BidField; text: string }[] = [
	...bidFieldsOf(ownFields),
	...textFieldNames.map((value) => ({ value, text: textFields[value].label }))
];

export function isBidField(name: string): name is BidField {
	return bidFields.some(({ value }) => value === name);
}

/** What a column of the blank return can hold, as for a return, and what names the bid of a line. */
export function lineTargets(period: Period): { value: LineTarget; text: string }[] {
	const years = yearsOf(period);
	return [
		...lineFieldNames.map((value) => ({ value, text: lineFields[value].label })),
		...years.map((year) => ({ value: `y${year}` as const, text: `Money, ${financialYear(year)}` })),
		...years.map((year) => ({ value: `s${year}` as const, text: `Staff, ${financialYear(year)}` }))
	];
}

function bidFieldsOf(labels: typeof ownFields): { value: BidField; text: string }[] {
	const names = Object.keys(labels).filter((name): name is keyof typeof ownFields => name in labels);
	return names.map((value) => ({ value, text: labels[value] }));
}
