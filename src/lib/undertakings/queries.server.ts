import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import { listActionOwners } from '#lib/actions/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import type { Database } from '#lib/db/schema.ts';
import { NotFound } from '#lib/errors.ts';
import { reference, type ReferenceKind } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { noDay, type UndertakingCursor, type UndertakingFilters } from './filters.ts';
import { type Means, type Place, type UndertakingState, undertakingState } from './undertaking.ts';

export type UndertakingRow = {
	id: number;
	number: number;
	place: Place;
	madeOn: string;
	source: string;
	/** As they stand: as they were said, or as they were corrected last. */
	words: string;
	/** The title of the post, or whom the record names. */
	maker: string;
	ownerTitle: string;
	departmentName: string;
	shortName: string;
	dueOn: string | null;
	metOn: string | null;
	metWords: string | null;
	withdrawnOn: string | null;
	withdrawnBecause: string | null;
	corrected: boolean;
	recommendations: number[];
	state: UndertakingState;
};

export type Undertaking = UndertakingRow & {
	reviewId: number;
	revision: number;
	link: string | null;
	saidWords: string;
	/** Who held the post on the day, where a post of the review made it. */
	madeByHolders: string[];
	ownerPostId: number;
	ownerTeamIds: number[];
	holders: string[];
	metBy: Means | null;
	/** What met it, as far as the reader may see it: P2, R7, L3. */
	metReference: string | null;
	metVersion: number | null;
	touches: { id: number; number: number; title: string }[];
	corrections: { id: number; words: string; correctedOn: string; source: string; because: string; by: string }[];
	createdByTitle: string;
	createdAt: Date;
};

export const undertakingsPerPage = 30;

/** The undertakings that match, in the order of the days they are due; what has no day comes last. */
export async function listUndertakings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: UndertakingFilters,
	from: { after: UndertakingCursor | null; before: UndertakingCursor | null },
	size = undertakingsPerPage
): Promise<KeysetPage<UndertakingRow, UndertakingCursor>> {
	const today = londonDate(actor.now);
	const backwards = from.before !== null;
	const key = sql<string>`coalesce(undertakings.due_on, date '9999-12-31')`;
	const beyond = (cursor: UndertakingCursor, sign: '>' | '<') =>
		sql<SqlBool>`(${key}, undertakings.number) ${sign === '>' ? sql`>` : sql`<`} (${cursor.dueOn}::date, ${cursor.number})`;
	const found = await undertakings(trx)
		.where('undertakings.reviewId', '=', reviewId)
		.where((eb) => matches(eb, filters, today))
		.$if(from.after !== null, (query) => query.where(beyond(from.after ?? nowhere, '>')))
		.$if(backwards, (query) => query.where(beyond(from.before ?? nowhere, '<')))
		.orderBy(key, backwards ? 'desc' : 'asc')
		.orderBy('undertakings.number', backwards ? 'desc' : 'asc')
		.limit(size + 1)
		.execute();
	const rows = found.map((row) => shown(row, today));
	return keysetPage(rows, size, from, ({ dueOn, number }) => ({ dueOn: dueOn ?? noDay, number }));
}

const nowhere: UndertakingCursor = { dueOn: noDay, number: 0 };

export async function countUndertakings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: UndertakingFilters
): Promise<number> {
	const { count } = await trx
		.selectFrom('undertakings')
		.innerJoin('posts as owner', 'owner.id', 'undertakings.ownerPostId')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('undertakings.reviewId', '=', reviewId)
		.where((eb) => matches(eb, filters, londonDate(actor.now)))
		.executeTakeFirstOrThrow();
	return count;
}

/** Every undertaking that touches a recommendation, in the order of their numbers. */
export async function listUndertakingsOf(trx: Trx, actor: Actor, recommendationId: number): Promise<UndertakingRow[]> {
	const today = londonDate(actor.now);
	const found = await undertakings(trx)
		.where('undertakings.id', 'in', (eb) =>
			eb
				.selectFrom('undertakingRecommendations')
				.select('undertakingRecommendations.undertakingId')
				.where('undertakingRecommendations.recommendationId', '=', recommendationId)
		)
		.orderBy('undertakings.number')
		.limit(200)
		.execute();
	return found.map((row) => shown(row, today));
}

/** Work list: what is to be met by a post of this person's, or by one that their office serves; soonest first. */
export async function listUndertakingsDueFrom(trx: Trx, actor: Actor, reviewId: number): Promise<UndertakingRow[]> {
	const posts = actor.memberships
		.filter((membership) => membership.reviewId === reviewId && membership.role !== 'observer')
		.flatMap(({ postId, servesPostId }) => (servesPostId === null ? [postId] : [postId, servesPostId]));
	if (posts.length === 0) return [];
	const today = londonDate(actor.now);
	const found = await undertakings(trx)
		.where('undertakings.reviewId', '=', reviewId)
		.where('undertakings.ownerPostId', 'in', posts)
		.where('undertakings.metOn', 'is', null)
		.where('undertakings.withdrawnOn', 'is', null)
		.orderBy(sql`coalesce(undertakings.due_on, date '9999-12-31')`)
		.orderBy('undertakings.number')
		.limit(100)
		.execute();
	return found.map((row) => shown(row, today));
}

