import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { isUnavailable } from '#lib/db/faults.server.ts';
import { reopenThread, replyInThread, resolveThread, startThread } from '#lib/discussion/commands.server.ts';
import { threadForm } from '#lib/discussion/forms.ts';
import { countThreads, getThread, listThreadEntries, listThreads } from '#lib/discussion/queries.server.ts';
import { firstVisibility, type Visibility } from '#lib/discussion/thread.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { editRecommendation } from '#lib/recommendations/commands.server.ts';
import type { Recommendation } from '#lib/recommendations/queries.server.ts';
import { draft, edited, propose, recommendation } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
let about: Recommendation;

/** No wait for a lock is without end: on a busy machine some are asked to try again in a moment, and do. */
async function insist(work: () => Promise<unknown>, turns = 5): Promise<void> {
	try {
		await work();
	} catch (error) {
		if (turns === 1 || !isUnavailable(error)) throw error;
		await insist(work, turns - 1);
	}
}

beforeEach(async () => {
	world = await makeWorld();
	about = await propose(world);
});

describe('a comment on a recommendation', () => {
	test('is about a passage or the whole, on the version that was read, and every member reads it', async () => {
		const passage = await start(world.official, { quote: 'the same health visitor' });
		const whole = await start(world.careOfficial);

		for (const party of [world.careMinister, world.specialAdviser, world.observer, world.chair]) {
			const read = await found(passage, party);
			expect(read).toMatchObject({ version: 1, versionNow: 1, state: 'open', visibility: 'members', replies: 0 });
			expect(read.place).toEqual({
				state: 'found',
				before: 'Every family keeps ',
				quote: 'the same health visitor',
				after: ' for the first year.'
			});
		}
		expect((await found(whole)).place).toEqual({ state: 'whole' });
		expect((await actsOn(world, 'recommendation', about.id)).filter((act) => act === 'thread.started')).toHaveLength(2);
	});

	test('follows its words through another wording, and says that they have changed', async () => {
		const id = await start(world.official, { quote: 'first year' });
		await reword('In the first year every family keeps one visitor.');
		expect(await found(id)).toMatchObject({
			version: 1,
			versionNow: 2,
			place: { state: 'found', quote: 'first year' }
		});
		await reword('One visitor a family.');
		expect((await found(id)).place).toEqual({ state: 'gone', quote: 'first year' });
	});

	test('needs words that stand there, once', async () => {
		const before = await countRows(world, 'threads');
		await expect(start(world.official, { quote: 'nowhere' })).rejects.toThrow(Invalid);
		await reword('One visitor, and one visitor only.');
		const again = { ...about, version: 2 };
		await expect(start(world.official, { quote: 'one visitor' }, again)).resolves.toBeGreaterThan(0);
		await expect(start(world.official, { quote: 'visitor' }, again)).rejects.toThrow(/more than once/);
		expect(await countRows(world, 'threads')).toBe(before + 1);
	});

	test('is refused to observers, and not there for other reviews', async () => {
		const id = await start(world.official);
		const before = await countRows(world, 'threads');
		await expect(start(world.observer)).rejects.toThrow(Forbidden);
		await expect(start(world.outsider)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'threads')).toBe(before);
		await expect(as(world.observer, (trx, actor) => reply(trx, actor, id))).rejects.toThrow(Forbidden);
		await expect(as(world.outsider, (trx, actor) => reply(trx, actor, id))).rejects.toThrow(NotFound);
	});

	test('is of one recommendation: another’s address does not find it', async () => {
		const id = await start(world.official);
		const other = await draft(world);
		await expect(
			as(world.official, (trx, actor) => replyInThread(trx, actor, world.reviewId, other.number, id, 'Yes.'))
		).rejects.toThrow(NotFound);
	});
});

