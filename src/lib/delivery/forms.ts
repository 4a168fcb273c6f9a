import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { type StageView, stageViews } from './delivery.ts';

const shared = {
	version: fields.revision(),
	link: fields.optionalWebAddress('a link'),
	/** The record that is put right. */
	corrects: fields.optionalIdentifier('the record to put right'),
	because: fields.optionalProse('why it is put right', 1000)
};

/** @param today an ISO date: what is announced has been said */
export function announcedForm(today: string) {
	return z
		.object({
			decidedOn: fields.isoDate('the day it was announced', { from: '2000-01-01', to: today }),
			source: fields.line('where it was announced', 500),
			...shared
		})
		.superRefine(requireReason);
}

/** @param today an ISO date */
export function deliveredForm(today: string) {
	return z
		.object({
			decidedOn: fields.isoDate('the day it was delivered', { from: '2000-01-01', to: today }),
			teamId: fields.identifier('the department that delivered it'),
			source: fields.line('what shows that it is delivered', 500),
			...shared
		})
		.superRefine(requireReason);
}

function requireReason(
	{ corrects, because }: { corrects: number | null; because: string | null },
	context: z.RefinementCtx
): void {
	if (corrects === null || because !== null) return;
	context.addIssue({ code: 'custom', path: ['because'], message: 'Enter why it is put right' });
}

export type ProgressFilters = { view: StageView; teamId: number | null };

export function progressFiltersFrom(query: URLSearchParams): ProgressFilters {
	const view = query.get('show');
	const team = query.get('department');
	return {
		view: view !== null && isView(view) ? view : 'all',
		teamId: team !== null && /^\d{1,9}$/.test(team) ? Number(team) : null
	};
}

function isView(text: string): text is StageView {
	return text in stageViews;
}
