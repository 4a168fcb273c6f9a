import { type Actor, type Grant, grantFor, isMember } from '#lib/access/actor.ts';
import { changes, digestWords, record, textDigest } from '#lib/audit/record.server.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { requireWithinCeiling } from '#lib/reviews/marking.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import {
	type Attribution,
	type EventBasis,
	type EventKind,
	type EventStatus,
	type Provenance,
	statusOn,
	withdrawnTitle
} from './event.ts';
import { nextNumber } from './number.server.ts';
import { lockEvent } from './queries.server.ts';

export type PersonMet = {
	/** null for one who is new to the event. */
	id: number | null;
	role: string;
	organisation: string | null;
	headCount: number | null;
	/** null is by role only. */
	attribution: Attribution | null;
	/** Kept apart, for the lead department alone. */
	name: string | null;
};

export type PromiseMade = {
	id: number | null;
	text: string;
	owner: string | null;
	/** ISO dates. */
	dueOn: string | null;
	metOn: string | null;
};

export type EventInput = {
	title: string;
	kind: EventKind;
	/** null: planned when the date is to come, else held. */
	status: EventStatus | null;
	/** ISO dates. */
	startsOn: string;
	endsOn: string | null;
	dateNote: string | null;
	placeName: string | null;
	/** A code of the Office for National Statistics, with the year of its boundaries. */
	placeCode: string | null;
	placeCodeYear: number | null;
	host: string | null;
	visitingParty: string | null;
	sensitive: boolean;
	handling: string | null;
	/** null is on the record. */
	basis: EventBasis | null;
	questionId: number | null;
	notes: string | null;
	people: PersonMet[];
	promises: PromiseMade[];
	publisher: string | null;
	publishedOn: string | null;
	address: string | null;
};

/**
 * Logs evidence as a draft of one department.
 * @param input.teamId the lead department; null is the one that the actor acts for
 * @throws NotFound, Forbidden, Invalid
 */
export async function logEvent(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: EventInput & { teamId: number | null; provenance?: Provenance | null }
): Promise<{ id: number; number: number; reference: string }> {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'event.log', {
		reviewId,
		...(input.teamId === null ? {} : { teamIds: [input.teamId] })
	});
	if (!grant)
		throw new Forbidden('Only officials log evidence, each for their own department, while the review is open');
	await requireWithinReview(trx, reviewId, input);

	const number = await nextNumber(trx, reviewId, 'E');
	const { id } = await trx
		.insertInto('evidenceEvents')
		.values({
			reviewId,
			number,
			teamId: grant.teamId,
			...columnsOf(actor, input),
			provenance: input.provenance ?? null,
			createdAt: actor.now,
			updatedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const event = { id, reviewId, number, teamId: grant.teamId };
	await trx
		.insertInto('eventNotes')
		.values({ eventId: id, reviewId, teamId: grant.teamId, notes: input.notes ?? '' })
		.execute();
	await savePeople(trx, event, input.people);
	await savePromises(trx, event, input.promises);
	await recordOn(
		trx,
		grant,
		'event.logged',
		{ ...event, sharedAt: null },
		told(changes({}, columnsOf(actor, input)), false)
	);
	return { id, number, reference: reference('E', number) };
}

/** @throws NotFound, Forbidden, Conflict, Invalid */
export async function editEvent(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: EventInput & { revision: number }
): Promise<void> {
	const { event, grant } = await lockFor(trx, actor, reviewId, number, 'event.edit');
	requireCurrent(event, input.revision);
	await requireWithinReview(trx, reviewId, input);

	const after = columnsOf(actor, input);
	await trx
		.updateTable('evidenceEvents')
		.set({ ...after, revision: event.revision + 1, updatedAt: actor.now })
		.where('id', '=', event.id)
		.execute();
	const notes = await saveNotes(trx, event.id, input.notes ?? '');
	const people = await savePeople(trx, event, input.people);
	const promises = await savePromises(trx, event, input.promises);
	await recordOn(trx, grant, 'event.edited', event, {
		...told(changes(event, after), event.sharedAt !== null),
		...notes,
		...people,
		...promises
	});
}

/**
 * Shows a draft to every member of the review.
 * @param input.notes whether the notes are shared with it; without them they stay with the department
 * @throws NotFound, Forbidden, Conflict
 */
export async function shareEvent(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; notes: boolean }
): Promise<void> {
	const { event, grant } = await lockFor(trx, actor, reviewId, number, 'event.share');
	if (event.state === 'shared') throw new Conflict(`E${number} is shared already`);
	requireCurrent(event, input.revision);

	await trx
		.updateTable('evidenceEvents')
		.set({
			state: 'shared',
			sharedAt: actor.now,
			notesShared: input.notes,
			revision: event.revision + 1,
			updatedAt: actor.now
		})
		.where('id', '=', event.id)
		.execute();
	await recordOn(trx, grant, 'event.shared', { ...event, sharedAt: actor.now }, { notesShared: input.notes });
}

