import { numberIn, reference } from '#lib/reviews/reference.ts';

/** The id at the end of an address. @returns 0, which nothing has, for anything else */
export function idInAddress(text: string): number {
	return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : 0;
}

/** Where a page under a recommendation stands. */
export function placeOf(params: { review: string; recommendation: string }): { number: number; here: string } {
	const number = numberIn('R', params.recommendation) ?? 0;
	return { number, here: `/reviews/${params.review}/recommendations/${reference('R', number)}` };
}
