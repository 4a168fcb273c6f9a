import type { Workbook } from '#lib/documents/workbook/workbook.ts';
import { noEvidenceYet } from '../benefits/evidence.ts';
import { benefitKinds, budgets, financialYear, flows } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { fitted } from './cells.ts';
import { type LineColumn, lineSheet } from './line-sheet.ts';
import {
	type BenefitLine,
	type CostLine,
	IN_BASELINE,
	NEW_MONEY,
	NO_RECOMMENDATION,
	type Vocabulary
} from './vocabulary.ts';

type Part = Pick<Workbook, 'sheets' | 'names'>;

/** The years of a bid: its period, and any year that a line holds something for. */
export function yearsOf({ fiscalEvent, costLines, benefitLines }: BidContent, of: 'costs' | 'benefits'): number[] {
	const lines: { cells: { year: number }[] }[] = of === 'costs' ? costLines : benefitLines;
	const held = lines.flatMap(({ cells }) => cells.map(({ year }) => year));
	const first = held.reduce((least, year) => Math.min(least, year), fiscalEvent.firstYear);
	const last = held.reduce((most, year) => Math.max(most, year), fiscalEvent.capitalLastYear);
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Money of the day on one sheet, money in the prices of a year on another, staff on a third. */
export function costSheets(content: BidContent, vocabulary: Vocabulary): Part {
	const years = yearsOf(content, 'costs');
	const money = {
		style: 'Money',
		of: ({ cells }: CostLine, year: number) => cells.find((cell) => cell.year === year)?.pence ?? null,
		added: true,
		after: (line: CostLine) => line.steadyStatePence
	} as const;
	const fixed = content.costLines.filter(({ priceYear }) => priceYear !== null);
	const staffed = content.costLines.filter(({ cells }) => cells.some((cell) => cell.staffHundredths !== null));
	const common = costColumns(vocabulary);
	return joined([
		lineSheet({
			name: 'Costs',
			title: 'Costs, savings and income',
			notes: [
				'Money of the day (nominal). Amounts are never negative: the column "Cost, saving or income" says the direction.'
			],
			prefix: 'Costs',
			columns: common,
			years,
			amounts: money,
			lines: content.costLines.filter(({ priceYear }) => priceYear === null)
		}),
		...(fixed.length === 0
			? []
			: [
					lineSheet({
						name: 'Costs in fixed prices',
						title: 'Costs, savings and income in fixed prices',
						notes: [
							'Real terms: each line is in the prices of the year that it names, and only lines of one year’s prices are added up.'
						],
						prefix: 'Fixed',
						columns: withPrices(common),
						years,
						amounts: money,
						lines: fixed
					})
				]),
		lineSheet({
			name: 'Staff',
			title: 'Staff',
			notes: ['Staff on a line of saving are taken off; income changes no head count.'],
			prefix: 'Staff',
			columns: common.filter(({ last }) => !last),
			years,
			amounts: {
				style: 'Staff',
				of: ({ cells }: CostLine, year: number) => cells.find((cell) => cell.year === year)?.staffHundredths ?? null,
				added: false
			},
			lines: staffed
		})
	]);
}

/** Money of the day, money in the prices of a year, and what is in no money, each on a sheet of its own. */
export function benefitSheets(content: BidContent, vocabulary: Vocabulary): Part {
	const years = yearsOf(content, 'benefits');
	const common: LineColumn<BenefitLine>[] = [
		{ heading: 'Benefit', width: 42, name: null, text: (line) => line.description },
		option(vocabulary),
		department(vocabulary, 'Where it lands'),
		recommendation,
		{
			heading: 'Kind',
			width: 18,
			name: 'Kind',
			text: ({ kind }) => benefitKinds[kind].label,
			list: 'List_Benefit_kinds'
		},
		{
			heading: 'Evidence',
			width: 44,
			name: null,
			last: true,
			text: ({ evidence }) => fitted(evidence.map(evidenceText).join('\n')) || noEvidenceYet
		},
		{
			heading: 'Assumption',
			width: 12,
			name: null,
			last: true,
			text: ({ assumption }) => (assumption === null ? '' : `A${assumption}`)
		}
	];
	const inMoney = content.benefitLines.filter(({ kind }) => kind !== 'not_monetised');
	const others = content.benefitLines.filter(({ kind }) => kind === 'not_monetised');
	const [nominal, fixed] = [true, false].map((isNominal) =>
		inMoney.filter(({ priceYear }) => (priceYear === null) === isNominal)
	);
	const amounts = {
		style: 'Money',
		of: ({ cells }: BenefitLine, year: number) => cells.find((cell) => cell.year === year)?.pence ?? null,
		added: true
	} as const;
	return joined([
		...(nominal && nominal.length > 0
			? [
					lineSheet({
						name: 'Benefits',
						title: 'Benefits in money of the day',
						notes: ['Money of the day (nominal).'],
						prefix: 'Benefits',
						columns: common,
						years,
						amounts,
						lines: nominal
					})
				]
			: []),
		lineSheet({
			name: 'Benefits in fixed prices',
			title: 'Benefits in fixed prices',
			notes: ['Real terms: each line is in the prices of the year that it names.'],
			prefix: 'Fixed_benefits',
			columns: withPrices(common),
			years,
			amounts,
			lines: fixed ?? []
		}),
		...(others.length === 0
			? []
			: [
					lineSheet({
						name: 'Benefits not in money',
						title: 'Benefits that are not put in money',
						notes: ['They count in the judgement and in no figure.'],
						prefix: 'Other_benefits',
						columns: common,
						years: [],
						amounts: { ...amounts, added: false },
						lines: others
					})
				])
	]);
}

function costColumns(vocabulary: Vocabulary): LineColumn<CostLine>[] {
	return [
		{ heading: 'What it is', width: 42, name: null, text: (line) => line.description },
		option(vocabulary),
		department(vocabulary, 'Department'),
		recommendation,
		{ heading: 'Budget', width: 20, name: 'Budget', text: ({ budget }) => budgets[budget].label, list: 'List_Budgets' },
		{
			heading: 'Cost, saving or income',
			width: 12,
			name: 'Flow',
			text: ({ flow }) => flows[flow].label,
			list: 'List_Flows'
		},
		{
			heading: 'New or baseline',
			width: 12,
			name: 'Status',
			text: ({ baseline }) => (baseline ? IN_BASELINE : NEW_MONEY),
			list: 'List_Statuses'
		},
		{ heading: 'Assumptions', width: 26, name: null, last: true, text: assumptionsText }
	];
}

type AnyLine = { optionId: number; teamId: number; recommendation: string | null };

function option({ options }: Vocabulary): LineColumn<AnyLine> {
	return {
		heading: 'Option',
		width: 20,
		name: 'Option',
		text: ({ optionId }) => options.get(optionId) ?? '',
		list: 'List_Options'
	};
}

function department({ departments }: Vocabulary, heading: string): LineColumn<AnyLine> {
	return {
		heading,
		width: 16,
		name: 'Department',
		text: ({ teamId }) => departments.get(teamId) ?? '',
		list: 'List_Departments'
	};
}

const recommendation: LineColumn<AnyLine> = {
	heading: 'Recommendation',
	width: 16,
	name: 'Recommendation',
	text: (line) => line.recommendation ?? NO_RECOMMENDATION,
	list: 'List_Recommendations'
};

/** Which year's prices stands before the lists that lines are chosen from. */
function withPrices<Line extends { priceYear: number | null }>(columns: LineColumn<Line>[]): LineColumn<Line>[] {
	const [first, ...rest] = columns;
	const prices: LineColumn<Line> = {
		heading: 'In the prices of',
		width: 12,
		name: 'Prices',
		text: ({ priceYear }) => (priceYear === null ? '' : financialYear(priceYear))
	};
	return first ? [first, prices, ...rest] : [prices];
}

/** "A1, A4 (2023-24)": an assumption that is not under every filled year says which. */
function assumptionsText({ cells }: CostLine): string {
	const filled = cells.filter(({ pence, staffHundredths }) => pence !== null || staffHundredths !== null).length;
	const years = new Map<number, number[]>();
	for (const { assumption, year } of cells) {
		if (assumption !== null) years.set(assumption, [...(years.get(assumption) ?? []), year]);
	}
	return [...years]
		.sort(([a], [b]) => a - b)
		.map(([of, under]) => (under.length >= filled ? `A${of}` : `A${of} (${under.map(financialYear).join(', ')})`))
		.join(', ');
}

function evidenceText({ reference, strength, text }: BenefitLine['evidence'][number]): string {
	return `${reference}, ${strength ?? 'strength not judged'}: ${text}`;
}

function joined(parts: readonly ReturnType<typeof lineSheet>[]): Part {
	return { sheets: parts.map(({ sheet }) => sheet), names: parts.flatMap(({ names }) => names) };
}
