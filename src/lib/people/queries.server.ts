import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { DatedName } from './department.ts';
import { type AccountState, accountState } from './person.ts';

export const pageLength = 50;

export type ListedPerson = {
	id: number;
	name: string;
	email: string;
	state: AccountState;
	isAdministrator: boolean;
	mayCreateReviews: boolean;
	posts: string[];
};

export type Holding = {
	id: number;
	postId: number;
	postTitle: string;
	departmentName: string;
	personId: number;
	personName: string;
	since: Date;
	until: Date | null;
};

export type ListedDepartment = {
	id: number;
	name: string;
	shortName: string;
	isTreasury: boolean;
	/** It went over into another, whose name it has beside its own. */
	isEnded: boolean;
	posts: number;
};

export type ListedPost = {
	id: number;
	title: string;
	departmentId: number;
	departmentName: string;
	servesTitle: string | null;
	severalHolders: boolean;
	holders: string[];
};

/** One page of a list; `next` is the id to start the next page after, null on the last one. */
export type Page<T> = { items: T[]; count: number; next: number | null };

/**
 * People with an account, by name. Others than administrators find themselves alone.
 * @param search part of a name or e-mail address
 * @param after the id of the last person on the page before
 */
export async function listPeople(
	trx: Trx,
	actor: Actor,
	{ search = null, after = null }: { search?: string | null; after?: number | null } = {}
): Promise<Page<ListedPerson>> {
	const matching = trx
		.selectFrom('people')
		.innerJoin('accounts', 'accounts.personId', 'people.id')
		.$if(search !== null, (query) => {
			const part = containing(search ?? '');
			return query.where((eb) => eb.or([eb('people.name', 'ilike', part), eb('accounts.email', 'ilike', part)]));
		});
	const { count } = await matching.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
	const found = await matching
		.select([
			'people.id',
			'people.name',
			'accounts.email',
			'accounts.isAdministrator',
			'accounts.mayCreateReviews',
			'accounts.disabledAt',
			'accounts.passwordChangedAt'
		])
		.$if(after !== null, (query) =>
			query.where(
				sql<boolean>`(people.name collate english, people.id) > (select name collate english, id from people where id = ${after})`
			)
		)
		.orderBy(sql`people.name collate english`)
		.orderBy('people.id')
		.limit(pageLength + 1)
		.execute();
	const people = found.slice(0, pageLength);
	const holdings = await listHoldings(
		trx,
		actor,
		'personId',
		people.map(({ id }) => id)
	);
	return {
		items: people.map(({ disabledAt, passwordChangedAt, ...person }) => ({
			...person,
			state: accountState({ disabledAt, passwordChangedAt }),
			posts: holdings
				.filter((holding) => holding.personId === person.id)
				.map((holding) => `${holding.postTitle}, ${holding.departmentName}`)
		})),
		count,
		next: found.length > pageLength ? (people.at(-1)?.id ?? null) : null
	};
}

/** @throws NotFound */
export async function getPerson(trx: Trx, id: number) {
	const person = await trx
		.selectFrom('people')
		.innerJoin('accounts', 'accounts.personId', 'people.id')
		.select([
			'people.id',
			'people.name',
			'people.createdAt',
			'accounts.email',
			'accounts.isAdministrator',
			'accounts.mayCreateReviews',
			'accounts.disabledAt',
			'accounts.passwordChangedAt',
			'accounts.revision'
		])
		.where('people.id', '=', id)
		.executeTakeFirst();
	if (!person) throw new NotFound('This person was not found');
	return { ...person, state: accountState(person) };
}

/** Every post that a person has held, those held now first. */
export async function listPostsHeld(trx: Trx, personId: number): Promise<Holding[]> {
	return holdingRows(trx)
		.where('holdings.personId', '=', personId)
		.orderBy((eb) => eb('holdings.until', 'is not', null))
		.orderBy('holdings.since', 'desc')
		.orderBy('holdings.id', 'desc')
		.execute();
}

