import {
	columnName,
	fixedAddress,
	type NamedRange,
	quotedSheet,
	type Sheet
} from '#lib/documents/workbook/workbook.ts';
import type { Appraisal, AppraisedLine } from '../appraisal/appraisal.ts';
import { bandText } from '../appraisal/appraisal.ts';
import { Decimal, fraction, sum, written } from '../appraisal/decimal.ts';
import type { Edition } from '../appraisal/edition.ts';
import { sides } from '../appraisal/figure.ts';
import { lastPeriodYear } from '../appraisal/lines.ts';
import { parameterKinds } from '../appraisal/parameters.ts';
import { financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { fitted, formula, headings, number, type Row, textFormula, words } from './cells.ts';
import { yearName } from './line-sheet.ts';
import { plainSheet } from './record-sheets.ts';
import type { Vocabulary } from './vocabulary.ts';

const RATES = 'Rates';
const NOMINAL = 'Appraised, money of the day';
const FIXED = 'Appraised, fixed prices';
const REAL = 'Real terms';

/**
 * The economic case, worked out from the lines as they were appraised: rates and deflators, amounts as entered (money of
 * the day and money of other prices on sheets of their own), real terms, present values.
 */
export function appraisalSheets(
	content: BidContent,
	whole: Appraisal,
	vocabulary: Vocabulary
): { sheets: Sheet[]; names: NamedRange[] } {
	const known = ({ optionId }: { optionId: number }) => vocabulary.options.has(optionId);
	// A version may hold fewer options than were appraised.
	const appraisal = { ...whole, options: whole.options.filter(known), lines: whole.lines.filter(known) };
	const years = range(appraisal.firstYear, appraisal.lastYear);
	const rates = ratesSheet(appraisal);
	const parts = appraisal.lines.flatMap((line) => partsOf(line, content));
	const nominal = parts.filter(({ pricesOf }) => pricesOf === 'nominal');
	const fixed = parts.filter(({ pricesOf }) => pricesOf !== 'nominal');
	const at = { years, appraisal, vocabulary };
	const real = realSheet([...nominal, ...fixed], nominal.length, rates.deflators, at);
	return {
		sheets: [
			outcomeSheet(appraisal, vocabulary, years),
			real.sheet,
			enteredSheet(NOMINAL, 'Money of the day (nominal), as it was appraised.', nominal, at),
			enteredSheet(
				FIXED,
				'Money in the prices of the year that each line names. It is put into one year’s prices on the sheet “Real terms”.',
				fixed,
				at
			),
			rates.sheet
		],
		names: [...rates.names, ...real.names]
	};
}

/** The amounts of one line that are in the prices of one year. */
type Part = { line: AppraisedLine; pricesOf: number | 'nominal'; years: AppraisedLine['years'] };

type At = { years: readonly number[]; appraisal: Appraisal; vocabulary: Vocabulary };

/** What goes on after the last year that was entered is in the prices of that year where the line is in money of the day. */
function partsOf(line: AppraisedLine, content: BidContent): Part[] {
	const entered = line.years.filter(({ carried }) => !carried);
	const carried = line.years.filter((year) => year.carried);
	if (line.enteredIn !== 'nominal') return [{ line, pricesOf: line.enteredIn, years: line.years }];
	return [
		...(entered.length > 0 || carried.length === 0 ? [{ line, pricesOf: 'nominal', years: entered } as const] : []),
		...(carried.length > 0 ? [{ line, pricesOf: lastEntered(line, content), years: carried }] : [])
	];
}

function lastEntered(line: AppraisedLine, { costLines, benefitLines, fiscalEvent }: BidContent): number {
	if (line.lines === 'cost') {
		const found = costLines.find(({ id }) => id === line.id);
		return found ? lastPeriodYear(found, fiscalEvent) : fiscalEvent.lastYear;
	}
	const cells = benefitLines.find(({ id }) => id === line.id)?.cells ?? [];
	return cells.reduce((last, { year }) => Math.max(last, year), fiscalEvent.firstYear);
}

function ratesSheet(appraisal: Appraisal): { sheet: Sheet; names: NamedRange[]; deflators: Map<number, string> } {
	const { discountFactors, deflators, firstYear, lastYear, presentValueYear, editions } = appraisal;
	const edition = editions.find((each) => each.kind === 'discount_rates');
	const schedules = edition?.kind === 'discount_rates' ? edition.content.schedules : null;
	const rows: Row[] = [
		[words('Discount rates and deflators', 'Title')],
		[
			words(
				`A factor is that of the year before over one plus the year’s own rate; ${financialYear(presentValueYear)} is not discounted.`,
				'Note'
			)
		],
		[],
		[
			words('Discounting', 'Column heading'),
			...headings(
				discountFactors.map(({ year }) => financialYear(year)),
				'Year heading'
			)
		],
		[words('Years from the base year'), ...discountFactors.map((each) => number(String(each.yearsFromBase), 'Said'))]
	];
	const names: NamedRange[] = [];
	const first = 1 + firstYear - presentValueYear;
	for (const name of ['standard', 'health'] as const) {
		const schedule = schedules?.[name];
		if (!schedule) continue;
		const rateRow = rows.length;
		const rate = (years: number) =>
			schedule.find(({ toYear }) => toYear === null || years <= toYear)?.ratePercent ?? '0';
		rows.push(
			[
				words(`Rate, ${name}`),
				...discountFactors.map(({ yearsFromBase }) =>
					yearsFromBase === 0 ? null : number(fraction(rate(yearsFromBase)).toFixed(), 'Rate')
				)
			],
			[
				words(`Factor, ${name}`),
				...discountFactors.map((each, index) =>
					index === 0
						? number('1', 'Factor')
						: formula(
								`${columnName(index)}${rateRow + 2}/(1+${columnName(index + 1)}${rateRow + 1})`,
								'Factor',
								each[name] ?? '1'
							)
				)
			]
		);
		names.push({
			name: `Factor_${name}`,
			sheet: RATES,
			range: `${fixedAddress(rateRow + 1, first)}:${fixedAddress(rateRow + 1, first + lastYear - firstYear)}`
		});
	}
	rows.push(
		[],
		[
			words('GDP deflator', 'Column heading'),
			...headings(
				deflators.map(({ year }) => financialYear(year)),
				'Year heading'
			)
		],
		[words('Index'), ...deflators.map(({ index }) => number(index, 'Index'))],
		[words('Where from'), ...deflators.map(({ extended }) => words(extended ? 'Assumed' : 'Published'))],
		[],
		[words('Editions', 'Heading')],
		headings(['What', 'Edition', 'From', 'Source']),
		...editions.map((each: Edition): Row => [
			words(parameterKinds[each.kind].label),
			words(each.edition, 'Said'),
			words(each.startsOn ?? '', 'Said'),
			words(each.source, 'Said')
		])
	);
	const indexRow = rows.findIndex(([cell]) => cell?.type === 'text' && cell.text === 'Index');
	return {
		sheet: { ...plainSheet(RATES, [30, ...discountFactors.map(() => 12)]), rows, frozen: { rows: 0, columns: 1 } },
		names,
		deflators: new Map(
			deflators.map(({ year }, index) => [year, `${quotedSheet(RATES)}!${fixedAddress(indexRow, index + 1)}`])
		)
	};
}

const before = ['Line', 'Option', 'Cost, saving or benefit', 'In the prices of', 'Rates', 'Optimism bias'];
const HEAD = 4;

function partFacts({ line, pricesOf }: Part, { options }: Vocabulary): Row {
	return [
		words(line.description),
		words(options.get(line.optionId) ?? ''),
		words(sides[line.side].label),
		words(pricesOf === 'nominal' ? 'Money of the day' : financialYear(pricesOf)),
		words(line.schedule === 'health' ? 'Health' : 'Standard'),
		number(fraction(line.upliftPercent).toFixed(), 'Rate')
	];
}

function partSheet(name: string, years: readonly number[], more: number): Omit<Sheet, 'rows'> {
	return {
		...plainSheet(name, [42, 20, 16, 14, 12, 12, ...years.map(() => 15), ...Array.from({ length: more }, () => 18)]),
		frozen: { rows: HEAD, columns: 1 },
		repeatedRows: { from: HEAD, to: HEAD }
	};
}

function enteredSheet(name: string, note: string, parts: readonly Part[], { years, vocabulary }: At): Sheet {
	return {
		...partSheet(name, years, 0),
		rows: [
			[words(`${name} (£)`, 'Title')],
			[words(note, 'Note')],
			[],
			[...headings(before), ...headings(years.map(financialYear), 'Year heading')],
			...parts.map((part): Row => [
				...partFacts(part, vocabulary),
				...years.map((year) => {
					const held = part.years.find((each) => each.year === year);
					return held ? number(held.entered, 'Money') : null;
				})
			])
		]
	};
}

/** Each amount in the prices of the appraisal and with its optimism bias; present values beside them. */
function realSheet(
	parts: readonly Part[],
	nominal: number,
	deflators: ReadonlyMap<number, string>,
	{ years, appraisal, vocabulary }: At
): { sheet: Sheet; names: NamedRange[] } {
	const { priceYear, presentValueYear } = appraisal;
	const first = before.length;
	const rows = parts.map((part, index): Row => {
		const row = HEAD + 1 + index;
		const from = index < nominal ? `${quotedSheet(NOMINAL)}!` : `${quotedSheet(FIXED)}!`;
		const fromRow = index < nominal ? row : row - nominal;
		const amount = (year: number, column: number) => {
			const held = part.years.find((each) => each.year === year);
			if (!held) return null;
			const prices = part.pricesOf === 'nominal' ? year : part.pricesOf;
			const [old, now] = [deflators.get(prices), deflators.get(priceYear)];
			const rebased = prices === priceYear || !old || !now ? '' : `*${now}/${old}`;
			return formula(`${from}${columnName(column)}${fromRow}${rebased}*(1+$F${row})`, 'Amount', held.real);
		};
		const value = sum(part.years.map(({ discounted }) => new Decimal(discounted)));
		const along = `${columnName(first)}${row}:${columnName(first + years.length - 1)}${row}`;
		const factors = part.line.schedule === 'health' ? 'Factor_health' : 'Factor_standard';
		return [
			...partFacts(part, vocabulary),
			...years.map((year, at) => amount(year, first + at)),
			formula(`SUMPRODUCT(${along},${factors})`, 'Amount', written(value, 6))
		];
	});
	const last = HEAD + Math.max(1, parts.length);
	const named = (name: string, column: number): NamedRange => ({
		name: `Real_${name}`,
		sheet: REAL,
		range: `$${columnName(column)}$${HEAD + 1}:$${columnName(column)}$${last}`
	});
	return {
		sheet: {
			...partSheet(REAL, years, 1),
			rows: [
				[words(`Real terms (£, ${financialYear(priceYear)} prices)`, 'Title')],
				[words(`Optimism bias is in it. Present values are of ${financialYear(presentValueYear)}.`, 'Note')],
				[],
				[...headings(before), ...headings([...years.map(financialYear), 'Present value'], 'Year heading')],
				...rows
			]
		},
		names: [
			named('Option', 1),
			named('Side', 2),
			...years.map((year, index) => named(yearName(year), first + index)),
			named('Present_value', first + years.length)
		]
	};
}

function outcomeSheet(appraisal: Appraisal, { options: keys }: Vocabulary, years: readonly number[]): Sheet {
	const { options, lines, priceYear, presentValueYear, plan, cases, preferredOptionId } = appraisal;
	const rows: Row[] = [
		[
			words(
				`Appraisal (£, ${financialYear(priceYear)} prices, present values of ${financialYear(presentValueYear)})`,
				'Title'
			)
		],
		[
			words(
				'Real terms and social value: the economic case. What each budget is asked for stands on the sheet “Cost totals”.',
				'Note'
			)
		],
		[],
		[words('Options', 'Heading')],
		headings([
			'Option',
			'Costs',
			'Savings and income',
			'Costs less savings',
			'Benefits',
			'Net present social value',
			'Benefit-cost ratio',
			'Value for money (advisory)'
		])
	];
	const total = (optionId: number, side: AppraisedLine['side']) =>
		sum(
			lines
				.filter((line) => line.optionId === optionId && line.side === side)
				.flatMap((line) => line.years.map(({ discounted }) => new Decimal(discounted)))
		);
	const outcomes = new Map<number, number>();
	for (const { optionId, presentValueCosts, presentValueBenefits, npsv, bcr, band } of options) {
		const row = rows.length + 1;
		outcomes.set(optionId, row);
		const of = (side: AppraisedLine['side'], value = written(total(optionId, side), 6)) =>
			formula(`SUMIFS(Real_Present_value,Real_Option,$A${row},Real_Side,"${sides[side].label}")`, 'Amount', value);
		rows.push([
			words(keys.get(optionId) ?? ''),
			of('cost'),
			of('saving'),
			formula(`B${row}-C${row}`, 'Amount', presentValueCosts.value),
			of('benefit', presentValueBenefits.value),
			formula(`E${row}-D${row}`, 'Money total', npsv.value),
			ratio(row, bcr.figure?.value ?? null),
			words(band ? bandText(band) : (bcr.absent?.text ?? ''))
		]);
	}
	const usual = options.find(({ kind }) => kind === 'bau');
	const usualRow = usual ? outcomes.get(usual.optionId) : undefined;
	if (usualRow !== undefined) {
		rows.push(
			[],
			[words('Against business as usual', 'Heading')],
			headings([
				'Option',
				'',
				'',
				'Costs less savings',
				'Benefits',
				'Net present social value',
				'Benefit-cost ratio',
				'Value for money (advisory)'
			])
		);
		for (const { optionId, incremental } of options) {
			const own = outcomes.get(optionId);
			if (!incremental || own === undefined) continue;
			const row = rows.length + 1;
			rows.push([
				words(keys.get(optionId) ?? ''),
				null,
				null,
				formula(`D${own}-D${usualRow}`, 'Amount', incremental.presentValueCosts.value),
				formula(`E${own}-E${usualRow}`, 'Amount', incremental.presentValueBenefits.value),
				formula(`E${row}-D${row}`, 'Money total', incremental.npsv.value),
				ratio(row, incremental.bcr.figure?.value ?? null),
				words(incremental.band ? bandText(incremental.band) : (incremental.bcr.absent?.text ?? ''))
			]);
		}
	}
	const preferredRow = outcomes.get(preferredOptionId);
	if (preferredRow !== undefined) {
		rows.push(
			[],
			[words('Low, central and high case of the preferred option against business as usual', 'Heading')],
			headings([
				'Case',
				'Costs by',
				'Benefits and savings by',
				'Costs less savings',
				'Benefits',
				'Net present social value',
				'Benefit-cost ratio',
				'What is changed'
			])
		);
		const changes = {
			low: [plan.cases.costUpPercent, `-${plan.cases.benefitDownPercent}`],
			central: ['0', '0'],
			high: [`-${plan.cases.costDownPercent}`, plan.cases.benefitUpPercent]
		} as const;
		for (const name of ['low', 'central', 'high'] as const) {
			const [cost, gain] = changes[name];
			const { outcome, changes: said, name: label } = cases[name];
			const row = rows.length + 1;
			const less = (column: string) => (usualRow === undefined ? '' : `-${column}${usualRow}`);
			rows.push([
				words(label),
				number(fraction(cost).toFixed(), 'Rate'),
				number(fraction(gain).toFixed(), 'Rate'),
				formula(
					`B${preferredRow}*(1+B${row})-C${preferredRow}*(1+C${row})${less('D')}`,
					'Amount',
					outcome.presentValueCosts.value
				),
				formula(`E${preferredRow}*(1+C${row})${less('E')}`, 'Amount', outcome.presentValueBenefits.value),
				formula(`E${row}-D${row}`, 'Money total', outcome.npsv.value),
				ratio(row, outcome.bcr.figure?.value ?? null),
				words(said)
			]);
		}
	}
	rows.push(...yearRows(appraisal, keys, years, rows.length), [], ...saidRows(appraisal));
	return {
		...plainSheet('Appraisal', [38, 18, 20, 20, 18, 22, 18, 34, ...years.slice(7).map(() => 16)]),
		rows,
		frozen: { rows: 0, columns: 1 }
	};
}

function ratio(row: number, value: string | null) {
	const text = `IF(D${row}>0,E${row}/D${row},"None")`;
	return value === null ? textFormula(text, 'Ratio', 'None') : formula(text, 'Ratio', value);
}

/** Real amounts of the preferred option by year, before discounting. */
function yearRows(
	{ options, preferredOptionId, priceYear }: Appraisal,
	keys: Vocabulary['options'],
	years: readonly number[],
	above: number
): Row[] {
	const preferred = options.find(({ optionId }) => optionId === preferredOptionId);
	if (!preferred) return [];
	const key = keys.get(preferredOptionId) ?? '';
	const start = above + 4;
	const row = (side: AppraisedLine['side']): Row => [
		words(sides[side].label),
		...years.map((year) => {
			const figures = preferred.years.find((each) => each.year === year);
			return formula(
				`SUMIFS(Real_${yearName(year)},Real_Option,"${key}",Real_Side,"${sides[side].label}")`,
				'Amount',
				figures?.[side].value ?? '0'
			);
		})
	];
	return [
		[],
		[words(`The preferred option by year, in ${financialYear(priceYear)} prices and not discounted`, 'Heading')],
		[words('', 'Column heading'), ...headings(years.map(financialYear), 'Year heading')],
		row('cost'),
		row('saving'),
		row('benefit'),
		[
			words('Benefits less costs net of savings', 'Label'),
			...years.map((year, index) => {
				const column = columnName(index + 1);
				const net = preferred.years.find((each) => each.year === year)?.net.value ?? '0';
				return formula(`${column}${start + 2}-${column}${start}+${column}${start + 1}`, 'Money total', net);
			})
		]
	];
}

/** What Throughline worked out by trying: these figures do not follow a change made here. */
function saidRows({ switching, notes }: Appraisal): Row[] {
	return [
		[
			words(
				'By how much one thing alone has to change for the net value to be nothing (as worked out by Throughline, not live)',
				'Heading'
			)
		],
		...switching.map(({ label, value, reachable }): Row => [
			words(label),
			value.figure ? number(value.figure.value, 'Ratio') : words('None', 'Said'),
			words(value.figure ? unitText(value.figure.unit) : value.absent.text, 'Said'),
			null,
			words(reachable ? '' : 'Could not happen', 'Said')
		]),
		[],
		[words('What to know of how the figures came about', 'Heading')],
		...notes.map((note): Row => [words(fitted(note), 'Note')])
	];
}

function unitText(unit: string): string {
	return unit === 'percent' ? 'per cent' : unit;
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
