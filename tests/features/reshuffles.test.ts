import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { createPerson, createPost, endHolding, startHolding } from '#lib/people/commands.server.ts';
import { listHolders } from '#lib/people/queries.server.ts';
import {
	carryOutReshuffle,
	type ChangeInput,
	dropReshuffle,
	editReshuffle,
	prepareReshuffle,
	type ReshuffleInput
} from '#lib/people/reshuffles/commands.server.ts';
import { getReshuffle, listPostTasks, listReshuffles } from '#lib/people/reshuffles/queries.server.ts';
import { taskInWords } from '#lib/people/reshuffles/reshuffle.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import { listPositions } from '#lib/positions/queries.server.ts';
import { getReview } from '#lib/reviews/queries.server.ts';
import { propose } from '../support/recommendations.ts';
import { addCabinet, addIssuedRound, roundAs } from '../support/rounds.ts';
import { actorOf, actsOn, countRows, makeWorld, members, now, type Party, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
	world = await makeWorld();
});

const asAdministrator = <T>(work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(world.administrator, work);

function change(changed: Partial<ChangeInput> & { postId: number }): ChangeInput {
	return { leavesId: null, personId: null, newName: null, newEmail: null, ...changed };
}

function prepare(changes: ChangeInput[], changed: Partial<ReshuffleInput> = {}) {
	return asAdministrator((trx, actor) =>
		prepareReshuffle(trx, actor, { title: 'Reshuffle', takesEffectAt: null, changes, ...changed })
	);
}

function carryOut(id: number, revision = 1) {
	return asAdministrator((trx, actor) => carryOutReshuffle(trx, actor, id, revision));
}

async function reshuffle(changes: ChangeInput[], changed: Partial<ReshuffleInput> = {}) {
	const { id } = await prepare(changes, changed);
	await carryOut(id);
	return id;
}

async function somebody(): Promise<Actor> {
	const tag = randomUUID().slice(0, 8);
	const input = {
		name: `Somebody ${tag}`,
		email: `${tag}@gov.example`,
		isAdministrator: false,
		mayCreateReviews: false
	};
	const { id } = await asAdministrator((trx, actor) => createPerson(trx, actor, input));
	return world.reload({ ...world.administrator, person: { id, name: input.name } });
}

async function sharedPost(): Promise<number> {
	const { id } = await asAdministrator((trx, actor) =>
		createPost(trx, actor, {
			departmentId: world.departments.families,
			title: `Duty desk ${randomUUID()}`,
			servesPostId: null,
			severalHolders: true
		})
	);
	return id;
}

const holders = (postId: number) => asAdministrator((trx) => listHolders(trx, postId));
const needsOf = (actor: Actor) => asActor(actor, (trx) => listNeeds(trx, actor));

function answer(party: Party, actor: Actor, number: number, version = 1) {
	return asActor(actor, (trx) =>
		recordPosition(trx, actor, world.reviewId, number, {
			version,
			stance: 'content',
			reason: null,
			proposedText: null,
			conditions: [],
			postId: party.postId,
			conveyed: 'self'
		})
	);
}

describe('a reshuffle', () => {
	test('is prepared without changing anything, and then carried out once', async () => {
		const next = await somebody();
		const { id } = await prepare([change({ postId: world.minister.postId, personId: next.person.id })]);
		expect((await world.reload(world.minister.actor)).posts).toHaveLength(1);
		expect((await world.reload(next)).posts).toEqual([]);
		const planned = await asAdministrator((trx) => getReshuffle(trx, id));
		expect(planned).toMatchObject({ state: 'prepared', takesEffectAt: null });
		expect(planned.changes).toMatchObject([
			{ leaves: world.minister.actor.person.name, comes: next.person.name, postId: world.minister.postId }
		]);

		await carryOut(id);
		await expect(carryOut(id)).rejects.toThrow(Conflict);
		await expect(carryOut(id, 2)).rejects.toThrow('carried out already');
		expect(await holders(world.minister.postId)).toMatchObject([
			{ personId: next.person.id, since: now, until: null },
			{ personId: world.minister.personId, until: now }
		]);
		expect(await asAdministrator((trx) => getReshuffle(trx, id))).toMatchObject({
			state: 'carried_out',
			takesEffectAt: now,
			endedBy: world.administrator.person.name
		});
		expect(await actsOn(world, 'reshuffle', id)).toEqual(['reshuffle.prepared', 'reshuffle.carried_out']);
		expect(await actsOn(world, 'post', world.minister.postId)).toEqual(['holding.ended', 'holding.started']);
	});

	test('moves what waits with the post, at once, and leaves what was answered with who answered', async () => {
		const next = await somebody();
		const answered = await propose(world, { title: 'Answered before' });
		const open = await propose(world, { title: 'Open still' });
		await answer(world.minister, world.minister.actor, answered.number);
		await reshuffle([change({ postId: world.minister.postId, personId: next.person.id })]);

		const before = await world.reload(world.minister.actor);
		const after = await world.reload(next);
		// What the review holds is not there for who left: a page of it answers 404.
		await expect(asActor(before, (trx) => getReview(trx, world.slug))).rejects.toThrow(NotFound);
		expect(await needsOf(before)).toEqual([]);
		await expect(answer(world.minister, before, open.number)).rejects.toThrow(NotFound);

		const [review] = await needsOf(after);
		expect(review?.needs.find(({ kind }) => kind === 'answers')?.items.map(({ reference }) => reference)).toEqual([
			`R${open.number}`
		]);
		await answer(world.minister, after, open.number);
		const given = async (to: typeof open) =>
			(await asActor(world.observer.actor, (trx, actor) => listPositions(trx, actor, to))).find(
				({ post }) => post.postId === world.minister.postId
			)?.answer;
		expect(await given(answered)).toMatchObject({ holderName: world.minister.actor.person.name });
		expect(await given(open)).toMatchObject({ holderName: next.person.name });
	});

	test('has two people change places, with a third post that falls vacant and one that is filled anew', async () => {
		const email = `${randomUUID()}@gov.example`;
		const { minister, careMinister, observer, specialAdviser } = world;
		const id = await reshuffle([
			change({ postId: minister.postId, personId: careMinister.personId }),
			change({ postId: careMinister.postId, personId: minister.personId }),
			change({ postId: observer.postId }),
			change({ postId: specialAdviser.postId, newName: 'Robin New', newEmail: email })
		]);
		const roleOf = async (party: Party) => (await world.reload(party.actor)).memberships.map(({ postId }) => postId);
		expect(await roleOf(minister)).toEqual([careMinister.postId]);
		expect(await roleOf(careMinister)).toEqual([minister.postId]);
		expect(await roleOf(observer)).toEqual([]);
		expect(await roleOf(specialAdviser)).toEqual([]);
		const [newcomer] = await holders(specialAdviser.postId);
		expect(newcomer).toMatchObject({ personName: 'Robin New', until: null });
		expect(await actsOn(world, 'person', newcomer?.personId ?? 0)).toEqual(['person.created']);
		expect((await asAdministrator((trx) => getReshuffle(trx, id))).changes).toHaveLength(4);
	});

	test('takes one of several holders out of a post and leaves the others', async () => {
		const postId = await sharedPost();
		const [first, second, third] = [await somebody(), await somebody(), await somebody()];
		for (const { person } of [first, second]) {
			await asAdministrator((trx, actor) => startHolding(trx, actor, postId, person.id));
		}
		await reshuffle([change({ postId, leavesId: first.person.id, personId: third.person.id })]);
		const present = (await holders(postId)).filter(({ until }) => until === null);
		expect(present.map(({ personId }) => personId).toSorted()).toEqual([second.person.id, third.person.id].toSorted());
		await expect(prepare([change({ postId, personId: second.person.id })])).rejects.toThrow('holds');
		await expect(prepare([change({ postId, leavesId: first.person.id })])).rejects.toThrow('does not hold');
		await expect(prepare([change({ postId })])).rejects.toThrow('who leaves');
	});

	test('of a later day changes nothing before its hour', async () => {
		const next = await somebody();
		const at = new Date('2026-03-30T08:00:00Z');
		await reshuffle([change({ postId: world.minister.postId, personId: next.person.id })], { takesEffectAt: at });
		const postsAt = async (actor: Actor, moment: Date) => (await loadActor(actor.person.id, moment))?.posts.length;
		const justBefore = new Date(at.getTime() - 1);
		expect([await postsAt(world.minister.actor, justBefore), await postsAt(next, justBefore)]).toEqual([1, 0]);
		expect([await postsAt(world.minister.actor, at), await postsAt(next, at)]).toEqual([0, 1]);
	});

	test('keeps a vacant post for whoever is to come, and can be taken back', async () => {
		const [next, other] = [await somebody(), await somebody()];
		const at = new Date('2026-03-30T08:00:00Z');
		const { postId } = world.observer;
		await reshuffle([change({ postId })]);
		await reshuffle([change({ postId, personId: next.person.id })], { takesEffectAt: at });
		const start = () => asAdministrator((trx, actor) => startHolding(trx, actor, postId, other.person.id));
		await expect(start()).rejects.toThrow('takes this post on 30 March 2026');
		const [coming] = await holders(postId);
		const takeBack = () => asAdministrator((trx, actor) => endHolding(trx, actor, postId, coming?.id ?? 0));
		await takeBack();
		await expect(takeBack()).rejects.toThrow(Conflict);
		expect((await loadActor(next.person.id, at))?.posts).toEqual([]);
		await start();
	});

	test('of an earlier day keeps its day in the history, and takes the access away now', async () => {
		const next = await somebody();
		const at = new Date('2026-03-13T18:00:00Z');
		await reshuffle([change({ postId: world.minister.postId, personId: next.person.id })], { takesEffectAt: at });
		expect(await holders(world.minister.postId)).toMatchObject([{ since: at }, { until: at }]);
		expect((await world.reload(world.minister.actor)).posts).toEqual([]);
		for (const takesEffectAt of [new Date('2026-02-01T09:00:00Z'), new Date('2026-09-01T09:00:00Z')]) {
			await expect(
				prepare([change({ postId: world.careMinister.postId, personId: next.person.id })], { takesEffectAt })
			).rejects.toThrow(Invalid);
		}
		// Nobody leaves a post before they came.
		const { id } = await prepare([change({ postId: world.minister.postId })], {
			takesEffectAt: new Date('2026-03-12T09:00:00Z')
		});
		await expect(carryOut(id)).rejects.toThrow('after this takes effect');
	});

	test('has sessions act from the post no more, with a new id for the browser', async () => {
		const next = await somebody();
		const session = (personId: number, actingPostId: number | null) => ({
			idHash: randomUUID(),
			personId,
			actingPostId,
			createdAt: now,
			lastSeenAt: now,
			expiresAt: new Date(now.getTime() + 3_600_000)
		});
		const { personId, postId } = world.minister;
		await world.owner.insertInto('sessions').values(session(personId, postId)).execute();
		await world.owner.insertInto('sessions').values(session(next.person.id, null)).execute();
		expect((await asAdministrator((trx) => listPostTasks(trx, postId))).map(taskInWords)).toContain(
			'One session acts from it'
		);
		await reshuffle([change({ postId, personId: next.person.id })]);
		const found = await world.owner
			.selectFrom('sessions')
			.select(['actingPostId', 'renew'])
			.where('personId', 'in', [personId, next.person.id])
			.execute();
		expect(found).toEqual([
			{ actingPostId: null, renew: true },
			{ actingPostId: null, renew: true }
		]);
	});

	test('in the middle of a write-round leaves the round asking the post, vacant or not', async () => {
		const cabinet = await addCabinet(world);
		const next = await somebody();
		const { name } = await addIssuedRound(world);
		const addressees = (await roundAs(world, world.secretariat, name)).addressees;
		const asked = [cabinet.care, cabinet.exchequer, cabinet.families].find(({ postId }) =>
			addressees.some((addressee) => addressee.postId === postId)
		);
		if (!asked) throw new Error('The round asks nobody');
		const owed = async () => (await asAdministrator((trx) => listPostTasks(trx, asked.postId))).map(taskInWords);
		expect(await owed()).toContain('1 reply is owed to a write-round');

		await reshuffle([change({ postId: asked.postId })]);
		expect(await owed()).toContain('1 reply is owed to a write-round');
		await expect(roundAs(world, { ...asked, actor: await world.reload(asked.actor) }, name)).rejects.toThrow(NotFound);

		await reshuffle([change({ postId: asked.postId, personId: next.person.id })]);
		const seen = await roundAs(world, { ...asked, actor: await world.reload(next) }, name);
		expect(seen.addressees.some((addressee) => addressee.postId === asked.postId)).toBe(true);
	});
});

describe('a plan', () => {
	test('that no longer fits who holds the posts is not carried out', async () => {
		const [next, other] = [await somebody(), await somebody()];
		const { postId } = world.minister;
		const { id } = await prepare([
			change({ postId: world.observer.postId }),
			change({ postId, personId: next.person.id })
		]);
		await reshuffle([change({ postId, personId: other.person.id })]);
		const before = await countRows(world, 'audit_entries');
		await expect(carryOut(id)).rejects.toThrow('has changed since');
		expect((await world.reload(world.observer.actor)).posts).toHaveLength(1);
		expect(await countRows(world, 'audit_entries')).toBe(before);
	});

	test('is changed from what was seen, or dropped, and then is no plan any more', async () => {
		const next = await somebody();
		const input = { title: 'Again', takesEffectAt: null, changes: [change({ postId: world.observer.postId })] };
		const { id } = await prepare([change({ postId: world.minister.postId, personId: next.person.id })]);
		const edit = (revision: number) =>
			asAdministrator((trx, actor) => editReshuffle(trx, actor, id, { ...input, revision }));
		await edit(1);
		await expect(edit(1)).rejects.toThrow(Conflict);
		const plan = await asAdministrator((trx) => getReshuffle(trx, id));
		expect(plan).toMatchObject({
			title: 'Again',
			revision: 2,
			changes: [{ postId: world.observer.postId, comes: null }]
		});
		const drop = (revision: number) => asAdministrator((trx, actor) => dropReshuffle(trx, actor, id, revision));
		await drop(2);
		await expect(drop(3)).rejects.toThrow(Conflict);
		await expect(carryOut(id, 3)).rejects.toThrow('was dropped');
		await expect(edit(3)).rejects.toThrow(Conflict);
		expect((await world.reload(world.observer.actor)).posts).toHaveLength(1);
		expect(await actsOn(world, 'reshuffle', id)).toEqual([
			'reshuffle.prepared',
			'reshuffle.edited',
			'reshuffle.dropped'
		]);
		expect((await asAdministrator((trx) => listReshuffles(trx))).items[0]).toMatchObject({
			id,
			state: 'dropped',
			posts: 1
		});
	});

	test('says beside the row what cannot be', async () => {
		const { postId, personId } = world.minister;
		const next = await somebody();
		const vacant = world.observer.postId;
		await reshuffle([change({ postId: vacant })]);
		const rows: [string, ChangeInput[]][] = [
			['changes[0].postId', [change({ postId: 0 })]],
			['changes[1].postId', [change({ postId, personId: next.person.id }), change({ postId })]],
			['changes[0].personId', [change({ postId, personId })]],
			['changes[0].personId', [change({ postId, personId: 0 })]],
			['changes[0].personId', [change({ postId: vacant })]],
			['changes[0].personId', [change({ postId, personId: next.person.id, newName: 'A', newEmail: 'a@gov.example' })]],
			['changes[0].newEmail', [change({ postId, newName: 'A' })]],
			['changes[0].newName', [change({ postId, newEmail: 'a@gov.example' })]],
			['changes[0].leavesId', [change({ postId, leavesId: next.person.id })]],
			[
				'changes[1].newEmail',
				[
					change({ postId, newName: 'A', newEmail: 'a@gov.example' }),
					change({ postId: vacant, newName: 'B', newEmail: 'a@gov.example' })
				]
			]
		];
		const before = await countRows(world, 'reshuffles');
		for (const [field, changes] of rows) {
			await expect(prepare(changes)).rejects.toMatchObject({ field });
		}
		expect(await countRows(world, 'reshuffles')).toBe(before);
	});

	test('two administrators carry out at the same moment changes the posts once', async () => {
		const next = await somebody();
		const { id } = await prepare([change({ postId: world.minister.postId, personId: next.person.id })]);
		const results = await Promise.allSettled([carryOut(id), carryOut(id)]);
		expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(await holders(world.minister.postId)).toHaveLength(2);
	});

	test('is administrators’ alone: nobody else sees it, does it or counts what goes with a post', async () => {
		await propose(world);
		const next = await somebody();
		const changes = [change({ postId: world.minister.postId, personId: next.person.id })];
		const { id } = await prepare(changes);
		const input = { title: 'x', takesEffectAt: null, changes };
		const counted = ['reshuffles', 'reshuffle_changes', 'holdings', 'audit_entries'];
		const count = () => Promise.all(counted.map((table) => countRows(world, table)));
		const before = await count();
		for (const party of [...members, 'outsider' as const]) {
			const actor = actorOf(world, party);
			const acts: ((trx: Trx) => Promise<unknown>)[] = [
				(trx) => prepareReshuffle(trx, actor, input),
				(trx) => editReshuffle(trx, actor, id, { ...input, revision: 1 }),
				(trx) => dropReshuffle(trx, actor, id, 1),
				(trx) => carryOutReshuffle(trx, actor, id, 1)
			];
			for (const work of acts) await expect(asActor(actor, work)).rejects.toThrow(Forbidden);
			await expect(asActor(actor, (trx) => getReshuffle(trx, id))).rejects.toThrow(NotFound);
			expect((await asActor(actor, (trx) => listReshuffles(trx))).items).toEqual([]);
			expect(await asActor(actor, (trx) => listPostTasks(trx, world.minister.postId))).toEqual([]);
		}
		expect(await count()).toEqual(before);
		expect((await asAdministrator((trx) => listPostTasks(trx, world.minister.postId))).map(taskInWords)).toEqual([
			'Minister in one review',
			'1 recommendation waits for an answer'
		]);
		await expect(carryOut(0)).rejects.toThrow(NotFound);
	});
});
