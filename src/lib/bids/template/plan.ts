import { Decimal } from 'decimal.js';
import type { Edit } from '#lib/documents/sheets/editing.ts';
import { columnName, parseAddress } from '#lib/documents/sheets/grid.ts';
import { type Budget, budgets, financialYear, type Flow, flows } from '../bid.ts';
import { type Unit, units } from '../costs/amount.ts';
import type { BidContent } from '../content.ts';
import { type TextField, textFieldNames } from '../record.ts';
import type { BidField, LineTarget, TemplateMapping } from './mapping.ts';

export type Line = BidContent['costLines'][number];

/** What was meant for a cell, and why it is not there. `where` is null where it has no cell. */
export type NotFilled = { where: string | null; what: string; why: string };

export type Planned = { edit: Edit; what: string };

export type Plan = {
	planned: Planned[];
	notFilled: NotFilled[];
	/** What all the nominal lines that are wanted come to in each year, as the sheet counts, in pence. */
	totals: Map<number, number>;
	/** The rows that hold lines. */
	rows: { first: number; last: number };
};

/** Says what goes into which cell. A sheet for one bid takes the first alone. */
export function planFilling(mapping: TemplateMapping, contents: readonly BidContent[]): Plan {
	const taken = mapping.layout === 'form' ? contents.slice(0, 1) : contents;
	const wanted = taken.flatMap((content) => linesOf(mapping, content).map((line) => ({ content, line })));
	const lines = wanted.filter(({ line }) => line.priceYear === null);
	const planned: Planned[] = [];
	const notFilled = wanted.flatMap(({ content, line }) => inFixedPrices(content, line));
	if (mapping.layout === 'form') {
		for (const content of taken) planFields(mapping, content, planned);
	}
	const room = mapping.lastRow === null ? lines.length : Math.max(0, mapping.lastRow - mapping.firstRow + 1);
	lines.forEach(({ content, line }, index) => {
		const what = `${content.reference}, ${line.description}`;
		if (index >= room) {
			notFilled.push({ where: null, what, why: `The template has rows for ${room} lines` });
			return;
		}
		planLine(mapping, content, line, mapping.firstRow + index, { planned, notFilled, what });
	});
	return {
		planned,
		notFilled,
		totals: totalsOf(
			mapping,
			lines.map(({ line }) => line)
		),
		rows: { first: mapping.firstRow, last: mapping.firstRow + Math.min(room, lines.length) - 1 }
	};
}

/** Pence as decimal text in the unit of the sheet, exactly. */
export function inUnit(pence: number, unit: Unit): string {
	return new Decimal(pence).div(new Decimal(10).pow(units[unit].places)).toFixed();
}

function linesOf(mapping: TemplateMapping, content: BidContent): Line[] {
	const preferred = content.options.find(({ kind }) => kind === 'preferred')?.id;
	return content.costLines.filter(
		(line) => (mapping.options === 'all' || line.optionId === preferred) && (mapping.baseline || !line.baseline)
	);
}

/** A return adds its lines up in nominal money, so that a line in the prices of a year has no place in it. */
function inFixedPrices(content: BidContent, { priceYear, description }: Line): NotFilled[] {
	if (priceYear === null) return [];
	const why = `The line is in ${financialYear(priceYear)} prices, and the return adds up nominal money: enter the line in nominal money`;
	return [{ where: null, what: `${content.reference}, ${description}`, why }];
}

function planFields(mapping: TemplateMapping, content: BidContent, planned: Planned[]): void {
	for (const { cell, field } of mapping.fields) {
		const place = parseAddress(cell);
		const value = fieldOf(mapping, content, field);
		if (!place || value === '') continue;
		const at = { sheet: mapping.sheet, ...place };
		const edit = field === 'total' ? { ...at, number: value } : { ...at, texts: [value] };
		planned.push({ edit, what: `${content.reference}, ${field === 'total' ? 'total' : value.slice(0, 60)}` });
	}
}

function fieldOf(mapping: TemplateMapping, content: BidContent, field: BidField): string {
	if (isTextField(field)) return content.record[field] ?? '';
	switch (field) {
		case 'bid':
			return content.reference;
		case 'title':
			return content.title;
		case 'lead':
			return content.lead.name;
		case 'partners':
			return content.partners.map(({ name }) => name).join(', ');
		case 'event':
			return content.fiscalEvent.name;
		case 'recommendations':
			return content.recommendations.map(({ reference, title }) => `${reference} ${title}`).join('\n');
		case 'total':
			return inUnit(content.headline.linesPence, mapping.unit);
	}
}

