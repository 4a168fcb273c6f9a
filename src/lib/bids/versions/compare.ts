import { fullMoney } from '#lib/ui/money.ts';
import { type DifferencePart, difference } from '#lib/ui/difference.ts';
import { benefitKinds, budgetNames, budgets, confidences, financialYear, flows, optionKinds } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { deliverabilityRatings, nations, newBurdens, scalabilities, textFieldNames, textFields } from '../record.ts';
import { preferredCells, type Prices, signedPence } from './figures.ts';

export type Change = 'added' | 'removed' | 'changed';

/** A sum before and after, in pence. */
export type Moved = { before: number; after: number; difference: number };

export type WordsChanged = { label: string; parts: DifferencePart[] };

export type LineChanged = {
	key: string;
	change: Change;
	description: string;
	/** The department, the option and the kind, as they are after. */
	about: string;
	words: WordsChanged[];
	years: ({ year: number } & Moved)[];
	/** Null where the two are in different prices, which no sum may mix. */
	total: Moved | null;
};

export type TotalsChanged = {
	prices: Prices;
	rows: { key: string; label: string; cells: Moved[]; total: Moved }[];
	years: number[];
};

export type BidComparison = {
	/** The record and everything else that is words. */
	words: WordsChanged[];
	costs: LineChanged[];
	benefits: LineChanged[];
	/** What the preferred option asks for, by type and year, in each price base of either version. */
	totals: TotalsChanged[];
	headline: Moved | null;
};

/** What one frozen version changed from another, field by field and line by line. Lines are the same by their id. */
export function compareBids(before: BidContent, after: BidContent): BidComparison {
	return {
		words: [
			...changedWords(facts(before), facts(after)),
			...listed('Recommendation', recommendationsOf(before), recommendationsOf(after)),
			...listed('Option', optionsOf(before), optionsOf(after)),
			...listed('Outcome', outcomesOf(before), outcomesOf(after)),
			...listed('Assumption', assumptionsOf(before), assumptionsOf(after))
		],
		costs: changedLines(costsOf(before), costsOf(after)),
		benefits: changedLines(benefitsOf(before), benefitsOf(after)),
		totals: totals(before, after),
		headline: headline(before, after)
	};
}

export function nothingChanged({ words, costs, benefits, headline: moved }: BidComparison): boolean {
	return words.length === 0 && costs.length === 0 && benefits.length === 0 && moved === null;
}

type Labelled = { key: string; label: string; text: string };

function facts(content: BidContent): Labelled[] {
	const { record } = content;
	const choice = (label: string, text: string | undefined) => ({ key: label, label, text: text ?? '' });
	return [
		choice('Title', content.title),
		choice('Lead department', content.lead.name),
		choice('Partner departments', content.partners.map(({ name }) => name).join(', ')),
		choice('Marking', content.marking.sensitive ? 'Sensitive' : 'Not sensitive'),
		choice('Handling', content.marking.handling ?? ''),
		choice('Why the headline is not the sum of the lines', content.headline.explanation ?? ''),
		choice('Lead’s own rank', content.priorityRank === null ? '' : String(content.priorityRank)),
		...textFieldNames.map((name) => ({ key: name, label: textFields[name].label, text: record[name] ?? '' })),
		choice(
			'Delivery confidence',
			record.deliverabilityRating && deliverabilityRatings[record.deliverabilityRating].label
		),
		choice('Can it be made smaller?', record.scalability && scalabilities[record.scalability].label),
		choice('New burdens', record.newBurdens && newBurdens[record.newBurdens].label),
		choice('Territorial extent', record.extent?.map((nation) => nations[nation].label).join(', '))
	];
}

function recommendationsOf({ recommendations }: BidContent): Labelled[] {
	return recommendations.map(({ reference, title, text }) => ({
		key: reference,
		label: reference,
		text: `${title}: ${text}`
	}));
}

function optionsOf({ options }: BidContent): Labelled[] {
	return options.map(({ id, kind, name, description }) => ({
		key: String(id),
		label: name,
		text: [`${name} (${optionKinds[kind].label})`, description].filter((text) => text !== '').join(': ')
	}));
}

