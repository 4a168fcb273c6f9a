import * as z from 'zod';
import { parseAddress } from '#lib/documents/sheets/grid.ts';
import * as fields from '#lib/forms/fields.ts';
import { unitNames } from '../costs/amount.ts';
import { columnTarget } from '../returns/forms.ts';
import { mostColumns } from '../returns/mapping.ts';
import { isBidField, lineFieldNames } from './mapping.ts';

/** Without a file a browser sends one that has no name and no bytes. */
export const templateFileForm = z.object({
	file: z.instanceof(File, { error: chooseFile() }).refine((file) => file.size > 0 || file.name !== '', chooseFile())
});

const cell = z.object({
	cell: fields
		.line('the cell', 10)
		.refine((text) => parseAddress(text) !== null, 'Cell must be an address, such as B3')
		.transform((text) => text.toUpperCase().replaceAll('$', '')),
	field: z.string('Select what goes there').refine(isBidField, 'Select what goes there')
});

export const templateMappingForm = z
	.object({
		revision: fields.revision(),
		layout: fields.oneOf('what the sheet is for', ['form', 'list']),
		firstRow: fields.wholeNumber('the first row for lines', { min: 1, max: 20_000 }),
		lastRow: fields.optionalWholeNumber('the last row for lines', { min: 1, max: 20_000 }),
		unit: fields.oneOf('the unit', unitNames),
		savings: fields.oneOf('how savings are shown', ['negative', 'positive']),
		options: fields.oneOf('which lines', ['preferred', 'all']),
		baseline: fields.checkbox(),
		columns: z
			.array(columnTarget(lineFieldNames))
			.max(mostColumns)
			.refine((columns) => columns.some((column) => column !== ''), 'Say what goes into at least one column'),
		fields: fields.rows('cells', cell, { max: 60 })
	})
	.refine(({ firstRow, lastRow }) => lastRow === null || lastRow >= firstRow, {
		path: ['lastRow'],
		message: 'The last row for lines must not stand above the first'
	});

function chooseFile(): string {
	return 'Choose the Treasury’s blank file';
}
