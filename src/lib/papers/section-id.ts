import { NotFound } from '#lib/errors.ts';

/** The id of a section, as the address carries it. @throws NotFound */
export function sectionIdIn(text: string): number {
	if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound('This section was not found');
	return Number(text);
}