/** Shares the notes of shared evidence later, or takes them back to the department. @throws NotFound, Forbidden, Conflict */
export async function setNotesShared(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; shared: boolean }
): Promise<void> {
	const { event, grant } = await lockFor(trx, actor, reviewId, number, 'event.share');
	if (event.state === 'draft') throw new Conflict(`Share E${number} first: its notes cannot be seen before it is`);
	requireCurrent(event, input.revision);
	if (event.notesShared === input.shared) {
		throw new Conflict(input.shared ? 'The notes are shared already' : 'The notes stay with your department already');
	}

	await trx
		.updateTable('evidenceEvents')
		.set({ notesShared: input.shared, revision: event.revision + 1, updatedAt: actor.now })
		.where('id', '=', event.id)
		.execute();
	await recordOn(trx, grant, 'event.edited', event, { notesShared: [event.notesShared, input.shared] });
}

/**
 * Leaves a tombstone: reference, dates, kind and reason. Its words stay with its own department, in the notes and the
 * history; every finding that rests on it is flagged.
 * @throws NotFound, Forbidden, Conflict
 */
export async function withdrawEvent(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; reason: string }
): Promise<void> {
	const { event, grant } = await lockFor(trx, actor, reviewId, number, 'event.withdraw');
	requireCurrent(event, input.revision);

	const emptied = {
		title: withdrawnTitle,
		dateNote: null,
		placeName: null,
		placeCode: null,
		placeCodeYear: null,
		host: null,
		visitingParty: null,
		handling: null,
		publisher: null,
		publishedOn: null,
		address: null
	};
	await trx
		.updateTable('evidenceEvents')
		.set({
			...emptied,
			state: 'withdrawn',
			notesShared: false,
			withdrawnAt: actor.now,
			withdrawnBecause: input.reason,
			revision: event.revision + 1,
			updatedAt: actor.now
		})
		.where('id', '=', event.id)
		.execute();
	// What it said goes into the department's own history, never into the entry that every member reads.
	await recordOn(trx, grant, 'event.edited', { ...event, sharedAt: null }, changes(event, emptied));
	await recordOn(trx, grant, 'event.withdrawn', event, { reason: input.reason });
}

type LockedEvent = NonNullable<Awaited<ReturnType<typeof lockEvent>>>;
type EventAct = 'event.edit' | 'event.share' | 'event.withdraw';

async function lockFor(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	act: EventAct
): Promise<{ event: LockedEvent; grant: Grant }> {
	const event = await lockEvent(trx, reviewId, number);
	if (!event) throw new NotFound(`There is no evidence E${number} that you may see in this review`);
	const grant = grantFor(actor, act, { reviewId, teamIds: [event.teamId] });
	if (!grant) throw new Forbidden('Only the officials of the department that leads this evidence may change it');
	if (event.state === 'withdrawn') throw new Conflict(`E${number} is withdrawn: nothing in it can be changed any more`);
	return { event, grant };
}

function requireCurrent(event: LockedEvent, revision: number): void {
	if (event.revision !== revision) {
		throw new Conflict('Somebody has changed this evidence since you opened it. What you typed is still here.');
	}
}

async function requireWithinReview(trx: Trx, reviewId: number, input: EventInput): Promise<void> {
	await requireWithinCeiling(trx, reviewId, input.sensitive);
	if (input.questionId === null) return;
	const question = await trx
		.selectFrom('questions')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('id', '=', input.questionId)
		.executeTakeFirst();
	if (!question) throw new Invalid('questionId', 'Select a question of this review');
}

function columnsOf(actor: Actor, input: EventInput) {
	return {
		title: input.title,
		kind: input.kind,
		status: input.status ?? statusOn(input.startsOn, londonDate(actor.now)),
		startsOn: input.startsOn,
		endsOn: input.endsOn,
		dateNote: input.dateNote,
		placeName: input.placeName,
		placeCode: input.placeCode,
		placeCodeYear: input.placeCodeYear,
		host: input.host,
		visitingParty: input.visitingParty,
		sensitive: input.sensitive,
		handling: input.handling,
		basis: input.basis ?? 'on_record',
		questionId: input.questionId,
		publisher: input.publisher,
		publishedOn: input.publishedOn,
		address: input.address
	};
}

type OfEvent = { id: number; reviewId: number; teamId: number };
type Said = Record<string, unknown>;

async function saveNotes(trx: Trx, eventId: number, notes: string): Promise<Said> {
	const before = await trx
		.selectFrom('eventNotes')
		.select(['notes', 'version'])
		.where('eventId', '=', eventId)
		.executeTakeFirstOrThrow();
	if (before.notes === notes) return {};
	await trx
		.updateTable('eventNotes')
		.set({ notes, version: before.version + 1 })
		.where('eventId', '=', eventId)
		.execute();
	return { notes: [textDigest(before.notes), textDigest(notes)] };
}