describe('a thread', () => {
	test('is added to, resolved with words, and opened again; nothing of it is lost', async () => {
		const id = await start(world.careOfficial);
		await as(world.official, (trx, actor) => reply(trx, actor, id, 'Because mothers asked.'));
		await reword('Every family keeps one visitor.');
		await as(world.secretariat, (trx, actor) =>
			resolveThread(trx, actor, world.reviewId, about.number, id, 'The words say so now.')
		);
		expect(await found(id)).toMatchObject({ state: 'resolved', replies: 1 });
		await expect(
			as(world.secretariat, (trx, actor) => resolveThread(trx, actor, world.reviewId, about.number, id, 'Again.'))
		).rejects.toThrow(Conflict);
		await as(world.careOfficial, (trx, actor) =>
			reopenThread(trx, actor, world.reviewId, about.number, id, 'They do not.')
		);

		const entries = await as(world.observer, (trx) => listThreadEntries(trx, id));
		expect(entries.map(({ kind, body, version }) => [kind, body, version])).toEqual([
			['reply', 'Because mothers asked.', 1],
			['resolved', 'The words say so now.', 2],
			['reopened', 'They do not.', 2]
		]);
		expect(await as(world.observer, (trx) => countThreads(trx, about.id))).toEqual({ open: 1, resolved: 0 });
		await expect(
			as(world.careOfficial, (trx, actor) => reopenThread(trx, actor, world.reviewId, about.number, id, 'Twice.'))
		).rejects.toThrow(Conflict);
	});

	test('is settled by the secretariat, its author and officials of its department, and by nobody else', async () => {
		const id = await start(world.specialAdviser, { visibility: 'members' });
		for (const party of [world.careOfficial, world.careMinister, world.minister, world.chair, world.treasury]) {
			await expect(
				as(party, (trx, actor) => resolveThread(trx, actor, world.reviewId, about.number, id, 'Done.'))
			).rejects.toThrow(Forbidden);
		}
		expect((await found(id)).state).toBe('open');
		for (const party of [world.specialAdviser, world.official, world.secretariat]) {
			await as(party, (trx, actor) => resolveThread(trx, actor, world.reviewId, about.number, id, 'Done.'));
			await as(party, (trx, actor) => reopenThread(trx, actor, world.reviewId, about.number, id, 'Not yet.'));
		}
	});

	test('takes what fifty people say at once', async () => {
		const id = await start(world.official);
		await Promise.all(
			Array.from({ length: 50 }, (_, index) =>
				insist(() =>
					as(index % 2 ? world.careOfficial : world.minister, (trx, actor) => reply(trx, actor, id, `No. ${index}`))
				)
			)
		);
		const said = await as(world.official, (trx) => listThreadEntries(trx, id));
		expect(new Set(said.map(({ body }) => body)).size).toBe(50);
		expect(said).toHaveLength(50);
	});

	test('is listed a page at a time', async () => {
		const ids = [];
		for (let index = 0; index < 5; index += 1) ids.push(await start(world.official));
		const first = await as(world.minister, (trx) =>
			listThreads(trx, about.id, { state: 'open', after: null, limit: 3 })
		);
		expect(first.rows.map((row) => row.id)).toEqual(ids.slice(0, 3));
		const rest = await as(world.minister, (trx) =>
			listThreads(trx, about.id, { state: 'open', after: first.next, limit: 3 })
		);
		expect(rest.rows.map((row) => row.id)).toEqual(ids.slice(3));
		expect(rest.next).toBeNull();
	});
});

describe('a department’s own room', () => {
	test('is where special advisers speak first; officials speak to the members', () => {
		expect(firstVisibility(world.specialAdviser.actor, world.reviewId)).toBe('department');
		expect(firstVisibility(world.official.actor, world.reviewId)).toBe('members');
	});

	test('is for its people alone: others find nothing, count nothing, add nothing, and read no record', async () => {
		const id = await start(world.specialAdviser, { visibility: 'department' });
		await as(world.official, (trx, actor) => reply(trx, actor, id, 'Seen.'));
		expect(await as(world.minister, (trx) => listThreadEntries(trx, id))).toHaveLength(1);

		for (const party of [world.careOfficial, world.secretariat, world.chair, world.treasury, world.observer]) {
			await expect(found(id, party)).rejects.toThrow(NotFound);
			expect(await as(party, (trx) => listThreadEntries(trx, id))).toEqual([]);
			expect(await as(party, (trx) => countThreads(trx, about.id))).toEqual({ open: 0, resolved: 0 });
			await expect(as(party, (trx, actor) => reply(trx, actor, id))).rejects.toThrow(NotFound);
			const { entries } = await as(party, (trx) => listTrail(trx, 'recommendation', about.id, { limit: 20 }));
			expect(entries.filter(({ act }) => act.startsWith('thread.'))).toEqual([]);
		}
		const { entries } = await as(world.minister, (trx) => listTrail(trx, 'recommendation', about.id, { limit: 20 }));
		expect(entries.filter(({ act }) => act.startsWith('thread.'))).toHaveLength(2);
	});

	test('takes words from a post of that department, whatever other posts a person holds', async () => {
		const id = await start(world.official, { visibility: 'department' });
		await world.owner
			.insertInto('holdings')
			.values({ postId: world.careOfficial.postId, personId: world.official.personId, since: new Date('2026-01-01') })
			.execute();
		const both = { ...world.official, actor: await world.reload(world.official.actor) };
		const acting = { ...both.actor, actingPostId: world.careOfficial.postId };
		await asActor(acting, (trx) => reply(trx, acting, id, 'From the right post.'));
		const [entry] = await as(both, (trx) => listThreadEntries(trx, id));
		const { title } = await world.owner
			.selectFrom('posts')
			.select('title')
			.where('id', '=', world.official.postId)
			.executeTakeFirstOrThrow();
		expect(entry?.postTitle).toBe(title);
	});
});

