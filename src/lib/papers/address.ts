import { NotFound } from '#lib/errors.ts';

/** The identifier that an address carries. @throws NotFound for what is none */
export function idInAddress(text: string): number {
	if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound();
	return Number(text);
}
