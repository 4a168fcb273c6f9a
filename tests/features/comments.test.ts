import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { anchorAt } from '#lib/documents/anchor.ts';
import type { Outcome } from '#lib/papers/comments/comment.ts';
import { addComment, reopenComment, replyToComment, resolveComment } from '#lib/papers/comments/commands.server.ts';
import { placeInSection } from '#lib/papers/comments/place.ts';
import { plainTextOf } from '#lib/papers/comments/plain-text.ts';
import { countComments, getComment, listComments, listEntries } from '#lib/papers/comments/queries.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { remarkFiltersFrom } from '#lib/papers/remarks.ts';
import { readRemarks } from '#lib/papers/remarks.server.ts';
import { openWindow } from '#lib/papers/windows/commands.server.ts';
import { countInWindow } from '#lib/papers/windows/queries.server.ts';
import { addPaper, freeze, write } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, now, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const secretariat = () => world.secretariat.actor;
const official = () => world.official.actor;
const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const later = (actor: Actor, hours: number): Actor => ({ ...actor, now: inHours(hours) });

const text = 'Parents did **not** know.\n\nThey repeated themselves.';

type Made = { id: number; name: string; sectionId: number };

async function exposed(): Promise<Made> {
	const { id, name, sections } = await addPaper(world);
	await write(world, name, 'Summary', text);
	await freeze(world, name, 'exposure');
	return { id, name, sectionId: sections['Summary'] ?? 0 };
}

async function comment(paper: Made, about: string | null, actor = official(), body = 'Who says so?'): Promise<number> {
	const plain = plainTextOf(text);
	const start = about === null ? -1 : plain.indexOf(about);
	const anchor = about === null ? null : anchorAt(plain, start, start + about.length);
	const { id } = await as(actor, (trx) =>
		addComment(trx, actor, world.reviewId, paper.name, {
			sectionId: paper.sectionId,
			version: 2,
			...(anchor ?? { quote: null, prefix: '', suffix: '' }),
			body,
			origin: null
		})
	);
	return id;
}

const found = (paper: Made, id: number, actor = secretariat()) => as(actor, (trx) => getComment(trx, paper.id, id));
const entries = (id: number, actor = secretariat()) => as(actor, (trx) => listEntries(trx, id));
const reply = (paper: Made, id: number, body: string, actor = official()) =>
	as(actor, (trx) => replyToComment(trx, actor, world.reviewId, paper.name, id, { body, origin: null }));
const resolve = (paper: Made, id: number, outcome: Outcome, actor = secretariat(), body: string | null = null) =>
	as(actor, (trx) => resolveComment(trx, actor, world.reviewId, paper.name, id, { outcome, body }));
const reopen = (paper: Made, id: number, actor = official()) =>
	as(actor, (trx) => reopenComment(trx, actor, world.reviewId, paper.name, id, { body: 'Not so' }));

async function listed(paper: Made, query: Record<string, string>, actor = secretariat()): Promise<number[]> {
	const filters = remarkFiltersFrom(new URLSearchParams(query));
	const { rows } = await as(actor, (trx) => listComments(trx, paper.id, actor.person.id, filters));
	return rows.map(({ id }) => id);
}

describe('a comment', () => {
	test('is about a passage or the section, and every member reads it', async () => {
		const paper = await exposed();
		const [passage, whole] = [await comment(paper, 'not know'), await comment(paper, null)];
		const read = await found(paper, passage, world.careMinister.actor);

		expect(read).toMatchObject({ quote: 'not know', sectionVersion: 2, state: 'open', late: false, replies: 0 });
		expect(placeInSection(read)).toEqual({
			state: 'found',
			before: 'Parents did ',
			quote: 'not know',
			after: '. They repeated themselves.'
		});
		expect(placeInSection(await found(paper, whole))).toEqual({ state: 'whole' });
		const { sections } = await as(official(), async (trx, actor) =>
			readRemarks(trx, actor, await getPaper(trx, world.reviewId, paper.name))
		);
		expect(sections[paper.sectionId]).toEqual({ suggestions: 0, comments: 2 });
		expect(await actsOn(world, 'paper', paper.id)).toContain('comment.made');
		await expect(found(paper, passage, world.outsider.actor)).rejects.toThrow(NotFound);
	});

	test('stays with its words while they stand, and says when they are gone', async () => {
		const paper = await exposed();
		const id = await comment(paper, 'repeated themselves');
		await write(world, paper.name, 'Summary', `New first.\n\nThey all repeated themselves, often.`);
		expect(placeInSection(await found(paper, id))).toMatchObject({ state: 'found', quote: 'repeated themselves' });
		await write(world, paper.name, 'Summary', 'Nothing of it.');
		expect(placeInSection(await found(paper, id))).toEqual({ state: 'gone', quote: 'repeated themselves' });
	});

	test('is for members who see the paper; for observers where they are asked', async () => {
		const paper = await exposed();
		const before = await countRows(world, 'comments');
		await expect(comment(paper, null, world.observer.actor)).rejects.toThrow(Forbidden);
		await expect(comment(paper, null, world.outsider.actor)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'comments')).toBe(before);
		await openFor(paper, 4, [world.teams.centre]);
		await comment(paper, null, world.observer.actor);
		expect(await countRows(world, 'comments')).toBe(before + 1);
	});

	test('said of a working draft stays with the secretariat and the chair when members come in', async () => {
		const { id, name, sections } = await addPaper(world);
		const paper = { id, name, sectionId: sections['Summary'] ?? 0 };
		await write(world, name, 'Summary', text);
		const internal = await comment(paper, 'not know', world.chair.actor);
		await freeze(world, name, 'exposure');
		expect(await listed(paper, { show: 'all' }, official())).toEqual([]);
		expect(await listed(paper, { show: 'all' }, world.chair.actor)).toEqual([internal]);
	});
});

