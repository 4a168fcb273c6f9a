import { expect, test } from 'vitest';
import { loadCopy, recordTaking, type WantedCopy } from '#lib/bids/files/copies.server.ts';
import { exportData, exportNarrative, exportWorkbook } from '#lib/bids/files/export.server.ts';
import { bidFileSchema } from '#lib/bids/files/data.ts';
import { recordTreasuryPosition } from '#lib/bids/treasury/commands.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { addReadyBid, addLine, submitted } from '../support/bid-versions.ts';
import { addFallback } from '../support/bids.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';
import { readSheets } from '../support/workbooks.ts';

const working: WantedCopy = { of: 'working' };
const load = (world: World, party: Party, name: string, wanted: WantedCopy) =>
	asActor(party.actor, (trx, actor) => loadCopy(trx, actor, world.reviewId, name, wanted));
const place = (world: World, name: string, query: Record<string, string>) => ({
	review: world.slug,
	name,
	query: new URLSearchParams(query)
});
const locals = (party: Party) => ({ actor: party.actor }) as unknown as App.Locals;

async function takings(world: World) {
	return world.owner
		.selectFrom('auditEntries')
		.select('id')
		.where('reviewId', '=', world.reviewId)
		.where('act', '=', 'bid.exported')
		.execute();
}

test('the lead takes its draft with its fall-back, its partner without, and the Treasury takes no draft', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	const fallback = await addFallback(world, bid);
	await addLine(world, { bid, teamId: world.teams.families, description: 'Half', pence: 5_00, optionId: fallback });
	const lead = await load(world, world.official, bid.reference, working);
	expect(lead.content.options.map(({ name }) => name)).toContain('Half the councils');
	expect(lead.copy).toEqual({ of: 'working', at: world.official.actor.now });
	const partner = await load(world, world.careOfficial, bid.reference, working);
	expect(partner.content.options.map(({ kind }) => kind)).toEqual(['bau', 'preferred']);
	for (const party of [world.treasury, world.secretariat, world.chair, world.observer, world.outsider])
		await expect(load(world, party, bid.reference, working)).rejects.toBeInstanceOf(NotFound);
});

test('a submitted version is taken by whoever has it, as it was frozen, with its hash', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	const version = await submitted(world, bid);
	await addLine(world, { bid, teamId: world.teams.families, description: 'Later', pence: 1_00 });
	const wanted = { of: 'version', number: version } as const;
	const taken = await load(world, world.treasury, bid.reference, wanted);
	expect(taken.copy).toMatchObject({
		of: 'version',
		number: version,
		sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string
	});
	expect(taken.content.costLines.map(({ description }) => description)).toEqual(['Hub buildings', 'Health visitors']);
	await expect(load(world, world.outsider, bid.reference, wanted)).rejects.toBeInstanceOf(NotFound);
	await expect(load(world, world.official, bid.reference, { ...wanted, number: 9 })).rejects.toBeInstanceOf(NotFound);
});

test('what leaves is a file under its name, marked, and recorded with its digest', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	const response = await exportWorkbook(locals(world.official), place(world, bid.reference, { format: 'ods' }));
	expect(response.headers.get('content-type')).toBe('application/vnd.oasis.opendocument.spreadsheet');
	expect(response.headers.get('content-disposition')).toMatch(
		new RegExp(`^attachment; filename="${bid.reference.toLowerCase()}-workbook-draft-family-hubs-\\d+\\.ods"$`)
	);
	expect(response.headers.get('cache-control')).toBe('no-store');
	const sheets = readSheets(new Uint8Array(await response.arrayBuffer()), 'ods');
	expect(Object.values(sheets['Costs'] ?? {}).map(({ value }) => value)).toEqual(
		expect.arrayContaining(['Hub buildings', 500_000, 'Health visitors', 250_000])
	);
	const json = await exportData(locals(world.careOfficial), place(world, bid.reference, { format: 'json' }));
	expect(bidFileSchema.parse(await json.json()).bid.reference).toBe(bid.reference);
	const csv = await exportData(locals(world.official), place(world, bid.reference, { format: 'csv', table: 'costs' }));
	expect(csv.headers.get('content-type')).toContain('text/csv');
	expect(await takings(world)).toHaveLength(3);
});

test('a format or a version that is not there is no file, and nothing is recorded', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	const asks = [
		() => exportWorkbook(locals(world.official), place(world, bid.reference, { format: 'pdf' })),
		() => exportData(locals(world.official), place(world, bid.reference, { format: 'csv', table: 'secrets' })),
		() => exportWorkbook(locals(world.official), place(world, bid.reference, { version: '0' })),
		() => exportWorkbook(locals(world.official), place(world, 'B999', {})),
		() => exportData(locals(world.treasury), place(world, bid.reference, { format: 'json' }))
	];
	const statuses = [400, 400, 404, 404, 404];
	for (const [index, ask] of asks.entries()) await expect(ask()).rejects.toMatchObject({ status: statuses[index] });
	expect(await takings(world)).toEqual([]);
});

test('whoever sees a bid without the right to take it away does not', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	const copy = await load(world, world.official, bid.reference, working);
	const reader = { ...world.official.actor, memberships: [] };
	const take = asActor(world.official.actor, (trx) =>
		recordTaking(trx, reader, copy, { format: 'json', of: 'data', bytesSha256: 'a'.repeat(64) })
	);
	await expect(take).rejects.toBeInstanceOf(Forbidden);
	expect(await takings(world)).toEqual([]);
});

test('the bid leaves as a document in five cases: each format, the Treasury’s words in a submission alone', async () => {
	const world = await makeWorld();
	const bid = await addReadyBid(world);
	const version = await submitted(world, bid);
	await asActor(world.treasury.actor, (trx, actor) =>
		recordTreasuryPosition(trx, actor, world.reviewId, bid.number, {
			stance: 'reserved',
			words: 'Not before the evaluation reports.',
			version
		})
	);
	const take = async (party: Party, query: Record<string, string>) =>
		exportNarrative(locals(party), place(world, bid.reference, query));
	const draft = await (await take(world.official, { format: 'html' })).text();
	expect(draft).toContain('DRAFT');
	expect(draft).toContain('£750,000');
	expect(draft).not.toContain('Not before the evaluation');
	const frozen = await (await take(world.treasury, { format: 'markdown', version: String(version) })).text();
	expect(frozen).toContain(`Version ${version}, submitted`);
	expect(frozen).toContain('Not before the evaluation reports.');
	for (const [format, start] of Object.entries({ docx: 'PK', odt: 'PK', pdf: '%PDF' })) {
		const response = await take(world.secretariat, { format, version: String(version) });
		expect(response.headers.get('content-disposition')).toContain(`-narrative-version-${version}-`);
		expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 0, start.length)).toBe(start);
	}
	await expect(take(world.treasury, { format: 'docx' })).rejects.toMatchObject({ status: 404 });
	await expect(take(world.official, { format: 'xlsx' })).rejects.toMatchObject({ status: 400 });
	expect(await takings(world)).toHaveLength(5);
});
