import type { Actor } from '#lib/access/actor.ts';
import { endSessionsOf, renewSessionsOf } from '#lib/access/sessions.server.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { fromTheStart } from './department.ts';
import { canAdminister } from './person.ts';
import { carryName, nameSince, newestName } from './successions/names.server.ts';
import { isEnded } from './successions/queries.server.ts';
import { listHoldings, lockAccount, lockAdministrators, lockDepartment, lockPost } from './queries.server.ts';

export type PersonDetails = { name: string; email: string; isAdministrator: boolean; mayCreateReviews: boolean };
export type PostDetails = { title: string; servesPostId: number | null; severalHolders: boolean };

/** Makes a person with an account that has no password yet. @throws Forbidden; the address's unique constraint */
export async function createPerson(trx: Trx, actor: Actor, input: PersonDetails): Promise<{ id: number }> {
	requireAdministrator(actor);
	const { name, ...account } = input;
	const person = await trx
		.insertInto('people')
		.values({ name, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('accounts')
		.values({ personId: person.id, ...account })
		.execute();
	await told(trx, 'person.created', 'person', person.id, input);
	return person;
}

/** @throws Forbidden, NotFound, Conflict; the address's unique constraint */
export async function editPerson(
	trx: Trx,
	actor: Actor,
	personId: number,
	input: PersonDetails & { revision: number }
): Promise<void> {
	requireAdministrator(actor);
	const administrators = await lockAdministrators(trx);
	const before = await lockAccount(trx, personId);
	if (!before) throw new NotFound('This person was not found');
	requireRevision(before, input.revision, 'this person');
	if (!input.isAdministrator) requireAnotherAdministrator(administrators, personId);

	const { revision, name, ...account } = input;
	await trx.updateTable('people').set({ name }).where('id', '=', personId).execute();
	await trx
		.updateTable('accounts')
		.set({ ...account, revision: revision + 1 })
		.where('personId', '=', personId)
		.execute();
	const rightsChanged =
		before.isAdministrator !== input.isAdministrator || before.mayCreateReviews !== input.mayCreateReviews;
	if (rightsChanged) await renewSessionsOf(trx, personId);
	await told(trx, 'person.edited', 'person', personId, changes(before, { name, ...account }));
}

/** Closes an account: its sessions and links end at once; what the person did stays. @throws Forbidden, NotFound, Conflict */
export async function closeAccount(trx: Trx, actor: Actor, personId: number, revision: number): Promise<void> {
	requireAdministrator(actor);
	const administrators = await lockAdministrators(trx);
	const account = await lockAccount(trx, personId);
	if (!account) throw new NotFound('This person was not found');
	if (account.disabledAt) throw new Conflict('This account is closed already');
	requireRevision(account, revision, 'this person');
	requireAnotherAdministrator(administrators, personId);

	await trx
		.updateTable('accounts')
		.set({ disabledAt: actor.now, revision: revision + 1 })
		.where('personId', '=', personId)
		.execute();
	await endSessionsOf(trx, personId);
	await trx.deleteFrom('passwordLinks').where('personId', '=', personId).execute();
	await told(trx, 'person.disabled', 'person', personId, { name: account.name });
}

/** Opens a closed account again, with the password it had. @throws Forbidden, NotFound, Conflict */
export async function openAccount(trx: Trx, actor: Actor, personId: number, revision: number): Promise<void> {
	requireAdministrator(actor);
	const account = await lockAccount(trx, personId);
	if (!account) throw new NotFound('This person was not found');
	if (!account.disabledAt) throw new Conflict('This account is open already');
	requireRevision(account, revision, 'this person');
	await trx
		.updateTable('accounts')
		.set({ disabledAt: null, revision: revision + 1 })
		.where('personId', '=', personId)
		.execute();
	await told(trx, 'person.enabled', 'person', personId, { name: account.name });
}

/** Makes a department whose name counts for documents of any date. @throws Forbidden; the names' unique constraints */
export async function createDepartment(
	trx: Trx,
	actor: Actor,
	input: { name: string; shortName: string; isTreasury: boolean }
): Promise<{ id: number }> {
	requireAdministrator(actor);
	const { name, shortName, isTreasury } = input;
	const department = await trx
		.insertInto('departments')
		.values({ isTreasury, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.insertInto('departmentNames')
		.values({ departmentId: department.id, since: fromTheStart, name, shortName })
		.execute();
	await told(trx, 'department.created', 'department', department.id, input);
	return department;
}

/**
 * Gives a department a new name from a day on; what is older keeps the name of its day. The day on which the newest name
 * began corrects that name instead.
 * @param input.since ISO date
 * @throws Forbidden, NotFound, Conflict, Invalid; the names' unique constraints
 */
export async function renameDepartment(
	trx: Trx,
	actor: Actor,
	departmentId: number,
	input: { name: string; shortName: string; since: string; revision: number }
): Promise<void> {
	requireAdministrator(actor);
	const department = await lockDepartment(trx, departmentId);
	if (!department) throw new NotFound('This department was not found');
	requireRevision(department, input.revision, 'this department');
	const { name, shortName, since } = input;
	const newest = await newestName(trx, departmentId);
	if (await isEnded(trx, departmentId)) {
		throw new Conflict('This department has gone over into another and follows its name');
	}
	if (newest.name === name && newest.shortName === shortName) {
		throw new Invalid('name', 'The department has this name already');
	}
	if (since < newest.since) {
		throw new Invalid('since', `The newest name began on ${plainDate(newest.since)}: choose that day or a later one`);
	}

	await nameSince(trx, departmentId, since, { name, shortName });
	await carryName(trx, departmentId, since);
	await trx
		.updateTable('departments')
		.set({ revision: department.revision + 1 })
		.where('id', '=', departmentId)
		.execute();
	await told(trx, 'department.renamed', 'department', departmentId, { since, ...changes(newest, { name, shortName }) });
}

/** @throws Forbidden, NotFound, Invalid; the title's unique constraint */
export async function createPost(
	trx: Trx,
	actor: Actor,
	input: PostDetails & { departmentId: number }
): Promise<{ id: number }> {
	requireAdministrator(actor);
	const department = await lockDepartment(trx, input.departmentId);
	if (!department || (await isEnded(trx, department.id))) {
		throw new Invalid('departmentId', 'Select a department from the list');
	}
	await requireServable(trx, input.servesPostId, null);
	const post = await trx
		.insertInto('posts')
		.values({ ...input, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await told(trx, 'post.created', 'post', post.id, input);
	return post;
}

/** @throws Forbidden, NotFound, Conflict, Invalid; the title's unique constraint */
export async function editPost(
	trx: Trx,
	actor: Actor,
	postId: number,
	input: PostDetails & { revision: number }
): Promise<void> {
	requireAdministrator(actor);
	const before = await lockPost(trx, postId);
	if (!before) throw new NotFound('This post was not found');
	requireRevision(before, input.revision, 'this post');
	await requireServable(trx, input.servesPostId, postId);
	const holders = await listHoldings(trx, actor, 'postId', [postId]);
	if (!input.severalHolders && holders.length > 1) {
		throw new Invalid('severalHolders', `${holders.length} people hold this post: end all but one of them first`);
	}
	const { revision, ...after } = input;
	await trx
		.updateTable('posts')
		.set({ ...after, revision: revision + 1 })
		.where('id', '=', postId)
		.execute();
	await told(trx, 'post.edited', 'post', postId, changes(before, after));
}

/** Puts a person in a post from now on. @throws Forbidden, NotFound, Conflict, Invalid */
export async function startHolding(
	trx: Trx,
	actor: Actor,
	postId: number,
	personId: number
): Promise<{ id: number; personName: string }> {
	requireAdministrator(actor);
	const post = await lockPost(trx, postId);
	if (!post) throw new NotFound('This post was not found');
	const person = await lockAccount(trx, personId);
	if (!person) throw new Invalid('personId', 'Select a person from the list');
	if (person.disabledAt) throw new Invalid('personId', `The account of ${person.name} is closed`);
	const holders = await listHoldings(trx, actor, 'postId', [postId]);
	if (holders.some((holder) => holder.personId === personId)) {
		throw new Invalid('personId', `${person.name} holds this post already`);
	}
	const [holder] = holders;
	if (holder && !post.severalHolders) {
		throw new Conflict(`${holder.personName} holds this post, which is one person’s: end that first`);
	}
	const toCome = await trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.select(['people.name', 'holdings.personId', 'holdings.since'])
		.where('holdings.postId', '=', postId)
		.where('holdings.since', '>', actor.now)
		.whereRef('holdings.until', 'is distinct from', 'holdings.since')
		.execute();
	const next = toCome.find((each) => !post.severalHolders || each.personId === personId);
	if (next) throw new Conflict(`${next.name} takes this post on ${plainDate(londonDate(next.since))}: end that first`);

	const holding = await trx
		.insertInto('holdings')
		.values({ postId, personId, since: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	await told(trx, 'holding.started', 'post', postId, { title: post.title, personId, name: person.name });
	return { ...holding, personName: person.name };
}

/** Takes a person out of a post from now on; the history keeps that they held it. @throws Forbidden, NotFound, Conflict */
export async function endHolding(
	trx: Trx,
	actor: Actor,
	postId: number,
	holdingId: number
): Promise<{ personName: string }> {
	requireAdministrator(actor);
	const post = await lockPost(trx, postId);
	if (!post) throw new NotFound('This post was not found');
	const holding = await trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.select(['holdings.personId', 'holdings.since', 'holdings.until', 'people.name'])
		.where('holdings.id', '=', holdingId)
		.where('holdings.postId', '=', postId)
		.executeTakeFirst();
	if (!holding) throw new NotFound('This person does not hold the post');
	if (holding.until && (holding.until <= actor.now || holding.until <= holding.since)) {
		throw new Conflict(`${holding.name} does not hold this post any more`);
	}
	// Somebody who was to come later never comes.
	const until = holding.since > actor.now ? holding.since : actor.now;
	await trx.updateTable('holdings').set({ until }).where('id', '=', holdingId).execute();
	await told(trx, 'holding.ended', 'post', postId, {
		title: post.title,
		personId: holding.personId,
		name: holding.name
	});
	return { personName: holding.name };
}

/** Every act here is an administrator's, whatever the record, so it is asked before anything is looked for. */
function requireAdministrator(actor: Actor): void {
	if (!canAdminister(actor)) throw new Forbidden('Only an administrator may do this');
}

function requireRevision(record: { revision: number }, revision: number, what: string): void {
	if (record.revision !== revision) throw new Conflict(`Somebody has changed ${what} since you opened it`);
}

/** Without an administrator nobody could ever make one again on screen. */
function requireAnotherAdministrator(administrators: number[], personId: number): void {
	if (administrators.length === 1 && administrators[0] === personId) {
		throw new Conflict('This is the last administrator: give somebody else the right first');
	}
}

/** A private office serves a post that serves no other; more would make nobody sure who speaks for whom. */
async function requireServable(trx: Trx, servesPostId: number | null, postId: number | null): Promise<void> {
	if (servesPostId === null) return;
	const served = await trx
		.selectFrom('posts')
		.select(['id', 'servesPostId'])
		.where('id', '=', servesPostId)
		.executeTakeFirst();
	if (!served || served.id === postId) throw new Invalid('servesPostId', 'Select a post from the list');
	if (served.servesPostId !== null) {
		throw new Invalid('servesPostId', 'That post serves another one itself: choose the post at the end of the line');
	}
	if (postId === null) return;
	const servant = await trx.selectFrom('posts').select('title').where('servesPostId', '=', postId).executeTakeFirst();
	if (servant) {
		throw new Invalid('servesPostId', `${servant.title} serves this post, so it cannot serve another one`);
	}
}

async function told(
	trx: Trx,
	event: AuditEvent,
	kind: 'person' | 'department' | 'post',
	id: number,
	said: Record<string, unknown>
): Promise<void> {
	await record(trx, null, event, { reviewId: null, kind, id, audience: 'administrators' }, said);
}
