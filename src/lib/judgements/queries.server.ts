import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { criteriaOf, type CriterionKey } from './criteria.ts';
import { isContested, type Judgement, type JudgedFinding, missingOf, type Sheet } from './judgement.ts';

type Judged = { id: number; reviewId: number; version: number; materialVersion: number };

/** The evidence-to-decision sheet of a recommendation, as far as this person may see it. */
export async function readSheet(trx: Trx, actor: Actor, recommendation: Judged): Promise<Sheet> {
	const { fullJudgements: full, independentFirstView: independent } = await getSettings(trx, recommendation.reviewId);
	const criteria = criteriaOf(full);
	const judgements = await listJudgements(trx, recommendation);
	const own = ownPosts(actor, recommendation.reviewId);
	const shown = await shownCriteria(
		trx,
		recommendation,
		criteria.map(({ key }) => key)
	);
	return {
		full,
		independent,
		version: recommendation.version,
		rows: criteria.map((criterion) => {
			const given = judgements.filter((judgement) => judgement.criterion === criterion.key);
			const hidden = !shown.has(criterion.key);
			return {
				criterion,
				own: given.filter((judgement) => own.has(judgement.postId)),
				others: given.filter((judgement) => !own.has(judgement.postId)),
				hidden,
				// What is out of sight is not said to be missing.
				missing: hidden ? [] : missingOf(given, criterion.key),
				contested: isContested(given)
			};
		})
	};
}

/** The latest judgement of each post on each criterion, by department. */
export async function listJudgements(trx: Trx, recommendation: Judged): Promise<Judgement[]> {
	const rows = await trx
		.selectFrom(judgements(trx).where('judgements.recommendationId', '=', recommendation.id).as('judgement'))
		.selectAll()
		.distinctOn(['judgement.criterion', 'judgement.postId'])
		.orderBy('judgement.criterion')
		.orderBy('judgement.postId')
		.orderBy('judgement.id', 'desc')
		.execute();
	return withFindings(trx, rows, recommendation);
}

/** Everything that was ever judged on a criterion, newest first. */
export async function listJudgementHistory(
	trx: Trx,
	recommendation: Judged,
	criterion: CriterionKey
): Promise<Judgement[]> {
	const rows = await judgements(trx)
		.where('judgements.recommendationId', '=', recommendation.id)
		.where('judgements.criterion', '=', criterion)
		.orderBy('judgements.id', 'desc')
		.limit(200)
		.execute();
	return withFindings(trx, rows, recommendation, true);
}

/** The posts of this person in the review, and those that their office serves. */
function ownPosts(actor: Actor, reviewId: number): Set<number> {
	const posts = actor.memberships
		.filter((membership) => membership.reviewId === reviewId)
		.flatMap(({ postId, servesPostId }) => (servesPostId === null ? [postId] : [postId, servesPostId]));
	return new Set(posts);
}

async function shownCriteria(trx: Trx, { id, reviewId }: Judged, keys: CriterionKey[]): Promise<Set<CriterionKey>> {
	const wanted = sql.join(keys.map((key) => sql`(${key}::text)`));
	const { rows } = await sql<{ key: CriterionKey }>`select key from (values ${wanted}) as wanted (key)
		where judgement_shown(${reviewId}, ${id}, key)`.execute(trx);
	return new Set(rows.map(({ key }) => key));
}

function judgements(trx: Trx) {
	return trx
		.selectFrom('judgements')
		.innerJoin('posts', 'posts.id', 'judgements.postId')
		.innerJoin('teams', 'teams.id', 'judgements.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.innerJoin('people', 'people.id', 'judgements.personId')
		.innerJoin('posts as recorder', 'recorder.id', 'judgements.recordedByPostId')
		.select([
			'judgements.id',
			'judgements.criterion',
			'judgements.answer',
			'judgements.comment',
			'judgements.version',
			'judgements.postId',
			'posts.title as postTitle',
			'judgements.teamId',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'people.name as personName',
			sql<string | null>`case when recorder.id <> posts.id then recorder.title end`.as('recordedBy'),
			'judgements.givenAt'
		]);
}

type JudgementRow = Awaited<ReturnType<ReturnType<typeof judgements>['execute']>>[number];

async function withFindings(
	trx: Trx,
	rows: JudgementRow[],
	{ materialVersion }: Judged,
	asRead = false
): Promise<Judgement[]> {
	const findings = await findingsUnder(
		trx,
		rows.map(({ id }) => id)
	);
	const found = rows.map((row) => ({
		...row,
		lapsed: row.version < materialVersion,
		findings: findings.get(row.id) ?? []
	}));
	return asRead
		? found
		: found.sort((one, other) => one.departmentName.localeCompare(other.departmentName, 'en-GB') || one.id - other.id);
}

/** What this person sees of the findings under judgements: drafts of other departments are not among them. */
async function findingsUnder(trx: Trx, ids: number[]): Promise<Map<number, JudgedFinding[]>> {
	if (ids.length === 0) return new Map();
	const rows = await trx
		.selectFrom('judgementLinks')
		.innerJoin('links', 'links.id', 'judgementLinks.linkId')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.select([
			'judgementLinks.judgementId',
			'links.id as linkId',
			'findings.number',
			'findings.sentence',
			sql<boolean>`findings.version <> judgement_links.finding_version`.as('changed')
		])
		.where('judgementLinks.judgementId', 'in', ids)
		.where('links.removedAt', 'is', null)
		.orderBy('findings.number')
		.execute();
	const under = new Map<number, JudgedFinding[]>();
	for (const { judgementId, ...finding } of rows) {
		under.set(judgementId, [...(under.get(judgementId) ?? []), finding]);
	}
	return under;
}
