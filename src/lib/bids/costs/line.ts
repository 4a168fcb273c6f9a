import { type Budget, budgetNames, budgets, type Flow, flowNames, financialYear } from '../bid.ts';
import { parseMoney, parseStaff, type Unit } from './amount.ts';

/** Resource is settled to lastYear, capital to capitalLastYear; years are those in which a financial year begins. */
export type Period = { firstYear: number; lastYear: number; capitalLastYear: number };

/** Pence, and hundredths of a full-time equivalent. */
export type CellInput = {
	year: number;
	pence: number | null;
	staffHundredths: number | null;
	assumptionId: number | null;
};

/** What a page does not carry of a line, and what therefore stays as it is stored. */
export type Keeps = { staff?: boolean; assumptions?: boolean };

/** A line as it is to be stored. `id` null adds it; else `revision` is the one it was changed from. */
export type LineInput = {
	id: number | null;
	revision: number | null;
	optionId: number;
	recommendationId: number | null;
	description: string;
	flow: Flow;
	budget: Budget;
	baseline: boolean;
	/** Null for nominal money. */
	priceYear: number | null;
	steadyStatePence: number | null;
	/** Years that are not there are empty. */
	cells: CellInput[];
	keeps?: Keeps;
};

/** A line as it stands in the grid: everything is what somebody typed, chose or pasted. */
export type TypedLine = {
	id: number | null;
	revision: number | null;
	/** What `lineDigest` gave of the line that it was made from; null for a new one. */
	was: string | null;
	description: string;
	budget: string;
	flow: string;
	baseline: boolean;
	recommendationId: string;
	/** '' for nominal money. */
	priceYear: string;
	steady: string;
	money: Record<number, string>;
	/** Undefined where the grid shows no staff. */
	staff?: Record<number, string>;
	/** Undefined where the page cannot change them. */
	assumptions?: Record<number, number | null>;
};

export type GridSetting = {
	period: Period;
	unit: Unit;
	optionId: number;
	recommendationIds: readonly number[];
};

/** By column: `description`, `y2023` for money, `s2023` for staff, and so on. */
export type ByColumn = Record<string, string>;

/** What a typed line comes to. `line` is null where nothing is on it, or where something could not be read. */
export type ReadLine = {
	line: LineInput | null;
	blank: boolean;
	problems: ByColumn;
	/** Amounts a thousand times their neighbours: asked about, not refused. */
	questions: ByColumn;
	/** What could be read, for totals while somebody types. */
	cells: CellInput[];
	steadyStatePence: number | null;
};

/** Every year that the grid has a column for. */
export function yearsOf(period: Period): number[] {
	return Array.from({ length: period.capitalLastYear - period.firstYear + 1 }, (_, index) => period.firstYear + index);
}

/** Why a year holds nothing of a budget. @returns null where it may */
export function outsidePeriod(period: Period, budget: Budget, year: number): string | null {
	if (year < period.firstYear || year > period.capitalLastYear) return `${financialYear(year)} is outside the period`;
	if (year > period.lastYear && budget !== 'cdel') {
		return `Only CDEL goes on to ${financialYear(year)}; ${budgets[budget].label} ends with ${financialYear(period.lastYear)}`;
	}
	return null;
}

