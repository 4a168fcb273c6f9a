import type { Actor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { canAdminister } from '../person.ts';
import { lockDepartment } from '../queries.server.ts';
import { carryName, nameSince, newestName } from './names.server.ts';
import { isEnded, listPostsOf } from './queries.server.ts';
import { formerName } from './succession.ts';

export type SuccessionInput = {
	/** The whole department ends; or the posts named leave it, and it goes on. */
	extent: 'whole' | 'part';
	/** ISO date, today at the latest: posts move on the day. */
	since: string;
	/** null for a new department, which is made with these names. */
	successorId: number | null;
	newName: string | null;
	newShortName: string | null;
	postIds: number[];
	revision: number;
};

/**
 * Moves posts to another department, from a day on. A department that goes over whole ends with it: from that day on it,
 * and its team in each review, is called by its successor's name, with its own beside it. Teams keep all they have; what
 * was dated before keeps the name of its day.
 * @throws Forbidden, NotFound, Conflict, Invalid; unique constraints of names and titles
 */
export async function succeedDepartment(
	trx: Trx,
	actor: Actor,
	departmentId: number,
	input: SuccessionInput
): Promise<{ successorId: number; successorName: string; moved: number }> {
	if (!canAdminister(actor)) throw new Forbidden('Only an administrator may do this');
	const locked = new Map<number, NonNullable<Awaited<ReturnType<typeof lockDepartment>>>>();
	// Always in the same order, so that two mergers do not wait for each other.
	for (const id of [departmentId, input.successorId ?? departmentId].toSorted((a, b) => a - b)) {
		const department = await lockDepartment(trx, id);
		if (department) locked.set(id, department);
	}
	const department = locked.get(departmentId);
	if (!department) throw new NotFound('This department was not found');
	if (await isEnded(trx, departmentId)) throw new Conflict('This department has gone over into another already');
	if (department.revision !== input.revision) {
		throw new Conflict('Somebody has changed this department since you opened it');
	}
	const isWhole = input.extent === 'whole';
	const former = await newestName(trx, departmentId);
	requireDay(actor, input.since, former.since);
	const moving = postsToMove(await listPostsOf(trx, departmentId), input);

	const successorId = input.successorId ?? (await makeSuccessor(trx, actor, departmentId, input));
	if (input.successorId !== null)
		await requireSuccessor(trx, departmentId, input.successorId, locked.has(input.successorId));
	await requireFreeTitles(trx, successorId, moving);

	for (const { id } of moving) {
		await trx
			.updateTable('posts')
			.set((eb) => ({ departmentId: successorId, revision: eb('revision', '+', 1) }))
			.where('id', '=', id)
			.execute();
	}
	const successor = await newestName(trx, successorId);
	// The name of the day follows below, from whichever names the successor has since then.
	if (isWhole) await nameSince(trx, departmentId, input.since, formerName(successor, former));
	await trx
		.insertInto('departmentSuccessions')
		.values({ departmentId, successorId, since: input.since, isWhole, recordedAt: actor.now })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	if (isWhole) await carryName(trx, successorId, input.since);
	for (const id of [departmentId, successorId]) {
		await trx
			.updateTable('departments')
			.set((eb) => ({ revision: eb('revision', '+', 1) }))
			.where('id', '=', id)
			.execute();
	}

	const said = {
		from: former.name,
		to: successor.name,
		since: input.since,
		isWhole,
		posts: moving.map(({ title }) => title)
	};
	for (const id of [departmentId, successorId]) {
		await record(
			trx,
			null,
			'department.succeeded',
			{ reviewId: null, kind: 'department', id, audience: 'administrators' },
			said
		);
	}
	return { successorId, successorName: successor.name, moved: moving.length };
}

/** A name can be dated ahead; posts cannot, so a day to come has to be awaited. */
function requireDay(actor: Actor, since: string, namedSince: string): void {
	if (since > londonDate(actor.now)) {
		throw new Invalid('since', 'Posts move on the day itself: choose today or an earlier day');
	}
	if (since <= namedSince) {
		throw new Invalid('since', `The department’s newest name began on ${plainDate(namedSince)}: choose a later day`);
	}
}

function postsToMove(posts: { id: number; title: string }[], { extent, postIds }: SuccessionInput) {
	if (extent === 'whole') return posts;
	const chosen = posts.filter(({ id }) => postIds.includes(id));
	if (chosen.length !== postIds.length) throw new Invalid('postIds', 'Select posts of this department');
	if (chosen.length === 0) throw new Invalid('postIds', 'Select the posts that move');
	return chosen;
}

async function makeSuccessor(
	trx: Trx,
	actor: Actor,
	departmentId: number,
	{ newName, newShortName, since, extent }: SuccessionInput
): Promise<number> {
	if (newName === null) throw new Invalid('newName', 'Select a department, or enter the name of a new one');
	if (newShortName === null) throw new Invalid('newShortName', `Enter a short name for ${newName}`);
	const { isTreasury } = await trx
		.selectFrom('departments')
		.select('isTreasury')
		.where('id', '=', departmentId)
		.executeTakeFirstOrThrow();
	const { id } = await trx
		.insertInto('departments')
		.values({ isTreasury: isTreasury && extent === 'whole', createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('departmentNames')
		.values({ departmentId: id, since, name: newName, shortName: newShortName })
		.execute();
	return id;
}

async function requireSuccessor(trx: Trx, departmentId: number, successorId: number, isThere: boolean): Promise<void> {
	if (!isThere || successorId === departmentId)
		throw new Invalid('successorId', 'Select another department from the list');
	if (await isEnded(trx, successorId)) {
		throw new Invalid('successorId', 'This department has ended itself: choose the one that stands for it');
	}
}

async function requireFreeTitles(trx: Trx, successorId: number, moving: { title: string }[]): Promise<void> {
	const taken = new Set((await listPostsOf(trx, successorId)).map(({ title }) => title.toLowerCase()));
	const twice = moving.find(({ title }) => taken.has(title.toLowerCase()));
	if (twice) {
		throw new Invalid('successorId', `${twice.title} is a post there already: change one of the two titles first`);
	}
}
