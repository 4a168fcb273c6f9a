import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { type Grade, grades } from '#lib/positions/position.ts';
import { type LedgerView, ledgerViews } from './ledger.ts';

export const assignForm = z.object({
	revision: fields.revision(),
	ownerPostId: fields.optionalIdentifier('an owner'),
	neededBy: fields.optionalDate('the day by which it is needed')
});

export const wordsForm = z.object({
	revision: fields.revision(),
	words: fields.prose('the words', 5000)
});

export const settleForm = z.object({
	revision: fields.revision(),
	version: fields.optionalWholeNumber('the version', { min: 1, max: 100_000 }),
	handled: fields.optionalProse('how it was dealt with', 2000)
});

export const tickForm = z.object({
	version: fields.wholeNumber('the version', { min: 1, max: 100_000 })
});

/** What a list of the ledger is cut to, as the address carries it; what makes no sense is left out. */
export type LedgerFilters = { view: LedgerView; teamId: number | null; grade: Grade | null };

export const noLedgerFilters: LedgerFilters = { view: 'all', teamId: null, grade: null };

export function ledgerFiltersFrom(query: URLSearchParams): LedgerFilters {
	const [view, grade, team] = [query.get('show') ?? '', query.get('grade') ?? '', query.get('department') ?? ''];
	return {
		view: isView(view) ? view : 'open',
		grade: isGrade(grade) ? grade : null,
		teamId: numberFrom(team)
	};
}

/** The number of a condition where a page of the list begins or ends. */
export function numberFrom(text: string | null): number | null {
	return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function isView(text: string): text is LedgerView {
	return Object.hasOwn(ledgerViews, text);
}

function isGrade(text: string): text is Grade {
	return Object.hasOwn(grades, text);
}
