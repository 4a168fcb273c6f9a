import { NotFound } from '#lib/errors.ts';

/** The number of a record in an address. @throws NotFound for anything that no record has */
export function recordId(text: string): number {
	if (!/^[1-9]\d{0,15}$/.test(text)) throw new NotFound('This page was not found');
	return Number(text);
}

/** The number of the record that a list goes on after, from the address; null for the first page. */
export function afterIn(url: URL): number | null {
	const after = url.searchParams.get('after') ?? '';
	return /^[1-9]\d{0,15}$/.test(after) ? Number(after) : null;
}

/** What somebody searches a list for, from the address; null for nothing. */
export function searchIn(url: URL): string | null {
	return url.searchParams.get('q')?.replaceAll('\0', '').trim().slice(0, 200) || null;
}