/** Everybody who has held a post, those who hold it now first. */
export async function listHolders(trx: Trx, postId: number): Promise<Holding[]> {
	return holdingRows(trx)
		.where('holdings.postId', '=', postId)
		.orderBy((eb) => eb('holdings.until', 'is not', null))
		.orderBy('holdings.since', 'desc')
		.orderBy('holdings.id', 'desc')
		.execute();
}

/** People who can be put in a post: those with an open account. */
export async function listPersonChoices(trx: Trx): Promise<{ id: number; name: string; email: string }[]> {
	return trx
		.selectFrom('people')
		.innerJoin('accounts', 'accounts.personId', 'people.id')
		.select(['people.id', 'people.name', 'accounts.email'])
		.where('accounts.disabledAt', 'is', null)
		.orderBy(sql`people.name collate english`)
		.orderBy('people.id')
		.execute();
}

/** Every department under its name of today. */
export async function listDepartments(trx: Trx): Promise<ListedDepartment[]> {
	const departments = await trx
		.selectFrom('departmentsToday')
		.select(['id', 'name', 'shortName', 'isTreasury'])
		.select((eb) =>
			eb
				.selectFrom('posts')
				.whereRef('posts.departmentId', '=', 'departmentsToday.id')
				.select((inner) => inner.fn.countAll<number>().as('count'))
				.as('posts')
		)
		.select((eb) =>
			eb
				.exists(
					eb
						.selectFrom('departmentSuccessions')
						.select('successorId')
						.whereRef('departmentSuccessions.departmentId', '=', 'departmentsToday.id')
						.where('isWhole', '=', true)
				)
				.as('isEnded')
		)
		.orderBy(sql`name collate english`)
		.execute();
	return departments.map((department) => ({
		...department,
		isEnded: Boolean(department.isEnded),
		posts: department.posts ?? 0
	}));
}

/** A department with all its names, the newest first. @throws NotFound */
export async function getDepartment(
	trx: Trx,
	id: number
): Promise<{ id: number; name: string; shortName: string; isTreasury: boolean; revision: number; names: DatedName[] }> {
	const department = await trx.selectFrom('departmentsToday').selectAll().where('id', '=', id).executeTakeFirst();
	if (!department) throw new NotFound('This department was not found');
	const names = await trx
		.selectFrom('departmentNames')
		.select(['since', 'until', 'name', 'shortName'])
		.where('departmentId', '=', id)
		.orderBy('since', 'desc')
		.execute();
	return { ...department, names };
}

/**
 * Posts by department and title, with who holds them now.
 * @param after the id of the last post on the page before
 */
export async function listPosts(
	trx: Trx,
	actor: Actor,
	{
		search = null,
		departmentId = null,
		after = null
	}: { search?: string | null; departmentId?: number | null; after?: number | null } = {}
): Promise<Page<ListedPost>> {
	const matching = trx
		.selectFrom('posts')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.leftJoin('posts as served', 'served.id', 'posts.servesPostId')
		.$if(departmentId !== null, (query) => query.where('posts.departmentId', '=', departmentId))
		.$if(search !== null, (query) => {
			const part = containing(search ?? '');
			return query.where((eb) => eb.or([eb('posts.title', 'ilike', part), eb('departmentsToday.name', 'ilike', part)]));
		});
	const { count } = await matching.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
	const found = await matching
		.select([
			'posts.id',
			'posts.title',
			'posts.departmentId',
			'departmentsToday.shortName as departmentName',
			'served.title as servesTitle',
			'posts.severalHolders'
		])
		.$if(after !== null, (query) =>
			query.where(
				sql<boolean>`(departments_today.short_name collate english, posts.title collate english, posts.id) >
					(select d.short_name collate english, p.title collate english, p.id
						from posts p join departments_today d on d.id = p.department_id where p.id = ${after})`
			)
		)
		.orderBy(sql`departments_today.short_name collate english`)
		.orderBy(sql`posts.title collate english`)
		.orderBy('posts.id')
		.limit(pageLength + 1)
		.execute();
	const posts = found.slice(0, pageLength);
	const holdings = await listHoldings(
		trx,
		actor,
		'postId',
		posts.map(({ id }) => id)
	);
	return {
		items: posts.map((post) => ({
			...post,
			holders: holdings.filter((holding) => holding.postId === post.id).map((holding) => holding.personName)
		})),
		count,
		next: found.length > pageLength ? (posts.at(-1)?.id ?? null) : null
	};
}

