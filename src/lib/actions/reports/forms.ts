import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { type ReportView, reportViews } from './report.ts';

/** @param today an ISO date: what was reported has been said */
export function reportForm(today: string) {
	return z
		.object({
			revision: fields.revision(),
			reportedOn: fields.isoDate('the day it was reported', { from: '2000-01-01', to: today }),
			reportedTo: fields.line('to whom it was reported', 200),
			words: fields.prose('what was reported', 2000),
			nextOn: fields.optionalDate('the day of the next report', { from: '2000-01-01' })
		})
		.superRefine(({ reportedOn, nextOn }, context) => {
			if (nextOn === null || nextOn > reportedOn) return;
			context.addIssue({ code: 'custom', path: ['nextOn'], message: 'The next report must be after this one' });
		});
}

export type ReportFilters = { view: ReportView; departmentId: number | null; ownerPostId: number | null };

export function reportFiltersFrom(query: URLSearchParams): ReportFilters {
	const view = query.get('show');
	return {
		view: view !== null && isView(view) ? view : 'due',
		departmentId: numberFrom(query.get('department')),
		ownerPostId: numberFrom(query.get('owner'))
	};
}

function isView(text: string): text is ReportView {
	return text in reportViews;
}

function numberFrom(text: string | null): number | null {
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
