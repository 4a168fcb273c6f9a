import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { ReshuffleState } from '../table.ts';
import type { PostTask } from './reshuffle.ts';

export const pageLength = 50;

export type ListedReshuffle = {
	id: number;
	title: string;
	state: ReshuffleState;
	takesEffectAt: Date | null;
	posts: number;
	preparedBy: string;
};

export type PlannedChange = {
	rank: number;
	postId: number;
	postTitle: string;
	departmentName: string;
	severalHolders: boolean;
	leavingHoldingId: number | null;
	leavesId: number | null;
	leaves: string | null;
	personId: number | null;
	/** Who comes; null where the post falls vacant. */
	comes: string | null;
	newName: string | null;
	newEmail: string | null;
};

export type Reshuffle = {
	id: number;
	title: string;
	state: ReshuffleState;
	takesEffectAt: Date | null;
	preparedBy: string;
	preparedAt: Date;
	endedBy: string | null;
	endedAt: Date | null;
	revision: number;
	changes: PlannedChange[];
};

/** Reshuffles, the newest first. @param after the number of the last one on the page before */
export async function listReshuffles(
	trx: Trx,
	after: number | null = null
): Promise<{ items: ListedReshuffle[]; next: number | null }> {
	const found = await trx
		.selectFrom('reshuffles')
		.innerJoin('people', 'people.id', 'reshuffles.preparedByPersonId')
		.select((eb) => [
			'reshuffles.id',
			'reshuffles.title',
			'reshuffles.state',
			'reshuffles.takesEffectAt',
			'people.name as preparedBy',
			eb
				.selectFrom('reshuffleChanges')
				.whereRef('reshuffleChanges.reshuffleId', '=', 'reshuffles.id')
				.select((inner) => inner.fn.count<number>('postId').distinct().as('count'))
				.as('posts')
		])
		.$if(after !== null, (query) => query.where('reshuffles.id', '<', after))
		.orderBy('reshuffles.id', 'desc')
		.limit(pageLength + 1)
		.execute();
	const items = found.slice(0, pageLength).map((row) => ({ ...row, posts: row.posts ?? 0 }));
	return { items, next: found.length > pageLength ? (items.at(-1)?.id ?? null) : null };
}

/** @throws NotFound */
export async function getReshuffle(trx: Trx, id: number): Promise<Reshuffle> {
	const reshuffle = await trx
		.selectFrom('reshuffles')
		.innerJoin('people as preparing', 'preparing.id', 'reshuffles.preparedByPersonId')
		.leftJoin('people as ending', 'ending.id', 'reshuffles.endedByPersonId')
		.select([
			'reshuffles.id',
			'reshuffles.title',
			'reshuffles.state',
			'reshuffles.takesEffectAt',
			'preparing.name as preparedBy',
			'reshuffles.preparedAt',
			'ending.name as endedBy',
			'reshuffles.endedAt',
			'reshuffles.revision'
		])
		.where('reshuffles.id', '=', id)
		.executeTakeFirst();
	if (!reshuffle) throw new NotFound('This reshuffle was not found');
	return { ...reshuffle, changes: await listChanges(trx, id) };
}

/** Locks a reshuffle until the transaction ends. */
export async function lockReshuffle(trx: Trx, id: number) {
	return trx.selectFrom('reshuffles').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function listChanges(trx: Trx, reshuffleId: number): Promise<PlannedChange[]> {
	return trx
		.selectFrom('reshuffleChanges')
		.innerJoin('posts', 'posts.id', 'reshuffleChanges.postId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.leftJoin('holdings', 'holdings.id', 'reshuffleChanges.leavingHoldingId')
		.leftJoin('people as leaving', 'leaving.id', 'holdings.personId')
		.leftJoin('people as coming', 'coming.id', 'reshuffleChanges.personId')
		.select((eb) => [
			'reshuffleChanges.rank',
			'reshuffleChanges.postId',
			'posts.title as postTitle',
			'departmentsToday.shortName as departmentName',
			'posts.severalHolders',
			'reshuffleChanges.leavingHoldingId',
			'leaving.id as leavesId',
			'leaving.name as leaves',
			'reshuffleChanges.personId',
			eb.fn.coalesce('coming.name', 'reshuffleChanges.newName').as('comes'),
			'reshuffleChanges.newName',
			'reshuffleChanges.newEmail'
		])
		.where('reshuffleChanges.reshuffleId', '=', reshuffleId)
		.orderBy('reshuffleChanges.rank')
		.execute();
}

/** What goes with a post, counted over all reviews; administrators see numbers and no review. */
export async function listPostTasks(trx: Trx, postId: number): Promise<PostTask[]> {
	const { rows } = await sql<PostTask>`select kind, name, count from post_tasks(${postId})`.execute(trx);
	return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Everybody who holds a post now or is to hold it, to choose who leaves. */
export async function listPresentHolders(trx: Trx): Promise<{ id: number; name: string }[]> {
	return trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.innerJoin('posts', 'posts.id', 'holdings.postId')
		.select(['people.id', 'people.name'])
		.distinct()
		.where('posts.severalHolders', '=', true)
		.where('holdings.until', 'is', null)
		.orderBy('people.name')
		.execute();
}
