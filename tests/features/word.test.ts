import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { closeRenderer } from '#lib/documents/render.server.ts';
import { addComment } from '#lib/papers/comments/commands.server.ts';
import { acceptSuggestions, proposeSuggestions } from '#lib/papers/suggestions/commands.server.ts';
import { getWordReturn, listWordReturns } from '#lib/papers/word/queries.server.ts';
import { bringIn, putAside, receiveFile } from '#lib/papers/word/receive.server.ts';
import { type ForComment, keepCopy, loadForComment, makeForComment } from '#lib/papers/word/send.server.ts';
import { getSection } from '#lib/papers/queries.server.ts';
import { addFinding, addPaper, addRecommendation, freeze, write } from '../support/papers.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';
import { adviser, deleted, editPart, editText, inserted, paragraphWith, run } from '../support/word-edits.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
	return closeRenderer;
});

const input: ForComment = { snapshot: null, suggestions: true, comments: true };

/** A paper with a section that cites and places something. */
async function paperWithText() {
	const { finding } = await addFinding(world);
	const { recommendation } = await addRecommendation(world);
	const paper = await addPaper(world);
	const body = `Parents wait too long.[^${finding}]\n\nNobody tells them why.\n\n::recommendation ${recommendation}`;
	const sectionId = await write(world, paper.name, 'Summary', body);
	return { ...paper, sectionId, body, finding };
}

async function send(
	name: string,
	more: Partial<ForComment> = {},
	{ actor }: Party = world.secretariat
): Promise<Uint8Array> {
	const { reviewId } = world;
	const copy = await asActor(actor, (trx) => loadForComment(trx, actor, reviewId, name, { ...input, ...more }));
	const bytes = await makeForComment(copy);
	await asActor(actor, (trx) => keepCopy(trx, actor, reviewId, name, copy, bytes));
	return bytes;
}

function receive(name: string, bytes: Uint8Array, { actor }: Party = world.secretariat) {
	return receiveFile(actor, world.reviewId, name, { name: 'returned.docx', bytes });
}

const confirm = (name: string, id: number, { actor }: Party = world.secretariat) =>
	asActor(actor, (trx) => bringIn(trx, actor, world.reviewId, name, id));

const tracked = (bytes: Uint8Array) =>
	editText(bytes, (xml) =>
		xml.replace(run('Nobody tells them why.'), run('Nobody ') + deleted('tells') + inserted('told') + run(' them why.'))
	);

async function audited(paperId: number) {
	const rows = await world.owner
		.selectFrom('auditEntries')
		.select('act')
		.where('recordKind', '=', 'paper')
		.where('recordId', '=', paperId)
		.orderBy('id')
		.execute();
	return rows.map(({ act }) => act);
}

