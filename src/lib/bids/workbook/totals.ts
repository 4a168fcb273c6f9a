import { address, type Sheet, type Workbook } from '#lib/documents/workbook/workbook.ts';
import { type Budget, budgetNames, budgets, financialYear, flowNames, flows } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { priceBases, type Total, totalOf } from '../costs/totals.ts';
import { formula, headings, hundredths, type Row, words } from './cells.ts';
import { yearName } from './line-sheet.ts';
import { yearsOf } from './lines.ts';
import { type CostLine, IN_BASELINE, NEW_MONEY, NO_RECOMMENDATION, summed, type Vocabulary } from './vocabulary.ts';

export const TOTALS = 'Cost totals';
export const FIXED_TOTALS = 'Fixed price totals';

/** Where the totals that the checks compare stand. */
export type TotalPlaces = { byBudget: string; byDepartment: string; byRecommendation: string; shown: Total };

/**
 * The totals of the option that a reader chooses, and every option's beside it: sums of the line sheets that follow
 * whatever is changed there. The results kept in the file are those of the preferred option.
 */
export function totalSheets(
	content: BidContent,
	vocabulary: Vocabulary
): Pick<Workbook, 'sheets' | 'names'> & { nominal: TotalPlaces; fixed: { priceYear: number; places: TotalPlaces }[] } {
	const years = yearsOf(content, 'costs');
	const nominal = content.costLines.filter(({ priceYear }) => priceYear === null);
	const shown = words(vocabulary.shownOption, 'Choice');
	const sheet = startSheet(TOTALS, 'Cost totals (£, money of the day)', [
		'Savings and income are taken off costs. Choose the option to be added up:'
	]);
	sheet.rows.push([words('Option shown', 'Label'), shown], []);
	const at = { sheet, vocabulary, years };
	const places = moneyTables(at, { prefix: 'Costs', criteria: [], heading: '' }, nominal);
	optionTable(at, nominal);
	staffTables(at, content.costLines);
	const base = { rows: 4, columns: 1 };
	const fixedYears = priceBases(content.costLines).filter((year) => year !== null);
	const fixedSheet = startSheet(FIXED_TOTALS, 'Totals in fixed prices (£, real)', [
		'Each table is in the prices of one year. The option is the one chosen on the sheet “Cost totals”.'
	]);
	const fixed = fixedYears.map((priceYear) => ({
		priceYear,
		places: moneyTables(
			{ ...at, sheet: fixedSheet },
			{
				prefix: 'Fixed',
				criteria: ['Fixed_Prices', `"${financialYear(priceYear)}"`],
				heading: ` in ${financialYear(priceYear)} prices`
			},
			content.costLines.filter((line) => line.priceYear === priceYear)
		)
	}));
	const finish = (made: Sheet): Sheet => ({ ...made, widths: [38, ...years.map(() => 16), 18, 16], frozen: base });
	return {
		sheets: [
			{
				...finish(sheet),
				validations: [{ range: 'B3', list: 'List_Options', message: 'Choose one of the options of the bid' }]
			},
			...(fixed.length === 0 ? [] : [finish(fixedSheet)])
		],
		names: [{ name: 'Shown_option', sheet: TOTALS, range: '$B$3' }],
		nominal: places,
		fixed
	};
}

type At = { sheet: Sheet; vocabulary: Vocabulary; years: readonly number[] };
type Basis = { prefix: 'Costs' | 'Fixed'; criteria: readonly string[]; heading: string };

function startSheet(name: string, title: string, notes: readonly string[]): Sheet {
	return {
		name,
		widths: [],
		rows: [[words(title, 'Title')], ...notes.map((note): Row => [words(note, 'Note')])],
		frozen: { rows: 0, columns: 1 },
		repeatedRows: null,
		printArea: null,
		landscape: true,
		validations: []
	};
}

