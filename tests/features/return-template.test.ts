import { beforeAll, expect, test } from 'vitest';
import { saveLines } from '#lib/bids/costs/commands.server.ts';
import {
	addTemplate,
	loadFilling,
	mapTemplate,
	noteFilled,
	placeTemplate
} from '#lib/bids/template/commands.server.ts';
import { fillEach } from '#lib/bids/template/fill.server.ts';
import { findTemplate, getTemplate, wantedIn } from '#lib/bids/template/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { addressOf } from '#lib/documents/sheets/grid.ts';
import { readGrid } from '#lib/documents/sheets/read.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { addFallback, addJointBid, type StartedBid } from '../support/bids.ts';
import { odsTemplate, xlsxTemplate } from '../support/templates.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let bid: StartedBid;
let eventId: number;
beforeAll(async () => {
	world = await makeWorld();
	bid = await addJointBid(world);
	eventId = bid.fiscalEventId;
});

const add = (bytes: Uint8Array, { actor }: Party = world.secretariat) =>
	addTemplate(actor, world.reviewId, eventId, { name: 'Blank return.xlsx', bytes });
const load = (of: string, { actor }: Party = world.official) =>
	asActor(actor, (trx) => loadFilling(trx, actor, world.reviewId, eventId, wantedIn(of) ?? { kind: 'all' }));
const stored = () => asActor(world.secretariat.actor, (trx) => getTemplate(trx, eventId));
const audited = (act: string) =>
	world.owner
		.selectFrom('auditEntries')
		.select(['act', 'recordId'])
		.where('reviewId', '=', world.reviewId)
		.where('act', '=', act)
		.execute();

async function freeze(content: object, submitted: boolean) {
	const personId = world.official.actor.person.id;
	const { postId } = world.official;
	const by = { frozenByPersonId: personId, frozenByPostId: postId };
	const sent = submitted
		? { submittedByPersonId: personId, submittedByPostId: postId, submittedAt: new Date('2026-02-02T10:00:00Z') }
		: {};
	await world.owner
		.insertInto('bidVersions')
		.values({
			reviewId: world.reviewId,
			bidId: bid.id,
			number: 1,
			bidNumber: bid.number,
			fiscalEventId: eventId,
			leadTeamId: world.teams.families,
			title: 'Family hubs',
			content: JSON.stringify(content),
			sha256: 'a'.repeat(64),
			bidChanges: 1,
			...by,
			...sent
		})
		.execute();
}

test('the secretariat alone adds the blank return, and it is mapped by its own words', async () => {
	await expect(add(xlsxTemplate(), world.official)).rejects.toBeInstanceOf(Forbidden);
	await expect(add(xlsxTemplate(), world.outsider)).rejects.toBeInstanceOf(NotFound);
	expect(await asActor(world.secretariat.actor, (trx) => findTemplate(trx, eventId))).toBeUndefined();
	await add(xlsxTemplate());
	await add(xlsxTemplate());
	const { mapping, revision } = await stored();
	expect([mapping.sheet, mapping.firstRow, mapping.lastRow, revision]).toEqual(['Return', 7, 12, 1]);
	expect(await audited('return_template.added')).toHaveLength(1);
});

test('a file that is no workbook, or a CSV file, is refused', async () => {
	await expect(add(new Uint8Array([0x25, 0x50, 0x44, 0x46]))).rejects.toBeInstanceOf(UnreadableFile);
	await expect(add(new TextEncoder().encode('a,b\n1,2\n'))).rejects.toBeInstanceOf(Invalid);
});

