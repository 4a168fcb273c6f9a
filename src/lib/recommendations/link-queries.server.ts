import { type Expression, type SqlBool, sql } from 'kysely';
import { type Actor, hasRole, isMember, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { EventKind } from '#lib/evidence/event.ts';
import type { FindingState } from '#lib/findings/finding.ts';
import type { LinkStance } from './link.ts';
import type { RecommendationState } from './recommendation.ts';

/** A tag seen from its recommendation: the finding and where that is from. A withdrawn finding has no sentence. */
export type EvidenceLink = {
	id: number;
	reviewId: number;
	stance: LinkStance;
	note: string | null;
	needsRecheck: boolean;
	revision: number;
	findingId: number;
	findingNumber: number;
	sentence: string | null;
	findingState: FindingState;
	findingTeamId: number;
	recommendationLeadTeamId: number;
	kind: string | null;
	sourceKind: EventKind | null;
	placeName: string | null;
	eventOn: string | null;
	eventCount: number;
	restsOnWithdrawn: boolean;
	findingVersion: number;
	findingVersionConfirmed: number;
	recommendationVersion: number;
	recommendationVersionConfirmed: number;
};

/** A tag seen from its finding. */
export type FindingLink = {
	id: number;
	reviewId: number;
	stance: LinkStance;
	note: string | null;
	needsRecheck: boolean;
	revision: number;
	recommendationId: number;
	recommendationNumber: number;
	recommendationTitle: string;
	recommendationState: RecommendationState;
	findingTeamId: number;
	recommendationLeadTeamId: number;
	findingVersion: number;
	recommendationVersion: number;
};

/** A tag to confirm again, with the words of both ends as they were confirmed and as they are now. */
export type LinkToRecheck = EvidenceLink & {
	recommendationNumber: number;
	recommendationTitle: string;
	sentenceConfirmed: string | null;
	textConfirmed: string;
	textNow: string;
};

export type StrongEvidence = {
	recommendationId: number;
	stance: LinkStance;
	findingNumber: number;
	sentence: string | null;
	placeName: string | null;
	sourceKind: EventKind | null;
	eventOn: string | null;
	eventCount: number;
};

/** Where a page of tags begins: the last tag of the page before it. */
export type LinkCursor = { eventOn: string | null; id: number };

export type LinkFilters = {
	stance?: LinkStance | null;
	kindId?: number | null;
	sourceKind?: EventKind | null;
	recheck?: boolean;
};

export type EvidenceCounts = Record<LinkStance, number> & {
	recheck: number;
	/** Events under all the findings, and under those that support it. */
	events: number;
	supportingEvents: number;
};

/** The findings tagged to a recommendation, newest evidence first, from after a cursor. One more than the limit tells that there are more. */
export async function listLinksOfRecommendation(
	trx: Trx,
	recommendationId: number,
	filters: LinkFilters = {},
	{ after = null, limit = 50 }: { after?: LinkCursor | null; limit?: number } = {}
): Promise<EvidenceLink[]> {
	return evidenceLinks(trx)
		.where('links.recommendationId', '=', recommendationId)
		.$if(Boolean(filters.stance), (query) => query.where('links.stance', '=', filters.stance ?? 'supports'))
		.$if(Boolean(filters.kindId), (query) => query.where('links.findingKindId', '=', filters.kindId ?? 0))
		.$if(Boolean(filters.sourceKind), (query) =>
			query.where('links.findingSourceKind', '=', filters.sourceKind ?? 'visit')
		)
		.$if(Boolean(filters.recheck), (query) => query.where('links.needsRecheck', '=', true))
		.$if(after !== null, (query) => query.where(beyond(after ?? { eventOn: null, id: 0 })))
		.orderBy('links.findingOn', (order) => order.desc().nullsFirst())
		.orderBy('links.id', 'desc')
		.limit(limit)
		.execute();
}

/** How much speaks for and against a recommendation, and from how many events. */
export async function countLinksOfRecommendation(trx: Trx, recommendationId: number): Promise<EvidenceCounts> {
	const byStance = await trx
		.selectFrom('linkTallies')
		.select(({ fn }) => ['stance', fn.sum<number>('links').as('count'), fn.sum<number>('toRecheck').as('recheck')])
		.where('recommendationId', '=', recommendationId)
		.groupBy('stance')
		.execute();
	const events = await trx
		.selectFrom('links')
		.innerJoin('passages', 'passages.findingId', 'links.findingId')
		.select(({ fn, ref }) => [
			fn.count<number>('passages.eventId').distinct().as('events'),
			fn.count<number>('passages.eventId').distinct().filterWhere(ref('links.stance'), '=', 'supports').as('supporting')
		])
		.where('links.recommendationId', '=', recommendationId)
		.where('links.removedAt', 'is', null)
		.where('links.findingState', '<>', 'withdrawn')
		.executeTakeFirstOrThrow();
	const count = (stance: LinkStance) => byStance.find((row) => row.stance === stance)?.count ?? 0;
	return {
		supports: count('supports'),
		qualifies: count('qualifies'),
		contradicts: count('contradicts'),
		recheck: byStance.reduce((sum, row) => sum + row.recheck, 0),
		events: events.events,
		supportingEvents: events.supporting
	};
}

/** For each recommendation, the evidence for it and against it that rests on the most events: at most so many of each. */
export async function listStrongestEvidence(
	trx: Trx,
	recommendationIds: number[],
	each: number
): Promise<Map<number, StrongEvidence[]>> {
	if (recommendationIds.length === 0) return new Map();
	const ranked = trx
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.select([
			'links.recommendationId',
			'links.stance',
			'findings.number as findingNumber',
			'findings.sentence',
			'findings.placeName',
			'links.findingSourceKind as sourceKind',
			'links.findingOn as eventOn',
			'findings.eventCount',
			sql<number>`row_number() over (partition by links.recommendation_id, links.stance = 'supports'
				order by links.stance = 'contradicts' desc, findings.event_count desc, links.finding_on desc nulls last, links.id desc)`.as(
				'place'
			)
		])
		.where('links.recommendationId', 'in', recommendationIds)
		.where('links.removedAt', 'is', null)
		.where('links.findingState', '=', 'shared');
	const rows = await trx
		.selectFrom(ranked.as('ranked'))
		.selectAll('ranked')
		.where('ranked.place', '<=', each)
		.orderBy('ranked.recommendationId')
		.orderBy(sql`ranked.stance <> 'supports'`)
		.orderBy('ranked.place')
		.execute();
	return Map.groupBy(
		rows.map(({ place: _, ...row }) => row),
		(row) => row.recommendationId
	);
}

/** The recommendations that a finding is tagged to. */
export async function listLinksOfFinding(trx: Trx, findingId: number): Promise<FindingLink[]> {
	return trx
		.selectFrom('links')
		.innerJoin('recommendations', 'recommendations.id', 'links.recommendationId')
		.select([
			'links.id',
			'links.reviewId',
			'links.stance',
			'links.note',
			'links.needsRecheck',
			'links.revision',
			'links.recommendationId',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'recommendations.state as recommendationState',
			'links.findingTeamId',
			'links.recommendationLeadTeamId',
			'links.findingVersionCurrent as findingVersion',
			'links.recommendationVersionCurrent as recommendationVersion'
		])
		.where('links.findingId', '=', findingId)
		.where('links.removedAt', 'is', null)
		.orderBy('recommendations.number')
		.execute();
}

/** The tags that the actor may confirm again: of either end's department, and all of them for the secretariat. */
export async function listLinksToRecheck(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	limit: number,
	after = 0
): Promise<LinkToRecheck[]> {
	const mine = recheckedBy(actor, reviewId);
	if (!mine) return [];
	return evidenceLinks(trx)
		.innerJoin('recommendations', 'recommendations.id', 'links.recommendationId')
		.leftJoin('findingVersions', (join) =>
			join
				.onRef('findingVersions.findingId', '=', 'links.findingId')
				.onRef('findingVersions.version', '=', 'links.findingVersionConfirmed')
		)
		.innerJoin('recommendationVersions', (join) =>
			join
				.onRef('recommendationVersions.recommendationId', '=', 'links.recommendationId')
				.onRef('recommendationVersions.version', '=', 'links.recommendationVersionConfirmed')
		)
		.select([
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'findingVersions.sentence as sentenceConfirmed',
			'recommendationVersions.text as textConfirmed',
			'recommendations.text as textNow'
		])
		.where('links.reviewId', '=', reviewId)
		.where('links.needsRecheck', '=', true)
		.where('links.id', '>', after)
		.$if(mine.teamIds !== null, (query) => query.where(onSide(mine.teamIds ?? [])))
		.orderBy('links.id')
		.limit(limit)
		.execute();
}

export async function countLinksToRecheck(trx: Trx, actor: Actor, reviewId: number): Promise<number> {
	const mine = recheckedBy(actor, reviewId);
	if (!mine) return 0;
	if (mine.teamIds === null) return countAllToRecheck(trx, reviewId);
	const { count } = await trx
		.selectFrom('links')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('links.reviewId', '=', reviewId)
		.where('links.needsRecheck', '=', true)
		.where('links.removedAt', 'is', null)
		.where(onSide(mine.teamIds))
		.executeTakeFirstOrThrow();
	return count;
}

async function countAllToRecheck(trx: Trx, reviewId: number): Promise<number> {
	const { count } = await trx
		.selectFrom('linkTallies')
		.select((eb) => eb.fn.coalesce(eb.fn.sum<number>('toRecheck'), sql<number>`0`).as('count'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	return count;
}

function evidenceLinks(trx: Trx) {
	return trx
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.leftJoin('findingKinds', 'findingKinds.id', 'links.findingKindId')
		.select([
			'links.id',
			'links.reviewId',
			'links.stance',
			'links.note',
			'links.needsRecheck',
			'links.revision',
			'links.findingId',
			'findings.number as findingNumber',
			'findings.sentence',
			'findings.state as findingState',
			'links.findingTeamId',
			'links.recommendationLeadTeamId',
			'findingKinds.label as kind',
			'links.findingSourceKind as sourceKind',
			'findings.placeName',
			'links.findingOn as eventOn',
			'findings.eventCount',
			'findings.restsOnWithdrawn',
			'links.findingVersionCurrent as findingVersion',
			'links.findingVersionConfirmed',
			'links.recommendationVersionCurrent as recommendationVersion',
			'links.recommendationVersionConfirmed'
		])
		.where('links.removedAt', 'is', null);
}

/** Undated evidence stands first, so from an undated tag on every dated one is still to come. */
function beyond(cursor: LinkCursor): Expression<SqlBool> {
	return cursor.eventOn === null
		? sql<SqlBool>`(links.finding_on is not null or links.id < ${cursor.id})`
		: sql<SqlBool>`(links.finding_on, links.id) < (${cursor.eventOn}::date, ${cursor.id}::bigint)`;
}

function onSide(teamIds: readonly number[]): Expression<SqlBool> {
	const teams = sql.join(teamIds);
	return sql<SqlBool>`(links.finding_team_id in (${teams}) or links.recommendation_lead_team_id in (${teams}))`;
}

/** null teams stand for every team; null for nobody's side at all. */
function recheckedBy(actor: Actor, reviewId: number): { teamIds: number[] | null } | null {
	if (!isMember(actor, reviewId)) return null;
	if (hasRole(actor, reviewId, 'secretariat')) return { teamIds: null };
	const teamIds = teamsOf(actor, reviewId, 'official');
	return teamIds.length === 0 ? null : { teamIds };
}
