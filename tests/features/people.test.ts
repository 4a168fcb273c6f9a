import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import {
	closeAccount,
	createDepartment,
	createPerson,
	createPost,
	editPerson,
	editPost,
	endHolding,
	openAccount,
	renameDepartment,
	startHolding
} from '#lib/people/commands.server.ts';
import {
	getDepartment,
	getPerson,
	getPost,
	listDepartments,
	listHolders,
	listPeople,
	listPosts,
	listPostsHeld,
	pageLength
} from '#lib/people/queries.server.ts';
import { listReviews } from '#lib/reviews/queries.server.ts';
import { actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const asAdministrator = <T>(work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(world.administrator, work);
const unique = () => Math.random().toString(36).slice(2, 10);

function details(changed: Partial<Parameters<typeof createPerson>[2]> = {}) {
	const tag = unique();
	return {
		name: `Person ${tag}`,
		email: `person.${tag}@example.gov.uk`,
		isAdministrator: false,
		mayCreateReviews: false,
		...changed
	};
}

const newPerson = (changed = {}) => asAdministrator((trx, actor) => createPerson(trx, actor, details(changed)));
const newPost = (changed = {}) =>
	asAdministrator((trx, actor) =>
		createPost(trx, actor, {
			departmentId: world.departments.families,
			title: `Post ${unique()}`,
			servesPostId: null,
			severalHolders: false,
			...changed
		})
	);

describe('people', () => {
	test('are made without a password, and told in the record', async () => {
		const input = details({ mayCreateReviews: true });
		const { id } = await asAdministrator((trx, actor) => createPerson(trx, actor, input));
		const person = await asAdministrator((trx) => getPerson(trx, id));
		expect(person).toMatchObject({ ...input, state: 'waiting', revision: 1 });
		expect(await actsOn(world, 'person', id)).toEqual(['person.created']);
		const { rows } = await sql<{ review_id: number | null; audience: string; person_id: number }>`
			select review_id, audience, person_id from audit_entries where record_kind = 'person' and record_id = ${id}`.execute(
			world.owner
		);
		expect(rows.map((row) => Object.values(row))).toEqual([[null, 'administrators', world.administrator.person.id]]);
	});

	test('have an address of their own', async () => {
		const input = details();
		await asAdministrator((trx, actor) => createPerson(trx, actor, input));
		const before = await countRows(world, 'people');
		await expect(
			asAdministrator((trx, actor) => createPerson(trx, actor, { ...details(), email: input.email }))
		).rejects.toThrow('accounts_email_key');
		expect(await countRows(world, 'people')).toBe(before);
	});

	test('are changed from the revision that was seen', async () => {
		const { id } = await newPerson();
		const changed = details({ isAdministrator: true });
		await asAdministrator((trx, actor) => editPerson(trx, actor, id, { ...changed, revision: 1 }));
		await expect(
			asAdministrator((trx, actor) => editPerson(trx, actor, id, { ...details(), revision: 1 }))
		).rejects.toThrow(Conflict);
		expect(await asAdministrator((trx) => getPerson(trx, id))).toMatchObject({ ...changed, revision: 2 });
		expect(await actsOn(world, 'person', id)).toEqual(['person.created', 'person.edited']);
	});

	test('have an account that is closed once and opened once', async () => {
		const { id } = await newPerson();
		await asAdministrator((trx, actor) => closeAccount(trx, actor, id, 1));
		expect((await asAdministrator((trx) => getPerson(trx, id))).state).toBe('closed');
		await expect(asAdministrator((trx, actor) => closeAccount(trx, actor, id, 2))).rejects.toThrow(Conflict);
		await expect(asAdministrator((trx, actor) => openAccount(trx, actor, id, 1))).rejects.toThrow(Conflict);
		await asAdministrator((trx, actor) => openAccount(trx, actor, id, 2));
		await expect(asAdministrator((trx, actor) => openAccount(trx, actor, id, 3))).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'person', id)).toEqual(['person.created', 'person.disabled', 'person.enabled']);
	});

	test('who do not exist are not found', async () => {
		await expect(asAdministrator((trx) => getPerson(trx, 0))).rejects.toThrow(NotFound);
		await expect(
			asAdministrator((trx, actor) => editPerson(trx, actor, 0, { ...details(), revision: 1 }))
		).rejects.toThrow(NotFound);
		await expect(asAdministrator((trx, actor) => closeAccount(trx, actor, 0, 1))).rejects.toThrow(NotFound);
	});

	test('are listed in pages by name, each once, and found by part of name or address', async () => {
		const tag = unique();
		const wanted = Array.from({ length: pageLength + 5 }, (_, number) => `${tag} person ${number + 1}`);
		for (const name of wanted) await newPerson({ name });

		const first = await asAdministrator((trx, actor) => listPeople(trx, actor, { search: tag.toUpperCase() }));
		const second = await asAdministrator((trx, actor) => listPeople(trx, actor, { search: tag, after: first.next }));
		expect(first.count).toBe(wanted.length);
		expect(second.next).toBeNull();
		expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(wanted);

		const one = await asAdministrator((trx, actor) =>
			listPeople(trx, actor, { search: first.items[3]?.email ?? 'nobody' })
		);
		expect(one.items.map(({ id }) => id)).toEqual([first.items[3]?.id]);
		const wild = await asAdministrator((trx, actor) => listPeople(trx, actor, { search: `${tag}%person_` }));
		expect(wild.items).toEqual([]);
	});
});

