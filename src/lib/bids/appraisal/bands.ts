import type { Decimal } from './decimal.ts';
import type { EditionOf } from './edition.ts';
import type { Band } from './figure.ts';

/** The word for a ratio; one on a boundary is in the band that begins there. */
export function bandOf(ratio: Decimal, { edition, source, content }: EditionOf<'value_bands'>): Band {
	const reached = content.bands.filter(({ from }) => from === null || ratio.gte(from));
	const band = reached.at(-1);
	if (!band) throw new Error('Value-for-money bands without a lowest one');
	return { name: band.name, advisory: true, edition, source };
}