describe('a thread', () => {
	test('is replied to, resolved with an outcome, opened again, and keeps all of it', async () => {
		const paper = await exposed();
		const id = await comment(paper, null);
		await reply(paper, id, 'We do.', world.careOfficial.actor);
		await resolve(paper, id, 'changed', secretariat(), 'In version 3');
		await expect(resolve(paper, id, 'changed')).rejects.toThrow(Conflict);
		await reply(paper, id, 'Thank you.');
		await reopen(paper, id);
		await expect(reopen(paper, id)).rejects.toThrow(Conflict);
		await resolve(paper, id, 'unchanged');

		expect((await entries(id)).map(({ kind, body, outcome }) => ({ kind, body, outcome }))).toEqual([
			{ kind: 'reply', body: 'We do.', outcome: null },
			{ kind: 'resolved', body: 'In version 3', outcome: 'changed' },
			{ kind: 'reply', body: 'Thank you.', outcome: null },
			{ kind: 'reopened', body: 'Not so', outcome: null },
			{ kind: 'resolved', body: null, outcome: 'unchanged' }
		]);
		expect(await found(paper, id)).toMatchObject({ state: 'resolved', replies: 2 });
		expect(await listed(paper, {})).toEqual([]);
		expect(await listed(paper, { show: 'settled' })).toEqual([id]);
		expect(await actsOn(world, 'paper', paper.id)).toEqual(
			expect.arrayContaining(['comment.replied', 'comment.resolved', 'comment.reopened'])
		);
	});

	test('is resolved by the secretariat, taken back by its author alone', async () => {
		const paper = await exposed();
		const id = await comment(paper, null);
		for (const { actor } of [world.careOfficial, world.chair, world.minister]) {
			await expect(resolve(paper, id, 'changed', actor)).rejects.toThrow(Forbidden);
			await expect(resolve(paper, id, 'taken_back', actor)).rejects.toThrow(Forbidden);
		}
		await expect(resolve(paper, id, 'changed', official())).rejects.toThrow(Forbidden);
		await expect(resolve(paper, id, 'taken_back', secretariat())).rejects.toThrow(Forbidden);
		expect(await entries(id)).toEqual([]);
		await resolve(paper, id, 'taken_back', official());
		await expect(reopen(paper, id, world.careOfficial.actor)).rejects.toThrow(Forbidden);
		await reopen(paper, id, secretariat());
		expect((await found(paper, id)).state).toBe('open');
	});

	test('of another paper is not there', async () => {
		const [paper, other] = [await exposed(), await exposed()];
		const id = await comment(other, null);
		await expect(reply(paper, id, 'Here?')).rejects.toThrow(NotFound);
		await expect(resolve(paper, id, 'changed')).rejects.toThrow(NotFound);
	});
});

async function openFor(paper: Made, hours: number, teamIds: number[]): Promise<number> {
	return as(secretariat(), (trx, actor) =>
		openWindow(trx, actor, world.reviewId, paper.name, {
			snapshot: 1,
			opensAt: now,
			closesAt: inHours(hours),
			teamIds,
			asks: null
		})
	);
}

describe('the lists', () => {
	test('are filtered by what is open, resolved, late, mine, by department and section', async () => {
		const paper = await exposed();
		const window = await openFor(paper, 2, [world.teams.families, world.teams.care]);
		const first = await comment(paper, null);
		const late = await comment(paper, null, later(world.careOfficial.actor, 3));
		const settled = await comment(paper, null, world.careOfficial.actor);
		await resolve(paper, settled, 'answered');
		await reply(paper, first, 'And late.', later(world.minister.actor, 5));

		expect(await listed(paper, {})).toEqual([first]);
		expect(await listed(paper, { show: 'late' })).toEqual([first, late]);
		expect(await listed(paper, { show: 'settled' })).toEqual([settled]);
		expect(await listed(paper, { show: 'mine' }, world.careOfficial.actor)).toEqual([late, settled]);
		expect(await listed(paper, { show: 'all', department: String(world.teams.care) })).toEqual([late, settled]);
		expect(await listed(paper, { show: 'all', section: String(paper.sectionId) })).toEqual([first, late, settled]);
		expect(await listed(paper, { show: 'all', after: String(first) })).toEqual([late, settled]);
		expect(await as(secretariat(), (trx) => countComments(trx, paper.id, world.official.personId))).toEqual({
			open: 1,
			late: 2,
			settled: 1,
			mine: 1,
			all: 3
		});
		const said = await as(secretariat(), (trx) => countInWindow(trx, paper.id, window));
		expect(said.find(({ teamId }) => teamId === world.teams.families)).toMatchObject({ inTime: 1, late: 1 });
		expect(said.find(({ teamId }) => teamId === world.teams.care)).toMatchObject({ inTime: 1, late: 1 });
	});

	test('fifty people comment and reply at once, and nothing is lost', async () => {
		const paper = await exposed();
		const thread = await comment(paper, null);
		const speakers = [world.official, world.careOfficial, world.minister, world.treasury, world.chair];
		await Promise.all(
			Array.from({ length: 50 }, async (_, index) => {
				const actor = speakers[index % speakers.length]?.actor;
				await comment(paper, null, actor, `Comment ${index}`);
				await reply(paper, thread, `Reply ${index}`, actor);
			})
		);
		expect(await as(secretariat(), (trx) => countComments(trx, paper.id, 0))).toMatchObject({ all: 51, open: 51 });
		expect(new Set((await entries(thread)).map(({ body }) => body)).size).toBe(50);
		expect(await listed(paper, {})).toHaveLength(50);
	});
});
