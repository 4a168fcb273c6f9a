import type { LinkStance } from '#lib/recommendations/link.ts';

/** What decides how strongly a finding speaks. */
export type Weighed = { stance: LinkStance; eventCount: number; eventOn: string | null; findingNumber: number };

/** The order, as the card states it. */
export const orderStated =
	'What contradicts comes before what qualifies; then what was heard on more occasions, then what is newer.';

/** The strongest findings for a recommendation and against it, at most so many of each. */
export function strongest<Finding extends Weighed>(
	findings: readonly Finding[],
	each: number
): { inFavour: Finding[]; against: Finding[] } {
	const ordered = [...findings].sort(byStrength);
	return {
		inFavour: ordered.filter(({ stance }) => stance === 'supports').slice(0, each),
		against: ordered.filter(({ stance }) => stance !== 'supports').slice(0, each)
	};
}

function byStrength(one: Weighed, other: Weighed): number {
	return (
		Number(one.stance === 'qualifies') - Number(other.stance === 'qualifies') ||
		other.eventCount - one.eventCount ||
		(other.eventOn ?? '').localeCompare(one.eventOn ?? '') ||
		other.findingNumber - one.findingNumber
	);
}
