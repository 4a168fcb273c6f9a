import { type FormState, valueAt } from '#lib/forms/form-state.ts';

/** Whether an exception was being made in a form that came back, or something is wrong with one. */
export function isExcepted(state: FormState | undefined): boolean {
	if (!state) return false;
	const rows = valueAt(state.values, 'exceptions');
	const typed = Array.isArray(rows) && rows.some((row: unknown) => valueAt(row, 'stance') || valueAt(row, 'reason'));
	return typed || Object.keys(state.errors).some((name) => name.startsWith('exceptions'));
}