describe('a copy for comment', () => {
	test('comes back as a suggestion of its author, which can be accepted', async () => {
		const paper = await paperWithText();
		const id = await receive(paper.name, tracked(await send(paper.name)));
		const before = await world.owner.selectFrom('suggestions').select('id').where('paperId', '=', paper.id).execute();
		expect(before).toEqual([]);

		const outcome = await confirm(paper.name, id);
		expect(outcome).toMatchObject({ comments: 0, left: [] });
		const [suggestion] = await world.owner
			.selectFrom('suggestions')
			.selectAll()
			.where('paperId', '=', paper.id)
			.execute();
		expect(suggestion).toMatchObject({
			sectionId: paper.sectionId,
			baseVersion: 2,
			paragraphIndex: 1,
			before: 'Nobody tells them why.',
			after: 'Nobody told them why.',
			originAuthor: adviser.author,
			originAt: new Date(adviser.at),
			personId: world.secretariat.personId
		});
		expect((await audited(paper.id)).slice(-3)).toEqual([
			'paper.sent_for_comment',
			'suggestion.made',
			'paper.brought_back'
		]);

		const { actor } = world.secretariat;
		await asActor(actor, (trx) => acceptSuggestions(trx, actor, world.reviewId, paper.name, outcome.suggestions));
		const section = await asActor(actor, (trx) => getSection(trx, paper.id, paper.sectionId));
		expect(section.body).toBe(paper.body.replace('tells', 'told'));
	});

	test('is read against the version that was sent, also when the text has moved on', async () => {
		const paper = await paperWithText();
		const sent = await send(paper.name);
		await write(world, paper.name, 'Summary', `A new beginning.\n\n${paper.body}`);
		const outcome = await confirm(paper.name, await receive(paper.name, tracked(sent)));
		const { actor } = world.secretariat;
		await asActor(actor, (trx) => acceptSuggestions(trx, actor, world.reviewId, paper.name, outcome.suggestions));
		const section = await asActor(actor, (trx) => getSection(trx, paper.id, paper.sectionId));
		expect(section.body).toBe(`A new beginning.\n\n${paper.body.replace('tells', 'told')}`);
	});

	test('carries open suggestions and comments out, and does not bring them back a second time', async () => {
		const paper = await paperWithText();
		const { actor } = world.secretariat;
		await asActor(actor, async (trx) => {
			const changes = [{ index: 1, before: 'Nobody tells them why.', after: 'Nobody says why.' }];
			const at = { baseVersion: 2, changes, because: null, origin: null };
			await proposeSuggestions(trx, actor, world.reviewId, paper.name, paper.sectionId, at);
			const words = { quote: 'too long', prefix: '', suffix: '', body: 'How long?', origin: null };
			await addComment(trx, actor, world.reviewId, paper.name, { sectionId: paper.sectionId, version: 2, ...words });
		});
		const id = await receive(paper.name, await send(paper.name));
		const { found } = await asActor(actor, (trx) => getWordReturn(trx, paper.id, id));
		expect(JSON.parse(found)).toEqual({ changes: [], comments: [], unplaced: [] });
	});

	test('of a snapshot comes back to the section', async () => {
		const paper = await paperWithText();
		await freeze(world, paper.name, 'exposure');
		await write(world, paper.name, 'Summary', `${paper.body}\n\nWritten later.`);
		const sent = await send(paper.name, { snapshot: 1 });
		const outcome = await confirm(paper.name, await receive(paper.name, tracked(sent)));
		expect(outcome.suggestions).toHaveLength(1);
	});

	test('uploaded twice is one file, and is brought in once', async () => {
		const paper = await paperWithText();
		const returned = tracked(await send(paper.name));
		const id = await receive(paper.name, returned);
		expect(await receive(paper.name, returned)).toBe(id);
		await confirm(paper.name, id);
		await expect(confirm(paper.name, id)).rejects.toThrow(Conflict);
		expect(await receive(paper.name, returned)).toBe(id);
		const { actor } = world.secretariat;
		await expect(asActor(actor, (trx) => putAside(trx, actor, world.reviewId, paper.name, id))).rejects.toThrow(
			Conflict
		);
		const rows = await world.owner.selectFrom('suggestions').select('id').where('paperId', '=', paper.id).execute();
		expect(rows).toHaveLength(1);
	});

	test('put aside leaves nothing behind but the entry', async () => {
		const paper = await paperWithText();
		const id = await receive(paper.name, tracked(await send(paper.name)));
		const { actor } = world.secretariat;
		await asActor(actor, (trx) => putAside(trx, actor, world.reviewId, paper.name, id));
		expect(await asActor(actor, (trx) => listWordReturns(trx, paper.id))).toEqual([]);
		expect((await audited(paper.id)).at(-1)).toBe('paper.put_aside');
		await expect(confirm(paper.name, id)).rejects.toThrow(NotFound);
	});

	test('says what no longer fits in the list of what was not placed', async () => {
		const paper = await paperWithText();
		const id = await receive(paper.name, tracked(await send(paper.name)));
		await world.owner.deleteFrom('citations').where('sectionId', '=', paper.sectionId).execute();
		await world.owner
			.updateTable('wordReturns')
			.set((eb) => ({ found: eb.fn<string>('replace', ['found', eb.val('"index":1'), eb.val('"index":0')]) }))
			.where('id', '=', id)
			.execute();
		const outcome = await confirm(paper.name, id);
		expect(outcome).toMatchObject({
			suggestions: [],
			left: [{ text: 'Nobody told them why.', author: adviser.author }]
		});
	});
});

describe('a file that is not a copy of this paper', () => {
	test('of another paper is told where it belongs, of none that it is none', async () => {
		const [paper, other] = [await paperWithText(), await paperWithText()];
		const sent = await send(other.name);
		await expect(receive(paper.name, sent)).rejects.toThrow(
			new Invalid('file', `This file is a copy of ${other.name}. Upload it there.`)
		);
		const stranger = editText(sent, (xml) => xml.replace(/_TL_copy_\w+/, '_other')).slice();
		const lost = editPart(stranger, 'docProps/custom.xml', () => '<Properties/>');
		await expect(receive(paper.name, lost)).rejects.toThrow(/not made here/);
		await expect(receive(paper.name, new TextEncoder().encode('words'))).rejects.toThrow(UnreadableFile);
	});

	test('with every word taken out is still shown before anything happens', async () => {
		const paper = await paperWithText();
		const empty = editText(await send(paper.name), (xml) => xml.replace(paragraphWith(xml, 'Nobody'), ''));
		const id = await receive(paper.name, empty);
		const { found } = await asActor(world.secretariat.actor, (trx) => getWordReturn(trx, paper.id, id));
		expect(JSON.parse(found)).toMatchObject({ changes: [{ kind: 'removed', before: 'Nobody tells them why.' }] });
	});
});

test('is for the secretariat alone', async () => {
	const paper = await paperWithText();
	const sent = await send(paper.name);
	await freeze(world, paper.name, 'exposure');
	for (const party of [world.chair, world.official, world.minister]) {
		await expect(send(paper.name, {}, party)).rejects.toThrow(Forbidden);
		await expect(receive(paper.name, sent, party)).rejects.toThrow(Forbidden);
	}
	await expect(receive(paper.name, sent, world.outsider)).rejects.toThrow(NotFound);
	const rows = await asActor(world.official.actor, (trx) => trx.selectFrom('wordCopies').select('id').execute());
	expect(rows).toEqual([]);
});
