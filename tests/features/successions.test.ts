import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { readStateOfPlay } from '#lib/overview/state-of-play.server.ts';
import { createDepartment, createPost, renameDepartment } from '#lib/people/commands.server.ts';
import { getDepartment, getPost, listDepartments } from '#lib/people/queries.server.ts';
import { succeedDepartment, type SuccessionInput } from '#lib/people/successions/commands.server.ts';
import { listPostsOf, listSuccessions } from '#lib/people/successions/queries.server.ts';
import { addMember } from '#lib/reviews/commands.server.ts';
import { getReview, listTeams } from '#lib/reviews/queries.server.ts';
import { propose } from '../support/recommendations.ts';
import { actorOf, actsOn, countRows, makeWorld, members, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
	world = await makeWorld();
});

/** The world's today is Monday 16 March 2026. */
const today = '2026-03-16';
const asAdministrator = <T>(work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(world.administrator, work);
const onDay = (day: string): Actor => ({ ...world.administrator, now: new Date(`${day}T12:00:00Z`) });

async function newDepartment(name = 'Department') {
	const tag = randomUUID().slice(0, 8);
	const input = { name: `${name} ${tag}`, shortName: `D-${tag}`, isTreasury: false };
	return { ...input, ...(await asAdministrator((trx, actor) => createDepartment(trx, actor, input))) };
}

async function newPost(departmentId: number, title = `Post ${randomUUID()}`): Promise<number> {
	const post = { departmentId, title, servesPostId: null, severalHolders: false };
	return (await asAdministrator((trx, actor) => createPost(trx, actor, post))).id;
}

function succeed(departmentId: number, changed: Partial<SuccessionInput> = {}, actor = world.administrator) {
	return asActor(actor, async (trx) => {
		const { revision } = await getDepartment(trx, departmentId);
		return succeedDepartment(trx, actor, departmentId, {
			extent: 'whole',
			since: today,
			successorId: null,
			newName: null,
			newShortName: null,
			postIds: [],
			revision,
			...changed
		});
	});
}

const nameOn = async (departmentId: number, day: string) =>
	(await asActor(onDay(day), (trx) => getDepartment(trx, departmentId))).name;
const namesOf = async (departmentId: number) =>
	(await asAdministrator((trx) => getDepartment(trx, departmentId))).names.map(({ name, since }) => ({ name, since }));

describe('a department that goes over into another', () => {
	test('takes its posts along, is called by both names from the day on, and keeps its old name before it', async () => {
		const [trade, growth] = [await newDepartment('Trade'), await newDepartment('Growth')];
		const post = await newPost(trade.id);
		await succeed(trade.id, { successorId: growth.id, since: '2026-03-01' });
		expect(await asAdministrator((trx) => getPost(trx, post))).toMatchObject({ departmentId: growth.id, revision: 2 });
		expect(await nameOn(trade.id, '2026-02-28')).toBe(trade.name);
		expect(await nameOn(trade.id, '2026-03-01')).toBe(`${growth.name} (formerly ${trade.name})`);
		expect(await nameOn(growth.id, '2026-03-01')).toBe(growth.name);
		const { became } = await asAdministrator((trx) => listSuccessions(trx, trade.id));
		expect(became).toMatchObject([
			{ successorId: growth.id, departmentName: trade.name, since: '2026-03-01', isWhole: true }
		]);
		expect((await asAdministrator((trx) => listSuccessions(trx, growth.id))).came).toHaveLength(1);
		expect(await actsOn(world, 'department', trade.id)).toEqual(['department.created', 'department.succeeded']);
		expect((await actsOn(world, 'department', growth.id)).at(-1)).toBe('department.succeeded');
	});

	test('goes over once, and afterwards has no posts, no names and no successions of its own', async () => {
		const [trade, growth, other] = [await newDepartment(), await newDepartment(), await newDepartment()];
		await succeed(trade.id, { successorId: growth.id });
		await expect(succeed(trade.id, { successorId: other.id })).rejects.toThrow(Conflict);
		await expect(newPost(trade.id)).rejects.toThrow(Invalid);
		await expect(succeed(other.id, { successorId: trade.id })).rejects.toThrow('ended itself');
		await expect(
			asAdministrator((trx, actor) =>
				renameDepartment(trx, actor, trade.id, { name: 'x', shortName: 'x', since: today, revision: 2 })
			)
		).rejects.toThrow(Conflict);
		const listed = await asAdministrator((trx) => listDepartments(trx));
		expect(listed.find(({ id }) => id === trade.id)?.isEnded).toBe(true);
		expect(listed.find(({ id }) => id === growth.id)?.isEnded).toBe(false);
	});

	test('into a new one makes it from that day on', async () => {
		const tag = randomUUID().slice(0, 8);
		const trade = await newDepartment();
		await newPost(trade.id);
		const names = { newName: `Ministry of All ${tag}`, newShortName: `All-${tag}` };
		const { successorId, moved } = await succeed(trade.id, { ...names, since: '2026-03-10' });
		expect(moved).toBe(1);
		expect(await namesOf(successorId)).toEqual([{ name: names.newName, since: '2026-03-10' }]);
		for (const missing of [{ newName: 'Only a name' }, { newShortName: 'Only' }, {}]) {
			await expect(succeed((await newDepartment()).id, missing)).rejects.toThrow(Invalid);
		}
	});

	test('follows its successor through new names and further mergers', async () => {
		const [first, second, third] = [await newDepartment('A'), await newDepartment('B'), await newDepartment('C')];
		await succeed(first.id, { successorId: second.id, since: '2026-02-01' });
		const renamed = { name: `B renamed ${randomUUID()}`, shortName: `B-${randomUUID().slice(0, 8)}` };
		await asAdministrator(async (trx, actor) => {
			const { revision } = await getDepartment(trx, second.id);
			await renameDepartment(trx, actor, second.id, { ...renamed, since: '2026-02-20', revision });
		});
		await succeed(second.id, { successorId: third.id, since: '2026-03-10' });
		expect(await namesOf(first.id)).toEqual([
			{ name: `${third.name} (formerly ${first.name})`, since: '2026-03-10' },
			{ name: `${renamed.name} (formerly ${first.name})`, since: '2026-02-20' },
			{ name: `${second.name} (formerly ${first.name})`, since: '2026-02-01' },
			{ name: first.name, since: '1900-01-01' }
		]);
		expect(await nameOn(second.id, today)).toBe(`${third.name} (formerly ${renamed.name})`);
	});
});

describe('a split', () => {
	test('moves the posts that were chosen and leaves the department its name', async () => {
		const [trade, growth] = [await newDepartment(), await newDepartment()];
		const [goes, stays] = [await newPost(trade.id), await newPost(trade.id)];
		await succeed(trade.id, { extent: 'part', successorId: growth.id, postIds: [goes] });
		expect((await asAdministrator((trx) => listPostsOf(trx, trade.id))).map(({ id }) => id)).toEqual([stays]);
		expect((await asAdministrator((trx) => listPostsOf(trx, growth.id))).map(({ id }) => id)).toEqual([goes]);
		expect(await nameOn(trade.id, today)).toBe(trade.name);
		// And in the end the rest of it.
		await succeed(trade.id, { successorId: growth.id });
		expect(await asAdministrator((trx) => listPostsOf(trx, trade.id))).toEqual([]);
	});

	test('names posts of the department', async () => {
		const [trade, growth] = [await newDepartment(), await newDepartment()];
		const foreign = await newPost(growth.id);
		for (const postIds of [[], [foreign], [0]]) {
			await expect(succeed(trade.id, { extent: 'part', successorId: growth.id, postIds })).rejects.toMatchObject({
				field: 'postIds'
			});
		}
	});
});

describe('in a review', () => {
	test('a team keeps what it has, under the successor’s name from the day on', async () => {
		await propose(world);
		const growth = await newDepartment('Growth');
		const before = await asActor(world.secretariat.actor, (trx) => listTeams(trx, world.reviewId));
		await succeed(world.departments.families, { successorId: growth.id });
		const teams = await asActor(world.secretariat.actor, (trx) => listTeams(trx, world.reviewId));
		expect(teams.map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted());
		const named = teams.find(({ id }) => id === world.teams.families);
		expect(named?.name).toMatch(/^Growth .* \(formerly Department for Families/);

		const minister = await world.reload(world.minister.actor);
		expect(minister.memberships).toMatchObject([{ role: 'minister', teamId: world.teams.families }]);
		const [review] = await asActor(minister, (trx) => listNeeds(trx, minister));
		expect(review?.needs.map(({ kind }) => kind)).toContain('answers');
	});

	test('what is printed has the name of its day', async () => {
		await propose(world);
		const growth = await newDepartment('Growth');
		await succeed(world.departments.families, { successorId: growth.id });
		const printed = async (day: string) => {
			const secretary = { ...world.secretariat.actor, now: new Date(`${day}T12:00:00Z`) };
			return asActor(secretary, async (trx) =>
				JSON.stringify(await readStateOfPlay(trx, secretary, await getReview(trx, world.slug)))
			);
		};
		expect(await printed('2026-03-15')).not.toContain(growth.name);
		expect(await printed(today)).toContain(`${growth.name} (formerly Department for Families`);
	});

	test('two teams that merged both stay, each with its own name beside the new one', async () => {
		const growth = await newDepartment('Growth');
		await succeed(world.departments.families, { successorId: growth.id });
		await succeed(world.departments.care, { successorId: growth.id });
		const teams = await asActor(world.secretariat.actor, (trx) => listTeams(trx, world.reviewId));
		const names = teams.filter(({ name }) => name.startsWith(growth.name)).map(({ name }) => name);
		expect(names).toHaveLength(2);
		expect(new Set(names).size).toBe(2);
	});

	test('a post of the successor joins the team that went over into it, and a team of its own where two did', async () => {
		const [growth, health] = [await newDepartment('Growth'), await newDepartment('Health')];
		await succeed(world.departments.families, { successorId: growth.id });
		const join = async (departmentId: number) => {
			const postId = await newPost(departmentId);
			const { actor } = world.secretariat;
			await asActor(actor, (trx) => addMember(trx, actor, world.reviewId, { postId, role: 'official' }));
			const { teamId } = await world.owner
				.selectFrom('memberships')
				.select('teamId')
				.where('postId', '=', postId)
				.executeTakeFirstOrThrow();
			return teamId;
		};
		expect(await join(growth.id)).toBe(world.teams.families);
		await succeed(world.departments.care, { successorId: growth.id });
		expect([world.teams.families, world.teams.care]).not.toContain(await join(growth.id));
		expect(Object.values(world.teams)).not.toContain(await join(health.id));
	});
});

describe('what is refused', () => {
	test('a day to come, a day before the newest name, itself, nobody, a title twice, a stale page', async () => {
		const [trade, growth] = [await newDepartment(), await newDepartment()];
		await newPost(trade.id, 'Evidence official');
		const post = await newPost(growth.id, 'evidence OFFICIAL');
		const before = await countRows(world, 'department_successions');
		const refused: [Partial<SuccessionInput>, string][] = [
			[{ successorId: growth.id, since: '2026-03-17' }, 'since'],
			[{ successorId: growth.id, since: '1900-01-01' }, 'since'],
			[{ successorId: trade.id }, 'successorId'],
			[{ successorId: 0 }, 'successorId'],
			[{ successorId: growth.id }, 'successorId']
		];
		for (const [input, field] of refused) await expect(succeed(trade.id, input)).rejects.toMatchObject({ field });
		await expect(succeed(trade.id, { successorId: growth.id, revision: 7 })).rejects.toThrow(Conflict);
		await expect(
			asAdministrator((trx, actor) =>
				succeedDepartment(trx, actor, 0, {
					extent: 'whole',
					since: today,
					successorId: growth.id,
					newName: null,
					newShortName: null,
					postIds: [],
					revision: 1
				})
			)
		).rejects.toThrow(NotFound);
		expect(await countRows(world, 'department_successions')).toBe(before);
		expect((await asAdministrator((trx) => getPost(trx, post))).departmentId).toBe(growth.id);
	});

	test('everybody but administrators', async () => {
		const growth = await newDepartment();
		const counted = ['department_successions', 'department_names', 'departments', 'audit_entries'];
		const count = () => Promise.all(counted.map((table) => countRows(world, table)));
		const before = await count();
		for (const party of [...members, 'outsider' as const]) {
			const actor = actorOf(world, party);
			await expect(succeed(world.departments.families, { successorId: growth.id }, actor)).rejects.toThrow(Forbidden);
			await expect(
				asActor(actor, (trx) =>
					trx
						.insertInto('departmentSuccessions')
						.values({ departmentId: world.departments.care, successorId: growth.id, since: today, isWhole: true })
						.execute()
				)
			).rejects.toThrow('row-level security');
		}
		expect(await count()).toEqual(before);
	});
});
