import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { saveLines } from '#lib/bids/costs/commands.server.ts';
import { type CostLine, getBid, listCostLines } from '#lib/bids/queries.server.ts';
import { commitReturn, dropReturn, mapReturn, placeReturn, receiveReturn } from '#lib/bids/returns/commands.server.ts';
import { getReturn, getReturnFile, listReturns, readReturn } from '#lib/bids/returns/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { addJointBid, type StartedBid } from '../support/bids.ts';
import { type TestCell, xlsx } from '../support/sheets.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let bid: StartedBid;
beforeAll(async () => {
	world = await makeWorld();
	bid = await addJointBid(world);
});

const headings = ['Description', 'Budget', '2022-23 £m', '2023-24 £m'];
const file = (...rows: (readonly TestCell[])[]) => xlsx([{ name: 'Costs', rows: [headings, ...rows] }]);

function receive(bytes: Uint8Array, { actor }: Party = world.official, teamId = world.teams.families, to = bid) {
	return receiveReturn(actor, world.reviewId, to.number, teamId, { name: 'Return of July.xlsx', bytes });
}

const look = (id: number, { actor }: Party = world.official, of = bid) =>
	asActor(actor, async (trx) => {
		const found = await getBid(trx, world.reviewId, of.number);
		return readReturn(trx, found, await getReturn(trx, found.id, id));
	});

async function commit(
	id: number,
	more: { removeMissing?: boolean; confirmed?: boolean; seen?: string } = {},
	{ actor }: Party = world.official
) {
	const seen = more.seen ?? (await look(id)).changes.seen;
	const input = { removeMissing: false, confirmed: false, ...more, seen };
	return asActor(actor, (trx, as) => commitReturn(trx, as, world.reviewId, bid.number, id, input));
}

const lines = () => asActor(world.official.actor, (trx) => listCostLines(trx, bid.id));
const state = (id: number) =>
	world.owner.selectFrom('bidReturns').select(['state', 'revision']).where('id', '=', id).executeTakeFirstOrThrow();
async function audited(id: number) {
	const rows = await world.owner
		.selectFrom('auditEntries')
		.innerJoin('auditContent', 'auditContent.entryId', 'auditEntries.id')
		.select(['auditEntries.act', 'auditContent.content'])
		.where('recordKind', '=', 'bid')
		.where('recordId', '=', id)
		.where('act', '=', 'bid.return_committed')
		.execute();
	return JSON.stringify(rows);
}

/** A stored line as a command takes it. */
function withoutNumbers({ recommendationNumber: _, teamId: __, rank: ___, ...line }: CostLine) {
	return line;
}

test('the good lines of a return are taken over in one act, and the file is kept', async () => {
	const bytes = file(['Hubs', 'RDEL', 1.5, 2], ['Homes', 'CDEL', 'tbc', 3], ['Parks', 'AME', 4, 0.25]);
	const id = await receive(bytes);
	expect(await lines()).toEqual([]);
	expect(await commit(id)).toEqual({ added: 2, changed: 0, same: 0, removed: 0, leftOut: 1 });
	expect(await lines()).toMatchObject([
		{
			description: 'Hubs',
			budget: 'rdel_programme',
			teamId: world.teams.families,
			cells: [{ year: 2022, pence: 150_000_000 }, { pence: 200_000_000 }]
		},
		{ description: 'Parks', budget: 'ame', cells: [{ pence: 400_000_000 }, { pence: 25_000_000 }] }
	]);
	const kept = await asActor(world.official.actor, (trx) => getReturnFile(trx, bid.id, id));
	expect(Buffer.compare(kept.bytes, bytes)).toBe(0);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	expect(await audited(bid.id)).toContain(sha256);
	await expect(commit(id)).rejects.toBeInstanceOf(Conflict);
	expect(await lines()).toHaveLength(2);
});

test('the next file of the same shape is mapped as the last, and changes what is there', async () => {
	const first = await receive(file(['Hubs', 'RDEL', 1.5, 2]));
	await asActor(world.official.actor, (trx, actor) =>
		mapReturn(trx, actor, world.reviewId, bid.number, first, {
			revision: 1,
			unit: 'millions',
			columns: ['description', 'budget', 'y2023', 'y2022'],
			optionId: bid.preferred,
			budget: null,
			flow: 'cost',
			baseline: false,
			priceYear: 2021,
			negativesAreSavings: false
		})
	);
	expect(await commit(first)).toMatchObject({ added: 0, changed: 1 });
	const next = await receive(file(['Hubs', 'RDEL', 7, 8]));
	const reading = await look(next);
	expect(reading.changes.changes).toMatchObject([
		{
			kind: 'changed',
			line: {
				priceYear: 2021,
				cells: [
					{ year: 2022, pence: 800_000_000 },
					{ year: 2023, pence: 700_000_000 }
				]
			}
		}
	]);
	expect(reading.changes.missing.map(({ description }) => description)).toEqual(['Parks']);
	expect(await commit(next, { removeMissing: true })).toMatchObject({ changed: 1, removed: 1 });
	expect((await lines()).map(({ description }) => description)).toEqual(['Hubs']);
});

