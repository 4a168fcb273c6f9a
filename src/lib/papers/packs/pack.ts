import { type Actor, may } from '#lib/access/actor.ts';

/** A pack is for one meeting and is opened by people: beyond this it is an archive. */
export const mostItems = 30;

export function canMakePack(actor: Actor, reviewId: number): boolean {
	return may(actor, 'pack.make', { reviewId });
}

/**
 * The highest of several marking lines: SENSITIVE if any is, with every handling instruction, each once. It marks every
 * page, since a page torn out of a pack is still part of it.
 */
export function highestMarking(markings: readonly string[]): string {
	const sensitive = markings.some((marking) => marking.startsWith('OFFICIAL-SENSITIVE'));
	const handling = new Set(
		markings.flatMap((marking) => {
			const [, text] = /^OFFICIAL(?:-SENSITIVE)?: (.*)$/.exec(marking) ?? [];
			return text?.split('; ') ?? [];
		})
	);
	const tier = sensitive ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL';
	return handling.size === 0 ? tier : `${tier}: ${[...handling].join('; ')}`;
}
