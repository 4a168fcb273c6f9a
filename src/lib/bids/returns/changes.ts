import { createHash } from 'node:crypto';
import type { CellInput, LineInput } from '../costs/line.ts';
import { isFilled, lineDigest } from '../costs/line.ts';
import type { CostLine } from '../queries.server.ts';
import type { Interpretation, ReadRow } from './interpret.ts';

export type Change = {
	/** The row of the file. */
	row: number;
	kind: 'added' | 'changed' | 'same';
	line: LineInput;
	before: CostLine | null;
};

export type Changes = {
	changes: Change[];
	/** The department's own lines of the options in the file that no row stands for. */
	missing: CostLine[];
	/** Of all that a person is shown, so that nothing else is taken over than what they saw. */
	seen: string;
};

/**
 * What the good lines of a file would do to the lines that a department has. A row stands for the line of the same option
 * and words, if they are also alike in budget and kind or there is only one. What the file has no column for stays.
 */
export function changesOf(interpretation: Interpretation, stored: readonly CostLine[], teamId: number): Changes {
	const own = stored.filter((line) => line.teamId === teamId);
	const read = interpretation.rows.flatMap((row) => (row.read ? [row.read] : []));
	const matches = match(read, own);
	const changes = read.map((row): Change => {
		const before = matches.get(row) ?? null;
		const line = lineOf(row, before, interpretation);
		if (!before) return { row: row.row, kind: 'added', line, before };
		return { row: row.row, kind: lineDigest(line, {}) === lineDigest(before, {}) ? 'same' : 'changed', line, before };
	});
	const matched = new Set([...matches.values()].map(({ id }) => id));
	// A row with a mistake stands for its line too: the line is not missing from the file.
	const refused = interpretation.rows.filter((row) => row.read === null).map(({ description }) => plain(description));
	const options = new Set(read.map(({ optionId }) => optionId));
	const missing = own.filter(
		({ id, optionId, description }) =>
			!matched.has(id) && options.has(optionId) && !refused.includes(plain(description))
	);
	return { changes, missing, seen: digest(changes, missing) };
}

function match(rows: readonly ReadRow[], own: readonly CostLine[]): Map<ReadRow, CostLine> {
	const free = new Set(own);
	const matches = new Map<ReadRow, CostLine>();
	const take = (row: ReadRow, line: CostLine | undefined) => {
		if (!line) return;
		matches.set(row, line);
		free.delete(line);
	};
	const same = (line: CostLine, row: ReadRow) =>
		line.optionId === row.optionId && plain(line.description) === plain(row.description);
	for (const row of rows) {
		const alike = (line: CostLine) =>
			line.budget === row.budget && line.flow === row.flow && line.baseline === row.baseline;
		take(
			row,
			[...free].find((line) => same(line, row) && alike(line))
		);
	}
	const left = rows.filter((row) => !matches.has(row));
	for (const row of left) {
		const lines = [...free].filter((line) => same(line, row));
		const rivals = left.filter(
			(other) => other.optionId === row.optionId && plain(other.description) === plain(row.description)
		);
		if (lines.length === 1 && rivals.length === 1) take(row, lines[0]);
	}
	return matches;
}

function lineOf(row: ReadRow, before: CostLine | null, { moneyYears, staffYears }: Interpretation): LineInput {
	const stored = before?.cells ?? [];
	const years = new Set([...row.cells, ...stored].map(({ year }) => year));
	const cells = [...years]
		.sort((a, b) => a - b)
		.map((year): CellInput => {
			const cell = row.cells.find((each) => each.year === year);
			const kept = stored.find((each) => each.year === year);
			const pence = (moneyYears.includes(year) ? cell?.pence : kept?.pence) ?? null;
			const staffHundredths = (staffYears.includes(year) ? cell?.staffHundredths : kept?.staffHundredths) ?? null;
			const emptied = pence === null && staffHundredths === null;
			return { year, pence, staffHundredths, assumptionId: emptied ? null : (kept?.assumptionId ?? null) };
		});
	const { recommendationId, steadyStatePence } = row;
	return {
		optionId: row.optionId,
		description: row.description,
		flow: row.flow,
		budget: row.budget,
		baseline: row.baseline,
		priceYear: row.priceYear,
		id: before?.id ?? null,
		revision: before?.revision ?? null,
		recommendationId: recommendationId === undefined ? (before?.recommendationId ?? null) : recommendationId,
		steadyStatePence: steadyStatePence === undefined ? (before?.steadyStatePence ?? null) : steadyStatePence,
		cells: cells.filter(isFilled)
	};
}

function plain(text: string): string {
	return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

function digest(changes: readonly Change[], missing: readonly CostLine[]): string {
	const said = changes.map(({ line }) => [line.id, line.revision, line.optionId, lineDigest(line, {})]);
	const gone = missing.map(({ id, revision }) => [id, revision]);
	return createHash('sha256')
		.update(JSON.stringify([said, gone]))
		.digest('hex');
}
