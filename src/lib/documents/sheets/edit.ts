import { editOds } from './edit-ods.ts';
import { editXlsx } from './edit-xlsx.ts';
import type { Edit, EditOutcome } from './editing.ts';
import { openSheets } from './package.ts';

/**
 * Fills cells of a workbook from outside in place: everything else in the file stays what it is. A formula is never
 * written over. Call it in a thread. @throws UnreadableFile
 */
export function editCells(bytes: Uint8Array, edits: readonly Edit[]): { bytes: Uint8Array; outcomes: EditOutcome[] } {
	const file = openSheets(bytes);
	const editing = file.format === 'xlsx' ? editXlsx(file) : editOds(file);
	const outcomes = edits.map((edit) => ({ edit, ...editing.put(edit) }));
	return { bytes: editing.finish(), outcomes };
}
