import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { outcomes as letterOutcomes } from '#lib/letters/letter.ts';
import { decisionKinds, grades } from '#lib/positions/position.ts';
import { linkStances, type LinkStance } from '#lib/recommendations/link.ts';
import { countLinksOf } from '#lib/recommendations/queries.server.ts';
import { recommendationStates, routes, verbs } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { conditionStates } from '#lib/rounds/ledger/ledger.ts';
import { noLedgerFilters } from '#lib/rounds/ledger/forms.ts';
import { listLedger } from '#lib/rounds/ledger/queries.server.ts';
import { stanceLabel } from '#lib/rounds/rule-words.ts';
import type { ReplyStance } from '#lib/rounds/table.ts';
import { longDate, londonDate, shortDate } from '#lib/ui/dates.ts';
import { undertakingState, undertakingStates } from '#lib/undertakings/undertaking.ts';
import { atMost, type HandoverRecommendation } from './handover.ts';

/**
 * Every recommendation with what stands behind it and what was said of it: one query for each kind of thing, never one for
 * each recommendation.
 */
export async function readRecommendations(
	trx: Trx,
	reviewId: number
): Promise<{ rows: HandoverRecommendation[]; left: string[] }> {
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
			'recommendations.version',
			'recommendations.materialVersion',
			'recommendations.state',
			'recommendations.route',
			'recommendations.notTakenForwardBecause',
			'departmentsToday.name as leadName'
		])
		.where('recommendations.reviewId', '=', reviewId)
		.orderBy('recommendations.number')
		.limit(atMost.recommendations + 1)
		.execute();
	const kept = found.slice(0, atMost.recommendations);
	const last = kept.at(-1)?.number ?? 0;
	const left =
		found.length > atMost.recommendations
			? [`Recommendations after ${reference('R', last)} stand in the list of recommendations.`]
			: [];
	if (kept.length === 0) return { rows: [], left };
	const ids = kept.map(({ id }) => id);
	const counts = await countLinksOf(trx, ids);
	const findings = await findingsOf(trx, ids);
	const positions = await positionsOn(trx, ids);
	const decisions = await decisionsOn(trx, ids);
	const cabinet = await cabinetOn(trx, ids);
	const replies = await repliesOn(trx, ids);
	const conditions = await conditionsOn(trx, reviewId);
	const bids = await bidsOn(trx, reviewId, ids);
	const undertakings = await undertakingsOn(trx, ids);
	const actions = await actionsOn(trx, ids);
	return {
		rows: kept.map((row) => {
			const count = counts.get(row.id);
			const of = (lines: Map<number, string[]>) => lines.get(row.id) ?? [];
			return {
				reference: reference('R', row.number),
				title: row.title,
				verb: verbs[row.verb].phrase,
				text: row.text,
				version: row.version,
				stands: [
					recommendationStates[row.state].label,
					`led by the ${row.leadName}`,
					row.route ? `route: ${routes[row.route].label.toLowerCase()}` : 'route not decided',
					...(row.notTakenForwardBecause ? [row.notTakenForwardBecause] : [])
				].join('; '),
				line: (['supports', 'qualifies', 'contradicts'] as const).flatMap((stance) => {
					const total = count?.[stance] ?? 0;
					const named = findings.get(`${row.id} ${stance}`) ?? [];
					if (total === 0) return [];
					const more = total > named.length ? ` and ${total - named.length} more` : '';
					return [`${linkStances[stance].label}: ${total} (${named.join(', ')}${more})`];
				}),
				positions: (positions.get(row.id) ?? []).map(({ line, version }) => lapsed(line, version, row.materialVersion)),
				decisions: (decisions.get(row.id) ?? []).map(({ line, version }) => lapsed(line, version, row.materialVersion)),
				cabinet: (cabinet.get(row.id) ?? []).map(({ line, version }) => lapsed(line, version, row.materialVersion)),
				replies: (replies.get(row.id) ?? []).map(({ line, version }) => lapsed(line, version, row.materialVersion)),
				conditions: of(conditions),
				bids: of(bids),
				undertakings: of(undertakings),
				actions: of(actions)
			};
		}),
		left
	};
}

type Said = { line: string; version: number };

function lapsed(line: string, version: number, materialVersion: number): string {
	return version < materialVersion ? `${line} (on version ${version}; the meaning has changed since)` : line;
}

async function findingsOf(trx: Trx, ids: number[]): Promise<Map<string, string[]>> {
	const { rows } = await sql<{ recommendationId: number; stance: LinkStance; numbers: number[] }>`
		select r.id as recommendation_id, s.stance, named.numbers from unnest(${ids}::bigint[]) r (id)
		cross join (values ('supports'), ('qualifies'), ('contradicts')) s (stance)
		cross join lateral (select array_agg(n.number order by n.number) as numbers from (select f.number from links l
			join findings f on f.id = l.finding_id where l.recommendation_id = r.id and l.stance = s.stance and l.removed_at is null
			order by l.finding_on desc, l.id desc limit ${atMost.findingsOfEach}) n) named
		where named.numbers is not null`.execute(trx);
	return new Map(
		rows.map(({ recommendationId, stance, numbers }) => [
			`${recommendationId} ${stance}`,
			numbers.map((number) => reference('F', number))
		])
	);
}

