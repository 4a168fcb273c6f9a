/** Where a page begins and ends: the cursors that the pages before and after it are asked for with. */
export type KeysetPage<Row, Cursor> = { rows: Row[]; previous: Cursor | null; next: Cursor | null };

/**
 * Makes a page of what a keyset query has found, one row more than a page holds where there is more.
 * @param found in the order of the query, which runs the other way when the page ends before a cursor
 * @param from the cursor that the page begins after or ends before, if any
 */
export function keysetPage<Row, Cursor>(
	found: readonly Row[],
	size: number,
	from: { after?: Cursor | null; before?: Cursor | null },
	cursorOf: (row: Row) => Cursor
): KeysetPage<Row, Cursor> {
	const backwards = (from.before ?? null) !== null;
	const begun = backwards || (from.after ?? null) !== null;
	const more = found.length > size;
	const rows = found.slice(0, size);
	if (backwards) rows.reverse();
	const [first, last] = [rows[0], rows.at(-1)];
	return {
		rows,
		previous: first !== undefined && (backwards ? more : begun) ? cursorOf(first) : null,
		next: last !== undefined && (backwards || more) ? cursorOf(last) : null
	};
}
