import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import {
	addAssumption,
	type AssumptionInput,
	editAssumption,
	mostLines,
	removeAssumption,
	saveLines
} from '#lib/bids/costs/commands.server.ts';
import type { LineInput } from '#lib/bids/costs/line.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	addBid,
	addFallback,
	addJointBid,
	benefitInput,
	cell,
	lineInput,
	linesOf,
	saveAs,
	saveBenefitsAs,
	type StartedBid
} from '../support/bids.ts';
import { makeWorld, type World } from '../support/world.ts';

test('a department saves its lines, in the order given, and it is recorded', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const before = await changesOf(world, bid);
	const ids = await saveAs(world, bid, 'families', [
		lineInput(bid, { description: 'Hubs', cells: [cell(2022, 120_050, 1250), cell(2023, null, 300)] }),
		lineInput(bid, { description: 'Buildings', budget: 'cdel', cells: [cell(2025, 5_000)] })
	]);
	const lines = await linesOf(world, bid);
	expect(lines.map(({ id }) => id)).toEqual(ids);
	expect(lines[0]).toMatchObject({
		description: 'Hubs',
		teamId: world.teams.families,
		revision: 1,
		cells: [
			{ year: 2022, pence: 120_050, staffHundredths: 1250, assumptionId: null },
			{ year: 2023, pence: null, staffHundredths: 300 }
		]
	});
	const after = await changesOf(world, bid);
	expect(after.bid).toBe(before.bid + 1);
	expect(after.families).toBe(before.families + 1);
	expect(after.care).toBe(before.care);
	expect(await recorded(world)).toBe(1);
});

test('saving the same again changes nothing: no revision, no entry, no agreement out of date', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveAs(world, bid, 'families', [lineInput(bid)]);
	const before = await changesOf(world, bid);
	await saveAs(world, bid, 'families', [lineInput(bid, { id, revision: 1 })]);
	expect(await changesOf(world, bid)).toEqual(before);
	expect(await recorded(world)).toBe(1);
	expect((await linesOf(world, bid))[0]?.revision).toBe(1);
});

test('a line is changed and another removed in one go', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [one = 0, two = 0] = await saveAs(world, bid, 'families', [lineInput(bid), lineInput(bid)]);
	await saveAs(
		world,
		bid,
		'families',
		[lineInput(bid, { id: one, revision: 1, flow: 'saving', cells: [cell(2024, 7)] })],
		[{ id: two, revision: 1 }]
	);
	expect(await linesOf(world, bid)).toMatchObject([
		{ id: one, flow: 'saving', revision: 2, cells: [{ year: 2024, pence: 7 }] }
	]);
});

test('what a page does not carry stays as it was', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveAs(world, bid, 'families', [lineInput(bid, { cells: [cell(2022, 100, 550)] })]);
	const { number } = await assume(world, bid, { cells: [{ lineId: id, year: 2022 }] });
	await saveAs(world, bid, 'families', [
		lineInput(bid, { id, revision: 2, cells: [cell(2022, 200)], keeps: { staff: true, assumptions: true } })
	]);
	const [line] = await linesOf(world, bid);
	expect(line?.cells).toMatchObject([{ year: 2022, pence: 200, staffHundredths: 550, assumption: number }]);
	await saveAs(world, bid, 'families', [lineInput(bid, { id, revision: 3, cells: [] })]);
	expect((await linesOf(world, bid))[0]?.cells).toEqual([]);
});

test('the lines of another department are its own, by the command and by the database', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const [theirs = 0] = await saveAs(world, bid, 'care', [lineInput(bid, { description: 'Care' })]);
	const stored = await linesOf(world, bid);
	const asFamilies = (
		lines: LineInput[],
		removed: { id: number; revision: number }[] = [],
		teamId = world.teams.care
	) =>
		asActor(world.official.actor, (trx, actor) =>
			saveLines(trx, actor, world.reviewId, bid.number, { teamId, lines, removed })
		);
	await expect(asFamilies([lineInput(bid)])).rejects.toBeInstanceOf(Forbidden);
	const own = world.teams.families;
	const change = asFamilies([lineInput(bid, { id: theirs, revision: 1, description: 'Ours' })], [], own);
	await expect(change).rejects.toBeInstanceOf(Forbidden);
	await expect(asFamilies([], [{ id: theirs, revision: 1 }], own)).rejects.toBeInstanceOf(Forbidden);
	const byHand = (statement: string) =>
		asActor(world.official.actor, (trx) => sql.raw(`${statement} where id = ${theirs}`).execute(trx));
	await expect(byHand(`update cost_lines set description = 'Ours'`)).rejects.toThrow(/row-level security/);
	await byHand('delete from cost_lines');
	expect(await linesOf(world, bid)).toEqual(stored);
	expect(await recorded(world)).toBe(1);
});

