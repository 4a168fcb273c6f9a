import { amountText, staffText, type Unit } from './amount.ts';
import { isTouched, lineDigest, type LineInput, readLine, type GridSetting, type TypedLine, yearsOf } from './line.ts';

/** A line as it is stored, with what the grid needs to show it. */
export type StoredLine = Omit<LineInput, 'id' | 'revision'> & { id: number; revision: number };

/** A row of the grid as it is posted. */
export type GridRow = TypedLine & {
	/** Take the line away. */
	remove: boolean;
	/** Leave what somebody else saved meanwhile. */
	theirs: boolean;
};

/** Blank rows at the end of the grid, for lines to come. */
export const blankRows = 3;

/** What a row shows that somebody else changed or removed since. */
export type MergedRow = { row: GridRow; meanwhile: StoredLine | 'removed' | null };

/** A stored line as it stands in the grid. */
export function rowOf(line: StoredLine, setting: { unit: Unit; staff: boolean }): GridRow {
	const texts = (text: (cell: LineInput['cells'][number]) => string) =>
		Object.fromEntries(line.cells.map((cell) => [cell.year, text(cell)]).filter(([, words]) => words !== ''));
	return {
		id: line.id,
		revision: line.revision,
		was: lineDigest(line, { staff: !setting.staff }),
		description: line.description,
		budget: line.budget,
		flow: line.flow,
		baseline: line.baseline,
		recommendationId: line.recommendationId === null ? '' : String(line.recommendationId),
		priceYear: line.priceYear === null ? '' : String(line.priceYear),
		steady: amountText(line.steadyStatePence, setting.unit),
		money: texts(({ pence }) => amountText(pence, setting.unit)),
		...(setting.staff ? { staff: texts(({ staffHundredths }) => staffText(staffHundredths)) } : {}),
		assumptions: Object.fromEntries(line.cells.map(({ year, assumptionId }) => [year, assumptionId])),
		remove: false,
		theirs: false
	};
}

export function blankRow(staff: boolean): GridRow {
	return {
		id: null,
		revision: null,
		was: null,
		description: '',
		budget: 'rdel_programme',
		flow: 'cost',
		baseline: false,
		recommendationId: '',
		priceYear: '',
		steady: '',
		money: {},
		...(staff ? { staff: {} } : {}),
		assumptions: {},
		remove: false,
		theirs: false
	};
}

/**
 * Brings what somebody typed together with what is stored now. Lines that they left alone follow the store; of lines that
 * both changed their own words stay, with what was saved meanwhile beside them, and the next save is made knowing it.
 */
export function mergeRows(rows: readonly GridRow[], stored: readonly StoredLine[], setting: GridSetting): MergedRow[] {
	const byId = new Map(stored.map((line) => [line.id, line]));
	const known = new Set(rows.map(({ id }) => id));
	const merged = rows.flatMap((row) => mergeRow(row, byId, setting));
	const staff = rows.some((row) => row.staff !== undefined);
	const since = stored.filter(({ id }) => !known.has(id)).map((line) => asStored(line, setting, staff));
	const isBlank = ({ row }: MergedRow) => readLine(row, setting).blank;
	const lastFilled = merged.findLastIndex((each) => !isBlank(each));
	return merged.toSpliced(lastFilled + 1, 0, ...since);
}

/**
 * The rows of a posted grid: from the fields of the page without JavaScript, or from the one text that its script sends.
 * @returns null for what no grid sends: a row that says from which line it was made in other words would be a new line
 */
export function postedRows(values: Record<string, unknown>, years: readonly number[]): GridRow[] | null {
	const scripted = typeof values['grid'] === 'string' && values['grid'] !== '';
	const lines = scripted ? readJson(String(values['grid'])) : values['lines'];
	if (!Array.isArray(lines)) return null;
	const rows = lines.filter(isGroup);
	if (!rows.every(isReadable)) return null;
	return rows.map((fields) => {
		const row = rowFromFields(fields, years);
		return scripted ? { ...row, assumptions: assumptionsOf(fields, years) } : row;
	});
}

/** `made`: the id, revision and digest that a row was made from, as one field. */
export function madeText({ id, revision, was }: Pick<GridRow, 'id' | 'revision' | 'was'>): string {
	return id === null ? '' : JSON.stringify([id, revision, was]);
}

