import { cleanText } from '#lib/forms/clean-text.ts';

/** What a list's address says. Whatever cannot be read is left out, so an address typed by hand never fails. */

/** @returns the words of a filter, cut to a length that a search can take; null for none */
export function readWords(params: URLSearchParams, name: string, most = 200): string | null {
	const words = cleanText(params.get(name) ?? '')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, most);
	return words === '' ? null : words;
}

export function readChoice<Choice extends string>(
	params: URLSearchParams,
	name: string,
	choices: Readonly<Record<Choice, unknown>>
): Choice | null {
	const value = params.get(name);
	return value !== null && isKeyOf(choices, value) ? value : null;
}

export function readId(params: URLSearchParams, name: string): number | null {
	const value = params.get(name);
	return value !== null && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}

/** @returns an ISO date */
export function readDate(params: URLSearchParams, name: string): string | null {
	const value = params.get(name) ?? '';
	if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return null;
	const date = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : null;
}

/** The same list under other terms: each name set to a value, or taken out with null. */
export function addressWith(url: URL, changes: Record<string, string | null>): string {
	const params = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) params.delete(name);
		else params.set(name, value);
	}
	const query = params.toString();
	return query === '' ? url.pathname : `${url.pathname}?${query}`;
}

function isKeyOf<Choice extends string>(choices: Readonly<Record<Choice, unknown>>, value: string): value is Choice {
	return Object.hasOwn(choices, value);
}
