import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type Edition, editionSchema } from './edition.ts';
import gdpDeflators from './editions/gdp-deflators-december-2025.json' with { type: 'json' };
import greenBook from './editions/green-book-2026.json' with { type: 'json' };
import optimismBias from './editions/optimism-bias.json' with { type: 'json' };
import valueBands from './editions/value-bands.json' with { type: 'json' };
import values from './editions/values-green-book-2026.json' with { type: 'json' };
import { parameterKindNames } from './parameters.ts';

/** The editions that come with the application, checked when it starts. */
export const shippedEditions: readonly Edition[] = [greenBook, gdpDeflators, optimismBias, valueBands, values].map(
	(data) => editionSchema.parse(data)
);

export type KnownEdition = {
	edition: Edition;
	/** Names it in an address. */
	key: string;
	/** Null for one that comes with the application. */
	id: number | null;
	addedBy: string | null;
	addedAt: Date | null;
};

/** Every edition that a review knows, by kind, the latest first. */
export async function listKnownEditions(trx: Trx, reviewId: number): Promise<KnownEdition[]> {
	const rows = await trx
		.selectFrom('parameterEditions')
		.innerJoin('people', 'people.id', 'parameterEditions.addedByPersonId')
		.select([
			'parameterEditions.id',
			// As text: the names in it are not columns, and are read as they were written.
			sql<string>`parameter_editions.content::text`.as('content'),
			'parameterEditions.addedAt',
			'people.name'
		])
		.where('parameterEditions.reviewId', '=', reviewId)
		.orderBy('parameterEditions.id')
		.limit(mostEditions)
		.execute();
	const own = rows.map(({ id, content, name, addedAt }) => ({
		edition: editionSchema.parse(JSON.parse(content)),
		key: String(id),
		id,
		addedBy: name,
		addedAt
	}));
	const shipped = shippedEditions.map((edition) => ({
		edition,
		key: keyOf(edition),
		id: null,
		addedBy: null,
		addedAt: null
	}));
	const place = ({ edition }: KnownEdition) => parameterKindNames.indexOf(edition.kind);
	const start = ({ edition }: KnownEdition) => edition.startsOn ?? '';
	return [...shipped, ...own].sort((a, b) => place(a) - place(b) || start(b).localeCompare(start(a)));
}

/** @throws NotFound */
export async function getKnownEdition(trx: Trx, reviewId: number, key: string): Promise<KnownEdition> {
	const found = (await listKnownEditions(trx, reviewId)).find((known) => known.key === key);
	if (!found) throw new NotFound('This edition was not found');
	return found;
}

/** What an appraisal of this review can be made with. */
export async function listEditions(trx: Trx, reviewId: number): Promise<Edition[]> {
	return (await listKnownEditions(trx, reviewId)).map(({ edition }) => edition);
}

/** How many editions a review may add. */
export const mostEditions = 200;

/** "discount-rates-green-book-2026": not a number, which those of a review are. */
function keyOf({ kind, edition }: Edition): string {
	return `${kind} ${edition}`
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/-$/, '');
}
