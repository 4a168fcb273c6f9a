import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { budgetNames, flowNames } from '../bid.ts';
import { unitNames } from '../costs/amount.ts';
import { fieldNames, mostColumns } from './mapping.ts';

const sheet = z.string('Select a sheet').min(1, 'Select a sheet').max(200, 'Select a sheet');
const headingRow = fields.wholeNumber('the row of the headings', { min: 1, max: 20_000 });

/** Without a file a browser sends one that has no name and no bytes. */
export const returnFileForm = z.object({
	teamId: fields.identifier('the department whose share this is'),
	file: z.instanceof(File, { error: chooseFile() }).refine((file) => file.size > 0 || file.name !== '', chooseFile())
});

export const placeForm = z.object({ revision: fields.revision(), sheet, headingRow });

export const mappingForm = z.object({
	revision: fields.revision(),
	unit: fields.oneOf('the unit', unitNames),
	optionId: fields.identifier('the option'),
	budget: fields.optionalOneOf('the budget', budgetNames),
	flow: fields.oneOf('what the lines are', flowNames),
	baseline: fields.checkbox(),
	priceYear: fields.optionalWholeNumber('the year of the prices', { min: 1990, max: 2200 }),
	negativesAreSavings: fields.checkbox(),
	columns: z
		.array(columnTarget(fieldNames))
		.max(mostColumns)
		.superRefine((columns, context) => {
			const twice = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
			if (twice !== undefined) context.addIssue({ code: 'custom', message: 'Two columns stand for the same thing' });
			if (!columns.includes('description')) {
				context.addIssue({ code: 'custom', message: 'Select the column that says what each line is for' });
			}
		})
});

export const commitReturnForm = z.object({
	/** The digest of what was shown. */
	seen: z.string().regex(/^[0-9a-f]{64}$/, 'This page is out of date. Reload it.'),
	removeMissing: fields.checkbox(),
	/** Not asked where the figures raise no question. */
	confirmed: fields.checkbox()
});

export const dropReturnForm = z.object({});

/** What a column holds, as a select says it: nothing, one of the names, the money of a year (`y2022`) or its staff (`s2022`). */
export function columnTarget<Name extends string>(names: readonly Name[]) {
	return z
		.string()
		.default('')
		.transform((text, context): '' | Name | YearTarget => {
			if (text === '') return '';
			const named = names.find((name) => name === text) ?? yearTarget(text);
			if (named === null) context.addIssue({ code: 'custom', message: 'Select what the column holds from the list' });
			return named ?? '';
		});
}

type YearTarget = `y${number}` | `s${number}`;

function yearTarget(text: string): YearTarget | null {
	const [, kind, year] = /^([ys])(\d{4})$/.exec(text) ?? [];
	if (year === undefined) return null;
	return kind === 'y' ? `y${Number(year)}` : `s${Number(year)}`;
}

function chooseFile(): string {
	return 'Choose the file with the figures';
}
