import { type SelectQueryBuilder, sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { keysetPage } from '#lib/db/keyset.ts';
import { NotFound } from '#lib/errors.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { loggingTeams, type Attribution } from './event.ts';
import type { EventCursor, EventFilters } from './filters.ts';

/** Counts go no further than this: beyond it a list says "more than". */
export const countedUpTo = 1000;

/** From so many matches on, a word narrows so little that the list is quicker read from its top than from the matches. */
export const manyMatches = 2000;

/** How many rows of a list stand on one page. */
export const pageSize = 50;

export type Contributor = {
	id: number;
	role: string;
	organisation: string | null;
	headCount: number | null;
	attribution: Attribution;
	/** null for everybody but the department that leads the evidence. */
	name: string | null;
};

export type ListedEvent = Awaited<ReturnType<typeof listEvents>>['events'][number];

/** The number in E12, as an address carries it. @throws NotFound for what is no such reference */
export function eventNumber(text: string): number {
	const number = numberIn('E', text);
	if (number === null) throw new NotFound(`${text.slice(0, 20)} is not a reference of evidence, such as E12`);
	return number;
}

/** An event with its lead department and question. @throws NotFound, also for another department's draft */
export async function getEvent(trx: Trx, reviewId: number, number: number) {
	const event = await trx
		.selectFrom('evidenceEvents as event')
		.innerJoin('teams', 'teams.id', 'event.teamId')
		.innerJoin('departmentsToday as department', 'department.id', 'teams.departmentId')
		.leftJoin('questions', 'questions.id', 'event.questionId')
		.select([
			'event.id',
			'event.reviewId',
			'event.number',
			'event.teamId',
			'event.title',
			'event.kind',
			'event.status',
			'event.startsOn',
			'event.endsOn',
			'event.dateNote',
			'event.placeName',
			'event.placeCode',
			'event.placeCodeYear',
			'event.host',
			'event.visitingParty',
			'event.sensitive',
			'event.handling',
			'event.basis',
			'event.questionId',
			'event.publisher',
			'event.publishedOn',
			'event.address',
			'event.provenance',
			'event.state',
			'event.sharedAt',
			'event.notesShared',
			'event.withdrawnAt',
			'event.withdrawnBecause',
			'event.revision',
			'department.name as departmentName',
			'department.shortName as departmentShortName',
			'questions.number as questionNumber',
			'questions.text as questionText'
		])
		.where('event.reviewId', '=', reviewId)
		.where('event.number', '=', number)
		.executeTakeFirst();
	if (!event) throw new NotFound(`There is no evidence E${number} that you may see in this review`);
	return event;
}

/** Locks the event's row until the transaction ends. */
export async function lockEvent(trx: Trx, reviewId: number, number: number) {
	return trx
		.selectFrom('evidenceEvents')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
}

/** The notes as Markdown; null where they stay with another department. */
export async function findNotes(
	trx: Trx,
	eventId: number
): Promise<{ notes: string; version: number; shared: boolean } | null> {
	const found = await trx
		.selectFrom('eventNotes')
		.select(['notes', 'version', 'shared'])
		.where('eventId', '=', eventId)
		.executeTakeFirst();
	return found ?? null;
}

/** The people met, in the order in which they were written down. */
export async function listContributors(trx: Trx, eventId: number): Promise<Contributor[]> {
	return trx
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
		.where('contributors.eventId', '=', eventId)
		.orderBy('contributors.id')
		.execute();
}

export async function listPromises(trx: Trx, eventId: number) {
	return trx
		.selectFrom('promises')
		.select(['id', 'text', 'owner', 'dueOn', 'metOn'])
		.where('eventId', '=', eventId)
		.orderBy('id')
		.execute();
}

/**
 * One page of a review's evidence, newest first. `count` stops at one more than `countedUpTo`.
 * @param cursor the row that the page begins after (towards older ones) or ends before
 */
export async function listEvents(
	trx: Trx,
	reviewId: number,
	filters: EventFilters,
	cursor: { after?: EventCursor | null; before?: EventCursor | null } = {}
) {
	const backwards = cursor.before ?? null;
	const from = backwards ?? cursor.after ?? null;
	const matches = await matchesOf(trx, reviewId, filters.words);
	const found = await matching(trx, reviewId, filters, matches)
		.innerJoin('teams', 'teams.id', 'event.teamId')
		.innerJoin('departmentsToday as department', 'department.id', 'teams.departmentId')
		.select([
			'event.id',
			'event.number',
			'event.title',
			'event.kind',
			'event.status',
			'event.state',
			'event.startsOn',
			'event.endsOn',
			'event.dateNote',
			'event.placeName',
			'event.host',
			'event.teamId',
			'department.shortName as departmentShortName'
		])
		.$if(from !== null, (query) =>
			query.where(
				sql<boolean>`(event.starts_on, event.id) ${sql.raw(backwards ? '>' : '<')} (${from?.startsOn}::date, ${from?.id}::bigint)`
			)
		)
		.orderBy('event.startsOn', backwards ? 'asc' : 'desc')
		.orderBy('event.id', backwards ? 'asc' : 'desc')
		.limit(pageSize + 1)
		.execute();
	const { rows: events, previous, next } = keysetPage(found, pageSize, cursor, cursorAt);
	const whole = from === null && next === null;
	const count = whole ? events.length : await countUpTo(trx, matching(trx, reviewId, filters, matches));
	return { events, count, previous, next };
}

/** Evidence for a box that looks it up: what matches the words, or the newest without any. Withdrawn evidence is left out. */
export async function lookUpEvents(trx: Trx, reviewId: number, words: string | null) {
	const matches = await matchesOf(trx, reviewId, words);
	return matching(trx, reviewId, { ...noFilters, words }, matches)
		.select([
			'event.id',
			'event.number',
			'event.title',
			'event.startsOn',
			'event.placeName',
			'event.status',
			'event.state'
		])
		.where('event.state', '<>', 'withdrawn')
		.orderBy('event.startsOn', 'desc')
		.orderBy('event.id', 'desc')
		.limit(20)
		.execute();
}

/** Work list: drafts of the actor's own teams, oldest first. */
export async function listDraftEvents(trx: Trx, actor: Actor, reviewId: number) {
	return ownTeamsEvents(trx, actor, reviewId).where('state', '=', 'draft').execute();
}

/** Work list: what the actor's own teams have held and not yet written up, oldest first. */
export async function listEventsToWriteUp(trx: Trx, actor: Actor, reviewId: number) {
	return ownTeamsEvents(trx, actor, reviewId).where('state', '<>', 'withdrawn').where('status', '=', 'held').execute();
}

/** Work list: promises to hosts that the actor's own teams have not kept yet, the most pressing first. */
export async function listOpenPromises(trx: Trx, actor: Actor, reviewId: number) {
	return trx
		.selectFrom('promises')
		.innerJoin('evidenceEvents as event', 'event.id', 'promises.eventId')
		.select(['promises.id', 'promises.text', 'promises.owner', 'promises.dueOn', 'event.number', 'event.title'])
		.where('event.reviewId', '=', reviewId)
		.where('event.teamId', 'in', [0, ...loggingTeams(actor, reviewId)])
		.where('event.state', '<>', 'withdrawn')
		.where('promises.metOn', 'is', null)
		.orderBy('promises.dueOn', (order) => order.asc().nullsLast())
		.orderBy('promises.id')
		.limit(100)
		.execute();
}

/** Counts the rows of a query, but never more than one beyond `countedUpTo`. */
export async function countUpTo<Tables, Named extends keyof Tables>(
	trx: Trx,
	query: SelectQueryBuilder<Tables, Named, object>
): Promise<number> {
	const { count } = await trx
		.selectFrom(
			query
				.select(sql<number>`1`.as('one'))
				.limit(countedUpTo + 1)
				.as('counted')
		)
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

const noFilters: EventFilters = {
	kind: null,
	status: null,
	state: null,
	team: null,
	question: null,
	place: null,
	from: null,
	to: null,
	words: null
};

/** The ids of what the words match; null without words, or where so much matches that the list itself is the way to it. */
async function matchesOf(trx: Trx, reviewId: number, words: string | null): Promise<number[] | null> {
	if (words === null) return null;
	const { rows } = await sql<{
		id: number;
	}>`select matching_events(${reviewId}, ${words}, ${manyMatches}) as id`.execute(trx);
	return rows.length < manyMatches ? rows.map((row) => row.id) : null;
}

function matching(trx: Trx, reviewId: number, filters: EventFilters, matches: number[] | null) {
	const { kind, status, state, team, question, place, from, to, words } = filters;
	return trx
		.selectFrom('evidenceEvents as event')
		.where('event.reviewId', '=', reviewId)
		.$if(kind !== null, (query) => query.where('event.kind', '=', kind))
		.$if(status !== null, (query) => query.where('event.status', '=', status))
		.$if(state !== null, (query) => query.where('event.state', '=', state))
		.$if(team !== null, (query) => query.where('event.teamId', '=', team))
		.$if(question !== null, (query) => query.where('event.questionId', '=', question))
		.$if(place !== null, (query) => query.where('event.placeName', 'ilike', `%${likeText(place ?? '')}%`))
		.$if(from !== null, (query) =>
			query.where((eb) => eb(eb.fn.coalesce('event.endsOn', 'event.startsOn'), '>=', from))
		)
		.$if(to !== null, (query) => query.where('event.startsOn', '<=', to))
		.$if(matches !== null, (query) => query.where(sql<boolean>`event.id = any(${matches}::bigint[])`))
		.$if(words !== null && matches === null, (query) =>
			query.where(
				sql<boolean>`event.state <> 'withdrawn' and (event.search @@ websearch_to_tsquery('english'::regconfig, ${words})
						or exists (select from event_notes n where n.event_id = event.id
							and n.search @@ websearch_to_tsquery('english'::regconfig, ${words})))`
			)
		);
}

function ownTeamsEvents(trx: Trx, actor: Actor, reviewId: number) {
	return trx
		.selectFrom('evidenceEvents')
		.select(['id', 'number', 'title', 'kind', 'status', 'state', 'startsOn', 'endsOn', 'placeName'])
		.where('reviewId', '=', reviewId)
		.where('teamId', 'in', [0, ...loggingTeams(actor, reviewId)])
		.orderBy('startsOn')
		.orderBy('id')
		.limit(100);
}

/** Text as `like` takes it, with its own signs for "anything" made plain. */
function likeText(text: string): string {
	return text.replace(/[\\%_]/g, '\\$&');
}

function cursorAt({ startsOn, id }: EventCursor): EventCursor {
	return { startsOn, id };
}