describe('what waits', () => {
	test('is the thread of the own department, or on what it leads, where another spoke last', async () => {
		const id = await start(world.careOfficial);
		expect(await waiting(world.official)).toEqual([`discussion/${id}`]);
		expect(await waiting(world.careOfficial)).toEqual([]);
		await as(world.official, (trx, actor) => reply(trx, actor, id));
		expect(await waiting(world.official)).toEqual([]);
		expect(await waiting(world.careOfficial)).toEqual([`discussion/${id}`]);
		await as(world.careOfficial, (trx, actor) =>
			resolveThread(trx, actor, world.reviewId, about.number, id, 'Settled.')
		);
		expect(await waiting(world.careOfficial)).toEqual([]);
		expect(await waiting(world.observer)).toEqual([]);
	});

	test('in a department’s own room is what another person said', async () => {
		const id = await start(world.specialAdviser, { visibility: 'department' });
		expect(await waiting(world.specialAdviser)).toEqual([]);
		expect(await waiting(world.official)).toEqual([`discussion/${id}`]);
		expect(await waiting(world.careOfficial)).toEqual([]);
	});
});

describe('the form', () => {
	const typed = { version: '1', body: 'Who says so?', visibility: 'members' };

	test('asks for the words where it is about a passage, and leaves them behind where it is not', () => {
		expect(threadForm.safeParse({ ...typed, about: 'words' }).error?.issues).toMatchObject([{ path: ['quote'] }]);
		expect(threadForm.parse({ ...typed, about: 'whole', quote: 'left' })).toMatchObject({ quote: null });
		expect(threadForm.parse({ ...typed, about: 'words', quote: 'kept' })).toMatchObject({ quote: 'kept' });
	});
});

function as<Result>(party: Party, work: (trx: Trx, actor: Actor) => Promise<Result>): Promise<Result> {
	return asActor(party.actor, (trx) => work(trx, party.actor));
}

function start(
	by: Party,
	wanted: { quote?: string; visibility?: Visibility } = {},
	on: { number: number; version: number } = about
): Promise<number> {
	const { quote = null, visibility = 'members' } = wanted;
	return as(by, (trx, actor) =>
		startThread(trx, actor, world.reviewId, on.number, {
			version: on.version,
			quote,
			body: 'Who says so?',
			visibility
		})
	);
}

function reply(trx: Trx, actor: Actor, id: number, body = 'We do.'): Promise<void> {
	return replyInThread(trx, actor, world.reviewId, about.number, id, body);
}

function found(id: number, by: Party = world.official) {
	return as(by, (trx) => getThread(trx, about.id, id));
}

async function reword(text: string): Promise<void> {
	const before = await recommendation(world, about.number);
	await as(world.secretariat, (trx, actor) =>
		editRecommendation(trx, actor, world.reviewId, about.number, { ...edited(world, before, { text }), lapsing: [] })
	);
}

/** The ends of the addresses of the threads that wait for a person. */
async function waiting(party: Party): Promise<string[]> {
	const [review] = await as(party, (trx, actor) => listNeeds(trx, actor));
	const items = review?.needs.find(({ kind }) => kind === 'threads')?.items ?? [];
	return items.map(({ href }) => href.slice(href.indexOf('discussion/')));
}