test('who may not know of the bid is told that it is not there, and who sees it and has no share is refused', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const save = (actor: typeof world.official.actor, teamId: number) =>
		asActor(actor, (trx) =>
			saveLines(trx, actor, world.reviewId, bid.number, { teamId, lines: [lineInput(bid)], removed: [] })
		);
	for (const who of ['treasury', 'careOfficial', 'secretariat', 'observer'] as const) {
		await expect(save(world[who].actor, world[who].teamId)).rejects.toBeInstanceOf(NotFound);
	}
	await expect(save(world.minister.actor, world.teams.families)).rejects.toBeInstanceOf(Forbidden);
	expect(await linesOf(world, bid)).toEqual([]);
});

test('two people in one grid: different lines both stand, one line is a conflict that writes nothing', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [one = 0, two = 0] = await saveAs(world, bid, 'families', [lineInput(bid), lineInput(bid)]);
	// Both opened the grid at revision 1 of both lines.
	await saveAs(world, bid, 'families', [lineInput(bid, { id: one, revision: 1, description: 'By the first' })]);
	await saveAs(world, bid, 'families', [lineInput(bid, { id: two, revision: 1, description: 'By the second' })]);
	expect((await linesOf(world, bid)).map(({ description }) => description)).toEqual(['By the first', 'By the second']);
	const late = saveAs(world, bid, 'families', [
		lineInput(bid, { description: 'New with it' }),
		lineInput(bid, { id: one, revision: 1, description: 'Over the first' })
	]);
	await expect(late).rejects.toBeInstanceOf(Conflict);
	await expect(late).rejects.toThrow('One of these lines was changed by somebody else');
	expect((await linesOf(world, bid)).map(({ description }) => description)).toEqual(['By the first', 'By the second']);
});

test('a line that somebody removed meanwhile is a conflict', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveAs(world, bid, 'families', [lineInput(bid)]);
	await saveAs(world, bid, 'families', [], [{ id, revision: 1 }]);
	await expect(saveAs(world, bid, 'families', [lineInput(bid, { id, revision: 1 })])).rejects.toBeInstanceOf(Conflict);
});

test('years outside the period, options and recommendations of other bids are refused at their cell', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const other = await addBid(world, 'Another');
	const field = async (wanted: Partial<LineInput>) => {
		const refused = await saveAs(world, bid, 'families', [lineInput(bid), lineInput(bid, wanted)]).catch(
			(error: unknown) => error
		);
		return refused instanceof Invalid ? refused.field : refused;
	};
	expect(await field({ cells: [cell(2025, 1)] })).toBe('lines[1].y2025');
	expect(await field({ cells: [cell(2021, 1)] })).toBe('lines[1].y2021');
	expect(await field({ budget: 'cdel', cells: [cell(2026, 1)] })).toBe('lines[1].y2026');
	expect(await field({ optionId: other.preferred })).toBe('lines[1].optionId');
	expect(await field({ recommendationId: 1 })).toBe('lines[1].recommendationId');
	expect(await linesOf(world, bid)).toEqual([]);
});

test('a hundred lines of ten years are saved at once', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	await world.owner
		.updateTable('fiscalEvents')
		.set({ lastYear: 2031, capitalLastYear: 2031 })
		.where('id', '=', bid.fiscalEventId)
		.execute();
	const years = Array.from({ length: 10 }, (_, index) => 2022 + index);
	const lines = Array.from({ length: 100 }, (_, index) =>
		lineInput(bid, { description: `Line ${index + 1}`, cells: years.map((year) => cell(year, index * 1000 + year)) })
	);
	const ids = await saveAs(world, bid, 'families', lines);
	const stored = await linesOf(world, bid);
	expect(stored.map(({ id }) => id)).toEqual(ids);
	expect(stored.map(({ description }) => description)).toEqual(lines.map(({ description }) => description));
	expect(stored.flatMap(({ cells }) => cells)).toHaveLength(1000);
});

test('a share has a most', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const lines = Array.from({ length: mostLines }, () => lineInput(bid));
	await saveAs(world, bid, 'families', lines);
	await expect(saveAs(world, bid, 'families', [lineInput(bid)])).rejects.toBeInstanceOf(Invalid);
});

test('a partner sees no line of the lead’s fall-back', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const fallback = await addFallback(world, bid);
	await saveAs(world, bid, 'families', [lineInput(bid, { optionId: fallback }), lineInput(bid)]);
	const seen = (actor: typeof world.official.actor) =>
		asActor(actor, (trx) => trx.selectFrom('costLines').select('optionId').where('bidId', '=', bid.id).execute());
	expect(await seen(world.careOfficial.actor)).toEqual([{ optionId: bid.preferred }]);
	expect(await seen(world.official.actor)).toHaveLength(2);
	const theirs = saveAs(world, bid, 'care', [lineInput(bid, { optionId: fallback })]);
	await expect(theirs).rejects.toMatchObject({ field: 'lines[0].optionId' });
});

