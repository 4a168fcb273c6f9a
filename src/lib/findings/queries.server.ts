import { type SelectQueryBuilder, sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { keysetPage } from '#lib/db/keyset.ts';
import type { Database } from '#lib/db/schema.ts';
import { NotFound } from '#lib/errors.ts';
import { attributionUnder, loggingTeams, strictestAttribution, type Attribution } from '#lib/evidence/event.ts';
import { countUpTo, manyMatches, pageSize } from '#lib/evidence/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { FindingFilters } from './filters.ts';

export type ListedFinding = Awaited<ReturnType<typeof listFindings>>['findings'][number];
export type Passage = Awaited<ReturnType<typeof listPassages>>[number];
export type Word = { id: number; label: string; retired: boolean };

/** The number in F104, as an address carries it. @throws NotFound for what is no such reference */
export function findingNumber(text: string): number {
	const number = numberIn('F', text);
	if (number === null) throw new NotFound(`${text.slice(0, 20)} is not a reference of a finding, such as F104`);
	return number;
}

/** A finding with its department, kind and theme. @throws NotFound, also for another department's draft */
export async function getFinding(trx: Trx, reviewId: number, number: number) {
	const finding = await withWords(trx.selectFrom('findings as finding'))
		.select([
			'finding.reviewId',
			'finding.kindId',
			'finding.themeId',
			'finding.scope',
			'finding.whoseView',
			'finding.provenance',
			'finding.sharedAt',
			'finding.withdrawnAt',
			'finding.withdrawnBecause',
			'finding.version',
			'finding.revision',
			'finding.passageCount',
			'department.name as departmentName'
		])
		.where('finding.reviewId', '=', reviewId)
		.where('finding.number', '=', number)
		.executeTakeFirst();
	if (!finding) throw new NotFound(`There is no finding F${number} that you may see in this review`);
	return finding;
}

/** Locks the finding's row until the transaction ends. */
export async function lockFinding(trx: Trx, reviewId: number, number: number) {
	return trx
		.selectFrom('findings')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
}

/** Locks several findings, always in the same order. Those that the person may not know of are not among them. */
export async function lockFindings(trx: Trx, reviewId: number, numbers: number[]) {
	return trx
		.selectFrom('findings')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', 'in', [0, ...numbers])
		.orderBy('id')
		.forUpdate()
		.execute();
}

/**
 * One page of a review's findings, the newest number first. `count` stops at one more than `countedUpTo`.
 * @param cursor the number that the page begins after (towards older ones) or ends before
 */
export async function listFindings(
	trx: Trx,
	reviewId: number,
	filters: FindingFilters,
	cursor: { after?: number | null; before?: number | null } = {}
) {
	const backwards = cursor.before ?? null;
	const from = backwards ?? cursor.after ?? null;
	const matches = await matchesOf(trx, reviewId, filters.words);
	const found = await withWords(matching(trx, reviewId, filters, matches))
		.$if(from !== null, (query) => query.where('finding.number', backwards === null ? '<' : '>', from))
		.orderBy('finding.number', backwards === null ? 'desc' : 'asc')
		.limit(pageSize + 1)
		.execute();
	const { rows: findings, previous, next } = keysetPage(found, pageSize, cursor, (row) => row.number);
	const whole = from === null && next === null;
	const count = whole ? findings.length : await countUpTo(trx, matching(trx, reviewId, filters, matches));
	return { findings, count, previous, next };
}

/**
 * What findings rest on, in the order in which it was added. The one reading of passages for screens and exports: it
 * gives the strictest attribution that anybody asked for, and no quotation from withdrawn evidence.
 */
export async function listPassages(trx: Trx, findingIds: number[]) {
	const passages = await trx
		.selectFrom('passages as passage')
		.innerJoin('evidenceEvents as event', 'event.id', 'passage.eventId')
		.innerJoin('teams', 'teams.id', 'event.teamId')
		.innerJoin('departmentsToday as department', 'department.id', 'teams.departmentId')
		.leftJoin('contributors as contributor', 'contributor.id', 'passage.contributorId')
		.leftJoin('contributorNames', 'contributorNames.contributorId', 'contributor.id')
		.select([
			'passage.id',
			'passage.findingId',
			'passage.quote',
			'passage.startsAt',
			'passage.endsAt',
			'passage.attribution',
			'passage.consent',
			'passage.contributorId',
			'event.id as eventId',
			'event.number as eventNumber',
			'event.title as eventTitle',
			'event.kind as eventKind',
			'event.state as eventState',
			'event.teamId as eventTeamId',
			'event.startsOn',
			'event.endsOn',
			'event.dateNote',
			'event.placeName',
			'event.basis',
			'event.sensitive',
			'event.handling',
			'event.provenance',
			'department.shortName as departmentShortName',
			'contributor.role',
			'contributor.organisation',
			'contributor.attribution as agreedAttribution',
			'contributorNames.name'
		])
		.where('passage.findingId', 'in', [0, ...findingIds])
		.orderBy('passage.id')
		.execute();
	return passages.map(({ name, ...passage }) => {
		const attribution = attributionOf(passage.basis, passage.attribution, passage.agreedAttribution);
		return {
			...passage,
			attribution,
			name: attribution === 'named' ? name : null,
			quote: passage.eventState === 'withdrawn' ? null : passage.quote
		};
	});
}

/** Findings drawn from an event with the words that they rest on there, by their place in the notes. */
export async function listFindingsOfEvent(trx: Trx, eventId: number) {
	return trx
		.selectFrom('passages as passage')
		.innerJoin('findings as finding', 'finding.id', 'passage.findingId')
		.select([
			'passage.id as passageId',
			'passage.quote',
			'passage.startsAt',
			'passage.endsAt',
			'passage.consent',
			'finding.id',
			'finding.number',
			'finding.sentence',
			'finding.state',
			'finding.revision',
			'finding.teamId',
			'finding.linkCount',
			'finding.eventCount'
		])
		.where('passage.eventId', '=', eventId)
		.orderBy('passage.startsAt', (order) => order.asc().nullsLast())
		.orderBy('finding.number')
		.execute();
}

/** How many findings rest on each of these events, as far as the person may know. */
export async function countFindingsOfEvents(trx: Trx, eventIds: number[]): Promise<Map<number, number>> {
	const counts = await trx
		.selectFrom('passages')
		.select((eb) => ['eventId', eb.fn.count<number>('findingId').distinct().as('count')])
		.where('eventId', 'in', [0, ...eventIds])
		.groupBy('eventId')
		.execute();
	return new Map(counts.map((row) => [row.eventId, row.count]));
}

/**
 * Findings that may say something already, the best match first: every word at first, then any of them.
 * Withdrawn findings are left out.
 */
export async function findAlike(trx: Trx, reviewId: number, words: string) {
	const exact = await alike(trx, reviewId, words);
	if (exact.length > 0) return exact;
	const anyOf = [...new Set(words.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [])].slice(0, 12).join(' or ');
	return anyOf === '' ? [] : alike(trx, reviewId, anyOf);
}

/** Findings related to one, with how, seen from that one. */
export async function listRelations(trx: Trx, findingId: number) {
	const [from, to] = [
		await relationsAt(trx, 'relation.fromFindingId', 'relation.toFindingId', findingId),
		await relationsAt(trx, 'relation.toFindingId', 'relation.fromFindingId', findingId)
	];
	return [...from.map((row) => ({ ...row, reverse: false })), ...to.map((row) => ({ ...row, reverse: true }))].sort(
		(a, b) => a.id - b.id
	);
}

/** Every wording of a finding, the first one first. */
export async function listVersions(trx: Trx, findingId: number) {
	return trx
		.selectFrom('findingVersions as version')
		.innerJoin('people', 'people.id', 'version.personId')
		.leftJoin('posts', 'posts.id', 'version.postId')
		.select([
			'version.version',
			'version.sentence',
			'version.savedAt',
			'people.name as personName',
			'posts.title as postTitle'
		])
		.where('version.findingId', '=', findingId)
		.orderBy('version.version')
		.execute();
}

/** Checks of a finding's accuracy, the latest first. */
export async function listAccuracyChecks(trx: Trx, findingId: number) {
	return accuracyChecks(trx).where('check.findingId', '=', findingId).orderBy('check.id', 'desc').execute();
}

/** Work list: findings shown to the actor's own teams whose facts they have not confirmed or disputed yet. */
export async function listAccuracyToAnswer(trx: Trx, actor: Actor, reviewId: number) {
	const teams = actor.memberships
		.filter((membership) => membership.reviewId === reviewId)
		.map((membership) => membership.teamId);
	return accuracyChecks(trx)
		.innerJoin('findings as finding', 'finding.id', 'check.findingId')
		.select(['finding.number', 'finding.sentence'])
		.where('check.reviewId', '=', reviewId)
		.where('check.teamId', 'in', [0, ...teams])
		.where('check.answeredAt', 'is', null)
		.where('finding.state', '<>', 'withdrawn')
		.orderBy('check.id')
		.limit(100)
		.execute();
}

/** Work list: the actor's own teams' drafts, the newest first. `count` stops at one more than `countedUpTo`. */
export async function listDraftFindings(trx: Trx, actor: Actor, reviewId: number) {
	const drafts = trx
		.selectFrom('findings as finding')
		.where('finding.reviewId', '=', reviewId)
		.where('finding.teamId', 'in', [0, ...loggingTeams(actor, reviewId)])
		.where('finding.state', '=', 'draft');
	return {
		findings: await withWords(drafts).orderBy('finding.number', 'desc').limit(pageSize).execute(),
		count: await countUpTo(trx, drafts)
	};
}

/** How many findings of a review no recommendation rests on yet; stops at one more than `countedUpTo`. */
export async function countFindings(trx: Trx, reviewId: number, filters: FindingFilters): Promise<number> {
	return countUpTo(trx, matching(trx, reviewId, filters, await matchesOf(trx, reviewId, filters.words)));
}

/** The kinds of finding that a review uses, in its own order; retired ones last. */
export async function listFindingKinds(trx: Trx, reviewId: number): Promise<Word[]> {
	return trx
		.selectFrom('findingKinds')
		.select((eb) => ['id', 'label', eb('retiredAt', 'is not', null).$castTo<boolean>().as('retired')])
		.where('reviewId', '=', reviewId)
		.orderBy((eb) => eb('retiredAt', 'is not', null))
		.orderBy('rank')
		.orderBy('id')
		.execute();
}

/** The themes of a review by name; retired ones last. */
export async function listThemes(trx: Trx, reviewId: number): Promise<Word[]> {
	return trx
		.selectFrom('themes')
		.select((eb) => ['id', 'label', eb('retiredAt', 'is not', null).$castTo<boolean>().as('retired')])
		.where('reviewId', '=', reviewId)
		.orderBy((eb) => eb('retiredAt', 'is not', null))
		.orderBy(sql`label collate english`)
		.execute();
}

type Findings = Database & { finding: Database['findings'] };

function withWords(query: SelectQueryBuilder<Findings, 'finding', object>) {
	return query
		.innerJoin('teams', 'teams.id', 'finding.teamId')
		.innerJoin('departmentsToday as department', 'department.id', 'teams.departmentId')
		.leftJoin('findingKinds', 'findingKinds.id', 'finding.kindId')
		.leftJoin('themes', 'themes.id', 'finding.themeId')
		.select([
			'finding.id',
			'finding.number',
			'finding.teamId',
			'finding.sentence',
			'finding.lifeStage',
			'finding.service',
			'finding.reach',
			'finding.nature',
			'finding.state',
			'finding.sourceKind',
			'finding.eventOn',
			'finding.placeName',
			'finding.eventCount',
			'finding.linkCount',
			'finding.restsOnWithdrawn',
			'findingKinds.label as kindLabel',
			'themes.label as themeLabel',
			'department.shortName as departmentShortName'
		]);
}

/** The ids of what the words match; null without words, or where so much matches that the list itself is the way to it. */
async function matchesOf(trx: Trx, reviewId: number, words: string | null): Promise<number[] | null> {
	if (words === null) return null;
	const { rows } = await sql<{
		id: number;
	}>`select matching_findings(${reviewId}, ${words}, ${manyMatches}) as id`.execute(trx);
	return rows.length < manyMatches ? rows.map((row) => row.id) : null;
}

function matching(trx: Trx, reviewId: number, filters: FindingFilters, matches: number[] | null) {
	const { kind, theme, lifeStage, service, reach, nature, source, state, team, untagged, words } = filters;
	return (
		trx
			.selectFrom('findings as finding')
			.where('finding.reviewId', '=', reviewId)
			.$if(kind !== null, (query) => query.where('finding.kindId', '=', kind))
			.$if(theme !== null, (query) => query.where('finding.themeId', '=', theme))
			.$if(lifeStage !== null, (query) => query.where('finding.lifeStage', '=', lifeStage))
			.$if(service !== null, (query) => query.where('finding.service', '=', service))
			.$if(reach !== null, (query) => query.where('finding.reach', '=', reach))
			.$if(nature !== null, (query) => query.where('finding.nature', '=', nature))
			.$if(source !== null, (query) => query.where('finding.sourceKind', '=', source))
			.$if(team !== null, (query) => query.where('finding.teamId', '=', team))
			// The constants stand in the text, where the planner can see that a partial index holds them.
			.$if(state === 'shared', (query) => query.where(sql<boolean>`finding.state = 'shared'`))
			.$if(state === 'withdrawn', (query) => query.where(sql<boolean>`finding.state = 'withdrawn'`))
			// Nobody sees another department's drafts; naming the teams lets the index of drafts be used.
			.$if(state === 'draft', (query) =>
				query.where(sql<boolean>`finding.state = 'draft' and finding.team_id = any(array(select app_team_ids()))`)
			)
			.$if(untagged, (query) => query.where(sql<boolean>`finding.link_count = 0 and finding.state <> 'withdrawn'`))
			.$if(matches !== null, (query) => query.where(sql<boolean>`finding.id = any(${matches}::bigint[])`))
			.$if(words !== null && matches === null, (query) =>
				query.where(
					sql<boolean>`finding.state <> 'withdrawn' and finding.search @@ websearch_to_tsquery('english'::regconfig, ${words})`
				)
			)
	);
}

function attributionOf(
	basis: Parameters<typeof attributionUnder>[0],
	chosen: Attribution,
	agreed: Attribution | null
): Attribution {
	return attributionUnder(basis, strictestAttribution(chosen, agreed ?? 'named'));
}

async function alike(trx: Trx, reviewId: number, words: string) {
	const found = await withWords(
		trx
			.selectFrom('findings as finding')
			.where(
				sql<boolean>`finding.id = any(array(select id from search_records(${reviewId}, ${words}, 8) where kind = 'finding'))`
			)
	)
		.where('finding.reviewId', '=', reviewId)
		.orderBy(sql`ts_rank(finding.search, websearch_to_tsquery('english', ${words}))`, 'desc')
		.orderBy('finding.number', 'desc')
		.execute();
	return found.map((finding) => ({ ...finding, reference: reference('F', finding.number) }));
}

type End = 'relation.fromFindingId' | 'relation.toFindingId';

async function relationsAt(trx: Trx, here: End, there: End, findingId: number) {
	return trx
		.selectFrom('findingRelations as relation')
		.innerJoin('findings as other', 'other.id', there)
		.select([
			'relation.id',
			'relation.kind',
			'other.number',
			'other.sentence',
			'other.state',
			'other.placeName',
			'other.eventOn'
		])
		.where(here, '=', findingId)
		.where('relation.removedAt', 'is', null)
		.execute();
}

function accuracyChecks(trx: Trx) {
	return trx
		.selectFrom('accuracyChecks as check')
		.select([
			'check.id',
			'check.body',
			'check.teamId',
			'check.findingVersion',
			'check.askedAt',
			'check.outcome',
			'check.note',
			'check.answeredAt'
		]);
}