function outcomesOf({ outcomes }: BidContent): Labelled[] {
	return outcomes.map(({ metric, baseline, target, targetYear, source }) => ({
		key: metric,
		label: metric,
		text: [
			metric,
			`baseline ${baseline}`,
			`target ${target}${targetYear === null ? '' : ` by ${financialYear(targetYear)}`}`,
			`source ${source}`
		].join('; ')
	}));
}

function assumptionsOf({ assumptions }: BidContent): Labelled[] {
	return assumptions.map(({ number, text, owner, source, confidence, finding }) => ({
		key: String(number),
		label: `A${number}`,
		text: [
			text,
			`owner ${owner}`,
			`source ${source}`,
			`confidence ${confidences[confidence].label.toLowerCase()}`,
			...(finding === null ? [] : [finding])
		].join('; ')
	}));
}

function changedWords(before: readonly Labelled[], after: readonly Labelled[]): WordsChanged[] {
	return after.flatMap(({ key, label, text }) => {
		const old = before.find((each) => each.key === key)?.text ?? '';
		return old === text ? [] : [{ label, parts: difference(old, text) }];
	});
}

/** What came, went or changed in a list. */
function listed(noun: string, before: readonly Labelled[], after: readonly Labelled[]): WordsChanged[] {
	const gone = before.filter(({ key }) => !after.some((each) => each.key === key));
	return [...after, ...gone.map((each) => ({ ...each, text: '' }))].flatMap(({ key, label, text }) => {
		const old = before.find((each) => each.key === key);
		if (old?.text === text) return [];
		const what = old === undefined ? 'added' : text === '' ? 'removed' : 'changed';
		return [{ label: `${noun} ${what}: ${label}`, parts: difference(old?.text ?? '', text) }];
	});
}

type ComparedLine = {
	key: string;
	description: string;
	about: string;
	prices: Prices;
	words: Labelled[];
	years: Map<number, number>;
};

function costsOf(content: BidContent): ComparedLine[] {
	return content.costLines.map((line) => ({
		key: String(line.id),
		description: line.description,
		about: about(content, line, budgets[line.budget].label),
		prices: line.priceYear,
		words: [
			...common(content, line),
			labelled('Type', budgets[line.budget].label),
			labelled('Cost, saving or income', flows[line.flow].label),
			labelled('Baseline or new', line.baseline ? 'In the baseline' : 'New'),
			labelled('Cost a year after the period', line.steadyStatePence === null ? '' : fullMoney(line.steadyStatePence)),
			labelled(
				'Staff',
				line.cells
					.filter(({ staffHundredths }) => staffHundredths !== null)
					.map(({ year, staffHundredths }) => `${financialYear(year)} ${(staffHundredths ?? 0) / 100}`)
					.join(', ')
			),
			labelled(
				'Assumptions',
				line.cells
					.filter(({ assumption }) => assumption !== null)
					.map(({ year, assumption }) => `${financialYear(year)} A${assumption}`)
					.join(', ')
			)
		],
		years: new Map(line.cells.filter(({ pence }) => pence !== null).map(({ year }) => [year, signedPence(line, year)]))
	}));
}

function benefitsOf(content: BidContent): ComparedLine[] {
	return content.benefitLines.map((line) => ({
		key: String(line.id),
		description: line.description,
		about: about(content, line, benefitKinds[line.kind].label),
		prices: line.priceYear,
		words: [
			...common(content, line),
			labelled('Kind', benefitKinds[line.kind].label),
			labelled('Assumption', line.assumption === null ? '' : `A${line.assumption}`),
			labelled('Who gains, fifths by income', line.quintile === null ? '' : String(line.quintile)),
			labelled(
				'Evidence',
				line.evidence.map(({ reference, strength }) => [reference, strength].filter(Boolean).join(' ')).join(', ')
			)
		],
		years: new Map(line.cells.map(({ year, pence }) => [year, pence]))
	}));
}