/** Reads a line of the grid; the browser and the server read it alike. */
export function readLine(typed: TypedLine, setting: GridSetting): ReadLine {
	const problems: ByColumn = {};
	const { period, unit } = setting;
	const budget = budgetNames.find((name) => name === typed.budget);
	const flow = flowNames.find((name) => name === typed.flow);
	const description = typed.description.replace(/\s+/g, ' ').trim();
	const steadyState = parseMoney(typed.steady, unit);
	if (steadyState.problem) problems['steady'] = steadyState.problem;
	if (!budget) problems['budget'] = 'Choose a budget';
	if (!flow) problems['flow'] = 'Choose what kind of line it is';

	const recommendationId = typed.recommendationId === '' ? null : Number(typed.recommendationId);
	if (recommendationId !== null && !setting.recommendationIds.includes(recommendationId)) {
		problems['recommendationId'] = 'Choose a recommendation that this bid funds';
	}
	const priceYear = typed.priceYear === '' ? null : Number(typed.priceYear);
	if (priceYear !== null && (!Number.isInteger(priceYear) || priceYear < 1990 || priceYear > 2200)) {
		problems['priceYear'] = 'Choose nominal money or the year of the prices';
	}

	const cells: CellInput[] = [];
	for (const year of yearsOf(period)) {
		const pence = parseMoney(typed.money[year] ?? '', unit);
		const staff = typed.staff ? parseStaff(typed.staff[year] ?? '') : undefined;
		const assumptionId = typed.assumptions?.[year] ?? null;
		if (pence.problem) problems[`y${year}`] = pence.problem;
		if (staff?.problem) problems[`s${year}`] = staff.problem;
		const cell = { year, pence: pence.value ?? null, staffHundredths: staff?.value ?? null, assumptionId };
		if (!isFilled(cell)) continue;
		const outside = budget && outsidePeriod(period, budget, year);
		if (outside) problems[cell.pence === null ? `s${year}` : `y${year}`] ??= outside;
		cells.push(cell);
	}

	const unwritten = typed.id === null && description === '' && cells.length === 0 && typed.steady.trim() === '';
	const blank = unwritten && Object.keys(problems).length === 0;
	if (blank) return { line: null, blank, problems: {}, questions: {}, cells, steadyStatePence: null };
	if (description === '') problems['description'] = 'Say what the line is for';
	else if (description.length > 300) problems['description'] = 'Keep the description to 300 characters';
	const steadyStatePence = steadyState.value ?? null;
	if (!budget || !flow || Object.keys(problems).length > 0) {
		return { line: null, blank, problems, questions: {}, cells, steadyStatePence };
	}
	const line = {
		id: typed.id,
		revision: typed.revision,
		optionId: setting.optionId,
		recommendationId,
		description,
		flow,
		budget,
		baseline: typed.baseline,
		priceYear,
		steadyStatePence,
		cells,
		keeps: { staff: !typed.staff, assumptions: !typed.assumptions }
	};
	return { line, blank, problems, questions: askAbout(cells), cells, steadyStatePence };
}

/**
 * What a line says, as one text: the same for the line as stored and as typed when nobody has changed it. Staff and
 * assumptions that a page does not carry are left out of both.
 */
export function lineDigest(
	line: Omit<LineInput, 'id' | 'revision' | 'optionId'>,
	keeps: Keeps = line.keeps ?? {}
): string {
	const cells = line.cells
		.map(({ year, pence, staffHundredths, assumptionId }) => ({
			year,
			pence,
			staffHundredths: keeps.staff ? null : staffHundredths,
			assumptionId: keeps.assumptions ? null : assumptionId
		}))
		.filter(isFilled)
		.sort((a, b) => a.year - b.year)
		.map((cell) => [cell.year, cell.pence, cell.staffHundredths, cell.assumptionId]);
	return JSON.stringify([
		line.description,
		line.flow,
		line.budget,
		line.baseline,
		line.recommendationId,
		line.priceYear,
		line.steadyStatePence,
		cells
	]);
}

/** The digest of the same line for a page that carries no assumptions. */
export function withoutAssumptions(digest: string): string {
	const parts: unknown = JSON.parse(digest);
	if (!Array.isArray(parts)) return digest;
	const cells: unknown = parts.at(-1);
	if (!Array.isArray(cells)) return digest;
	const bare = cells
		.map((cell: readonly unknown[]) => [...cell.slice(0, 3), null])
		.filter(([, pence, staff]) => pence !== null || staff !== null);
	return JSON.stringify([...parts.slice(0, -1), bare]);
}

/** Whether somebody changed a line since the page was made. */
export function isTouched(typed: TypedLine, read: ReadLine): boolean {
	return !read.blank && (typed.was === null || read.line === null || lineDigest(read.line) !== typed.was);
}

export function isFilled(cell: CellInput): boolean {
	return cell.pence !== null || cell.staffHundredths !== null || cell.assumptionId !== null;
}

/** A year that holds a thousand times the year before or after is mostly a figure in another unit. */
function askAbout(cells: readonly CellInput[]): ByColumn {
	const questions: ByColumn = {};
	const filled = cells.flatMap(({ year, pence }) => (pence ? [{ year, pence }] : []));
	filled.forEach((cell, index) => {
		const before = filled[index - 1];
		if (!before) return;
		const [small, large] = cell.pence < before.pence ? [cell, before] : [before, cell];
		if (large.pence / small.pence >= 1000) {
			questions[`y${large.year}`] =
				`${financialYear(large.year)} is a thousand times ${financialYear(small.year)}, or more: is it in the right unit?`;
		}
	});
	return questions;
}
