import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { type ActionView, actionViews } from './action.ts';

export const actionFields = {
	text: fields.prose('what is to be done', 1000),
	ownerPostId: fields.identifier('who does it'),
	dueOn: fields.isoDate('the day it is due', { from: '2000-01-01' }),
	reportBackTo: fields.optionalLine('to whom it is reported back', 200),
	reportBackOn: fields.optionalDate('the day it is reported back', { from: '2000-01-01' })
};

export const addActionForm = z
	.object({
		...actionFields,
		recommendationId: fields.optionalIdentifier('a recommendation'),
		meetingId: fields.optionalIdentifier('a meeting')
	})
	.superRefine(requireAddressee);

export const editActionForm = z.object({ ...actionFields, revision: fields.revision() }).superRefine(requireAddressee);

/** @param today an ISO date: what is done has happened */
export function doneForm(today: string) {
	return z.object({
		revision: fields.revision(),
		doneOn: fields.isoDate('the day it was done', { from: '2000-01-01', to: today }),
		outcome: fields.prose('what came of it', 2000)
	});
}

export const dropForm = z.object({
	revision: fields.revision(),
	because: fields.prose('why it is dropped', 1000)
});

/** A day of report needs somebody who hears it. */
function requireAddressee(
	input: { reportBackTo: string | null; reportBackOn: string | null },
	context: z.RefinementCtx
): void {
	if (input.reportBackOn === null || input.reportBackTo !== null) return;
	context.addIssue({ code: 'custom', path: ['reportBackTo'], message: 'Enter to whom it is reported back' });
}

/** The filters of the list, as the address carries them; what makes no sense is left out. */
export type ActionFilters = {
	view: ActionView;
	departmentId: number | null;
	meeting: number | null;
	recommendation: number | null;
};

export function actionFiltersFrom(query: URLSearchParams): ActionFilters {
	const view = query.get('show');
	return {
		view: view !== null && isView(view) ? view : 'open',
		departmentId: numberFrom(query.get('department')),
		meeting: numberFrom(query.get('meeting')?.replace(/^M/i, '') ?? null),
		recommendation: numberFrom(query.get('recommendation')?.replace(/^R/i, '') ?? null)
	};
}

/** Where a page of the list begins or ends: the day and the number of an action, as "2026-11-30.12". */
export function actionCursor(text: string | null): { dueOn: string; number: number } | null {
	const match = /^(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(text ?? '');
	const [, dueOn = '', number = ''] = match ?? [];
	return match && !Number.isNaN(Date.parse(dueOn)) ? { dueOn, number: Number(number) } : null;
}

function isView(text: string): text is ActionView {
	return text in actionViews;
}

function numberFrom(text: string | null): number | null {
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
