import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import type { Database } from '#lib/db/schema.ts';
import { NotFound } from '#lib/errors.ts';
import type { Provenance } from '#lib/evidence/event.ts';
import type { RecommendationFilters } from './forms.ts';
import type { LinkStance } from './link.ts';
import type { CostStatus, Lever, RecommendationState, Route, Verb } from './recommendation.ts';

export type Partner = { teamId: number; name: string; shortName: string };

export type Recommendation = {
	id: number;
	reviewId: number;
	number: number;
	title: string;
	verb: Verb;
	text: string;
	leadTeamId: number;
	leadName: string;
	leadShortName: string;
	localActors: string | null;
	lever: Lever | null;
	questionId: number | null;
	questionNumber: number | null;
	questionText: string | null;
	route: Route | null;
	costStatus: CostStatus;
	owner: string | null;
	measure: string | null;
	state: RecommendationState;
	notTakenForwardBecause: string | null;
	proposedAt: Date | null;
	version: number;
	materialVersion: number;
	revision: number;
	createdByTeamId: number;
	provenance: Provenance | null;
	updatedAt: Date;
	partners: Partner[];
};

export type RecommendationRow = {
	id: number;
	number: number;
	title: string;
	verb: Verb;
	text: string;
	leadShortName: string;
	route: Route | null;
	lever: Lever | null;
	costStatus: CostStatus;
	state: RecommendationState;
	counts: LinkCounts;
};

export type LinkCounts = Record<LinkStance, number> & { recheck: number };

export type Version = {
	version: number;
	title: string;
	verb: Verb;
	text: string;
	leadTeamId: number;
	leadName: string;
	draftingBecause: string | null;
	reopenedAt: Date | null;
	reopenedBecause: string | null;
	personName: string;
	postTitle: string | null;
	savedAt: Date;
};

export const recommendationsPerPage = 30;