/** @throws NotFound */
export async function getPost(trx: Trx, id: number) {
	const post = await trx
		.selectFrom('posts')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.leftJoin('posts as served', 'served.id', 'posts.servesPostId')
		.select([
			'posts.id',
			'posts.title',
			'posts.departmentId',
			'departmentsToday.name as departmentName',
			'posts.servesPostId',
			'served.title as servesTitle',
			'posts.severalHolders',
			'posts.revision'
		])
		.where('posts.id', '=', id)
		.executeTakeFirst();
	if (!post) throw new NotFound('This post was not found');
	return post;
}

/** Every post there is, in the order of departments, to put somebody in. */
export async function listPostChoices(trx: Trx): Promise<{ id: number; title: string; departmentName: string }[]> {
	return trx
		.selectFrom('posts')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select(['posts.id', 'posts.title', 'departmentsToday.name as departmentName'])
		.orderBy(sql`departments_today.name collate english`)
		.orderBy(sql`posts.title collate english`)
		.execute();
}

/** The posts that one of them can serve: all that serve no other themselves. */
export async function listPostsToServe(trx: Trx, exceptId: number | null = null) {
	return trx
		.selectFrom('posts')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select(['posts.id', 'posts.title', 'departmentsToday.name as departmentName'])
		.where('posts.servesPostId', 'is', null)
		.$if(exceptId !== null, (query) => query.where('posts.id', '<>', exceptId ?? 0))
		.orderBy(sql`departments_today.name collate english`)
		.orderBy(sql`posts.title collate english`)
		.execute();
}

/** Locks a person's account until the transaction ends. */
export async function lockAccount(trx: Trx, personId: number) {
	return trx
		.selectFrom('accounts')
		.innerJoin('people', 'people.id', 'accounts.personId')
		.select([
			'people.name',
			'accounts.email',
			'accounts.isAdministrator',
			'accounts.mayCreateReviews',
			'accounts.disabledAt',
			'accounts.revision'
		])
		.where('accounts.personId', '=', personId)
		.forUpdate('accounts')
		.executeTakeFirst();
}

/** Locks every open administrator's account, always in the same order. @returns whose they are */
export async function lockAdministrators(trx: Trx): Promise<number[]> {
	const rows = await trx
		.selectFrom('accounts')
		.select('personId')
		.where('isAdministrator', '=', true)
		.where('disabledAt', 'is', null)
		.orderBy('personId')
		.forUpdate()
		.execute();
	return rows.map(({ personId }) => personId);
}

/** Locks a department until the transaction ends. */
export async function lockDepartment(trx: Trx, id: number) {
	return trx.selectFrom('departments').select(['id', 'revision']).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Locks a post, and with it who is put in it, until the transaction ends. */
export async function lockPost(trx: Trx, id: number) {
	return trx.selectFrom('posts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Who holds posts at this moment. */
export async function listHoldings(
	trx: Trx,
	actor: Actor,
	by: 'personId' | 'postId',
	ids: number[]
): Promise<Holding[]> {
	if (ids.length === 0) return [];
	return holdingRows(trx)
		.where(`holdings.${by}`, 'in', ids)
		.where('holdings.since', '<=', actor.now)
		.where((eb) => eb.or([eb('holdings.until', 'is', null), eb('holdings.until', '>', actor.now)]))
		.orderBy('holdings.since')
		.orderBy('holdings.id')
		.execute();
}

function holdingRows(trx: Trx) {
	return trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.innerJoin('posts', 'posts.id', 'holdings.postId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select([
			'holdings.id',
			'holdings.postId',
			'posts.title as postTitle',
			'departmentsToday.shortName as departmentName',
			'holdings.personId',
			'people.name as personName',
			'holdings.since',
			'holdings.until'
		]);
}

/** A pattern for ILIKE in which what was typed stands for itself. */
function containing(typed: string): string {
	return `%${typed.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