function common(
	content: BidContent,
	line: {
		description: string;
		optionId: number;
		teamId: number;
		recommendation: string | null;
		priceYear: number | null;
	}
): Labelled[] {
	return [
		labelled('Description', line.description),
		labelled('Department', departmentOf(content, line.teamId)),
		labelled('Option', optionOf(content, line.optionId)),
		labelled('Recommendation', line.recommendation ?? ''),
		labelled('Prices', line.priceYear === null ? 'Cash' : `${financialYear(line.priceYear)} prices`)
	];
}

function about(content: BidContent, line: { teamId: number; optionId: number }, kind: string): string {
	return [departmentOf(content, line.teamId), kind, optionOf(content, line.optionId)].join(', ');
}

function departmentOf({ lead, partners }: BidContent, teamId: number): string {
	return [lead, ...partners].find(({ id }) => id === teamId)?.shortName ?? '';
}

function optionOf({ options }: BidContent, optionId: number): string {
	return options.find(({ id }) => id === optionId)?.name ?? '';
}

function changedLines(before: readonly ComparedLine[], after: readonly ComparedLine[]): LineChanged[] {
	const gone = before.filter(({ key }) => !after.some((line) => line.key === key));
	return [
		...after.flatMap((line) => {
			const old = before.find(({ key }) => key === line.key);
			return changedLine(old, line);
		}),
		...gone.flatMap((line) => changedLine(line, undefined))
	];
}

function changedLine(before: ComparedLine | undefined, after: ComparedLine | undefined): LineChanged[] {
	const shown = after ?? before;
	if (!shown) return [];
	const words = before && after ? changedWords(before.words, after.words) : [];
	const years = [...new Set([...(before?.years.keys() ?? []), ...(after?.years.keys() ?? [])])]
		.sort((a, b) => a - b)
		.map((year) => ({ year, ...moved(before?.years.get(year) ?? 0, after?.years.get(year) ?? 0) }))
		.filter((cell) => cell.difference !== 0);
	if (before && after && words.length === 0 && years.length === 0) return [];
	const samePrices = before === undefined || after === undefined || before.prices === after.prices;
	return [
		{
			key: shown.key,
			change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
			description: shown.description,
			about: shown.about,
			words,
			years: samePrices ? years : [],
			total: samePrices ? moved(sum(before), sum(after)) : null
		}
	];
}

function sum(line: ComparedLine | undefined): number {
	return [...(line?.years.values() ?? [])].reduce((total, pence) => total + pence, 0);
}

function totals(before: BidContent, after: BidContent): TotalsChanged[] {
	const bases = new Set([...before.costLines, ...after.costLines].map(({ priceYear }) => priceYear));
	return [...bases]
		.sort((a, b) => (a ?? 0) - (b ?? 0))
		.flatMap((prices) => {
			const old = preferredCells(before, prices);
			const now = preferredCells(after, prices);
			const cells = [...old.values(), ...now.values()];
			const years = [...new Set(cells.map(({ year }) => year))].sort((a, b) => a - b);
			if (years.length === 0) return [];
			const at = (budget: string, year: number) =>
				moved(old.get(`${budget} ${year}`)?.pence ?? 0, now.get(`${budget} ${year}`)?.pence ?? 0);
			const types = budgetNames
				.filter((budget) => cells.some((cell) => cell.budget === budget))
				.map((budget) => {
					const row = years.map((year) => at(budget, year));
					return { key: budget, label: budgets[budget].label, cells: row, total: together(row) };
				});
			const all = years.map((_, index) => together(types.flatMap(({ cells: row }) => row[index] ?? [])));
			return [{ prices, years, rows: [...types, { key: 'total', label: 'Total', cells: all, total: together(all) }] }];
		});
}

function headline(before: BidContent, after: BidContent): Moved | null {
	const old = before.headline.pence;
	const now = after.headline.pence;
	return old === now ? null : moved(old ?? 0, now ?? 0);
}

function together(cells: readonly Moved[]): Moved {
	const add = (of: 'before' | 'after') => cells.reduce((total, cell) => total + cell[of], 0);
	return moved(add('before'), add('after'));
}

function moved(before: number, after: number): Moved {
	return { before, after, difference: after - before };
}

function labelled(label: string, text: string): Labelled {
	return { key: label, label, text };
}
