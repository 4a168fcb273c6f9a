import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { workingDaysBetween } from '#lib/timetable/working-days.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { BoardCounts, BoardFilter, BoardRow } from './board.ts';

export type BoardQuery = { show: BoardFilter; teamId: number | null };

/** A letter and a recommendation: where a page of the board begins or ends. */
export type BoardCursor = { letter: number; recommendation: number };

export const rowsPerPage = 50;

/**
 * What every Cabinet minister was asked to agree to, with what was answered. What is only to be noted owes nothing.
 * In the order of letters and recommendations.
 */
export async function listBoard(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	query: BoardQuery,
	from: { after: BoardCursor | null; before: BoardCursor | null }
): Promise<KeysetPage<BoardRow, BoardCursor>> {
	const today = londonDate(actor.now);
	const { nation } = await getSettings(trx, reviewId);
	const backwards = from.before !== null;
	const found = await board(trx, reviewId)
		.innerJoin('teams', 'teams.id', 'letters.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.innerJoin('recommendationVersions as words', (join) =>
			join
				.onRef('words.recommendationId', '=', 'letterAsks.recommendationId')
				.onRef('words.version', '=', 'letterAsks.version')
		)
		.select([
			'letters.number as letter',
			'recommendations.number as recommendation',
			'words.title',
			'letterAsks.ask',
			'letters.teamId',
			'departmentsToday.shortName',
			'letters.addressee',
			'letters.issuedAt',
			'letters.replyBy as dueOn',
			'letterAsks.version',
			'recommendations.version as currentVersion',
			'recommendations.materialVersion',
			'answer.outcome',
			'answer.answeredOn',
			'answer.words as said',
			'answer.source'
		])
		.where(shown(query.show, today))
		.$if(query.teamId !== null, (rows) => rows.where('letters.teamId', '=', query.teamId))
		.$if(from.after !== null, (rows) => rows.where(beyond('>', from.after)))
		.$if(backwards, (rows) => rows.where(beyond('<', from.before)))
		.orderBy('letters.number', backwards ? 'desc' : 'asc')
		.orderBy('recommendations.number', backwards ? 'desc' : 'asc')
		.limit(rowsPerPage + 1)
		.execute();
	const rows = found.map(({ ask, issuedAt, materialVersion, outcome, answeredOn, said, source, ...row }): BoardRow => ({
		...row,
		ask: ask === 'lead' ? 'lead' : 'contribute',
		askedOn: londonDate(issuedAt ?? actor.now),
		changedSince: row.version < materialVersion,
		answer: outcome === null ? null : { outcome, answeredOn: answeredOn ?? '', words: said, source: source ?? '' },
		overdueBy:
			outcome === null && row.dueOn !== null && row.dueOn < today ? workingDaysBetween(row.dueOn, today, nation) : null
	}));
	return keysetPage(rows, rowsPerPage, from, ({ letter, recommendation }) => ({ letter, recommendation }));
}

/** How many are owed, overdue and answered how. */
export async function countBoard(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	teamId: number | null = null
): Promise<BoardCounts> {
	const today = londonDate(actor.now);
	const counts = await board(trx, reviewId)
		.$if(teamId !== null, (rows) => rows.where('letters.teamId', '=', teamId))
		.select((eb) =>
			(['owed', 'overdue', 'agreed', 'in_part', 'refused', 'all'] as const).map((show) =>
				eb.fn.countAll<number>().filterWhere(shown(show, today)).as(show)
			)
		)
		.executeTakeFirstOrThrow();
	// The names of columns come back in the code's own spelling.
	const { inPart, ...rest } = counts as unknown as Omit<BoardCounts, 'in_part'> & { inPart: number };
	return { ...rest, in_part: inPart };
}

function board(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('letterAsks')
		.innerJoin('letters', 'letters.id', 'letterAsks.letterId')
		.innerJoin('recommendations', 'recommendations.id', 'letterAsks.recommendationId')
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('letterAnswers')
					.select(['outcome', 'answeredOn', 'words', 'source'])
					.whereRef('letterAnswers.letterId', '=', 'letterAsks.letterId')
					.whereRef('letterAnswers.recommendationId', '=', 'letterAsks.recommendationId')
					.orderBy('letterAnswers.id', 'desc')
					.limit(1)
					.as('answer'),
			(join) => join.onTrue()
		)
		.where('letters.reviewId', '=', reviewId)
		.where('letters.kind', '=', 'departmental')
		.where('letters.issuedAt', 'is not', null)
		.where('letters.withdrawnAt', 'is', null)
		.where('letterAsks.ask', '<>', 'note');
}

function shown(show: BoardFilter, today: string) {
	switch (show) {
		case 'owed':
			return sql<boolean>`answer.outcome is null`;
		case 'overdue':
			return sql<boolean>`answer.outcome is null and letters.reply_by < ${today}`;
		case 'all':
			return sql<boolean>`true`;
		default:
			return sql<boolean>`answer.outcome = ${show}`;
	}
}

function beyond(direction: '<' | '>', cursor: BoardCursor | null) {
	const { letter = 0, recommendation = 0 } = cursor ?? {};
	const order = sql`(letters.number, recommendations.number)`;
	return direction === '<'
		? sql<boolean>`${order} < (${letter}, ${recommendation})`
		: sql<boolean>`${order} > (${letter}, ${recommendation})`;
}
