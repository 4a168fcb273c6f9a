import type { Actor } from '#lib/access/actor.ts';
import { renewSessionsOf } from '#lib/access/sessions.server.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { dateTime } from '#lib/ui/dates.ts';
import { canAdminister } from '../person.ts';
import { createPerson } from '../commands.server.ts';
import { lockAccount, lockPost } from '../queries.server.ts';
import { listChanges, lockReshuffle, type PlannedChange } from './queries.server.ts';
import { earliestDaysAgo, latestDaysAhead } from './reshuffle.ts';

export type ChangeInput = {
	postId: number;
	/** Who leaves a post that several people hold; of any other its holder leaves. */
	leavesId: number | null;
	personId: number | null;
	newName: string | null;
	newEmail: string | null;
};

export type ReshuffleInput = { title: string; takesEffectAt: Date | null; changes: ChangeInput[] };

/** Writes down who is to leave and to take which posts. Nothing changes yet. @throws Forbidden, Invalid */
export async function prepareReshuffle(trx: Trx, actor: Actor, input: ReshuffleInput): Promise<{ id: number }> {
	requireAdministrator(actor);
	requireNearby(actor, input.takesEffectAt);
	const changes = await resolve(trx, input.changes);
	const { title, takesEffectAt } = input;
	const { id } = await trx
		.insertInto('reshuffles')
		.values({ title, takesEffectAt, preparedByPersonId: actor.person.id, preparedAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await keep(trx, id, changes);
	await told(trx, 'reshuffle.prepared', id, { title, posts: changes.map(({ postId }) => postId) });
	return { id };
}

/** @throws Forbidden, NotFound, Conflict, Invalid */
export async function editReshuffle(
	trx: Trx,
	actor: Actor,
	id: number,
	input: ReshuffleInput & { revision: number }
): Promise<void> {
	const reshuffle = await lockPrepared(trx, actor, id, input.revision);
	requireNearby(actor, input.takesEffectAt);
	const changes = await resolve(trx, input.changes);
	const { title, takesEffectAt } = input;
	await trx
		.updateTable('reshuffles')
		.set({ title, takesEffectAt, revision: reshuffle.revision + 1 })
		.where('id', '=', id)
		.execute();
	await trx.deleteFrom('reshuffleChanges').where('reshuffleId', '=', id).execute();
	await keep(trx, id, changes);
	await told(trx, 'reshuffle.edited', id, { title, posts: changes.map(({ postId }) => postId) });
}

/** @throws Forbidden, NotFound, Conflict */
export async function dropReshuffle(trx: Trx, actor: Actor, id: number, revision: number): Promise<void> {
	const { title } = await lockPrepared(trx, actor, id, revision);
	await end(trx, actor, id, revision, { state: 'dropped' });
	await told(trx, 'reshuffle.dropped', id, { title });
}

/**
 * Ends and starts every holding of the plan at one moment, in one transaction. What waits for a post, its access and its
 * box hang on the post, so they go with it; sessions that act from it lose it with their next page. What was recorded
 * keeps the names of those who held the posts then.
 * @throws Forbidden, NotFound, Conflict; the address's unique constraint
 */
export async function carryOutReshuffle(
	trx: Trx,
	actor: Actor,
	id: number,
	revision: number
): Promise<{ at: Date; madePeople: string[] }> {
	const { title, takesEffectAt } = await lockPrepared(trx, actor, id, revision);
	const at = takesEffectAt ?? actor.now;
	const problem = outOfReach(actor, at);
	if (problem) throw new Conflict(`${problem}: change the plan first`);
	const changes = await listChanges(trx, id);
	const stays = await lockPostsAsPlanned(trx, changes, at);

	const made = await makePeople(trx, actor, changes);
	const started: { postId: number; personId: number; name: string; title: string }[] = [];
	for (const change of changes) {
		if (change.leavingHoldingId !== null) {
			await trx.updateTable('holdings').set({ until: at }).where('id', '=', change.leavingHoldingId).execute();
		}
	}
	for (const change of changes) {
		const personId = change.personId ?? made.get(change.newEmail ?? '')?.id;
		if (personId === undefined) continue;
		const person = await lockAccount(trx, personId);
		if (!person || person.disabledAt)
			throw new Conflict(`The account of ${change.comes} is closed: change the plan first`);
		if (stays.some((stay) => stay.postId === change.postId && stay.personId === personId)) {
			throw new Conflict(`${change.comes} holds ${change.postTitle} already: change the plan first`);
		}
		await trx.insertInto('holdings').values({ postId: change.postId, personId, since: at }).execute();
		started.push({ postId: change.postId, personId, name: person.name, title: change.postTitle });
	}
	if (at <= actor.now) await takeFromSessions(trx, changes);
	for (const personId of new Set([
		...changes.map(({ leavesId }) => leavesId),
		...started.map((each) => each.personId)
	])) {
		if (personId !== null) await renewSessionsOf(trx, personId);
	}
	await end(trx, actor, id, revision, { state: 'carried_out', takesEffectAt: at });

	const when = { reshuffle: title, at: at.toISOString() };
	for (const { postId, postTitle, leavesId, leaves } of changes) {
		if (leavesId === null) continue;
		await onPost(trx, 'holding.ended', postId, { title: postTitle, personId: leavesId, name: leaves, ...when });
	}
	for (const { postId, ...holder } of started) await onPost(trx, 'holding.started', postId, { ...holder, ...when });
	await told(trx, 'reshuffle.carried_out', id, { title, posts: changes.map(({ postId }) => postId), at: when.at });
	return { at, madePeople: [...made.values()].map(({ name }) => name) };
}

type Resolved = {
	postId: number;
	leavingHoldingId: number | null;
	personId: number | null;
	newName: string | null;
	newEmail: string | null;
};

/** Finds who leaves each post, and refuses what could not be carried out. @throws Invalid beside the row */
async function resolve(trx: Trx, changes: ChangeInput[]): Promise<Resolved[]> {
	const found: Resolved[] = [];
	for (const [index, change] of changes.entries()) {
		const refuse = (field: keyof ChangeInput, message: string): never => {
			throw new Invalid(`changes[${index}].${field}`, message);
		};
		const post = await trx.selectFrom('posts').selectAll().where('id', '=', change.postId).executeTakeFirst();
		if (!post) return refuse('postId', 'Select a post from the list');
		const { title, severalHolders } = post;
		if (!severalHolders && found.some(({ postId }) => postId === post.id)) {
			refuse('postId', `${title} stands here twice, and one person holds it at a time`);
		}
		const holders = await openHoldings(trx, post.id);
		const leaving = severalHolders ? holders.find(({ personId }) => personId === change.leavesId) : holders[0];
		if (change.leavesId !== null && leaving?.personId !== change.leavesId) {
			refuse('leavesId', `This person does not hold ${title}`);
		}
		if (leaving && found.some(({ leavingHoldingId }) => leavingHoldingId === leaving.id)) {
			refuse('leavesId', `${leaving.name} leaves ${title} in another row already`);
		}
		await requireComing(trx, change, refuse);
		const comes = change.personId !== null || change.newName !== null;
		if (!comes && !leaving) {
			if (!severalHolders) refuse('personId', `${title} is vacant already: choose who takes it`);
			refuse('leavesId', `Choose who leaves ${title}, or who comes`);
		}
		const held = holders.some((holder) => holder.personId === change.personId);
		const comesTwice = found.some((other) => other.postId === post.id && other.personId === change.personId);
		if (change.personId !== null && (held || comesTwice)) refuse('personId', `This person holds ${title} already`);
		const { postId, personId, newName, newEmail } = change;
		const same = found.find((other) => newEmail !== null && other.newEmail === newEmail);
		if (same && same.newName !== newName) refuse('newEmail', 'This address stands with another name in another row');
		if (same?.postId === postId) refuse('newEmail', `${newName} takes ${title} in another row already`);
		found.push({ postId, personId, newName, newEmail, leavingHoldingId: leaving?.id ?? null });
	}
	return found;
}

async function requireComing(
	trx: Trx,
	{ personId, newName, newEmail }: ChangeInput,
	refuse: (field: keyof ChangeInput, message: string) => never
): Promise<void> {
	if (personId !== null) {
		if (newName !== null || newEmail !== null)
			refuse('personId', 'Choose somebody from the list or name somebody new, not both');
		const person = await lockAccount(trx, personId);
		if (!person) return refuse('personId', 'Select a person from the list');
		if (person.disabledAt) refuse('personId', `The account of ${person.name} is closed`);
		return;
	}
	if (newName !== null && newEmail === null) refuse('newEmail', `Enter the email address of ${newName}`);
	if (newEmail === null) return;
	if (newName === null) refuse('newName', 'Enter the name of whoever this address belongs to');
	const taken = await trx.selectFrom('accounts').select('personId').where('email', '=', newEmail).executeTakeFirst();
	if (taken) refuse('newEmail', 'Somebody has an account with this email address: choose them from the list');
}

/** Everybody whose time in a post has no end yet, those to come included. */
async function openHoldings(trx: Trx, postId: number) {
	return trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.select(['holdings.id', 'holdings.postId', 'holdings.personId', 'holdings.since', 'people.name'])
		.where('holdings.postId', '=', postId)
		.where('holdings.until', 'is', null)
		.orderBy('holdings.since')
		.orderBy('holdings.id')
		.execute();
}

async function keep(trx: Trx, reshuffleId: number, changes: Resolved[]): Promise<void> {
	await trx
		.insertInto('reshuffleChanges')
		.values(changes.map((change, rank) => ({ reshuffleId, rank, ...change })))
		.execute();
}

/**
 * Locks the posts, always in the same order, and holds the plan against who is in them by now.
 * @returns who holds them and stays
 * @throws Conflict where somebody else has come or gone since it was prepared
 */
async function lockPostsAsPlanned(trx: Trx, changes: PlannedChange[], at: Date) {
	const staying: Awaited<ReturnType<typeof openHoldings>> = [];
	const postIds = [...new Set(changes.map(({ postId }) => postId))].toSorted((a, b) => a - b);
	for (const postId of postIds) {
		const post = await lockPost(trx, postId);
		if (!post) throw new NotFound('This post was not found');
		const holders = await openHoldings(trx, postId);
		const leaving = changes.flatMap((change) =>
			change.postId === postId && change.leavingHoldingId !== null ? [change.leavingHoldingId] : []
		);
		const stays = holders.filter(({ id }) => !leaving.includes(id));
		if (
			!leaving.every((id) => holders.some((holder) => holder.id === id)) ||
			(!post.severalHolders && stays.length > 0)
		) {
			throw new Conflict(`Who holds ${post.title} has changed since this was prepared: change the plan first`);
		}
		const tooLate = holders.find(({ id, since }) => leaving.includes(id) && since > at);
		if (tooLate) {
			throw new Conflict(
				`${tooLate.name} took ${post.title} on ${dateTime(tooLate.since)}, after this takes effect: change the plan first`
			);
		}
		staying.push(...stays);
	}
	return staying;
}

/** Makes the accounts of those who have none, one for each address. They get a link for a password afterwards. */
async function makePeople(
	trx: Trx,
	actor: Actor,
	changes: PlannedChange[]
): Promise<Map<string, { id: number; name: string }>> {
	const made = new Map<string, { id: number; name: string }>();
	for (const { newName, newEmail } of changes) {
		if (newName === null || newEmail === null || made.has(newEmail)) continue;
		const input = { name: newName, email: newEmail, isAdministrator: false, mayCreateReviews: false };
		made.set(newEmail, { ...(await createPerson(trx, actor, input)), name: newName });
	}
	return made;
}

async function takeFromSessions(trx: Trx, changes: PlannedChange[]): Promise<void> {
	for (const { postId, leavesId } of changes) {
		if (leavesId === null) continue;
		await trx
			.updateTable('sessions')
			.set({ actingPostId: null })
			.where('personId', '=', leavesId)
			.where('actingPostId', '=', postId)
			.execute();
	}
}

async function end(
	trx: Trx,
	actor: Actor,
	id: number,
	revision: number,
	set: { state: 'dropped' } | { state: 'carried_out'; takesEffectAt: Date }
): Promise<void> {
	await trx
		.updateTable('reshuffles')
		.set({ ...set, endedAt: actor.now, endedByPersonId: actor.person.id, revision: revision + 1 })
		.where('id', '=', id)
		.execute();
}

/** Every act here is an administrator's, so that is asked before anything is looked for. */
async function lockPrepared(trx: Trx, actor: Actor, id: number, revision: number) {
	requireAdministrator(actor);
	const reshuffle = await lockReshuffle(trx, id);
	if (!reshuffle) throw new NotFound('This reshuffle was not found');
	if (reshuffle.state === 'carried_out') throw new Conflict('This reshuffle is carried out already');
	if (reshuffle.state === 'dropped') throw new Conflict('This reshuffle was dropped');
	if (reshuffle.revision !== revision) throw new Conflict('Somebody has changed this reshuffle since you opened it');
	return reshuffle;
}

function requireAdministrator(actor: Actor): void {
	if (!canAdminister(actor)) throw new Forbidden('Only an administrator may do this');
}

function requireNearby(actor: Actor, at: Date | null): void {
	const problem = outOfReach(actor, at);
	if (problem) throw new Invalid('date', problem);
}

function outOfReach(actor: Actor, at: Date | null): string | null {
	if (at === null) return null;
	const days = (at.getTime() - actor.now.getTime()) / 86_400_000;
	if (days < -earliestDaysAgo) return `The day must be within the last ${earliestDaysAgo} days, or to come`;
	return days > latestDaysAhead ? `The day must be within the next ${latestDaysAhead} days` : null;
}

async function told(trx: Trx, event: AuditEvent, id: number, said: Record<string, unknown>): Promise<void> {
	await record(trx, null, event, { reviewId: null, kind: 'reshuffle', id, audience: 'administrators' }, said);
}

async function onPost(trx: Trx, event: AuditEvent, id: number, said: Record<string, unknown>): Promise<void> {
	await record(trx, null, event, { reviewId: null, kind: 'post', id, audience: 'administrators' }, said);
}
