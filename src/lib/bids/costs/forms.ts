import * as z from 'zod';
import { checkbox, identifier, line, optionalLine, oneOf, prose, revision } from '#lib/forms/fields.ts';
import { confidences } from '../bid.ts';
import { unitNames } from './amount.ts';
import { changesOf, postedRows } from './grid.ts';
import { type GridSetting, yearsOf } from './line.ts';

/** The grid as it is saved. What cannot be read is named cell by cell: `lines[2].y2023`. */
export function gridForm({ period, recommendationIds }: Pick<GridSetting, 'period' | 'recommendationIds'>) {
	return z
		.object({
			teamId: identifier('a department'),
			optionId: identifier('an option'),
			unit: oneOf('a unit', unitNames),
			/** Amounts a thousand times their neighbours are right. */
			sure: checkbox(),
			/** The whole grid as the page’s script sends it; without it, `lines`. */
			grid: z.unknown().optional(),
			lines: z.unknown().optional()
		})
		.transform((form, context) => {
			const setting = { period, recommendationIds, unit: form.unit, optionId: form.optionId };
			const posted = postedRows(form, yearsOf(period));
			if (!posted) {
				context.addIssue({ code: 'custom', message: 'The grid could not be read. Reload the page.' });
				return z.NEVER;
			}
			const { touched, removed } = changesOf(posted, setting);
			let asked = false;
			for (const { index, read } of touched) {
				const at = (column: string) => ['lines', index, column];
				for (const [column, message] of Object.entries(read.problems)) {
					context.addIssue({ code: 'custom', path: at(column), message: `Line ${index + 1}: ${message}` });
				}
				if (form.sure) continue;
				for (const [column, message] of Object.entries(read.questions)) {
					asked = true;
					context.addIssue({ code: 'custom', path: at(column), message: `Line ${index + 1}: ${message}` });
				}
			}
			if (asked) {
				context.addIssue({ code: 'custom', path: ['sure'], message: 'Mend these amounts, or say that they are right' });
			}
			return {
				teamId: form.teamId,
				optionId: form.optionId,
				unit: form.unit,
				lines: touched.flatMap(({ read }) => (read.line ? [read.line] : [])),
				removed,
				/** The place in the grid of each of `lines`. */
				places: touched.flatMap(({ index, read }) => (read.line ? [index] : []))
			};
		});
}

const words = {
	text: prose('the assumption', 2000),
	owner: line('who answers for it', 200),
	source: line('where it comes from', 500),
	confidence: oneOf('how sure it is', Object.keys(confidences) as (keyof typeof confidences)[]),
	/** F104 */
	finding: optionalLine('a finding', 20),
	/** `12:2023`: the line and the year. */
	cells: z
		.union([z.string(), z.array(z.string())])
		.optional()
		.transform((posted, context) => {
			const texts = posted === undefined || posted === '' ? [] : [posted].flat();
			return texts.flatMap((text) => {
				const [, lineId, year] = /^([1-9]\d{0,15}):(\d{4})$/.exec(text) ?? [];
				if (lineId && year) return [{ lineId: Number(lineId), year: Number(year) }];
				context.addIssue({ code: 'custom', message: 'Choose cells from the table' });
				return [];
			});
		})
};

export const newAssumptionForm = z.object({ teamId: identifier('a department'), ...words });

export const assumptionForm = z.object({ ...words, revision: revision() });

export const removeAssumptionForm = z.object({ revision: revision() });