test('a mapping is changed from the revision that was seen, by the secretariat', async () => {
	const { mapping } = await stored();
	const save = (revision: number, { actor }: Party = world.secretariat) =>
		asActor(actor, (trx) =>
			mapTemplate(trx, actor, world.reviewId, eventId, { ...mapping, savings: 'positive', revision })
		);
	await expect(save(1, world.treasury)).rejects.toBeInstanceOf(Forbidden);
	await save(1);
	await expect(save(1)).rejects.toBeInstanceOf(Conflict);
	expect((await stored()).mapping.savings).toBe('positive');
	const { actor } = world.secretariat;
	const place = (sheet: string) =>
		asActor(actor, (trx) => placeTemplate(trx, actor, world.reviewId, eventId, { sheet, headingRow: 1, revision: 2 }));
	await expect(place('Elsewhere')).rejects.toBeInstanceOf(Invalid);
	await place('Lists');
	expect((await stored()).mapping).toMatchObject({ sheet: 'Lists', savings: 'negative' });
});

test('a bid in work comes out on the template for its own departments, without what the lead keeps to itself', async () => {
	await add(odsTemplate());
	const fallback = await addFallback(world, bid);
	await asActor(world.official.actor, (trx, actor) =>
		saveLines(trx, actor, world.reviewId, bid.number, {
			teamId: world.teams.families,
			removed: [],
			lines: [
				{ description: 'Hubs', optionId: bid.preferred, pence: 150_000_000 },
				{ description: 'Fewer hubs', optionId: fallback, pence: 70_000_000 }
			].map(({ pence, ...line }) => ({
				...line,
				id: null,
				revision: null,
				recommendationId: null,
				flow: 'cost',
				budget: 'cdel',
				baseline: false,
				priceYear: null,
				steadyStatePence: null,
				cells: [{ year: 2022, pence, staffHundredths: null, assumptionId: null }]
			}))
		})
	);
	const { bytes, template, bids } = await load(`working-${bid.reference}`);
	const mapping = { ...template.mapping, options: 'all' as const };
	const [filled] = await fillEach(
		bytes,
		mapping,
		bids.map(({ content }) => content)
	);
	if (!filled) throw new Error('No file');
	const cells = Object.fromEntries(
		(readGrid(filled.bytes).sheets[0]?.cells ?? []).map((cell) => [addressOf(cell), cell.value])
	);
	expect(cells).toMatchObject({ A7: 'Hubs', D7: '1.5' });
	expect(cells['A8']).toBeUndefined();
	expect(filled.totals[0]).toMatchObject({ cell: 'D13', ours: '1.5', ties: true });
	for (const party of [world.treasury, world.secretariat]) {
		await expect(load(`working-${bid.reference}`, party)).rejects.toBeInstanceOf(NotFound);
	}
	await expect(load(`working-${bid.reference}`, world.observer)).rejects.toBeInstanceOf(Forbidden);
});

test('those who see only what was submitted get that, and the copy is recorded', async () => {
	await expect(load('all', world.treasury)).rejects.toBeInstanceOf(NotFound);
	const { bids } = await load(`working-${bid.reference}`);
	await freeze({ ...bids[0]?.content, title: 'As it was submitted' }, true);
	const found = await load('all', world.treasury);
	expect(found.bids.map(({ version, content }) => [version, content.title])).toEqual([[1, 'As it was submitted']]);
	expect((await load(bid.reference, world.secretariat)).bids).toHaveLength(1);
	await expect(load('B99', world.treasury)).rejects.toBeInstanceOf(NotFound);
	const { actor } = world.treasury;
	await asActor(actor, (trx) =>
		noteFilled(trx, actor, world.reviewId, found.bids, { template: 'Blank return.xlsx', sha256: found.template.sha256 })
	);
	expect(await audited('bid.exported')).toEqual([{ act: 'bid.exported', recordId: bid.id }]);
});

test('what an address asks for is read strictly', () => {
	expect(wantedIn('B3')).toEqual({ kind: 'submitted', number: 3 });
	expect(wantedIn('working-B3')).toEqual({ kind: 'working', number: 3 });
	expect([wantedIn('R3'), wantedIn(''), wantedIn(null)]).toEqual([null, null, null]);
});