function planLine(
	mapping: TemplateMapping,
	content: BidContent,
	line: Line,
	row: number,
	{ planned, notFilled, what }: { planned: Planned[]; notFilled: NotFilled[]; what: string }
): void {
	mapping.columns.forEach((target, index) => {
		const value = target === '' ? null : valueOf(mapping, content, line, target);
		if (value === null) return;
		const at = { sheet: mapping.sheet, row, column: index + 1 };
		planned.push({ edit: { ...at, ...value }, what: `${what}, column ${columnName(index + 1)}` });
	});
	for (const { year, pence } of line.cells) {
		if (!pence || mapping.columns.includes(`y${year}`)) continue;
		const why = `The template has no column for ${financialYear(year)}`;
		notFilled.push({ where: null, what: `${what}: ${inUnit(pence, mapping.unit)} ${units[mapping.unit].label}`, why });
	}
}

function valueOf(
	{ unit, savings }: TemplateMapping,
	content: BidContent,
	line: Line,
	target: Exclude<LineTarget, ''>
): { number: string } | { texts: string[] } | null {
	const words = (...texts: string[]) => (texts[0] === '' ? null : { texts });
	const [, kind, digits] = /^([ys])(\d{4})$/.exec(target) ?? [];
	const cell = line.cells.find(({ year }) => year === Number(digits));
	if (kind === 's')
		return cell?.staffHundredths === undefined || cell.staffHundredths === null
			? null
			: { number: new Decimal(cell.staffHundredths).div(100).toFixed() };
	const sign = savings === 'negative' ? flows[line.flow].sign : 1;
	if (kind === 'y')
		return cell?.pence === undefined || cell.pence === null ? null : { number: inUnit(sign * cell.pence, unit) };
	switch (target) {
		case 'bid':
			return words(content.reference);
		case 'title':
			return words(content.title);
		case 'lead':
			return words(content.lead.name, content.lead.shortName);
		case 'department': {
			const found = [content.lead, ...content.partners].find(({ id }) => id === line.teamId);
			return words(found?.name ?? '', found?.shortName ?? '');
		}
		case 'description':
			return words(line.description);
		case 'budget':
			return words(budgets[line.budget].label, ...budgetWords[line.budget]);
		case 'flow':
			return words(flows[line.flow].label, ...flowWords[line.flow]);
		case 'option':
			return words(content.options.find(({ id }) => id === line.optionId)?.name ?? '');
		case 'baseline':
			return line.baseline ? words('Baseline', 'Existing', 'Yes') : words('New', 'Additional', 'No');
		case 'recommendation':
			return words(line.recommendation ?? '');
		case 'priceYear':
			return words('Nominal', 'Cash');
		case 'steady':
			return line.steadyStatePence === null ? null : { number: inUnit(sign * line.steadyStatePence, unit) };
		default:
			return null;
	}
}

/** What a list of the Treasury's may call it, the likeliest first. */
const budgetWords: Record<Budget, readonly string[]> = {
	rdel_programme: [
		'Resource DEL (programme)',
		'Resource DEL programme',
		'Programme RDEL',
		'RDEL',
		'Resource DEL',
		'Resource',
		'Programme'
	],
	rdel_admin: [
		'Resource DEL (admin)',
		'Resource DEL (administration)',
		'RDEL admin',
		'Admin RDEL',
		'Administration',
		'Admin'
	],
	cdel: ['Capital DEL', 'Capital'],
	ame: ['Annually managed expenditure', 'Resource AME']
};

const flowWords: Record<Flow, readonly string[]> = {
	cost: ['Costs', 'Spending', 'Expenditure', 'Pressure'],
	saving: ['Savings', 'Efficiency', 'Efficiencies'],
	income: ['Receipts', 'Receipt', 'Revenue']
};

function totalsOf(mapping: TemplateMapping, lines: readonly Line[]): Map<number, number> {
	const totals = new Map<number, number>();
	for (const line of lines) {
		const sign = mapping.savings === 'negative' ? flows[line.flow].sign : 1;
		for (const { year, pence } of line.cells) totals.set(year, (totals.get(year) ?? 0) + sign * (pence ?? 0));
	}
	return totals;
}

function isTextField(field: BidField): field is TextField {
	return textFieldNames.some((name) => name === field);
}
