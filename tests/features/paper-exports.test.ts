import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { closeRenderer } from '#lib/documents/render.server.ts';
import { NotFound } from '#lib/errors.ts';
import { exportPaper, exportsMade, resumeExport, type Wanted } from '#lib/papers/export.server.ts';
import { beginExport } from '#lib/papers/exports/commands.server.ts';
import { KEPT_HOURS, LOST_AFTER_MS, progressOf } from '#lib/papers/exports/export.ts';
import { getExport, getExportFile } from '#lib/papers/exports/queries.server.ts';
import { checkOoxml } from '../support/ooxml.ts';
import { checkPdf } from '../support/pdf.ts';
import { addPaper, write } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});
afterAll(async () => {
	await exportsMade();
	await closeRenderer();
});

const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
const later = (actor: Actor, milliseconds: number): Actor => ({
	...actor,
	now: new Date(actor.now.getTime() + milliseconds)
});

/** What the address answers: the file, or the page that it leads to. */
async function ask(name: string, query: string, actor = world.secretariat.actor, wanted: Wanted = { of: 'working' }) {
	const at = { review: slug(actor), name, query: new URLSearchParams(query) };
	const response = await exportPaper({ actor } as App.Locals, at, wanted);
	const page = response.headers.get('location');
	return { status: response.status, page, id: Number(page?.split('/').at(-1)), response };
}

function slug(actor: Actor): string {
	return actor.memberships.find((membership) => membership.reviewId === world.reviewId)?.reviewSlug ?? '';
}

async function statusOf(work: Promise<unknown>): Promise<number | null> {
	return work.then(
		() => null,
		(cause: { status?: number }) => cause.status ?? 500
	);
}

/** Long enough that its Word file, with its table of contents, takes more than two seconds. */
async function longPaper() {
	const paper = await addPaper(world, { title: 'A long paper' });
	const words = 'Parents in four of the seven places said that the first visit came too late to help. ';
	await write(world, paper.name, 'Background', `${words.repeat(6)}\n\n`.repeat(180));
	return paper;
}

describe('a document that is made at once', () => {
	test('is handed over in every format and keeps nothing', async () => {
		const { name, id } = await addPaper(world);
		const before = await countRows(world, 'paper_exports');
		for (const [format, type] of [
			['docx', 'wordprocessingml'],
			['odt', 'opendocument.text'],
			['pdf', 'application/pdf'],
			['html', 'text/html'],
			['markdown', 'text/markdown']
		]) {
			const { status, response } = await ask(name, `format=${format}`);
			expect(status).toBe(200);
			expect(response.headers.get('content-type')).toContain(type);
		}
		expect(await countRows(world, 'paper_exports')).toBe(before);
		expect(await actsOn(world, 'paper', id)).toEqual([
			'paper.started',
			...Array.from({ length: 5 }, () => 'paper.exported')
		]);
		expect(await statusOf(ask(name, 'format=rtf'))).toBe(400);
	});
});

