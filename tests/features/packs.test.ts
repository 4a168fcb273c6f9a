import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { closeRenderer, renderDocument } from '#lib/documents/render.server.ts';
import { toHtml } from '#lib/documents/to-html.ts';
import { Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { makePack, recordPackExport } from '#lib/papers/packs/commands.server.ts';
import { loadPack, packDocument, packFiles, zipFiles } from '#lib/papers/packs/export-pack.server.ts';
import { packForm } from '#lib/papers/packs/forms.ts';
import { highestMarking } from '#lib/papers/packs/pack.ts';
import { getPack, listPackItems, listPacks, listSnapshotChoices } from '#lib/papers/packs/queries.server.ts';
import { checkOoxml } from '../support/ooxml.ts';
import { addFinding, addPaper, addRecommendation, freeze, write } from '../support/papers.ts';
import { actorOf, actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
let items: { snapshotId: number }[];

beforeAll(async () => {
	world = await makeWorld();
	const finding = await addFinding(world, { sensitive: true, handling: 'Recipients only' });
	const { recommendation } = await addRecommendation(world);
	for (const title of ['What we recommend', 'What it costs']) {
		const { name } = await addPaper(world, { title });
		await write(world, name, 'Summary', `The first paragraph of “${title}”.[^${finding.finding}]\n\nThe second of it.`);
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		await write(world, name, 'Background', '### Below\n\n- one\n- two');
		await freeze(world, name, 'exposure');
	}
	const choices = await asActor(world.secretariat.actor, (trx) => listSnapshotChoices(trx, world.reviewId));
	items = choices.map(({ id }) => ({ snapshotId: id })).reverse();
});
afterAll(closeRenderer);

const make = (given = items, actor = world.secretariat.actor) =>
	asActor(actor, (trx) =>
		makePack(trx, actor, world.reviewId, { title: 'Fourth meeting', meetingOn: '2026-04-01', items: given })
	);

describe('a pack', () => {
	test('is a record of which copies it holds, in order, under the highest marking', async () => {
		const number = await make();
		const { pack, held } = await asActor(world.observer.actor, async (trx) => {
			const found = await getPack(trx, world.reviewId, number);
			return { pack: found, held: await listPackItems(trx, found.id) };
		});
		expect(pack).toMatchObject({
			title: 'Fourth meeting',
			meetingOn: '2026-04-01',
			marking: 'OFFICIAL-SENSITIVE: Recipients only',
			items: 2
		});
		expect(held.map((item) => [item.position, item.title, item.snapshotNumber])).toEqual([
			[1, 'What we recommend', 1],
			[2, 'What it costs', 1]
		]);
		expect(await actsOn(world, 'pack', pack.id)).toEqual(['pack.made']);
		expect(await make()).toBe(number + 1);
	});

	test('is one document in which each paper keeps its own numbers', async () => {
		const number = await make();
		const model = packDocument(
			await asActor(world.secretariat.actor, (trx) => loadPack(trx, world.secretariat.actor, world.reviewId, number))
		);
		expect(model).toMatchObject({ contents: true, marking: 'OFFICIAL-SENSITIVE: Recipients only' });
		const html = toHtml(model);
		expect(html.match(/1\. The first paragraph/g)).toHaveLength(2);
		expect(html.match(/2\. The second of it/g)).toHaveLength(2);
		expect(html.match(/<strong>Recommendation 1/g)).toHaveLength(2);
		expect(html).toContain('Item 2: What it costs');
		expect(html).toContain('Annex A: Background');

		const docx = checkOoxml(await renderDocument(model, 'docx'));
		expect(docx.problems).toEqual([]);
		expect(docx.headings.filter(({ level }) => level === 1).map(({ text }) => text)).toEqual([
			'Item 1: What we recommend',
			'Item 2: What it costs'
		]);
		expect(docx.footnotes).toHaveLength(2);
		expect(docx.headers.join(' ')).toContain('OFFICIAL-SENSITIVE: Recipients only');

		const pdf = Buffer.from(await renderDocument(model, 'pdf')).toString('latin1');
		expect(pdf.startsWith('%PDF-')).toBe(true);
	});

	test('is a set of files whose names sort and stay, with an index', async () => {
		const number = await make();
		const loaded = await asActor(world.secretariat.actor, (trx) =>
			loadPack(trx, world.secretariat.actor, world.reviewId, number)
		);
		const files = await packFiles(loaded, ['html', 'markdown']);
		const zipped = zipFiles(files, 'pack-1');
		const names = Object.keys(unzipSync(zipped));
		expect(names).toEqual([
			'pack-1/00-index.html',
			'pack-1/01-what-we-recommend.html',
			'pack-1/01-what-we-recommend.md',
			'pack-1/02-what-it-costs.html',
			'pack-1/02-what-it-costs.md'
		]);
		expect(names.toSorted()).toEqual(names);
		expect(Buffer.from(zipFiles(files, 'pack-1')).equals(Buffer.from(zipped))).toBe(true);
		const index = strFromU8(files.get('00-index.html') ?? new Uint8Array());
		for (const name of names.slice(1)) expect(index).toContain(name.replace('pack-1/', ''));
	});

	test('tells a paper that a format refuses in its index, and leaves the others', async () => {
		const { name } = await addPaper(world, { title: 'Uncommon letters' });
		await write(world, name, 'Summary', 'Here stands \u{13000}, which the fonts of a PDF do not have.');
		await freeze(world, name, 'exposure');
		const choices = await asActor(world.secretariat.actor, (trx) => listSnapshotChoices(trx, world.reviewId));
		const { id } = choices.find((choice) => choice.title === 'Uncommon letters') ?? { id: 0 };
		const number = await make([{ snapshotId: id }, ...items]);
		const loaded = await asActor(world.secretariat.actor, (trx) =>
			loadPack(trx, world.secretariat.actor, world.reviewId, number)
		);
		const files = await packFiles(loaded, ['pdf']);
		expect([...files.keys()].filter((file) => file.endsWith('.pdf'))).toEqual([
			'02-what-we-recommend.pdf',
			'03-what-it-costs.pdf'
		]);
		expect(strFromU8(files.get('00-index.html') ?? new Uint8Array())).toContain('No PDF:');
	});

	test('is made by the secretariat alone, and taken by those who take papers', async () => {
		const number = await make();
		const before = await countRows(world, 'packs');
		for (const party of ['official', 'chair', 'minister', 'observer'] as const) {
			await expect(make(items, actorOf(world, party)), party).rejects.toThrow(Forbidden);
		}
		await expect(make(items, world.outsider.actor)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'packs')).toBe(before);

		const take = (party: 'minister' | 'treasury' | 'outsider') => {
			const actor = actorOf(world, party);
			return asActor(actor, (trx) =>
				recordPackExport(trx, actor, world.reviewId, number, { format: 'pdf', formats: ['pdf'], bytesSha256: 'a' })
			);
		};
		await take('minister');
		await expect(take('treasury')).rejects.toThrow(Forbidden);
		await expect(take('outsider')).rejects.toThrow(NotFound);
		const { id } = await asActor(world.secretariat.actor, (trx) => getPack(trx, world.reviewId, number));
		expect(await actsOn(world, 'pack', id)).toEqual(['pack.made', 'pack.exported']);
	});

	test('holds only copies of its own review, each once', async () => {
		await expect(make([{ snapshotId: 2 ** 40 }])).rejects.toThrow(Invalid);
		const [first = { snapshotId: 0 }] = items;
		const parsed = packForm.safeParse({
			title: 'Twice',
			items: [first, first].map(({ snapshotId }) => ({ snapshotId: String(snapshotId) }))
		});
		expect(parsed.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
			['items.1.snapshotId', 'This copy is in the pack already']
		]);
		expect((await asActor(world.outsider.actor, (trx) => listPacks(trx, world.reviewId))).length).toBe(0);
	});
});

test('the highest of several markings keeps every handling instruction once', () => {
	expect(highestMarking(['OFFICIAL', 'OFFICIAL'])).toBe('OFFICIAL');
	expect(highestMarking(['OFFICIAL: a', 'OFFICIAL-SENSITIVE: b; a', 'OFFICIAL-SENSITIVE'])).toBe(
		'OFFICIAL-SENSITIVE: a; b'
	);
});