test('an assumption stands under cells, is changed and is taken away', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveAs(world, bid, 'families', [lineInput(bid, { cells: [cell(2022, 1), cell(2023, 2)] })]);
	const under = async () => (await linesOf(world, bid))[0]?.cells.map(({ assumption }) => assumption);
	const { number } = await assume(world, bid, { cells: [{ lineId: id, year: 2022 }] });
	expect(number).toBe(1);
	expect(await under()).toEqual([1, null]);
	const edit = (revision: number) =>
		asActor(world.official.actor, (trx, actor) =>
			editAssumption(trx, actor, world.reviewId, bid.number, 1, {
				...words,
				text: 'Two staff',
				cells: [{ lineId: id, year: 2023 }],
				revision
			})
		);
	await edit(1);
	expect(await under()).toEqual([null, 1]);
	await expect(edit(1)).rejects.toBeInstanceOf(Conflict);
	// The line moved with its assumptions, so that who had it open is told.
	expect((await linesOf(world, bid))[0]?.revision).toBe(3);
	await asActor(world.official.actor, (trx, actor) => removeAssumption(trx, actor, world.reviewId, bid.number, 1, 2));
	expect(await under()).toEqual([null, null]);
	expect(await world.owner.selectFrom('assumptions').selectAll().where('bidId', '=', bid.id).execute()).toEqual([]);
});

test('an assumption is its department’s own, and stands under its own lines', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const [ours = 0] = await saveAs(world, bid, 'families', [lineInput(bid)]);
	const [theirs = 0] = await saveAs(world, bid, 'care', [lineInput(bid)]);
	const foreign = assume(world, bid, { cells: [{ lineId: theirs, year: 2022 }] });
	await expect(foreign).rejects.toMatchObject({ field: 'cells' });
	await expect(assume(world, bid, { cells: [{ lineId: ours, year: 2024 }] })).rejects.toMatchObject({ field: 'cells' });
	await expect(assume(world, bid, { teamId: world.teams.care })).rejects.toBeInstanceOf(Forbidden);
	await assume(world, bid);
	const byCare = asActor(world.careOfficial.actor, (trx, actor) =>
		editAssumption(trx, actor, world.reviewId, bid.number, 1, { ...words, cells: null, revision: 1 })
	);
	await expect(byCare).rejects.toBeInstanceOf(Forbidden);
});

test('what is assumed for a fall-back alone is known to the lead alone, and its number is not given twice', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const fallback = await addFallback(world, bid);
	const [shared = 0, kept = 0] = await saveAs(world, bid, 'families', [
		lineInput(bid),
		lineInput(bid, { optionId: fallback })
	]);
	const first = await assume(world, bid, { cells: [{ lineId: kept, year: 2022 }] });
	const seen = (by: Actor) =>
		asActor(by, async (trx) => {
			const rows = await trx.selectFrom('assumptions').select('number').where('bidId', '=', bid.id).execute();
			return rows.map(({ number }) => number);
		});
	expect(await seen(world.official.actor)).toEqual([first.number]);
	expect(await seen(world.careOfficial.actor)).toEqual([]);
	const theirs = asActor(world.careOfficial.actor, (trx, actor) =>
		addAssumption(trx, actor, world.reviewId, bid.number, { ...words, teamId: world.teams.care, cells: null })
	);
	expect((await theirs).number).toBe(2);
	expect(await seen(world.careOfficial.actor)).toEqual([2]);

	await asActor(world.official.actor, (trx, actor) =>
		editAssumption(trx, actor, world.reviewId, bid.number, 1, {
			...words,
			cells: [
				{ lineId: kept, year: 2022 },
				{ lineId: shared, year: 2022 }
			],
			revision: 1
		})
	);
	expect(await seen(world.careOfficial.actor)).toEqual([1, 2]);
});

test('what a benefit of a fall-back alone rests on is the lead’s; what one of a shared option rests on is not', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const fallback = await addFallback(world, bid);
	const { id: assumptionId } = await assume(world, bid);
	await saveBenefitsAs(world, bid, 'families', [benefitInput(bid, { optionId: fallback, assumptionId })]);
	const count = () =>
		asActor(
			world.careOfficial.actor,
			async (trx) => (await trx.selectFrom('assumptions').select('id').execute()).length
		);
	expect(await count()).toBe(0);
	await saveBenefitsAs(world, bid, 'families', [benefitInput(bid, { assumptionId })]);
	expect(await count()).toBe(1);
});

const words = { text: 'One worker', owner: 'Jo', source: 'Pilot', confidence: 'medium', findingId: null } as const;

function assume(world: World, bid: StartedBid, wanted: Partial<AssumptionInput> = {}) {
	return asActor(world.official.actor, (trx, actor) =>
		addAssumption(trx, actor, world.reviewId, bid.number, {
			...words,
			teamId: world.teams.families,
			cells: null,
			...wanted
		})
	);
}

async function changesOf(world: World, bid: StartedBid) {
	const { changes } = await world.owner
		.selectFrom('bids')
		.select('changes')
		.where('id', '=', bid.id)
		.executeTakeFirstOrThrow();
	const shares = await world.owner
		.selectFrom('bidShares')
		.select(['teamId', 'changes'])
		.where('bidId', '=', bid.id)
		.execute();
	const of = (teamId: number) => shares.find((share) => share.teamId === teamId)?.changes ?? -1;
	return { bid: changes, families: of(world.teams.families), care: of(world.teams.care) };
}

async function recorded(world: World): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_entries
		where review_id = ${world.reviewId} and act = 'bid.lines_saved'`.execute(world.owner);
	return rows[0]?.count ?? 0;
}