/** Four tables of the option shown: by budget, department and recommendation, and how the total comes about. */
function moneyTables(at: At, basis: Basis, all: readonly CostLine[]): TotalPlaces {
	const { vocabulary } = at;
	const ofOption = all.filter(({ optionId }) => optionId === vocabulary.shownOptionId);
	const lines = ofOption.filter(({ baseline }) => !baseline);
	const status = [`${basis.prefix}_Status`, `"${NEW_MONEY}"`];
	const shown = [...basis.criteria, `${basis.prefix}_Option`, 'Shown_option'];
	const table = (
		heading: string,
		column: string,
		keys: readonly { key: string; holds: (line: CostLine) => boolean }[]
	) =>
		moneyTable(at, {
			heading: `${heading}${basis.heading}`,
			prefix: basis.prefix,
			criteria: [...shown, ...status],
			column: `${basis.prefix}_${column}`,
			keys: keys.map(({ key, holds }) => ({ key, lines: lines.filter(holds) }))
		});
	const byBudget = table(
		'New money by budget',
		'Budget',
		budgetNames.map((name: Budget) => ({ key: budgets[name].label, holds: ({ budget }) => budget === name }))
	);
	const byDepartment = table(
		'New money by department',
		'Department',
		[...vocabulary.departments].map(([id, key]) => ({ key, holds: ({ teamId }) => teamId === id }))
	);
	const byRecommendation = table(
		'New money by recommendation',
		'Recommendation',
		vocabulary.recommendations.map((key) => ({
			key,
			holds: ({ recommendation }) => (recommendation ?? NO_RECOMMENDATION) === key
		}))
	);
	moneyTable(at, {
		heading: `What is in the baseline already, by budget${basis.heading}`,
		prefix: basis.prefix,
		criteria: [...shown, `${basis.prefix}_Status`, `"${IN_BASELINE}"`],
		column: `${basis.prefix}_Budget`,
		keys: budgetNames.map((name) => ({
			key: budgets[name].label,
			lines: ofOption.filter(({ baseline, budget }) => baseline && budget === name)
		}))
	});
	grossTable(at, basis, [...shown, ...status], lines);
	return { byBudget, byDepartment, byRecommendation, shown: totalOf(lines.map(summed)) };
}

type MoneyTable = {
	heading: string;
	prefix: string;
	criteria: readonly string[];
	column: string;
	keys: readonly { key: string; lines: readonly CostLine[] }[];
};

/** @returns the address of the total of all rows and all years */
function moneyTable({ sheet, years }: At, { heading, prefix, criteria, column, keys }: MoneyTable): string {
	const { rows } = sheet;
	rows.push([words(heading, 'Heading')], tableHeading(years));
	const first = rows.length;
	for (const { key, lines } of keys) {
		const row = rows.length;
		const total = totalOf(lines.map(summed));
		const within = [...criteria, column, address(row, 0)].join(',');
		const net = (name: string) => {
			const of = `${prefix}_${name}`;
			const flow = `${prefix}_Flow`;
			return `SUMIFS(${of},${within},${flow},"${flows.cost.label}")-SUMIFS(${of},${within},${flow},"<>${flows.cost.label}")`;
		};
		rows.push([
			words(key),
			...years.map((year) => formula(net(yearName(year)), 'Amount', hundredths(total.years.get(year) ?? 0n))),
			formula(`SUM(${address(row, 1)}:${address(row, years.length)})`, 'Amount', hundredths(total.pence)),
			formula(net('Each_year_after'), 'Amount', hundredths(total.steadyStatePence))
		]);
	}
	const all = totalOf(keys.flatMap(({ lines }) => lines.map(summed)));
	const last = rows.length;
	const sum = (index: number) => `SUM(${address(first, index)}:${address(last - 1, index)})`;
	rows.push(
		[
			words('Total', 'Label'),
			...years.map((year, index) => formula(sum(index + 1), 'Money total', hundredths(all.years.get(year) ?? 0n))),
			formula(sum(years.length + 1), 'Money total', hundredths(all.pence)),
			formula(sum(years.length + 2), 'Money total', hundredths(all.steadyStatePence))
		],
		[]
	);
	return address(last, years.length + 1);
}

