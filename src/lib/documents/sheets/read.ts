import { readCsv } from './csv.ts';
import type { Grid } from './grid.ts';
import { readOds } from './ods.ts';
import { isZip, openSheets } from './package.ts';
import { readXlsx } from './xlsx.ts';

/** Reads a file of sheets from outside by what it holds, not by its name. Call it in a thread. @throws UnreadableFile */
export function readGrid(bytes: Uint8Array): Grid {
	if (!isZip(bytes)) return readCsv(bytes);
	const file = openSheets(bytes);
	return file.format === 'xlsx' ? readXlsx(file) : readOds(file);
}