/** What was promised in public for a day that has passed, and is neither met nor withdrawn. */
export async function listOverdueUndertakings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	limit = 50
): Promise<UndertakingRow[]> {
	const filters: UndertakingFilters = { view: 'overdue', departmentId: null, place: null, recommendation: null };
	return (await listUndertakings(trx, actor, reviewId, filters, { after: null, before: null }, limit)).rows;
}

/** @throws NotFound */
export async function getUndertaking(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number | null
): Promise<Undertaking> {
	const found = await undertakings(trx)
		.innerJoin('posts as recorder', 'recorder.id', 'undertakings.createdByPostId')
		.leftJoin('snapshots', 'snapshots.id', 'undertakings.metSnapshotId')
		.leftJoin('papers', 'papers.id', 'snapshots.paperId')
		.leftJoin('recommendations as delivered', 'delivered.id', 'undertakings.metRecommendationId')
		.leftJoin('letters', 'letters.id', 'undertakings.metLetterId')
		.select([
			'undertakings.reviewId',
			'undertakings.revision',
			'undertakings.link',
			'undertakings.words as saidWords',
			'undertakings.madeByPostId',
			'undertakings.ownerPostId',
			'undertakings.metBy',
			'undertakings.createdAt',
			'recorder.title as createdByTitle',
			'snapshots.number as metVersion',
			'papers.number as paperNumber',
			'delivered.number as deliveredNumber',
			'letters.number as letterNumber'
		])
		.where('undertakings.reviewId', '=', reviewId)
		.where('undertakings.number', '=', number ?? 0)
		.executeTakeFirst();
	if (!found) throw new NotFound('This undertaking was not found');
	const { madeByPostId, paperNumber, deliveredNumber, letterNumber, ...row } = found;
	const owners = (await listActionOwners(trx, actor, reviewId)).filter(({ postId }) => postId === row.ownerPostId);
	return {
		...shown(row, londonDate(actor.now)),
		...{ reviewId: row.reviewId, revision: row.revision, link: row.link, saidWords: row.saidWords },
		...{ ownerPostId: row.ownerPostId, metBy: row.metBy, metVersion: row.metVersion },
		...{ createdAt: row.createdAt, createdByTitle: row.createdByTitle },
		madeByHolders: madeByPostId === null ? [] : await holdersOn(trx, madeByPostId, row.madeOn),
		ownerTeamIds: owners.map(({ teamId }) => teamId),
		holders: owners[0]?.holders ?? [],
		metReference: firstReference({ P: paperNumber, R: deliveredNumber, L: letterNumber }),
		touches: await trx
			.selectFrom('undertakingRecommendations as touch')
			.innerJoin('recommendations', 'recommendations.id', 'touch.recommendationId')
			.select(['recommendations.id', 'recommendations.number', 'recommendations.title'])
			.where('touch.undertakingId', '=', row.id)
			.orderBy('recommendations.number')
			.execute(),
		corrections: await trx
			.selectFrom('undertakingCorrections as correction')
			.innerJoin('posts', 'posts.id', 'correction.recordedByPostId')
			.select([
				'correction.id',
				'correction.words',
				'correction.correctedOn',
				'correction.source',
				'correction.because',
				'posts.title as by'
			])
			.where('correction.undertakingId', '=', row.id)
			.orderBy('correction.id', 'desc')
			.limit(50)
			.execute()
	};
}

export async function lockUndertaking(trx: Trx, reviewId: number, number: number) {
	return trx
		.selectFrom('undertakings')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
}

type Choice = { id: number; reference: string; title: string };

/** What an undertaking may be said to be met by: frozen papers, delivered recommendations and letters that this person sees. */
export async function listWhatMeets(
	trx: Trx,
	reviewId: number
): Promise<{ snapshots: Choice[]; recommendations: Choice[]; letters: Choice[] }> {
	const snapshots = await trx
		.selectFrom('snapshots')
		.innerJoin('papers', 'papers.id', 'snapshots.paperId')
		.select(['snapshots.id', 'papers.number', 'papers.title', 'snapshots.number as snapshot'])
		.where('snapshots.reviewId', '=', reviewId)
		.orderBy('snapshots.id', 'desc')
		.limit(200)
		.execute();
	const recommendations = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title'])
		.where('reviewId', '=', reviewId)
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('decisions')
					.select('decisions.id')
					.whereRef('decisions.recommendationId', '=', 'recommendations.id')
					.where('decisions.kind', '=', 'delivery')
			)
		)
		.orderBy('number')
		.limit(500)
		.execute();
	const letters = await trx
		.selectFrom('letters')
		.select(['id', 'number', 'subject'])
		.where('reviewId', '=', reviewId)
		.where('issuedAt', 'is not', null)
		.where('withdrawnAt', 'is', null)
		.orderBy('number', 'desc')
		.limit(200)
		.execute();
	return {
		snapshots: snapshots.map(({ id, number, title, snapshot }) => ({
			id,
			reference: reference('P', number),
			title: `${title}, snapshot ${snapshot}`
		})),
		recommendations: recommendations.map(({ id, number, title }) => ({ id, reference: reference('R', number), title })),
		letters: letters.map(({ id, number, subject }) => ({ id, reference: reference('L', number), title: subject }))
	};
}