describe('the last administrator', () => {
	/** Leaves one open administrator for the length of a transaction that is thrown away. */
	async function alone(work: (trx: Trx, actor: Actor) => Promise<unknown>): Promise<unknown> {
		const me = world.administrator.person.id;
		const others = await world.owner
			.updateTable('accounts')
			.set({ isAdministrator: false })
			.where('isAdministrator', '=', true)
			.where('personId', '<>', me)
			.returning('personId')
			.execute();
		try {
			return await asAdministrator(work);
		} finally {
			if (others.length > 0) {
				await world.owner
					.updateTable('accounts')
					.set({ isAdministrator: true })
					.where(
						'personId',
						'in',
						others.map(({ personId }) => personId)
					)
					.execute();
			}
		}
	}

	test('keeps the account and the right', async () => {
		const me = world.administrator.person.id;
		const person = await asAdministrator((trx) => getPerson(trx, me));
		const { name, email, mayCreateReviews, revision } = person;
		await expect(alone((trx, actor) => closeAccount(trx, actor, me, revision))).rejects.toThrow('last administrator');
		await expect(
			alone((trx, actor) =>
				editPerson(trx, actor, me, { name, email, mayCreateReviews, isAdministrator: false, revision })
			)
		).rejects.toThrow('last administrator');
		expect(await asAdministrator((trx) => getPerson(trx, me))).toMatchObject({ isAdministrator: true, revision });
	});

	test('may give both up once there is another', async () => {
		const leaving = await newPerson({ isAdministrator: true });
		const remaining = await newPerson({ isAdministrator: true });
		await asAdministrator((trx, actor) => closeAccount(trx, actor, leaving.id, 1));
		await asAdministrator((trx, actor) =>
			editPerson(trx, actor, remaining.id, { ...details(), isAdministrator: false, revision: 1 })
		);
		expect(await actsOn(world, 'person', leaving.id)).toEqual(['person.created', 'person.disabled']);
	});
});

