import { beforeAll, describe, expect, test } from 'vitest';
import { costTablesOf } from '#lib/bids/narrative/cost-table.ts';
import { loadCopy } from '#lib/bids/files/copies.server.ts';
import { composeNarrative } from '#lib/bids/narrative/compose-narrative.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { withdrawBid } from '#lib/bids/record/commands.server.ts';
import { recordTreasuryPosition } from '#lib/bids/treasury/commands.server.ts';
import { bidWorkbook } from '#lib/bids/workbook/bid-workbook.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { type Block, runsText } from '#lib/documents/document.ts';
import { loadExport } from '#lib/papers/export.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { publicSlot } from '#lib/papers/public/public-slots.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { listChanges, refreshPaper, seenOf } from '#lib/papers/slots/refresh.server.ts';
import { addLine, addReadyBid, agreeShares, change, type ReadyBid, submitted } from '../support/bid-versions.ts';
import { addPaper, freeze, write } from '../support/papers.ts';
import { makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

/** A working paper marked as bids are. */
async function markedPaper(): Promise<string> {
	const { name, id } = await addPaper(world);
	await world.owner.updateTable('papers').set({ sensitive: true }).where('id', '=', id).execute();
	return name;
}

function linesOf(block: Block): string[] {
	if (block.type === 'table')
		return [block.caption ?? [], ...block.rows.map((row) => row.flatMap((cell) => [...cell, bar]))].map(runsText);
	if (block.type === 'figure') return [runsText(block.caption), block.alt];
	if (block.type === 'quote') return block.blocks.flatMap(linesOf);
	return 'runs' in block ? [runsText(block.runs)] : [];
}

const bar = { type: 'text', text: '|' } as const;

async function printed(name: string, actor = world.secretariat.actor): Promise<string> {
	const { model } = await asActor(actor, (trx) => loadExport(trx, actor, world.reviewId, name, { of: 'working' }));
	return model.blocks.flatMap(linesOf).join('\n');
}

async function changes(name: string) {
	return asActor(world.secretariat.actor, async (trx) =>
		listChanges(trx, await readManuscript(trx, await getPaper(trx, world.reviewId, name)))
	);
}

async function say(bid: ReadyBid, version: number, stance: 'reserved' | 'agreed', words: string): Promise<void> {
	await asActor(world.treasury.actor, (trx, actor) =>
		recordTreasuryPosition(trx, actor, world.reviewId, bid.number, { stance, words, version })
	);
}

describe('costs of a bid in a paper', () => {
	test('are those of the submitted version, the same as in its document and its workbook', async () => {
		const bid = await addReadyBid(world);
		const version = await submitted(world, bid);
		const name = await markedPaper();
		await write(world, name, 'Summary', `::bid-costs ${bid.reference}\n\n::bid-chart ${bid.reference}`);
		const text = await printed(name);
		expect(text).toContain(`${bid.reference} Family hubs`);
		expect(text).toMatch(/^Total\|£750,000\|/m);
		expect(text).toContain('Column chart. Cost profile by year and type');

		const { content, copy, banner, position } = await asActor(world.secretariat.actor, (trx, actor) =>
			loadCopy(trx, actor, world.reviewId, bid.reference, { of: 'version', number: version })
		);
		const narrative = composeNarrative(content, copy, { banner, position }).blocks.flatMap(linesOf);
		for (const line of text.split('\n').filter((each) => /^(RDEL programme|Total)\|/.test(each)))
			expect(narrative).toContain(line);
		const [table] = costTablesOf(content, bid.preferred);
		expect(table?.total.total).toBe('75000000');
		const cells = bidWorkbook(content, copy, banner).sheets.flatMap(({ rows }) => rows.flat());
		const results = cells.flatMap((cell) => (cell?.type === 'formula' ? [cell.result] : []));
		expect(results).toContainEqual({ number: '750000' });
	});

	test('stand until they are refreshed, and what a refresh would change is said', async () => {
		const bid = await addReadyBid(world);
		const first = await submitted(world, bid);
		const name = await markedPaper();
		await write(world, name, 'Summary', `::bid-costs ${bid.reference}`);
		await addLine(world, {
			bid,
			teamId: world.teams.families,
			description: 'More hubs',
			pence: 100_000_00,
			budget: 'cdel',
			recommendationId: bid.recommendation.id
		});
		await change(world, bid);
		// What is only in work reaches no paper.
		expect(await changes(name)).toEqual([]);
		await agreeShares(world, bid);
		const second = await submitted(world, bid, { after: first });
		const [pending] = await changes(name);
		expect(pending?.says).toEqual([
			`Version ${second} of ${bid.reference} has been submitted; version ${first} stands here`,
			expect.stringMatching(/^CDEL \(nominal.*\): nothing becomes 2022-23 £100,000$/),
			expect.stringMatching(/^Total \(nominal.*\): 2022-23 £750,000 becomes 2022-23 £850,000$/)
		]);
		expect(await printed(name)).toMatch(/^Total\|£750,000\|/m);
		await asActor(world.secretariat.actor, (trx, actor) =>
			refreshPaper(trx, actor, world.reviewId, name, { key: pending?.key ?? '', seen: pending?.seen ?? '' })
		);
		expect(await printed(name)).toMatch(/^Total\|£850,000\|/m);
	});

	test('say once refreshed that the bid was withdrawn', async () => {
		const bid = await addReadyBid(world);
		await submitted(world, bid);
		const name = await markedPaper();
		await write(world, name, 'Summary', `::bid-costs ${bid.reference}`);
		await asActor(world.official.actor, async (trx, actor) => {
			const { revision } = await getBid(trx, world.reviewId, bid.number);
			await withdrawBid(trx, actor, world.reviewId, bid.number, { revision, because: 'It is paid for elsewhere.' });
		});
		const [pending] = await changes(name);
		expect(pending?.says).toEqual([`${bid.reference} has been withdrawn`]);
		await asActor(world.secretariat.actor, (trx, actor) =>
			refreshPaper(trx, actor, world.reviewId, name, { key: null, seen: seenOf(pending ? [pending] : []) })
		);
		expect(await printed(name)).toContain('The bid has been withdrawn since it was submitted.');
	});

	test('wait for a submission and for the marking of the paper, and what is no bid is told', async () => {
		const bid = await addReadyBid(world);
		const name = await markedPaper();
		await write(world, name, 'Summary', `::bid-costs ${bid.reference}`);
		expect(await printed(name)).toContain(`[Costs of a bid ${bid.reference}: nothing to print yet]`);
		await submitted(world, bid);
		expect((await changes(name)).map(({ says }) => says)).toEqual([
			['It prints nothing yet, and now has something to print']
		]);
		const { name: unmarked } = await addPaper(world);
		await write(world, unmarked, 'Summary', `::bid-costs ${bid.reference}`);
		expect(await printed(unmarked)).toContain('nothing to print yet');
		for (const line of ['::bid-costs R1', '::bid-chart B1 pie', '::bid-position'])
			await expect(write(world, name, 'Summary', line)).rejects.toMatchObject({ field: 'body' });
	});
});

describe('the Treasury in a paper', () => {
	test('is printed in its own words, and a change of them is said', async () => {
		const bid = await addReadyBid(world);
		const version = await submitted(world, bid);
		const name = await markedPaper();
		await say(bid, version, 'reserved', 'Not before the evaluation reports.');
		await write(world, name, 'Summary', `::bid-position ${bid.reference}`);
		const text = await printed(name);
		expect(text).toContain('Reserved');
		expect(text).toContain('Not before the evaluation reports.');
		await say(bid, version, 'agreed', 'On the terms of our letter.');
		const [pending] = await changes(name);
		expect(pending?.says).toEqual([
			'The Treasury’s position was “Reserved” and is now “Agreed”',
			'The Treasury now says: “On the terms of our letter.”'
		]);
	});

	test('reaches no reader who may not see submissions, and never the public', async () => {
		const bid = await addReadyBid(world);
		const version = await submitted(world, bid);
		await say(bid, version, 'reserved', 'Not before the evaluation reports.');
		const name = await markedPaper();
		await write(world, name, 'Summary', `::bid-position ${bid.reference}\n\n::bid-costs ${bid.reference}`);
		const manuscript = await asActor(world.secretariat.actor, async (trx) =>
			readManuscript(trx, await getPaper(trx, world.reviewId, name))
		);
		for (const kind of ['bid-position', 'bid-costs', 'bid-chart'])
			expect(publicSlot(contentOf(manuscript), { kind, argument: bid.reference })).toBeNull();
		await expect(freeze(world, name, 'exposure')).rejects.toThrow('shows what not everybody may see');
		await write(world, name, 'Summary', 'Words.');
		await freeze(world, name, 'exposure');
		await expect(write(world, name, 'Summary', `::bid-position ${bid.reference}`)).rejects.toMatchObject({
			field: 'body'
		});
	});

	test('a paper that is no longer marked so prints nothing of the bid', async () => {
		const bid = await addReadyBid(world);
		await submitted(world, bid);
		await world.owner.updateTable('bids').set({ sensitive: true }).where('id', '=', bid.id).execute();
		const name = await markedPaper();
		await write(world, name, 'Summary', `::bid-costs ${bid.reference}`);
		expect(await printed(name)).toContain('£750,000');
		await world.owner
			.updateTable('papers')
			.set({ sensitive: false })
			.where('reviewId', '=', world.reviewId)
			.where('number', '=', Number(name.slice(1)))
			.execute();
		expect(await printed(name)).not.toContain('£750,000');
	});
});
