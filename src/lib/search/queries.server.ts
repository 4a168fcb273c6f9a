import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { reference, type ReferenceKind } from '#lib/reviews/reference.ts';

export type Hit = {
	reference: string;
	kind: ReferenceKind;
	title: string;
	/** Where it comes from or stands, in a few words. */
	from: string | null;
};

const kinds = { evidence: 'E', finding: 'F', recommendation: 'R', paper: 'P', bid: 'B' } as const;

/**
 * Full-text search over everything in a review that the signed-in person may know of, best first within each kind.
 * @param words as typed: quotes for a phrase, a minus to leave out
 */
export async function searchReview(trx: Trx, reviewId: number, words: string, atMost = 10): Promise<Hit[]> {
	const { rows } = await sql<{ kind: keyof typeof kinds; id: number }>`
		select kind, id from search_records(${reviewId}, ${words.slice(0, 200)}, ${atMost}) order by kind, rank desc, id desc`.execute(
		trx
	);
	const idsOf = (kind: keyof typeof kinds) => rows.filter((row) => row.kind === kind).map((row) => row.id);

	// The function decided what matches; the rows themselves are read under row-level security.
	const found = [
		...(await events(trx, idsOf('evidence'))),
		...(await findings(trx, idsOf('finding'))),
		...(await recommendations(trx, idsOf('recommendation'))),
		...(await papers(trx, idsOf('paper'))),
		...(await bids(trx, idsOf('bid')))
	];
	return rows.flatMap((row) => found.find((hit) => hit.kind === kinds[row.kind] && hit.id === row.id)?.hit ?? []);
}

type Found = { kind: ReferenceKind; id: number; hit: Hit };

function asFound(
	kind: ReferenceKind,
	row: { id: number; number: number; title: string | null; from: string | null }
): Found {
	return {
		kind,
		id: row.id,
		hit: { kind, reference: reference(kind, row.number), title: row.title ?? 'Withdrawn', from: row.from }
	};
}

async function events(trx: Trx, ids: number[]): Promise<Found[]> {
	if (ids.length === 0) return [];
	const rows = await trx
		.selectFrom('evidenceEvents')
		.select([
			'id',
			'number',
			'title',
			sql<string | null>`concat_ws(', ', place_name, to_char(starts_on, 'FMDD Month YYYY'))`.as('from')
		])
		.where('id', 'in', ids)
		.execute();
	return rows.map((row) => asFound('E', row));
}

async function findings(trx: Trx, ids: number[]): Promise<Found[]> {
	if (ids.length === 0) return [];
	const rows = await trx
		.selectFrom('findings')
		.select([
			'id',
			'number',
			'sentence as title',
			sql<string | null>`concat_ws(', ', place_name, to_char(event_on, 'FMDD Month YYYY'))`.as('from')
		])
		.where('id', 'in', ids)
		.execute();
	return rows.map((row) => asFound('F', row));
}

async function recommendations(trx: Trx, ids: number[]): Promise<Found[]> {
	if (ids.length === 0) return [];
	const rows = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title', 'text as from'])
		.where('id', 'in', ids)
		.execute();
	return rows.map((row) => asFound('R', row));
}

async function papers(trx: Trx, ids: number[]): Promise<Found[]> {
	if (ids.length === 0) return [];
	const rows = await trx
		.selectFrom('papers')
		.select(['id', 'number', 'title', sql<string | null>`null`.as('from')])
		.where('id', 'in', ids)
		.execute();
	return rows.map((row) => asFound('P', row));
}

/** Bids in work as they stand; of the others what was last submitted. */
async function bids(trx: Trx, ids: number[]): Promise<Found[]> {
	if (ids.length === 0) return [];
	const working = await trx
		.selectFrom('bids')
		.innerJoin('fiscalEvents', 'fiscalEvents.id', 'bids.fiscalEventId')
		.select(['bids.id', 'bids.number', 'bids.title', 'fiscalEvents.name as from'])
		.where('bids.id', 'in', ids)
		.execute();
	const submitted = await trx
		.selectFrom('bidVersions')
		.innerJoin('fiscalEvents', 'fiscalEvents.id', 'bidVersions.fiscalEventId')
		.distinctOn('bidVersions.bidId')
		.select([
			'bidVersions.bidId as id',
			'bidVersions.bidNumber as number',
			'bidVersions.title',
			'fiscalEvents.name as from'
		])
		.where('bidVersions.bidId', 'in', ids)
		.where('bidVersions.submittedAt', 'is not', null)
		.orderBy('bidVersions.bidId')
		.orderBy('bidVersions.number', 'desc')
		.execute();
	return [...working, ...submitted.filter(({ id }) => !working.some((bid) => bid.id === id))].map((row) =>
		asFound('B', row)
	);
}