describe('departments', () => {
	const departmentDetails = () => {
		const tag = unique();
		return { name: `Department of ${tag}`, shortName: `Do-${tag}`, isTreasury: false };
	};
	const newDepartment = async () => {
		const input = departmentDetails();
		return { ...input, ...(await asAdministrator((trx, actor) => createDepartment(trx, actor, input))) };
	};

	test('have a name for documents of any date', async () => {
		const made = await newDepartment();
		const department = await asAdministrator((trx) => getDepartment(trx, made.id));
		expect(department).toMatchObject({ name: made.name, shortName: made.shortName, isTreasury: false });
		expect(department.names).toEqual([
			{ since: '1900-01-01', until: null, name: made.name, shortName: made.shortName }
		]);
		expect(await actsOn(world, 'department', made.id)).toEqual(['department.created']);
		expect((await asAdministrator((trx) => listDepartments(trx))).map(({ id }) => id)).toContain(made.id);
	});

	test('take a new name from a day on, and keep the old one before it', async () => {
		const made = await newDepartment();
		const next = departmentDetails();
		await asAdministrator((trx, actor) =>
			renameDepartment(trx, actor, made.id, { ...next, since: '2026-03-01', revision: 1 })
		);
		const department = await asAdministrator((trx) => getDepartment(trx, made.id));
		expect(department.name).toBe(next.name);
		expect(department.names.map(({ name, since, until }) => ({ name, since, until }))).toEqual([
			{ name: next.name, since: '2026-03-01', until: null },
			{ name: made.name, since: '1900-01-01', until: '2026-03-01' }
		]);
		expect(await actsOn(world, 'department', made.id)).toEqual(['department.created', 'department.renamed']);
	});

	test('keep today’s name until the day of a name to come', async () => {
		const made = await newDepartment();
		const next = departmentDetails();
		await asAdministrator((trx, actor) =>
			renameDepartment(trx, actor, made.id, { ...next, since: '2026-03-17', revision: 1 })
		);
		expect((await asAdministrator((trx) => getDepartment(trx, made.id))).name).toBe(made.name);
		const tomorrow = { ...world.administrator, now: new Date('2026-03-17T00:30:00Z') };
		expect((await asActor(tomorrow, (trx) => getDepartment(trx, made.id))).name).toBe(next.name);
	});

	test('have the newest name corrected from its own first day', async () => {
		const made = await newDepartment();
		const next = departmentDetails();
		const right = departmentDetails();
		await asAdministrator((trx, actor) =>
			renameDepartment(trx, actor, made.id, { ...next, since: '2026-03-01', revision: 1 })
		);
		await asAdministrator((trx, actor) =>
			renameDepartment(trx, actor, made.id, { ...right, since: '2026-03-01', revision: 2 })
		);
		const department = await asAdministrator((trx) => getDepartment(trx, made.id));
		expect(department.names.map(({ name }) => name)).toEqual([right.name, made.name]);
	});

	test('refuse a name from before the newest, the same name, another’s name and a stale page', async () => {
		const made = await newDepartment();
		const other = await newDepartment();
		const rename = (changed: object) =>
			asAdministrator((trx, actor) =>
				renameDepartment(trx, actor, made.id, { ...departmentDetails(), since: '2026-03-01', revision: 2, ...changed })
			);
		await rename({ revision: 1 });
		await expect(rename({ since: '2026-02-28' })).rejects.toThrow(Invalid);
		const { name, shortName } = await asAdministrator((trx) => getDepartment(trx, made.id));
		await expect(rename({ name, shortName, since: '2026-03-05' })).rejects.toThrow(Invalid);
		await expect(rename({ name: other.name.toUpperCase(), since: '2026-03-05' })).rejects.toThrow(
			'department_names_name_key'
		);
		await expect(rename({ revision: 1 })).rejects.toThrow(Conflict);
		expect(await actsOn(world, 'department', made.id)).toEqual(['department.created', 'department.renamed']);
	});
});

describe('posts', () => {
	test('are made and changed, and may serve another', async () => {
		const minister = await newPost();
		const office = await newPost({ servesPostId: minister.id });
		const title = `Renamed ${unique()}`;
		await asAdministrator((trx, actor) =>
			editPost(trx, actor, office.id, { title, servesPostId: minister.id, severalHolders: true, revision: 1 })
		);
		expect(await asAdministrator((trx) => getPost(trx, office.id))).toMatchObject({
			title,
			servesPostId: minister.id,
			severalHolders: true,
			revision: 2
		});
		expect(await actsOn(world, 'post', office.id)).toEqual(['post.created', 'post.edited']);
	});

	test('have one title in a department', async () => {
		const title = `Post ${unique()}`;
		await newPost({ title });
		await expect(newPost({ title: title.toUpperCase() })).rejects.toThrow('posts_title_key');
		await newPost({ title, departmentId: world.departments.care });
	});

	test('never serve in a chain, in a circle or themselves', async () => {
		const minister = await newPost();
		const office = await newPost({ servesPostId: minister.id });
		await expect(newPost({ servesPostId: office.id })).rejects.toThrow(Invalid);
		const other = await newPost();
		for (const [id, servesPostId] of [
			[minister.id, office.id],
			[minister.id, minister.id],
			[minister.id, other.id],
			[minister.id, 0]
		] as const) {
			await expect(
				asAdministrator((trx, actor) =>
					editPost(trx, actor, id, { title: 'x', servesPostId, severalHolders: false, revision: 1 })
				)
			).rejects.toThrow(Invalid);
		}
	});

	test('refuse a stale page', async () => {
		const { id } = await newPost();
		const input = { title: `Post ${unique()}`, servesPostId: null, severalHolders: false, revision: 1 };
		await asAdministrator((trx, actor) => editPost(trx, actor, id, input));
		await expect(asAdministrator((trx, actor) => editPost(trx, actor, id, input))).rejects.toThrow(Conflict);
	});

	test('are listed by department and title, and found by words of either', async () => {
		const tag = unique();
		const names = [`${tag} 2`, `${tag} 10`, `${tag} 1`];
		for (const title of names) await newPost({ title });
		const found = await asAdministrator((trx, actor) => listPosts(trx, actor, { search: tag }));
		expect(found.items.map(({ title }) => title)).toEqual([`${tag} 1`, `${tag} 2`, `${tag} 10`]);
		const [first] = found.items;
		const rest = await asAdministrator((trx, actor) => listPosts(trx, actor, { search: tag, after: first?.id ?? 0 }));
		expect(rest.items.map(({ title }) => title)).toEqual([`${tag} 2`, `${tag} 10`]);
	});
});