test('what was changed since it was shown is looked at again', async () => {
	const id = await receive(file(['Hubs', 'RDEL', 1, 1]));
	const { changes } = await look(id);
	const [before] = await lines();
	if (!before) throw new Error('No line');
	await asActor(world.official.actor, (trx, actor) =>
		saveLines(trx, actor, world.reviewId, bid.number, {
			teamId: world.teams.families,
			lines: [
				{ ...withoutNumbers(before), cells: [{ year: 2022, pence: 5, staffHundredths: null, assumptionId: null }] }
			],
			removed: []
		})
	);
	await expect(commit(id, { seen: changes.seen })).rejects.toBeInstanceOf(Conflict);
	expect((await state(id)).state).toBe('previewed');
});

test('figures that may be in another unit are confirmed first', async () => {
	const id = await receive(
		xlsx([
			{
				name: 'Costs',
				rows: [
					['Description', 'Budget', '2022-23'],
					['Clinics', 'RDEL', 81.75]
				]
			}
		])
	);
	await expect(commit(id)).rejects.toBeInstanceOf(Invalid);
	expect(await commit(id, { confirmed: true })).toMatchObject({ added: 1 });
});

test('another sheet or row of headings is mapped anew, from the revision that was seen', async () => {
	const id = await receive(
		xlsx([
			{ name: 'Costs', rows: [headings, ['Hubs', 'RDEL', 1]] },
			{ name: 'Other', rows: [['Notes'], ['Item', '2024-25']] }
		])
	);
	const place = (sheet: string, headingRow: number, revision: number) =>
		asActor(world.official.actor, (trx, actor) =>
			placeReturn(trx, actor, world.reviewId, bid.number, id, { sheet, headingRow, revision })
		);
	await place('Other', 2, 1);
	const { sheet, interpretation } = await look(id);
	expect([sheet.name, interpretation.moneyYears]).toEqual(['Other', [2024]]);
	await expect(place('Costs', 1, 1)).rejects.toBeInstanceOf(Conflict);
	await expect(place('Elsewhere', 1, 2)).rejects.toBeInstanceOf(Invalid);
	await expect(place('Costs', 99, 2)).rejects.toBeInstanceOf(Invalid);
});

test('a department brings in its own share alone, and nobody else sees its files', async () => {
	const bytes = file(['Wards', 'RDEL', 1, 1]);
	await expect(receive(bytes, world.careOfficial)).rejects.toBeInstanceOf(Forbidden);
	await expect(receive(bytes, world.official, world.teams.care)).rejects.toBeInstanceOf(Forbidden);
	await expect(receive(bytes, world.treasury)).rejects.toBeInstanceOf(NotFound);
	const id = await receive(bytes);
	await expect(look(id, world.careOfficial)).rejects.toBeInstanceOf(NotFound);
	await expect(commit(id, {}, world.careOfficial)).rejects.toBeInstanceOf(NotFound);
	await expect(commit(id, {}, world.minister)).rejects.toBeInstanceOf(Forbidden);
	expect((await state(id)).state).toBe('previewed');
	expect(await asActor(world.careOfficial.actor, (trx) => listReturns(trx, bid.id))).toEqual([]);
	const own = await receive(bytes, world.careOfficial, world.teams.care);
	expect(own).not.toBe(id);
});

test('the same file is read once while it waits; put aside, it is kept and nothing is taken', async () => {
	const bytes = file(['Prams', 'RDEL', 1, 1]);
	const id = await receive(bytes);
	expect(await receive(bytes)).toBe(id);
	const drop = () =>
		asActor(world.official.actor, (trx, actor) => dropReturn(trx, actor, world.reviewId, bid.number, id));
	await drop();
	expect((await state(id)).state).toBe('dropped');
	await expect(drop()).rejects.toBeInstanceOf(Conflict);
	await expect(commit(id)).rejects.toBeInstanceOf(Conflict);
	expect((await lines()).some(({ description }) => description === 'Prams')).toBe(false);
	expect(await receive(bytes)).not.toBe(id);
});

test('a file that cannot be read, or with nothing in it, is refused and not kept', async () => {
	const count = async () => (await asActor(world.official.actor, (trx) => listReturns(trx, bid.id))).length;
	const before = await count();
	await expect(receive(new Uint8Array([0x25, 0x50, 0x44, 0x46]))).rejects.toBeInstanceOf(UnreadableFile);
	await expect(receive(xlsx([{ name: 'Empty', rows: [] }]))).rejects.toBeInstanceOf(Invalid);
	expect(await count()).toBe(before);
});