/** The latest answer of each member. */
async function positionsOn(trx: Trx, ids: number[]): Promise<Map<number, Said[]>> {
	const rows = await trx
		.selectFrom('answers')
		.innerJoin('posts', 'posts.id', 'answers.postId')
		.leftJoin('people', 'people.id', 'answers.holderPersonId')
		.distinctOn(['answers.recommendationId', 'answers.postId'])
		.select([
			'answers.recommendationId',
			'answers.stance',
			'answers.subjectVersion as version',
			'answers.givenAt',
			'answers.reason',
			'posts.title',
			'people.name'
		])
		.where('answers.recommendationId', 'in', ids)
		.where('answers.kind', '=', 'position')
		.orderBy('answers.recommendationId')
		.orderBy('answers.postId')
		.orderBy('answers.id', 'desc')
		.limit(5000)
		.execute();
	return grouped(rows, (row) => ({
		version: row.version,
		line: `${row.title}${row.name ? ` (${row.name})` : ''}: ${stanceLabel(row.stance)}, ${shortDate(londonDate(row.givenAt))}${row.reason ? `. ${row.reason}` : ''}`
	}));
}

async function decisionsOn(trx: Trx, ids: number[]): Promise<Map<number, Said[]>> {
	const rows = await trx
		.selectFrom('decisions')
		.innerJoin('people', 'people.id', 'decisions.recordedByPersonId')
		.leftJoin('teams', 'teams.id', 'decisions.teamId')
		.leftJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('clearances', 'clearances.id', 'decisions.clearanceId')
		.leftJoin('snapshots', 'snapshots.id', 'clearances.snapshotId')
		.leftJoin('papers', 'papers.id', 'snapshots.paperId')
		.select([
			'decisions.recommendationId',
			'decisions.kind',
			'decisions.version',
			'decisions.decidedOn',
			'decisions.source',
			'decisions.link',
			'decisions.because',
			'people.name',
			'departmentsToday.name as department',
			'snapshots.number as snapshot',
			'papers.number as paper'
		])
		.where('decisions.recommendationId', 'in', ids)
		.orderBy('decisions.id')
		.limit(5000)
		.execute();
	return grouped(rows, (row) => ({
		version: row.version,
		line: [
			`${decisionKinds[row.kind].label} on ${longDate(row.decidedOn)}`,
			...(row.department ? [`by ${row.department}`] : []),
			row.source,
			...(row.paper && row.snapshot ? [`on ${reference('P', row.paper)}, snapshot ${row.snapshot}`] : []),
			...(row.link ? [row.link] : []),
			...(row.because ? [`puts an earlier record right: ${row.because}`] : []),
			`recorded by ${row.name}`
		].join(', ')
	}));
}

async function cabinetOn(trx: Trx, ids: number[]): Promise<Map<number, Said[]>> {
	const { rows } = await sql<{
		recommendationId: number;
		version: number;
		number: number;
		addressee: string;
		ask: string;
		outcome: keyof typeof letterOutcomes | null;
		answeredOn: string | null;
		words: string | null;
	}>`
		select k.recommendation_id, coalesce(a.version, k.version) as version, l.number, l.addressee, k.ask, a.outcome, a.answered_on, a.words
		from letter_asks k join letters l on l.id = k.letter_id
		left join lateral (select * from letter_answers a where a.letter_id = k.letter_id and a.recommendation_id = k.recommendation_id
			order by a.id desc limit 1) a on true
		where k.recommendation_id = any (${ids}::bigint[]) and l.issued_at is not null and l.withdrawn_at is null
		order by l.number limit 5000`.execute(trx);
	return grouped(rows, (row) => {
		const who = row.addressee.split('\n')[0] ?? '';
		const answer =
			row.outcome === null
				? row.ask === 'note'
					? 'to note'
					: 'no answer yet'
				: `${letterOutcomes[row.outcome].label.toLowerCase()}${row.answeredOn ? ` on ${longDate(row.answeredOn)}` : ''}${row.words ? `. ${row.words}` : ''}`;
		return { version: row.version, line: `${who}, asked to ${row.ask} in ${reference('L', row.number)}: ${answer}` };
	});
}