describe('a document that takes long', () => {
	test('is made while its asker waits on a page, once, and is theirs alone', async () => {
		const paper = await longPaper();
		const { actor } = world.secretariat;
		const asked = await ask(paper.name, 'format=docx');
		expect(asked).toMatchObject({
			status: 303,
			page: `/reviews/${slug(actor)}/papers/${paper.name}/exports/${asked.id}`
		});

		// Asked twice, it is one file.
		expect((await ask(paper.name, 'format=docx')).id).toBe(asked.id);
		const waiting = await as(actor, (trx) => getExport(trx, paper.id, asked.id, actor.now));
		expect(['waiting', 'working']).toContain(waiting.state);
		expect(progressOf(waiting, actor.now)).toBeLessThan(100);
		await exportsMade();

		const made = await as(actor, (trx) => getExport(trx, paper.id, asked.id, actor.now));
		expect(made.state).toBe('ready');
		expect(progressOf(made, actor.now)).toBe(100);
		const file = await as(actor, (trx) => getExportFile(trx, paper.id, asked.id, actor.now));
		const docx = checkOoxml(new Uint8Array(file.bytes));
		expect(docx.problems).toEqual([]);
		expect(docx.text.match(/Parents in four/g)).toHaveLength(6 * 180);
		expect(await actsOn(world, 'paper', paper.id)).toEqual(['paper.started', 'section.edited', 'paper.exported']);

		const chair = world.chair.actor;
		await expect(as(chair, (trx) => getExport(trx, paper.id, asked.id, chair.now))).rejects.toThrow(NotFound);
		await expect(as(chair, (trx) => getExportFile(trx, paper.id, asked.id, chair.now))).rejects.toThrow(NotFound);
		expect(await as(chair, (trx) => beginExport(trx, chair, asked.id))).toBe(false);

		// After a day it is gone for its asker, and with the next thing that anybody asks for, from the table.
		const tomorrow = later(actor, KEPT_HOURS * 3_600_000 + 1);
		await expect(as(tomorrow, (trx) => getExport(trx, paper.id, asked.id, tomorrow.now))).rejects.toThrow(NotFound);
		const again = await ask(paper.name, 'format=docx', tomorrow);
		expect(again.id).not.toBe(asked.id);
		await exportsMade();
		const { id } = await world.owner
			.selectFrom('paperExports')
			.select('id')
			.where('paperId', '=', paper.id)
			.executeTakeFirstOrThrow();
		expect(id).toBe(again.id);
	}, 120_000);

	test('is taken up again when its maker is no more', async () => {
		const paper = await longPaper();
		const { actor } = world.secretariat;
		const { id } = await ask(paper.name, 'format=docx');
		await exportsMade();
		await world.owner
			.updateTable('paperExports')
			.set({ state: 'working', bytes: null, bytesSha256: null, finishedAt: null })
			.where('id', '=', id)
			.execute();
		const found = await as(actor, (trx) => getExport(trx, paper.id, id, actor.now));
		const at = { review: slug(actor), name: paper.name };

		await resumeExport(actor, at, found);
		await exportsMade();
		expect((await as(actor, (trx) => getExport(trx, paper.id, id, actor.now))).state).toBe('working');

		await resumeExport(later(actor, LOST_AFTER_MS * 2), at, found);
		await exportsMade();
		expect((await as(actor, (trx) => getExport(trx, paper.id, id, actor.now))).state).toBe('ready');
	}, 120_000);
});

describe('what a format refuses', () => {
	test('is told on a page that leads to the section, and another file is a choice', async () => {
		const paper = await addPaper(world);
		const { actor } = world.secretariat;
		const section = await write(world, paper.name, 'Consideration', 'Parents were pleased 😀 and said شكرا.');
		const { status, id } = await ask(paper.name, 'format=pdf');
		expect(status).toBe(303);
		const refused = await as(actor, (trx) => getExport(trx, paper.id, id, actor.now));
		expect(refused.state).toBe('refused');
		expect(refused.problems).toEqual([
			{
				message:
					'The PDF’s font has no shape for “😀”, “ش”, “ك”, “ر”, “ا”. Write it in words, or choose another format.',
				section: { id: section, heading: 'Consideration' }
			}
		]);
		expect(await actsOn(world, 'paper', paper.id)).toEqual(['paper.started', 'section.edited']);

		const chosen = await ask(paper.name, 'format=pdf&accessible=no');
		expect(chosen.status).toBe(200);
		const pdf = checkPdf(new Uint8Array(await chosen.response.arrayBuffer()));
		expect(pdf.promisesAccessibility).toBe(false);
		expect(pdf.structure['Document']).toBe(1);
		expect((await ask(paper.name, 'format=odt')).status).toBe(200);
		expect(await actsOn(world, 'paper', paper.id)).toHaveLength(4);

		await write(world, paper.name, 'Consideration', 'Parents were pleased.');
		expect((await ask(paper.name, 'format=pdf')).status).toBe(200);
	});
});

test('nobody gets a file of what they may not see or take away', async () => {
	const { name } = await addPaper(world);
	const before = await countRows(world, 'paper_exports');
	expect(await statusOf(ask(name, 'format=pdf', world.official.actor))).toBe(404);
	expect(await statusOf(ask(name, 'format=pdf', world.treasury.actor))).toBe(404);
	expect(await statusOf(ask('P999', 'format=pdf'))).toBe(404);
	expect(await countRows(world, 'paper_exports')).toBe(before);
});
