import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict } from '#lib/errors.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Gate } from '../paper.ts';
import { findSlotKind, mistakeInSlot, readStanding } from './registry.server.ts';
import { allReadersMay, notForReaders } from './readers.ts';
import { placeIn, type Place, slotKey, type Standing } from './slot.ts';

/** A slot as a section keeps it: how it is written, and what it prints until it is refreshed. */
export type Placement = { kind: string; argument: string; standing: Standing | null };

type Written = { kind: string; argument: string };

/**
 * Looks up the slots of a section's text. One that the paper holds already keeps what stands, so that saving another
 * sentence accepts nothing by the way.
 * @returns the slots in their order; where some cannot be placed, sentences for the author instead
 */
export async function resolveSlots(
	trx: Trx,
	paper: { id: number; reviewId: number; gate: Gate },
	sectionId: number,
	written: readonly Written[]
): Promise<{ placements: Placement[]; problems: string[] }> {
	const held = await listHeld(trx, paper.id);
	const standing = new Map(held.map((slot) => [slotKey(slot), slot.standing]));
	const elsewhere = held.filter((slot) => slot.sectionId !== sectionId);
	const distinct = [...new Map(written.map((slot) => [slotKey(slot), slot])).values()];
	const resolved = new Map<string, Placement>();
	const problems: string[] = [];

	for (const slot of [
		...distinct.filter(placesRecommendations),
		...distinct.filter((each) => !placesRecommendations(each))
	]) {
		const place = placeIn(paper, [...elsewhere, ...resolved.values()]);
		const found = await resolveSlot(trx, place, slot, standing.get(slotKey(slot)) ?? null);
		if (typeof found === 'string') problems.push(found);
		else resolved.set(slotKey(slot), found);
	}
	return { placements: written.flatMap((slot) => resolved.get(slotKey(slot)) ?? []), problems };
}

/** Puts a section's slots in the place of those that it had. */
export async function savePlacements(
	trx: Trx,
	paper: { id: number; reviewId: number },
	sectionId: number,
	placements: readonly Placement[]
): Promise<void> {
	await trx.deleteFrom('slots').where('sectionId', '=', sectionId).execute();
	if (placements.length === 0) return;
	const at = { sectionId, paperId: paper.id, reviewId: paper.reviewId };
	const rows = placements.map((slot, index) => ({ ...slot, ...at, position: index + 1 }));
	await trx
		.insertInto('slots')
		.values(rows.map(({ standing, ...row }) => ({ ...row, data: dataOf(standing) })))
		.execute();
	await savePlaces(trx, paper.reviewId, rows);
}

/** Makes what a slot would print now what stands, wherever the paper holds it. @throws Conflict where it names what is not there any more */
export async function refreshStanding(trx: Trx, place: Place, slot: Written): Promise<void> {
	const refreshed = await resolveSlot(trx, place, slot, null);
	if (typeof refreshed === 'string') throw new Conflict(refreshed);
	const rows = await trx
		.deleteFrom('slots')
		.where('paperId', '=', place.paperId)
		.where('kind', '=', slot.kind)
		.where('argument', '=', slot.argument)
		.returningAll()
		.execute();
	if (rows.length === 0) return;
	await trx
		.insertInto('slots')
		.values(rows.map((row) => ({ ...row, data: dataOf(refreshed.standing) })))
		.execute();
	await savePlaces(
		trx,
		place.reviewId,
		rows.map((row) => ({ ...row, standing: refreshed.standing }))
	);
}

async function resolveSlot(
	trx: Trx,
	place: Place,
	slot: Written,
	standing: Standing | null
): Promise<Placement | string> {
	const mistake = mistakeInSlot(slot);
	if (mistake !== null) return mistake;
	const kind = findSlotKind(slot.kind);
	const needed = kind?.needs(slot.argument) ?? null;
	if (needed !== null && !allReadersMay(needed, place.gate)) return notForReaders(slotKey(slot), place.gate);
	if (standing) return { ...slot, standing };
	const resolved = await kind?.resolve(trx, place, slot.argument);
	if (resolved?.state === 'refused') return resolved.because;
	return { ...slot, standing: resolved?.state === 'resolved' ? (kind?.read(resolved.data) ?? null) : null };
}

function placesRecommendations(slot: Written): boolean {
	return findSlotKind(slot.kind)?.placesRecommendations ?? false;
}

async function listHeld(trx: Trx, paperId: number) {
	const rows = await trx
		.selectFrom('slots')
		.innerJoin('sections', 'sections.id', 'slots.sectionId')
		.select(['slots.sectionId', 'slots.kind', 'slots.argument', 'slots.data'])
		.where('slots.paperId', '=', paperId)
		.where('sections.removedAt', 'is', null)
		.execute();
	return rows.map(({ data, ...row }) => ({ ...row, standing: readStanding(row.kind, data) }));
}

function dataOf(standing: Standing | null): string | null {
	return standing && JSON.stringify(standing.data);
}

type SavedSlot = { sectionId: number; paperId: number; position: number; standing: Standing | null };

/** Lays down what saved slots recommend, so that a recommendation finds its papers; it goes with the slots. */
async function savePlaces(trx: Trx, reviewId: number, slots: readonly SavedSlot[]): Promise<void> {
	const placed = slots.flatMap(({ standing, sectionId, paperId, position }) =>
		(standing?.places ?? []).flatMap(({ reference, version }) => {
			const number = numberIn('R', reference);
			return number === null ? [] : [{ number, version, sectionId, paperId, position }];
		})
	);
	if (placed.length === 0) return;
	const known = await trx
		.selectFrom('recommendations')
		.select(['id', 'number'])
		.where('reviewId', '=', reviewId)
		.where('number', 'in', [...new Set(placed.map(({ number }) => number))])
		.execute();
	const idOf = new Map(known.map(({ id, number }) => [number, id]));
	const rows = placed.flatMap(({ number, version, ...at }) => {
		const recommendationId = idOf.get(number);
		return recommendationId === undefined
			? []
			: [{ ...at, reviewId, recommendationId, recommendationVersion: version }];
	});
	if (rows.length > 0) await trx.insertInto('placedRecommendations').values(rows).execute();
}
