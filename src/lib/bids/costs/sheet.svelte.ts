import { budgets, flows, financialYear } from '../bid.ts';
import { blankRow, type GridRow, type MergedRow, mergeRows, rowOf, scriptedRow, type StoredLine } from './grid.ts';
import { type ByColumn, type GridSetting, isTouched, readLine, yearsOf } from './line.ts';
import type { SummedLine } from './totals.ts';

/** Columns as they stand from left to right; years are `y2023` for money and `s2023` for staff. */
export type Column = string;

export type Choice = { value: string; text: string };

type Step = { rows: SheetRow[]; held: GridRow[] };

const mostSteps = 50;

/** One row of the grid while somebody works in it. */
export class SheetRow {
	readonly key: number;
	readonly #setting: GridSetting;
	id = $state<number | null>(null);
	revision = $state<number | null>(null);
	was = $state<string | null>(null);
	description = $state('');
	budget = $state('');
	flow = $state('');
	baseline = $state(false);
	recommendationId = $state('');
	priceYear = $state('');
	steady = $state('');
	money = $state<Record<number, string>>({});
	staff = $state<Record<number, string> | undefined>();
	assumptions = $state<Record<number, number | null> | undefined>();
	remove = $state(false);
	theirs = $state(false);
	/** What somebody else saved of this line since it was opened. */
	meanwhile = $state<StoredLine | 'removed' | null>(null);
	/** Pasted words that a choice does not have, by column. */
	unknown = $state<ByColumn>({});
	read = $derived.by(() => readLine(this.held(), this.#setting));
	touched = $derived(this.remove || isTouched(this.held(), this.read));
	problems = $derived<ByColumn>(this.remove || !this.touched ? {} : { ...this.read.problems, ...this.unknown });
	questions = $derived<ByColumn>(this.remove || !this.touched ? {} : this.read.questions);

	constructor(key: number, setting: GridSetting, { row, meanwhile }: MergedRow) {
		this.key = key;
		this.#setting = setting;
		this.hold(row);
		this.meanwhile = meanwhile;
	}

	held(): GridRow {
		return {
			id: this.id,
			revision: this.revision,
			was: this.was,
			description: this.description,
			budget: this.budget,
			flow: this.flow,
			baseline: this.baseline,
			recommendationId: this.recommendationId,
			priceYear: this.priceYear,
			steady: this.steady,
			money: { ...this.money },
			...(this.staff ? { staff: { ...this.staff } } : {}),
			...(this.assumptions ? { assumptions: { ...this.assumptions } } : {}),
			remove: this.remove,
			theirs: this.theirs
		};
	}

	hold(row: GridRow): void {
		Object.assign(this, {
			...row,
			money: { ...row.money },
			staff: row.staff && { ...row.staff },
			assumptions: row.assumptions && { ...row.assumptions },
			unknown: {}
		});
	}

	text(column: Column): string {
		const year = yearOf(column);
		if (year !== null) return (column.startsWith('s') ? this.staff : this.money)?.[year] ?? '';
		if (column === 'baseline') return this.baseline ? 'on' : '';
		return this[column as 'description'];
	}

	set(column: Column, text: string): void {
		const year = yearOf(column);
		if (column in this.unknown) {
			this.unknown = Object.fromEntries(Object.entries(this.unknown).filter(([name]) => name !== column));
		}
		if (year === null) {
			if (column === 'baseline') this.baseline = text === 'on';
			else this[column as 'description'] = text;
		} else if (column.startsWith('y')) this.money[year] = text;
		else if (this.staff) this.staff[year] = text;
	}

	/** The line as the totals count it, as far as it can be read. */
	summed(teamId: number): SummedLine | null {
		if (this.remove || this.read.blank) return null;
		const budget = this.budget in budgets ? (this.budget as SummedLine['budget']) : null;
		const flow = this.flow in flows ? (this.flow as SummedLine['flow']) : null;
		if (!budget || !flow) return null;
		return {
			optionId: this.#setting.optionId,
			teamId,
			recommendationId: this.recommendationId === '' ? null : Number(this.recommendationId),
			flow,
			budget,
			baseline: this.baseline,
			priceYear: this.priceYear === '' ? null : Number(this.priceYear),
			steadyStatePence: this.read.steadyStatePence,
			cells: this.read.cells
		};
	}
}

/** The rows of the grid while somebody works in it, with every step back. */
export class Sheet {
	rows = $state.raw<SheetRow[]>([]);
	readonly #setting: GridSetting;
	readonly #staff: boolean;
	readonly #choices: Record<string, readonly Choice[]>;
	#nextKey = 0;
	#back: Step[] = $state.raw([]);
	#forth: Step[] = $state.raw([]);

	/** @param choices what may stand in the columns that are chosen from a list */
	constructor(
		setting: GridSetting,
		{ staff, blanks, choices }: { staff: boolean; blanks: number; choices: Record<string, readonly Choice[]> },
		rows: readonly MergedRow[]
	) {
		this.#setting = setting;
		this.#staff = staff;
		this.#choices = choices;
		this.rows = rows.map((row) => this.#make(row));
		const blank = this.rows.toReversed().findIndex(({ read }) => !read.blank);
		this.addRows(blanks - (blank === -1 ? this.rows.length : blank));
	}

	columns(): Column[] {
		return [
			'description',
			...yearsOf(this.#setting.period).map((year) => `y${year}`),
			'steady',
			'budget',
			'flow',
			'baseline',
			'recommendationId',
			'priceYear'
		];
	}

	addRows(count: number): void {
		const added = Array.from({ length: Math.max(0, count) }, () =>
			this.#make({ row: blankRow(this.#staff), meanwhile: null })
		);
		if (added.length > 0) this.rows = [...this.rows, ...added];
	}

	/** Keeps how things stand, so that what follows can be undone in one step. */
	mark(): void {
		this.#back = [...this.#back, this.#step()].slice(-mostSteps);
		this.#forth = [];
	}

	undo(): boolean {
		const step = this.#back.at(-1);
		if (!step) return false;
		this.#back = this.#back.slice(0, -1);
		this.#forth = [...this.#forth, this.#step()];
		this.#restore(step);
		return true;
	}

	redo(): boolean {
		const step = this.#forth.at(-1);
		if (!step) return false;
		this.#forth = this.#forth.slice(0, -1);
		this.#back = [...this.#back, this.#step()];
		this.#restore(step);
		return true;
	}

	get canUndo(): boolean {
		return this.#back.length > 0;
	}

	/**
	 * Puts a block of cells in at a place, and rows for what goes below the last. A heading with years says which column is
	 * which: `years` is what its first row says, null where that is no heading. One cell that cannot be read stays in sight with what is wrong; nothing else is lost for it.
	 * @returns what there was no place for, in words
	 */
	paste(
		rowIndex: number,
		column: Column,
		block: readonly (readonly string[])[],
		years: readonly (number | null)[] | null
	): string[] {
		this.mark();
		const ofStaff = column.startsWith('s2');
		const columns = this.columns().map((name) => (ofStaff && name.startsWith('y') ? `s${name.slice(1)}` : name));
		const start = Math.max(0, columns.indexOf(column));
		const rows = years ? block.slice(1) : block;
		const targets = Array.from({ length: Math.max(0, ...block.map((cells) => cells.length)) }, (_, offset) => {
			const year = years?.[offset];
			if (year === null || year === undefined) return columns[start + offset];
			return columns.find((name) => name === `${ofStaff ? 's' : 'y'}${year}`);
		});
		this.addRows(rowIndex + rows.length + 1 - this.rows.length);
		const left: string[] = [];
		rows.forEach((cells, index) => {
			const row = this.rows[rowIndex + index];
			cells.forEach((text, offset) => {
				const target = targets[offset];
				if (row && target) this.#put(row, target, text);
				else if (text !== '') {
					const year = years?.[offset];
					left.push(year ? `${financialYear(year)}, row ${index + 1}: ${text}` : `Row ${index + 1}: ${text}`);
				}
			});
		});
		return left;
	}

	/** Empties the cells of a block. */
	clear(rows: readonly SheetRow[], columnsOf: (row: SheetRow) => readonly Column[]): void {
		this.mark();
		for (const row of rows) {
			for (const column of columnsOf(row)) {
				if (column === 'description' || column === 'steady' || yearOf(column) !== null) row.set(column, '');
			}
		}
	}

	/** Takes in what is stored now, after somebody else has saved. */
	merge(stored: readonly StoredLine[]): void {
		const byPlace = this.rows.map((row) => row.held());
		const merged = mergeRows(byPlace, stored, this.#setting);
		this.rows = merged.map((each) => this.#make(each));
		this.#back = [];
		this.#forth = [];
	}

	/** One text for the form: every row, in the order of the grid. */
	posted(): string {
		return JSON.stringify(this.rows.map((row) => scriptedRow(row.held(), this.#setting)));
	}

	/** Puts a row back to what somebody else saved. */
	takeTheirs(row: SheetRow): void {
		const { meanwhile } = row;
		if (!meanwhile || meanwhile === 'removed') return;
		this.mark();
		row.hold(rowOf(meanwhile, { unit: this.#setting.unit, staff: this.#staff }));
		row.meanwhile = null;
	}

	/** Chooses by what people write in a spreadsheet: the words of the choice, in any case. */
	#put(row: SheetRow, column: Column, text: string): void {
		const choices = this.#choices[column];
		if (!choices) {
			if (column === 'baseline')
				row.set(column, /^(?:y|yes|true|1|x|on|baseline|in baseline)$/i.test(text) ? 'on' : '');
			else row.set(column, text);
			return;
		}
		if (text === '') return;
		const wanted = plain(text);
		const chosen = choices.find(({ value, text: words }) => plain(words) === wanted || plain(value) === wanted);
		if (chosen) row.set(column, chosen.value);
		else row.unknown = { ...row.unknown, [column]: `“${text.slice(0, 60)}” is not in this list` };
	}

	#make(row: MergedRow): SheetRow {
		const key = this.#nextKey;
		this.#nextKey += 1;
		return new SheetRow(key, this.#setting, row);
	}

	#step(): Step {
		return { rows: this.rows, held: this.rows.map((row) => row.held()) };
	}

	#restore({ rows, held }: Step): void {
		rows.forEach((row, index) => {
			const before = held[index];
			if (before) row.hold(before);
		});
		this.rows = rows;
	}
}

/** `y2023` and `s2023` are of 2023. @returns null for other columns */
export function yearOf(column: Column): number | null {
	const match = /^[ys](\d{4})$/.exec(column);
	return match ? Number(match[1]) : null;
}

function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
}
