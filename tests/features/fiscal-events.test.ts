import { expect, test } from 'vitest';
import { addFiscalEvent, editFiscalEvent, setEnvelope } from '#lib/bids/events/commands.server.ts';
import { envelopeForm, fiscalEventForm } from '#lib/bids/events/forms.ts';
import { envelopeByYear, listEnvelopes } from '#lib/bids/events/queries.server.ts';
import { getFiscalEvent } from '#lib/bids/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { addBid } from '../support/bids.ts';
import { actsOn, makeWorld, type World } from '../support/world.ts';

const details = {
	name: 'Settlement',
	firstYear: 2022,
	lastYear: 2024,
	capitalLastYear: 2025,
	returnDueOn: '2026-06-01',
	guidance: null
};

test('the secretariat adds a fiscal event and sets what its bids may come to', async () => {
	const world = await makeWorld();
	const id = await added(world);
	await setsEnvelope(world, id, 1, [{ year: 2022, rdel: 500, cdel: 20, ame: null }]);
	await setsEnvelope(world, id, 2, [
		{ year: 2022, rdel: 600, cdel: null, ame: null },
		{ year: 2025, rdel: null, cdel: 40, ame: null }
	]);
	const rows = await asActor(world.observer.actor, async (trx) =>
		envelopeByYear(await getFiscalEvent(trx, world.reviewId, id), await listEnvelopes(trx, id))
	);
	expect(rows.map(({ year, amounts }) => [year, ...amounts.map(({ pence }) => pence)])).toEqual([
		[2022, 600, null, null],
		[2023, null, null, null],
		[2024, null, null, null],
		[2025, null, 40, null]
	]);
	expect(rows.at(-1)?.amounts.map(({ planned }) => planned)).toEqual([false, true, false]);
	expect(await actsOn(world, 'fiscal_event', id)).toEqual([
		'fiscal_event.added',
		'fiscal_event.edited',
		'fiscal_event.edited'
	]);
});

test('nobody else adds one, and an envelope keeps to the years', async () => {
	const world = await makeWorld();
	const add = (by: World['official']['actor']) =>
		asActor(by, (trx, actor) => addFiscalEvent(trx, actor, world.reviewId, details));
	await expect(add(world.official.actor)).rejects.toBeInstanceOf(Forbidden);
	await expect(add(world.outsider.actor)).rejects.toBeInstanceOf(NotFound);
	const id = await added(world);
	const beyond = setsEnvelope(world, id, 1, [{ year: 2025, rdel: 500, cdel: null, ame: null }]);
	await expect(beyond).rejects.toMatchObject({ field: 'years[0].rdel' });
	await expect(setsEnvelope(world, id, 7, [])).rejects.toBeInstanceOf(Conflict);
});

test('years are not cut under the figures of a bid, even of one that the secretariat does not see', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const of = { bidId: bid.id, optionId: bid.preferred, teamId: world.teams.families };
	const { id: lineId } = await world.owner
		.insertInto('costLines')
		.values({ ...of, reviewId: world.reviewId, rank: 1, description: 'Hubs', budget: 'cdel' })
		.returning('id')
		.executeTakeFirstOrThrow();
	await world.owner
		.insertInto('costCells')
		.values({ ...of, lineId, year: 2025, pence: 1 })
		.execute();
	const edit = (capitalLastYear: number) =>
		asActor(world.secretariat.actor, (trx, actor) =>
			editFiscalEvent(trx, actor, world.reviewId, bid.fiscalEventId, { ...details, capitalLastYear, revision: 1 })
		);
	await expect(edit(2024)).rejects.toBeInstanceOf(Invalid);
	await edit(2026);
	await expect(edit(2026)).rejects.toBeInstanceOf(Conflict);
});

test('years are typed as people write them', () => {
	const typed = { name: 'Settlement', firstYear: '2026-27', lastYear: '2028/29', capitalLastYear: '2029' };
	expect(fiscalEventForm.parse(typed)).toMatchObject({ firstYear: 2026, lastYear: 2028, capitalLastYear: 2029 });
	for (const wrong of ['2026-28', '26-27', '1899-00', 'next year'])
		expect(fiscalEventForm.safeParse({ ...typed, firstYear: wrong }).success).toBe(false);
	for (const blank of ['', ' ', undefined])
		expect(fiscalEventForm.parse({ ...typed, capitalLastYear: blank })).toMatchObject({ capitalLastYear: 2028 });
	const wrong = fiscalEventForm.safeParse({ ...typed, capitalLastYear: 'later' });
	expect(wrong.error?.issues.map(({ message }) => message)).toEqual(['Enter a financial year, like 2026-27']);
	const swapped = fiscalEventForm.safeParse({ ...typed, lastYear: '2025-26' });
	expect(swapped.error?.issues.map(({ path }) => path[0])).toContain('lastYear');
	const century = fiscalEventForm.parse({ ...typed, firstYear: '2099-00', lastYear: '2100', capitalLastYear: '2100' });
	expect(century.firstYear).toBe(2099);
});

test('text and negative amounts are refused in an envelope', () => {
	for (const rdel of ['lots', '-5']) {
		const years = [{ year: '2026', rdel, cdel: '', ame: '' }];
		expect(envelopeForm.safeParse({ revision: '1', years }).success).toBe(false);
	}
});

async function added(world: World): Promise<number> {
	const { id } = await asActor(world.secretariat.actor, (trx, actor) =>
		addFiscalEvent(trx, actor, world.reviewId, details)
	);
	return id;
}

function setsEnvelope(
	world: World,
	id: number,
	revision: number,
	years: { year: number; rdel: number | null; cdel: number | null; ame: number | null }[]
): Promise<void> {
	return asActor(world.secretariat.actor, (trx, actor) =>
		setEnvelope(trx, actor, world.reviewId, id, { revision, years })
	);
}