describe('holding a post', () => {
	test('gives what the post may do from the next page on, and takes it away as soon', async () => {
		const { id: personId } = await newPerson();
		const postId = world.observer.postId;
		const current = (await asAdministrator((trx) => listHolders(trx, postId)))[0];
		await asAdministrator((trx, actor) => endHolding(trx, actor, postId, current?.id ?? 0));
		expect((await world.reload(world.observer.actor)).memberships).toEqual([]);

		const { id } = await asAdministrator((trx, actor) => startHolding(trx, actor, postId, personId));
		const actor = await world.reload({ ...world.official.actor, person: { id: personId, name: 'New holder' } });
		expect(actor.memberships.map(({ role }) => role)).toEqual(['observer']);
		expect((await asActor(actor, (trx) => listReviews(trx))).map((review) => review.id)).toEqual([world.reviewId]);

		await asAdministrator((trx, administrator) => endHolding(trx, administrator, postId, id));
		const after = await world.reload(actor);
		expect(after.posts).toEqual([]);
		expect(await asActor(after, (trx) => listReviews(trx))).toEqual([]);
		expect((await actsOn(world, 'post', postId)).slice(-3)).toEqual([
			'holding.ended',
			'holding.started',
			'holding.ended'
		]);
		const history = await asAdministrator((trx) => listPostsHeld(trx, personId));
		expect(history).toMatchObject([{ postId, until: world.administrator.now }]);
	});

	test('is one person’s, unless the post may have several holders', async () => {
		const [first, second] = [await newPerson(), await newPerson()];
		const single = await newPost();
		const several = await newPost({ severalHolders: true });
		const start = (postId: number, personId: number) =>
			asAdministrator((trx, actor) => startHolding(trx, actor, postId, personId));
		await start(single.id, first.id);
		await expect(start(single.id, second.id)).rejects.toThrow(Conflict);
		await expect(start(single.id, first.id)).rejects.toThrow(Invalid);
		await start(several.id, first.id);
		await start(several.id, second.id);
		await expect(
			asAdministrator((trx, actor) =>
				editPost(trx, actor, several.id, { title: 'x', servesPostId: null, severalHolders: false, revision: 1 })
			)
		).rejects.toThrow(Invalid);
		expect(await actsOn(world, 'post', single.id)).toEqual(['post.created', 'holding.started']);
	});

	test('two put in at the same moment leave one', async () => {
		const [first, second] = [await newPerson(), await newPerson()];
		const { id } = await newPost();
		const results = await Promise.allSettled(
			[first.id, second.id].map((personId) => asAdministrator((trx, actor) => startHolding(trx, actor, id, personId)))
		);
		expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
		expect(await asAdministrator((trx) => listHolders(trx, id))).toHaveLength(1);
	});

	test('is not for somebody whose account is closed, nor for nobody', async () => {
		const { id: personId } = await newPerson();
		const { id } = await newPost();
		await asAdministrator((trx, actor) => closeAccount(trx, actor, personId, 1));
		for (const who of [personId, 0]) {
			await expect(asAdministrator((trx, actor) => startHolding(trx, actor, id, who))).rejects.toThrow(Invalid);
		}
		await expect(asAdministrator((trx, actor) => startHolding(trx, actor, 0, personId))).rejects.toThrow(NotFound);
	});

	test('ends once, and in its own post alone', async () => {
		const { id: personId } = await newPerson();
		const [post, other] = [await newPost(), await newPost()];
		const { id } = await asAdministrator((trx, actor) => startHolding(trx, actor, post.id, personId));
		const end = (postId: number) => asAdministrator((trx, actor) => endHolding(trx, actor, postId, id));
		await expect(end(other.id)).rejects.toThrow(NotFound);
		await end(post.id);
		await expect(end(post.id)).rejects.toThrow(Conflict);
	});
});

