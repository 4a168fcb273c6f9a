/** The database cannot be reached, or nobody gave up the embedded engine's one connection in time. */
export class DatabaseUnavailable extends Error {
	override name = 'DatabaseUnavailable';
}

/** True when trying again in a moment may work: show a 503 with Retry-After, never a 500. */
export function isUnavailable(error: unknown): boolean {
	return causes(error).some(
		(cause) =>
			cause instanceof DatabaseUnavailable ||
			unavailableCodes.has(text(cause, 'code')) ||
			/^(08|53|57P)/.test(text(cause, 'code')) ||
			(text(cause, 'code') === 'ENOENT' && text(cause, 'syscall') === 'connect') ||
			unavailableMessages.some((pattern) => pattern.test(text(cause, 'message')))
	);
}

/**
 * The constraint that refused a write, or null when the error is no such refusal.
 * A not-null column has no named constraint before PostgreSQL 18: the answer is then `<table>_<column>_not_null`,
 * the name that PostgreSQL 18 gives it.
 */
export function constraintName(error: unknown): string | null {
	for (const cause of causes(error)) {
		if (!constraintCodes.has(text(cause, 'code'))) continue;
		if (text(cause, 'constraint')) return text(cause, 'constraint');
		if (text(cause, 'column')) return `${text(cause, 'table')}_${text(cause, 'column')}_not_null`;
	}
	return null;
}

const constraintCodes = new Set(['23502', '23503', '23505', '23514', '23P01']);

const unavailableCodes = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'ECONNABORTED',
	'EPIPE',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ETIMEDOUT',
	'25P03',
	'55P03'
]);

// The drivers raise these as plain errors without a code.
const unavailableMessages = [
	/^timeout exceeded when trying to connect$/,
	/^Connection terminated/,
	/^Client has encountered a connection error and is not queryable$/,
	/^Client was closed and is not queryable$/,
	/^Cannot use a pool after calling end on the pool$/,
	/^driver has already been destroyed$/,
	/^PGlite is clos(ed|ing)$/
];

function causes(error: unknown): unknown[] {
	const found: unknown[] = [];
	const left = [error];
	while (left.length > 0) {
		const next = left.shift();
		if (typeof next !== 'object' || next === null || found.includes(next)) continue;
		found.push(next);
		if ('cause' in next) left.push(next.cause);
		if (next instanceof AggregateError) left.push(...next.errors);
	}
	return found;
}

function text(error: unknown, key: string): string {
	const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
	return typeof value === 'string' ? value : '';
}