/** What posted rows ask for. `rows` and `removedRows` are places in the grid, to say where something is wrong. */
export function changesOf(posted: readonly GridRow[], setting: GridSetting) {
	const read = posted.map((row, index) => ({ row, index, read: readLine(row, setting) }));
	const left = read.filter(({ row }) => !row.theirs);
	const touched = left.filter(({ row, read: what }) => !row.remove && isTouched(row, what));
	const removed = left.flatMap(({ row: { id, revision, remove } }) =>
		remove && id !== null && revision !== null ? [{ id, revision }] : []
	);
	return { touched, removed };
}

function mergeRow(row: GridRow, stored: ReadonlyMap<number, StoredLine>, setting: GridSetting): MergedRow[] {
	if (row.id === null) return [{ row, meanwhile: null }];
	const line = stored.get(row.id);
	const touched = row.remove || isTouched(row, readLine(row, setting));
	if (!line) return touched && !row.remove ? [{ row: asNew(row), meanwhile: 'removed' }] : [];
	if (line.revision === row.revision) return [{ row, meanwhile: null }];
	const was = lineDigest(line, { staff: !row.staff, assumptions: !row.assumptions });
	const mine = readLine(row, setting).line;
	if (!touched || row.theirs || (mine && !row.remove && lineDigest(mine) === was)) {
		return [asStored(line, setting, row.staff !== undefined)];
	}
	return [{ row: { ...row, revision: line.revision, was }, meanwhile: line }];
}

function asStored(line: StoredLine, { unit }: GridSetting, staff: boolean): MergedRow {
	return { row: rowOf(line, { unit, staff }), meanwhile: null };
}

function asNew(row: GridRow): GridRow {
	return { ...row, id: null, revision: null, was: null };
}

function rowFromFields(fields: Record<string, unknown>, years: readonly number[]): GridRow {
	const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
	const texts = (prefix: string) => Object.fromEntries(years.map((year) => [year, text(`${prefix}${year}`)]));
	return {
		...made(text('made')),
		description: text('description'),
		budget: text('budget'),
		flow: text('flow'),
		baseline: text('baseline') === 'on',
		recommendationId: text('recommendationId'),
		priceYear: text('priceYear'),
		steady: text('steady'),
		money: texts('y'),
		...(Object.keys(fields).some((name) => /^s\d+$/.test(name)) ? { staff: texts('s') } : {}),
		remove: text('remove') === 'on',
		theirs: text('theirs') === 'on'
	};
}

function made(text: string): Pick<GridRow, 'id' | 'revision' | 'was'> {
	return madeFrom(text) ?? { id: null, revision: null, was: null };
}

function madeFrom(text: string): { id: number; revision: number; was: string } | null {
	const parts = readJson(text);
	const [id, revision, was] = Array.isArray(parts) ? parts : [];
	return isWhole(id) && isWhole(revision) && typeof was === 'string' ? { id, revision, was } : null;
}

function isReadable({ assumptions: _, ...fields }: Record<string, unknown>): boolean {
	const texts = Object.values(fields).every((value) => typeof value === 'string' || value === undefined);
	const { made: from } = fields;
	return texts && (typeof from !== 'string' || from === '' || madeFrom(from) !== null);
}

function assumptionsOf(fields: Record<string, unknown>, years: readonly number[]): Record<number, number | null> {
	const ids = isGroup(fields['assumptions']) ? fields['assumptions'] : {};
	return Object.fromEntries(
		years.map((year) => {
			const id = ids[year];
			return [year, isWhole(id) ? id : null];
		})
	);
}

/** A row as the page's script sends it: the fields of the page, and the assumptions under its cells. */
export function scriptedRow(row: GridRow, setting: Pick<GridSetting, 'period'>): Record<string, unknown> {
	const years = yearsOf(setting.period);
	const named = (prefix: string, texts: Record<number, string>) =>
		Object.fromEntries(years.map((year) => [`${prefix}${year}`, texts[year] ?? '']));
	return {
		made: madeText(row),
		description: row.description,
		budget: row.budget,
		flow: row.flow,
		baseline: row.baseline ? 'on' : '',
		recommendationId: row.recommendationId,
		priceYear: row.priceYear,
		steady: row.steady,
		...named('y', row.money),
		...(row.staff ? named('s', row.staff) : {}),
		assumptions: row.assumptions ?? {},
		remove: row.remove ? 'on' : '',
		theirs: row.theirs ? 'on' : ''
	};
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function isGroup(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
