import * as z from 'zod';
import type { Block } from '#lib/documents/document.ts';
import { money } from '#lib/ui/money.ts';
import { budgetNames, budgets, financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { priceBases, totalOf } from '../costs/totals.ts';
import { type CostLine, summed } from '../workbook/vocabulary.ts';
import { yearsOf } from '../workbook/lines.ts';
import { table } from './blocks.ts';

const pence = z.string().regex(/^-?\d+$/);
const row = z.object({
	label: z.string(),
	/** What is asked for in each of the years, in pence; savings and income taken off. */
	years: z.array(pence),
	total: pence,
	/** A year, for good, after the period. */
	after: pence
});

/** What an option asks for anew, in one price base: nominal money (null), or the prices of one year. */
export const costTableSchema = z.object({
	prices: z.int().nullable(),
	years: z.array(z.int()),
	byType: z.array(row),
	byDepartment: z.array(row),
	total: row
});

export type CostTable = z.infer<typeof costTableSchema>;
export type CostRow = CostTable['total'];

/** The tables of an option, nominal money first. Lines of the baseline ask for nothing and are not in them. */
export function costTablesOf(content: BidContent, optionId: number): CostTable[] {
	const asked = content.costLines.filter((line) => line.optionId === optionId && !line.baseline);
	const { firstYear, lastYear } = content.fiscalEvent;
	// A year of capital alone is there where something is asked for in it.
	const years = yearsOf(content, 'costs').filter(
		(year) =>
			(year >= firstYear && year <= lastYear) ||
			asked.some(({ cells }) => cells.some((cell) => cell.year === year && cell.pence))
	);
	return priceBases(asked).map((prices) => {
		const lines = asked.filter(({ priceYear }) => priceYear === prices);
		const of = (label: string, found: readonly CostLine[]) =>
			found.length === 0 ? [] : [costRow(label, found, years)];
		return {
			prices,
			years,
			byType: budgetNames.flatMap((budget) =>
				of(
					budgets[budget].label,
					lines.filter((line) => line.budget === budget)
				)
			),
			byDepartment: [content.lead, ...content.partners].flatMap(({ id, name }) =>
				of(
					name,
					lines.filter(({ teamId }) => teamId === id)
				)
			),
			total: costRow('Total', lines, years)
		};
	});
}

/** One half of a table, in as many parts as the width of a page asks for. */
export function costTableBlocks(of: CostTable, by: 'byType' | 'byDepartment', caption: string): Block[] {
	const rows = [...of[by], of.total];
	const goesOn = rows.some(({ after }) => after !== '0');
	return partsOf(of.years).map((years, part, parts) => {
		const last = part === parts.length - 1;
		const ends = last ? ['All years', ...(goesOn ? ['Each year after'] : [])] : [];
		const header = [by === 'byType' ? 'Type' : 'Department', ...years.map(financialYear), ...ends];
		return table(
			`${caption} (£, ${pricesOf(of.prices)}${parts.length > 1 ? `, part ${part + 1} of ${parts.length}` : ''})`,
			header,
			rows.map((each) => [
				each.label,
				...years.map((year) => money(BigInt(each.years[of.years.indexOf(year)] ?? 0))),
				...(last ? [money(BigInt(each.total)), ...(goesOn ? [money(BigInt(each.after))] : [])] : [])
			]),
			header.length - 1
		);
	});
}

/** What a table is in, in words; null is nominal. */
export function pricesOf(prices: number | null): string {
	return prices === null ? 'nominal: the money of each year' : `real: ${financialYear(prices)} prices`;
}

/** As many years as stand beside each other on a page of paper. */
const YEARS_ACROSS = 6;

function partsOf(years: readonly number[]): number[][] {
	const count = Math.max(1, Math.ceil(years.length / YEARS_ACROSS));
	const size = Math.ceil(years.length / count);
	return Array.from({ length: count }, (_, part) => years.slice(part * size, (part + 1) * size));
}

function costRow(label: string, lines: readonly CostLine[], years: readonly number[]): CostRow {
	const total = totalOf(lines.map(summed));
	return {
		label,
		years: years.map((year) => String(total.years.get(year) ?? 0n)),
		total: String(total.pence),
		after: String(total.steadyStatePence)
	};
}