describe('who may do none of this', () => {
	const everybody = () => [
		world.official.actor,
		world.minister.actor,
		world.privateOffice.actor,
		world.secretariat.actor,
		world.chair.actor,
		world.treasury.actor,
		world.observer.actor
	];

	test('everybody but administrators is refused every act, and nothing is written', async () => {
		const { id: personId } = await newPerson();
		const { id: postId } = await newPost();
		const tables = ['people', 'accounts', 'departments', 'department_names', 'posts', 'holdings', 'audit_entries'];
		const count = () => Promise.all(tables.map((table) => countRows(world, table)));
		const before = await count();
		const department = { name: 'x', shortName: 'x', isTreasury: false };
		const post = { title: 'x', servesPostId: null, severalHolders: false };

		for (const actor of everybody()) {
			const acts: ((trx: Trx) => Promise<unknown>)[] = [
				(trx) => createPerson(trx, actor, details()),
				(trx) => editPerson(trx, actor, personId, { ...details(), revision: 1 }),
				(trx) => editPerson(trx, actor, actor.person.id, { ...details({ isAdministrator: true }), revision: 1 }),
				(trx) => closeAccount(trx, actor, personId, 1),
				(trx) => openAccount(trx, actor, personId, 1),
				(trx) => createDepartment(trx, actor, department),
				(trx) =>
					renameDepartment(trx, actor, world.departments.care, {
						name: 'x',
						shortName: 'x',
						since: '2026-03-01',
						revision: 1
					}),
				(trx) => createPost(trx, actor, { ...post, departmentId: world.departments.care }),
				(trx) => editPost(trx, actor, postId, { ...post, revision: 1 }),
				(trx) => startHolding(trx, actor, postId, actor.person.id),
				(trx) => endHolding(trx, actor, postId, 1)
			];
			for (const work of acts) await expect(asActor(actor, work)).rejects.toThrow(Forbidden);
		}
		expect(await count()).toEqual(before);
	});

	test('the database refuses the same to somebody who gets past the commands', async () => {
		const actor = world.official.actor;
		const { id: postId } = await newPost();
		const writes: ((trx: Trx) => Promise<unknown>)[] = [
			(trx) => trx.insertInto('people').values({ name: 'x' }).execute(),
			(trx) => trx.insertInto('accounts').values({ personId: actor.person.id, email: 'x@example.org' }).execute(),
			(trx) => trx.insertInto('departments').values({ isTreasury: true }).execute(),
			(trx) => trx.insertInto('holdings').values({ postId, personId: actor.person.id, since: actor.now }).execute(),
			(trx) => trx.updateTable('accounts').set({ passwordHash: 'x' }).execute(),
			(trx) =>
				trx
					.insertInto('sessions')
					.values({
						idHash: 'x',
						personId: world.administrator.person.id,
						createdAt: actor.now,
						lastSeenAt: actor.now,
						expiresAt: actor.now
					})
					.execute()
		];
		for (const work of writes)
			await expect(asActor(actor, work)).rejects.toThrow(/permission denied|row-level security/);

		const update = await asActor(actor, (trx) =>
			trx.updateTable('accounts').set({ isAdministrator: true }).executeTakeFirst()
		);
		expect(update.numUpdatedRows).toBe(0n);
		expect((await world.reload(actor)).isAdministrator).toBe(false);
	});

	test('nobody reads another person’s account, and nobody at all a password’s hash', async () => {
		const actor = world.official.actor;
		const seen = await asActor(actor, (trx) => trx.selectFrom('accounts').select('personId').execute());
		expect(seen).toEqual([{ personId: actor.person.id }]);
		const listed = await asActor(actor, (trx) => listPeople(trx, actor));
		expect(listed.items.map(({ id }) => id)).toEqual([actor.person.id]);
		await expect(asActor(actor, (trx) => getPerson(trx, world.minister.personId))).rejects.toThrow(NotFound);
		for (const reader of [actor, world.administrator]) {
			await expect(
				asActor(reader, (trx) => trx.selectFrom('accounts').select('passwordHash').execute())
			).rejects.toThrow('permission denied');
			await expect(
				asActor(reader, (trx) => trx.selectFrom('passwordLinks').select('tokenHash').execute())
			).rejects.toThrow('permission denied');
			await expect(asActor(reader, (trx) => trx.selectFrom('signInAttempts').selectAll().execute())).rejects.toThrow(
				'permission denied'
			);
		}
	});

	test('an administrator sees no review and nothing in one', async () => {
		expect(await asAdministrator((trx) => listReviews(trx))).toEqual([]);
		for (const table of ['reviews', 'teams', 'memberships', 'questions', 'evidenceEvents', 'findings'] as const) {
			const { count } = await asAdministrator((trx) =>
				trx
					.selectFrom(table)
					.select((eb) => eb.fn.countAll<number>().as('count'))
					.executeTakeFirstOrThrow()
			);
			expect(count).toBe(0);
		}
	});
});