/** What the department’s latest reply in each round says of each recommendation. */
async function repliesOn(trx: Trx, ids: number[]): Promise<Map<number, Said[]>> {
	const { rows } = await sql<{
		recommendationId: number;
		version: number;
		number: number;
		name: string;
		stance: ReplyStance;
		datedOn: string;
		replyBy: string | null;
	}>`
		select a.recommendation_id, a.subject_version as version, w.number, d.name, a.stance, latest.dated_on, w.reply_by
		from (select distinct on (r.round_id, r.addressee_id) r.* from replies r where r.round_id in
				(select round_id from round_recommendations where recommendation_id = any (${ids}::bigint[]))
			order by r.round_id, r.addressee_id, r.dated_on desc, r.id desc) latest
		join answers a on a.reply_id = latest.id join write_rounds w on w.id = latest.round_id
		join teams t on t.id = latest.team_id join departments_today d on d.id = t.department_id
		where a.recommendation_id = any (${ids}::bigint[]) order by w.number, d.name limit 5000`.execute(trx);
	return grouped(rows, (row) => ({
		version: row.version,
		line: `${reference('W', row.number)}, ${row.name}: ${stanceLabel(row.stance)}, ${longDate(row.datedOn)}${row.replyBy !== null && row.datedOn > row.replyBy ? ', late' : ''}`
	}));
}

async function conditionsOn(trx: Trx, reviewId: number): Promise<Map<number, string[]>> {
	const { rows } = await listLedger(trx, { reviewId }, noLedgerFilters, { after: null, before: null }, 1000);
	return grouped(
		rows.map((row) => ({ ...row, recommendationId: row.recommendation.id })),
		(row) =>
			`${row.name}, ${row.departmentName}, ${grades[row.grade].label.toLowerCase()}: ${row.text} ${conditionStates[row.state].label}${row.metVersion ? `, by version ${row.metVersion}` : ''}${row.handled ? `: ${row.handled}` : ''}.`
	);
}

async function bidsOn(trx: Trx, reviewId: number, ids: number[]): Promise<Map<number, string[]>> {
	const { rows } = await sql<{ recommendationId: number; number: number; title: string; submittedAt: Date | null }>`
		select f.recommendation_id, b.number, b.title, (select max(v.submitted_at) from bid_versions v where v.bid_id = b.id) as submitted_at
			from bid_recommendations f join bids b on b.id = f.bid_id
			where f.recommendation_id = any (${ids}::bigint[]) and b.withdrawn_at is null
		union
		select (funded ->> 'id')::bigint, last.bid_number, last.title, last.submitted_at
			from (select distinct on (bid_id) bid_id, bid_number, title, submitted_at, content::jsonb as content from bid_versions
				where review_id = ${reviewId} and submitted_at is not null order by bid_id, bid_versions.number desc) last
			cross join lateral jsonb_array_elements(last.content -> 'recommendations') funded
			where not exists (select from bids where bids.id = last.bid_id)
				and not exists (select from app_withdrawn_bids() w where w.bid_id = last.bid_id)
		order by 2 limit 2000`.execute(trx);
	return grouped(
		rows,
		(row) =>
			`${reference('B', row.number)} ${row.title}${row.submittedAt ? `, submitted on ${longDate(londonDate(row.submittedAt))}` : ', in work'}`
	);
}

async function undertakingsOn(trx: Trx, ids: number[]): Promise<Map<number, string[]>> {
	const rows = await trx
		.selectFrom('undertakingRecommendations as touch')
		.innerJoin('undertakings', 'undertakings.id', 'touch.undertakingId')
		.select([
			'touch.recommendationId',
			'undertakings.number',
			'undertakings.dueOn',
			'undertakings.metOn',
			'undertakings.withdrawnOn'
		])
		.where('touch.recommendationId', 'in', ids)
		.orderBy('undertakings.number')
		.limit(2000)
		.execute();
	return grouped(rows, (row) => {
		// Whether it is overdue stands in the list of undertakings, beside its words.
		const state = undertakingState(row, '');
		return `${reference('U', row.number)}: ${undertakingStates[state].label.toLowerCase()}${row.dueOn && state === 'open' ? ` by ${longDate(row.dueOn)}` : ''}`;
	});
}

async function actionsOn(trx: Trx, ids: number[]): Promise<Map<number, string[]>> {
	const rows = await trx
		.selectFrom('actions')
		.innerJoin('posts', 'posts.id', 'actions.ownerPostId')
		.select(['actions.recommendationId', 'actions.number', 'actions.text', 'actions.dueOn', 'posts.title'])
		.where('actions.recommendationId', 'in', ids)
		.where('actions.doneOn', 'is', null)
		.where('actions.droppedBecause', 'is', null)
		.orderBy('actions.number')
		.limit(2000)
		.execute();
	return grouped(
		rows.flatMap(({ recommendationId, ...row }) => (recommendationId === null ? [] : [{ ...row, recommendationId }])),
		(row) => `${reference('A', row.number)} ${row.text} ${row.title}, by ${longDate(row.dueOn)}`
	);
}

function grouped<Row extends { recommendationId: number }, Line>(
	rows: readonly Row[],
	line: (row: Row) => Line
): Map<number, Line[]> {
	return new Map(
		[...Map.groupBy(rows, ({ recommendationId }) => recommendationId)].map(([id, of]) => [id, of.map(line)])
	);
}
