import { recordView } from '../record/view.server.ts';
import { benefitKinds, financialYear, optionKinds } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { costTables, type MoneyTable, pricesText } from './figures.ts';

export type BenefitView = {
	id: number;
	description: string;
	kind: string;
	department: string;
	prices: string;
	/** Null for what is not put in money. */
	pence: number | null;
	years: string;
	evidence: { reference: string; strength: string | null }[];
};

export type OptionView = {
	id: number;
	name: string;
	kind: string;
	leadOnly: boolean;
	tables: MoneyTable[];
	benefits: BenefitView[];
};

/** A frozen bid as its page reads it whole: the record in five cases, what each option costs, what it brings. */
export function versionView(content: BidContent, slug: string) {
	const departments = [content.lead, ...content.partners];
	return {
		record: recordView(content, slug),
		options: content.options.map((option): OptionView => ({
			id: option.id,
			name: option.name,
			kind: optionKinds[option.kind].label,
			leadOnly: option.leadOnly,
			tables: costTables(content, option.id),
			benefits: content.benefitLines
				.filter(({ optionId }) => optionId === option.id)
				.map((line) => ({
					id: line.id,
					description: line.description,
					kind: benefitKinds[line.kind].label,
					department: departments.find(({ id }) => id === line.teamId)?.shortName ?? '',
					prices: pricesText(line.priceYear),
					pence: line.cells.length === 0 ? null : line.cells.reduce((sum, { pence }) => sum + pence, 0),
					years: yearsText(line.cells.map(({ year }) => year)),
					evidence: line.evidence.map(({ reference, strength }) => ({ reference, strength }))
				}))
		})),
		assumptions: content.assumptions.map(({ teamId, ...assumption }) => ({
			...assumption,
			department: departments.find(({ id }) => id === teamId)?.shortName ?? ''
		}))
	};
}

function yearsText(years: readonly number[]): string {
	const [first] = years;
	const last = years.at(-1);
	if (first === undefined || last === undefined) return '';
	return first === last ? financialYear(first) : `${financialYear(first)} to ${financialYear(last)}`;
}