export async function findRecommendation(
	trx: Trx,
	reviewId: number,
	number: number
): Promise<Recommendation | undefined> {
	const found = await trx
		.selectFrom('recommendations')
		.innerJoin('teams', 'teams.id', 'recommendations.leadTeamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('questions', 'questions.id', 'recommendations.questionId')
		.select([
			'recommendations.id',
			'recommendations.reviewId',
			'recommendations.number',
			'recommendations.title',
			'recommendations.verb',
			'recommendations.text',
			'recommendations.leadTeamId',
			'departmentsToday.name as leadName',
			'departmentsToday.shortName as leadShortName',
			'recommendations.localActors',
			'recommendations.lever',
			'recommendations.questionId',
			'questions.number as questionNumber',
			'questions.text as questionText',
			'recommendations.route',
			'recommendations.costStatus',
			'recommendations.owner',
			'recommendations.measure',
			'recommendations.state',
			'recommendations.notTakenForwardBecause',
			'recommendations.proposedAt',
			'recommendations.version',
			'recommendations.materialVersion',
			'recommendations.revision',
			'recommendations.createdByTeamId',
			'recommendations.provenance',
			'recommendations.updatedAt'
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.number', '=', number)
		.executeTakeFirst();
	return found && { ...found, partners: await listPartners(trx, found.id) };
}

/** @throws NotFound, also for the number of a recommendation of another review */
export async function getRecommendation(trx: Trx, reviewId: number, number: number | null): Promise<Recommendation> {
	const found = number === null ? undefined : await findRecommendation(trx, reviewId, number);
	if (!found) throw new NotFound('This recommendation was not found');
	return found;
}

/** Locks the recommendation's row until the transaction ends. */
export async function lockRecommendation(trx: Trx, reviewId: number, number: number) {
	return trx
		.selectFrom('recommendations')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
}

/** One page in the order of numbers, from after or before a number. */
export async function listRecommendations(
	trx: Trx,
	reviewId: number,
	filters: RecommendationFilters,
	from: { after: number | null; before: number | null }
): Promise<KeysetPage<RecommendationRow, number>> {
	const backwards = from.before !== null;
	const found = await trx
		.selectFrom('recommendations')
		.innerJoin('teams', 'teams.id', 'recommendations.leadTeamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'recommendations.id',
			'recommendations.number',
			'recommendations.title',
			'recommendations.verb',
			'recommendations.text',
			'departmentsToday.shortName as leadShortName',
			'recommendations.route',
			'recommendations.lever',
			'recommendations.costStatus',
			'recommendations.state'
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where((eb) => matches(eb, reviewId, filters))
		.$if(from.after !== null, (query) => query.where('recommendations.number', '>', from.after ?? 0))
		.$if(backwards, (query) => query.where('recommendations.number', '<', from.before ?? 0))
		.orderBy('recommendations.number', backwards ? 'desc' : 'asc')
		.limit(recommendationsPerPage + 1)
		.execute();
	const page = keysetPage(found, recommendationsPerPage, from, (row) => row.number);
	const counts = await countLinksOf(
		trx,
		page.rows.map((row) => row.id)
	);
	return { ...page, rows: page.rows.map((row) => ({ ...row, counts: counts.get(row.id) ?? noLinks })) };
}

export async function countRecommendations(
	trx: Trx,
	reviewId: number,
	filters: RecommendationFilters
): Promise<number> {
	const { count } = await trx
		.selectFrom('recommendations')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('recommendations.reviewId', '=', reviewId)
		.where((eb) => matches(eb, reviewId, filters))
		.executeTakeFirstOrThrow();
	return count;
}

/** Every recommendation of a review that may still be chosen, for a list to choose from. */
export async function listRecommendationChoices(
	trx: Trx,
	reviewId: number
): Promise<{ id: number; number: number; title: string; leadTeamId: number; state: RecommendationState }[]> {
	return trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title', 'leadTeamId', 'state'])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', 'not_taken_forward')
		.orderBy('number')
		.execute();
}

/** The wordings of a recommendation, newest first. */
export async function listVersions(trx: Trx, recommendationId: number): Promise<Version[]> {
	return versions(trx).where('recommendationVersions.recommendationId', '=', recommendationId).execute();
}

/** @throws NotFound */
export async function getVersion(trx: Trx, recommendationId: number, version: number): Promise<Version> {
	const found = await versions(trx)
		.where('recommendationVersions.recommendationId', '=', recommendationId)
		.where('recommendationVersions.version', '=', version)
		.executeTakeFirst();
	if (!found) throw new NotFound('This version was not found');
	return found;
}

/** The papers that place a recommendation, as far as the person may see them. */
export async function listPapersPlacing(
	trx: Trx,
	recommendationId: number
): Promise<{ number: number; title: string; placedVersion: number }[]> {
	return trx
		.selectFrom('placedRecommendations as placed')
		.innerJoin('sections', (join) =>
			join.onRef('sections.id', '=', 'placed.sectionId').on('sections.removedAt', 'is', null)
		)
		.innerJoin('papers', 'papers.id', 'placed.paperId')
		.select((eb) => [
			'papers.number',
			'papers.title',
			eb.fn.min<number>('placed.recommendationVersion').as('placedVersion')
		])
		.where('placed.recommendationId', '=', recommendationId)
		.groupBy(['papers.id', 'papers.number', 'papers.title'])
		.orderBy('papers.number')
		.execute();
}

/** How many visible links each recommendation has, by stance. One without links is not in the map. */
export async function countLinksOf(trx: Trx, recommendationIds: number[]): Promise<Map<number, LinkCounts>> {
	if (recommendationIds.length === 0) return new Map();
	const rows = await trx
		.selectFrom('linkTallies')
		.select(({ fn }) => [
			'recommendationId',
			'stance',
			fn.sum<number>('links').as('count'),
			fn.sum<number>('toRecheck').as('recheck')
		])
		.where('recommendationId', 'in', recommendationIds)
		.groupBy(['recommendationId', 'stance'])
		.having(({ fn }) => fn.sum('links'), '>', 0)
		.execute();
	const counts = new Map<number, LinkCounts>();
	for (const row of rows) {
		const of = counts.get(row.recommendationId) ?? { ...noLinks };
		of[row.stance] = row.count;
		of.recheck += row.recheck;
		counts.set(row.recommendationId, of);
	}
	return counts;
}

const noLinks: LinkCounts = { supports: 0, qualifies: 0, contradicts: 0, recheck: 0 };

async function listPartners(trx: Trx, recommendationId: number): Promise<Partner[]> {
	return trx
		.selectFrom('recommendationPartners')
		.innerJoin('teams', 'teams.id', 'recommendationPartners.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select(['recommendationPartners.teamId', 'departmentsToday.name', 'departmentsToday.shortName'])
		.where('recommendationPartners.recommendationId', '=', recommendationId)
		.orderBy('departmentsToday.name')
		.execute();
}

function matches(eb: ExpressionBuilder<Database, 'recommendations'>, reviewId: number, filters: RecommendationFilters) {
	const wanted = [
		filters.state && eb('recommendations.state', '=', filters.state),
		filters.leadTeamId && eb('recommendations.leadTeamId', '=', filters.leadTeamId),
		filters.route && eb('recommendations.route', '=', filters.route),
		filters.lever && eb('recommendations.lever', '=', filters.lever),
		filters.questionId && eb('recommendations.questionId', '=', filters.questionId),
		filters.costStatus && eb('recommendations.costStatus', '=', filters.costStatus),
		filters.recheck &&
			eb(
				'recommendations.id',
				'in',
				eb
					.selectFrom('linkTallies')
					.select('linkTallies.recommendationId')
					.where('linkTallies.reviewId', '=', reviewId)
					.where('linkTallies.toRecheck', '>', 0)
			),
		filters.words !== '' &&
			sql<SqlBool>`recommendations.search @@ websearch_to_tsquery('english'::regconfig, ${filters.words})`
	].filter((condition) => typeof condition === 'object' && condition !== null);
	return eb.and(wanted);
}

function versions(trx: Trx) {
	return trx
		.selectFrom('recommendationVersions')
		.innerJoin('people', 'people.id', 'recommendationVersions.personId')
		.leftJoin('posts', 'posts.id', 'recommendationVersions.postId')
		.innerJoin('teams', 'teams.id', 'recommendationVersions.leadTeamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select([
			'recommendationVersions.version',
			'recommendationVersions.title',
			'recommendationVersions.verb',
			'recommendationVersions.text',
			'recommendationVersions.leadTeamId',
			'departmentsToday.name as leadName',
			'recommendationVersions.draftingBecause',
			'recommendationVersions.reopenedAt',
			'recommendationVersions.reopenedBecause',
			'people.name as personName',
			'posts.title as postTitle',
			'recommendationVersions.savedAt'
		])
		.orderBy('recommendationVersions.version', 'desc');
}
