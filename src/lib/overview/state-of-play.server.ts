import { sql } from 'kysely';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { auditEvents, type AuditEvent } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import type { Stance } from '#lib/positions/position.ts';
import { markingText } from '#lib/reviews/review.ts';
import { getTimetableSettings, listTimetable, readPlanCalendar } from '#lib/timetable/queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { listOverdueUndertakings } from '#lib/undertakings/queries.server.ts';
import { listOwed } from './owed.server.ts';
import { listWeights, readLine } from './queries.server.ts';
import { factsOf } from './timetable/read.server.ts';
import { standingWords } from './timetable/rows.ts';
import { changesOfDays, type StateOfPlay } from './state-of-play.ts';

type Review = {
	id: number;
	slug: string;
	title: string;
	banner: string | null;
	markingCeiling: 'official' | 'official_sensitive';
};

/** Reads the chair's page as it stands now. @throws Forbidden */
export async function readStateOfPlay(trx: Trx, actor: Actor, review: Review): Promise<StateOfPlay> {
	if (!grantFor(actor, 'state_of_play.make', { reviewId: review.id })) throw new Forbidden();
	const today = londonDate(actor.now);
	const line = await readLine(trx, review.id);
	const weights = await listWeights(trx, review.id);
	const tagged = line.findings.reduce((sum, row) => sum + row.tagged, 0);
	const findings = line.findings.reduce((sum, row) => sum + row.count, 0);
	return {
		review: {
			title: review.title,
			banner: review.banner,
			marking: markingText(review.markingCeiling === 'official_sensitive', null)
		},
		madeOn: today,
		states: line.recommendations,
		owed: await listOwed(trx, actor, review.id),
		contested: await listContested(trx, review.id),
		undertakings: (await listOverdueUndertakings(trx, actor, review.id, 20)).map(
			({ number, words, ownerTitle, dueOn }) => ({
				reference: `U${number}`,
				words: beginning(words),
				owner: ownerTitle,
				dueOn: dueOn ?? today
			})
		),
		thin: weights
			.filter((row) => row.supports === 0 || row.occasions === 1)
			.map((row) => ({
				reference: `R${row.number}`,
				title: row.title,
				why: row.supports === 0 ? 'nothing supports it yet' : 'rests on one occasion'
			})),
		toRecheck: weights.reduce((sum, row) => sum + row.toRecheck, 0),
		untagged: findings - tagged,
		dates: await readDates(trx, review.id, today),
		changes: await listChanges(trx, actor, review.id)
	};
}

/** Records that the page left the application as a document. */
export async function recordStateOfPlay(trx: Trx, actor: Actor, review: Review): Promise<void> {
	const grant = grantFor(actor, 'state_of_play.make', { reviewId: review.id });
	await record(trx, grant, 'state_of_play.made', {
		reviewId: review.id,
		kind: 'review',
		id: review.id,
		reference: review.slug,
		audience: 'secretariat'
	});
}

async function readDates(trx: Trx, reviewId: number, today: string): Promise<StateOfPlay['dates']> {
	const milestones = await listTimetable(trx, reviewId);
	const calendar = await readPlanCalendar(trx, reviewId, await getTimetableSettings(trx, reviewId));
	return factsOf(milestones, calendar, today).map((facts) => ({
		title: facts.title,
		dueOn: facts.dueOn,
		standing: standingWords(facts)
	}));
}

/** Recommendations with the group on which a standing answer is "not content", "not yet" or carries an open condition. */
async function listContested(trx: Trx, reviewId: number): Promise<StateOfPlay['contested']> {
	const rows = await trx
		.with('latest', (query) =>
			query
				.selectFrom('answers')
				.distinctOn(['answers.recommendationId', 'answers.postId'])
				.select([
					'answers.id',
					'answers.recommendationId',
					'answers.teamId',
					'answers.stance',
					'answers.subjectVersion'
				])
				.where('answers.reviewId', '=', reviewId)
				.where('answers.kind', '=', 'position')
				.orderBy('answers.recommendationId')
				.orderBy('answers.postId')
				.orderBy('answers.id', 'desc')
		)
		.selectFrom('recommendations')
		.innerJoin('latest', 'latest.recommendationId', 'recommendations.id')
		.innerJoin('teams', 'teams.id', 'latest.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('conditions', (join) =>
			join
				.onRef('conditions.answerId', '=', 'latest.id')
				.on('conditions.grade', '=', 'condition')
				.on('conditions.tickedAt', 'is', null)
		)
		.select([
			'recommendations.number',
			'recommendations.title',
			departmentsWith('not_content').as('notContent'),
			departmentsWith('not_yet').as('notYet'),
			sql<number>`count(distinct conditions.id)`.as('conditions')
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.state', 'in', ['proposed', 'recommended'])
		.whereRef('latest.subjectVersion', '>=', 'recommendations.materialVersion')
		.groupBy('recommendations.id')
		.orderBy('recommendations.number')
		.execute();
	return rows
		.filter((row) => row.notContent.length > 0 || row.notYet.length > 0 || row.conditions > 0)
		.map(({ number, ...row }) => ({ reference: `R${number}`, ...row }));
}

function departmentsWith(stance: Stance) {
	return sql<
		string[]
	>`coalesce(array_agg(distinct departments_today.short_name) filter (where latest.stance = ${stance}), '{}')`;
}

/** The beginning of a text, cut between words: the page has room for a line. */
function beginning(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length <= 160 ? line : `${line.slice(0, 160).replace(/\s\S*$/, '')}…`;
}

/** Only what moves the review forward or back; the work of a day would fill pages. */
const reported: AuditEvent[] = [
	'recommendation.proposed',
	'recommendation.reworded',
	'recommendation.drafting_changed',
	'recommendation.drafting_reopened',
	'recommendation.not_taken_forward',
	'position.recorded',
	'agreement.recorded',
	'snapshot.taken',
	'event.withdrawn',
	'finding.withdrawn',
	'passage.consent_withdrawn'
];

async function listChanges(trx: Trx, actor: Actor, reviewId: number): Promise<StateOfPlay['changes']> {
	const rows = await trx
		.selectFrom('auditEntries')
		.leftJoin('posts', 'posts.id', 'auditEntries.postId')
		.leftJoin('posts as served', 'served.id', 'auditEntries.onBehalfOfPostId')
		.select([
			'auditEntries.at',
			'auditEntries.act',
			'auditEntries.recordReference',
			'posts.title',
			'served.title as behalf'
		])
		.where('auditEntries.reviewId', '=', reviewId)
		.where('auditEntries.at', '>', new Date(actor.now.getTime() - changesOfDays * 86_400_000))
		.where('auditEntries.act', 'in', reported)
		.orderBy('auditEntries.id', 'desc')
		.limit(40)
		.execute();
	return rows.flatMap((row) =>
		isEvent(row.act)
			? [
					{
						on: londonDate(row.at),
						who: row.behalf ? `${row.title} for ${row.behalf}` : (row.title ?? 'Somebody'),
						event: row.act,
						reference: row.recordReference
					}
				]
			: []
	);
}

function isEvent(act: string): act is AuditEvent {
	return act in auditEvents;
}
