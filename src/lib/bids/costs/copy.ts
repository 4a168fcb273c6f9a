/** Cells for the clipboard, as spreadsheets read them. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
	return rows
		.map((cells) => cells.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
		.join('\n');
}