function firstReference(numbers: Partial<Record<ReferenceKind, number | null>>): string | null {
	for (const kind of ['P', 'R', 'L'] as const) {
		const number = numbers[kind] ?? null;
		if (number !== null) return reference(kind, number);
	}
	return null;
}

/** Who held a post on a day, by name. */
async function holdersOn(trx: Trx, postId: number, day: string): Promise<string[]> {
	const rows = await trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.select('people.name')
		.distinct()
		.where('holdings.postId', '=', postId)
		.where(sql<SqlBool>`(holdings.since at time zone 'Europe/London')::date <= ${day}::date`)
		.where(
			sql<SqlBool>`(holdings.until is null or (holdings.until at time zone 'Europe/London')::date >= ${day}::date)`
		)
		.orderBy('people.name')
		.execute();
	return rows.map(({ name }) => name);
}

function undertakings(trx: Trx) {
	return trx
		.selectFrom('undertakings')
		.innerJoin('posts as owner', 'owner.id', 'undertakings.ownerPostId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'owner.departmentId')
		.leftJoin('posts as maker', 'maker.id', 'undertakings.madeByPostId')
		.select((eb) => [
			'undertakings.id',
			'undertakings.number',
			'undertakings.place',
			'undertakings.madeOn',
			'undertakings.source',
			'undertakings.words',
			'undertakings.madeBy',
			'maker.title as makerTitle',
			'owner.title as ownerTitle',
			'departmentsToday.name as departmentName',
			'departmentsToday.shortName',
			'undertakings.dueOn',
			'undertakings.metOn',
			'undertakings.metWords',
			'undertakings.withdrawnOn',
			'undertakings.withdrawnBecause',
			eb
				.selectFrom('undertakingCorrections as correction')
				.select('correction.words')
				.whereRef('correction.undertakingId', '=', 'undertakings.id')
				.orderBy('correction.id', 'desc')
				.limit(1)
				.as('correctedWords'),
			sql<number[]>`coalesce((select array_agg(r.number order by r.number) from undertaking_recommendations t
				join recommendations r on r.id = t.recommendation_id where t.undertaking_id = undertakings.id), '{}')`.as(
				'recommendations'
			)
		]);
}

type Read = Omit<UndertakingRow, 'maker' | 'corrected' | 'state'> & {
	madeBy: string | null;
	makerTitle: string | null;
	correctedWords: string | null;
};

function shown(row: Read, today: string): UndertakingRow {
	return {
		...{ id: row.id, number: row.number, place: row.place, madeOn: row.madeOn, source: row.source },
		words: row.correctedWords ?? row.words,
		maker: row.makerTitle ?? row.madeBy ?? '',
		...{ ownerTitle: row.ownerTitle, departmentName: row.departmentName, shortName: row.shortName },
		...{ dueOn: row.dueOn, metOn: row.metOn, metWords: row.metWords },
		...{ withdrawnOn: row.withdrawnOn, withdrawnBecause: row.withdrawnBecause },
		corrected: row.correctedWords !== null,
		recommendations: row.recommendations,
		state: undertakingState(row, today)
	};
}

function matches(
	eb: ExpressionBuilder<Database & { owner: Database['posts'] }, 'undertakings' | 'owner'>,
	filters: UndertakingFilters,
	today: string
) {
	const { view } = filters;
	const open = [eb('undertakings.metOn', 'is', null), eb('undertakings.withdrawnOn', 'is', null)];
	return eb.and([
		...(view === 'open' || view === 'overdue' ? open : []),
		...(view === 'overdue' ? [eb('undertakings.dueOn', '<', today)] : []),
		...(view === 'met' ? [eb('undertakings.metOn', 'is not', null)] : []),
		...(view === 'withdrawn' ? [eb('undertakings.withdrawnOn', 'is not', null)] : []),
		...(filters.departmentId === null ? [] : [eb('owner.departmentId', '=', filters.departmentId)]),
		...(filters.place === null ? [] : [eb('undertakings.place', '=', filters.place)]),
		...(filters.recommendation === null
			? []
			: [
					eb('undertakings.id', 'in', (touching) =>
						touching
							.selectFrom('undertakingRecommendations as touch')
							.innerJoin('recommendations', 'recommendations.id', 'touch.recommendationId')
							.select('touch.undertakingId')
							.where('recommendations.number', '=', filters.recommendation ?? 0)
					)
				])
	]);
}