/** Costs, savings and income each for itself, none of them taken off. */
function grossTable(
	{ sheet: { rows }, years }: At,
	{ prefix, heading }: Basis,
	criteria: readonly string[],
	lines: readonly CostLine[]
): void {
	rows.push([words(`New money before savings and income are taken off${heading}`, 'Heading')], tableHeading(years));
	for (const flow of flowNames) {
		const row = rows.length;
		// As a cost, so that it is not taken off.
		const total = totalOf(
			lines.filter((line) => line.flow === flow).map((line) => ({ ...summed(line), flow: 'cost' }))
		);
		const gross = (name: string) =>
			`SUMIFS(${prefix}_${name},${[...criteria, `${prefix}_Flow`, address(row, 0)].join(',')})`;
		rows.push([
			words(flows[flow].label),
			...years.map((year) => formula(gross(yearName(year)), 'Amount', hundredths(total.years.get(year) ?? 0n))),
			formula(`SUM(${address(row, 1)}:${address(row, years.length)})`, 'Amount', hundredths(total.pence)),
			formula(gross('Each_year_after'), 'Amount', hundredths(total.steadyStatePence))
		]);
	}
	rows.push([]);
}

/** Options are alternatives, so they are never added up. */
function optionTable({ sheet: { rows }, vocabulary, years }: At, lines: readonly CostLine[]): void {
	rows.push([words('New money by option (alternatives: they are not added up)', 'Heading')], tableHeading(years));
	for (const [id, key] of vocabulary.options) {
		const row = rows.length;
		const total = totalOf(lines.filter(({ optionId, baseline }) => optionId === id && !baseline).map(summed));
		const net = (name: string) => {
			const within = `Costs_Option,${address(row, 0)},Costs_Status,"${NEW_MONEY}",Costs_Flow`;
			return `SUMIFS(Costs_${name},${within},"${flows.cost.label}")-SUMIFS(Costs_${name},${within},"<>${flows.cost.label}")`;
		};
		rows.push([
			words(key),
			...years.map((year) => formula(net(yearName(year)), 'Amount', hundredths(total.years.get(year) ?? 0n))),
			formula(`SUM(${address(row, 1)}:${address(row, years.length)})`, 'Amount', hundredths(total.pence)),
			formula(net('Each_year_after'), 'Amount', hundredths(total.steadyStatePence))
		]);
	}
	rows.push([]);
}

/** Full-time equivalents of the option shown, whatever prices the lines are in. They are not added up over years. */
function staffTables({ sheet: { rows }, vocabulary, years }: At, all: readonly CostLine[]): void {
	const lines = all.filter(({ optionId, baseline }) => optionId === vocabulary.shownOptionId && !baseline);
	rows.push(
		[words('Staff by department (full-time equivalents, new posts of the option shown)', 'Heading')],
		[words('Department', 'Column heading'), ...headings(years.map(financialYear), 'Year heading')]
	);
	const first = rows.length;
	for (const [id, key] of vocabulary.departments) {
		const row = rows.length;
		const total = totalOf(lines.filter(({ teamId }) => teamId === id).map(summed));
		const net = (year: number) => {
			const of = `Staff_${yearName(year)}`;
			const within = `Staff_Option,Shown_option,Staff_Status,"${NEW_MONEY}",Staff_Department,${address(row, 0)},Staff_Flow`;
			return `SUMIFS(${of},${within},"${flows.cost.label}")-SUMIFS(${of},${within},"${flows.saving.label}")`;
		};
		rows.push([
			words(key),
			...years.map((year) => formula(net(year), 'Staff amount', hundredths(total.staff.get(year) ?? 0n)))
		]);
	}
	const all_ = totalOf(lines.map(summed));
	const last = rows.length - 1;
	rows.push([
		words('Total', 'Label'),
		...years.map((year, index) =>
			formula(
				`SUM(${address(first, index + 1)}:${address(last, index + 1)})`,
				'Staff total',
				hundredths(all_.staff.get(year) ?? 0n)
			)
		)
	]);
}

function tableHeading(years: readonly number[]): Row {
	return [
		words('', 'Column heading'),
		...headings([...years.map(financialYear), 'All years', 'Each year after'], 'Year heading')
	];
}