async function savePeople(trx: Trx, event: OfEvent, people: PersonMet[]): Promise<Said> {
	const before = await trx
		.selectFrom('contributors')
		.leftJoin('contributorNames', 'contributorNames.contributorId', 'contributors.id')
		.select([
			'contributors.id',
			'contributors.role',
			'contributors.organisation',
			'contributors.headCount',
			'contributors.attribution',
			'contributorNames.name'
		])
		.where('contributors.eventId', '=', event.id)
		.orderBy('contributors.id')
		.execute();
	const { gone, kept, added } = sort(before, people, 'people', 'One of the people belongs to other evidence');

	if (gone.length > 0) await trx.deleteFrom('contributors').where('id', 'in', gone).execute();
	for (const { id, name, ...columns } of kept) {
		await trx
			.updateTable('contributors')
			.set({ ...columns, attribution: columns.attribution ?? 'role_only' })
			.where('id', '=', id)
			.execute();
		await saveName(trx, event, id, name);
	}
	for (const { role, organisation, headCount, attribution, name } of added) {
		const { id } = await trx
			.insertInto('contributors')
			.values({
				reviewId: event.reviewId,
				eventId: event.id,
				role,
				organisation,
				headCount,
				attribution: attribution ?? 'role_only'
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		await saveName(trx, event, id, name);
	}
	const after = people.map((person) => ({ ...person, attribution: person.attribution ?? 'role_only' }));
	return digested('people', before, after);
}

async function saveName(trx: Trx, event: OfEvent, contributorId: number, name: string | null): Promise<void> {
	if (name === null) {
		await trx.deleteFrom('contributorNames').where('contributorId', '=', contributorId).execute();
		return;
	}
	await trx
		.insertInto('contributorNames')
		.values({ contributorId, reviewId: event.reviewId, teamId: event.teamId, name })
		.onConflict((conflict) => conflict.column('contributorId').doUpdateSet({ name }))
		.execute();
}

async function savePromises(trx: Trx, event: OfEvent, promises: PromiseMade[]): Promise<Said> {
	const before = await trx
		.selectFrom('promises')
		.select(['id', 'text', 'owner', 'dueOn', 'metOn'])
		.where('eventId', '=', event.id)
		.orderBy('id')
		.execute();
	const { gone, kept, added } = sort(before, promises, 'promises', 'One of the promises belongs to other evidence');

	if (gone.length > 0) await trx.deleteFrom('promises').where('id', 'in', gone).execute();
	for (const { id, ...columns } of kept) {
		await trx.updateTable('promises').set(columns).where('id', '=', id).execute();
	}
	for (const { text, owner, dueOn, metOn } of added) {
		await trx
			.insertInto('promises')
			.values({ reviewId: event.reviewId, eventId: event.id, text, owner, dueOn, metOn })
			.execute();
	}
	return digested('promises', before, promises);
}

/** Which rows of a form are new, which were there, and which have gone. @throws Invalid for a row of another event */
function sort<Row extends { id: number | null }>(
	before: { id: number }[],
	rows: Row[],
	field: string,
	foreign: string
): { gone: number[]; kept: (Row & { id: number })[]; added: Row[] } {
	const ids = new Set(before.map((row) => row.id));
	const kept = rows.filter((row): row is Row & { id: number } => row.id !== null);
	const keptIds = new Set(kept.map((row) => row.id));
	if (keptIds.size !== kept.length || kept.some((row) => !ids.has(row.id))) {
		throw new Invalid(field, `${foreign}, or is there twice. Reload the page.`);
	}
	return {
		gone: before.map((row) => row.id).filter((id) => !keptIds.has(id)),
		kept,
		added: rows.filter((row) => row.id === null)
	};
}

/** That a list of rows changed, without what it says. */
function digested(name: string, before: object[], after: object[]): Said {
	const was = before.map(inOrder).join('\n');
	const is = after.map(inOrder).join('\n');
	return was === is ? {} : { [name]: [textDigest(was), textDigest(is)] };
}

function inOrder(row: object): string {
	return JSON.stringify(
		Object.entries(row)
			.filter(([field]) => field !== 'id')
			.sort(([a], [b]) => a.localeCompare(b))
	);
}

const words = new Set(['title', 'dateNote', 'placeName', 'host', 'visitingParty', 'handling', 'publisher', 'address']);

/**
 * What an entry says of changed columns. Every member reads an entry on shared evidence, and goes on reading it when the
 * evidence is withdrawn: so it carries digests where there were words.
 */
function told(changed: Record<string, [unknown, unknown]>, shared: boolean): Said {
	return shared ? digestWords(changed, words) : changed;
}

async function recordOn(
	trx: Trx,
	grant: Grant,
	what: AuditEvent,
	event: OfEvent & { number: number; sharedAt: Date | null },
	said: Said = {}
): Promise<void> {
	const { id, reviewId, teamId, number, sharedAt } = event;
	const audience = sharedAt === null ? 'team' : 'members';
	await record(
		trx,
		grant,
		what,
		{ reviewId, kind: 'event', id, reference: reference('E', number), audience, teamId },
		said
	);
}
