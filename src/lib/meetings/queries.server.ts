import { type Actor, postsActingFor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import { NotFound } from '#lib/errors.ts';
import { isLapsed, isMet, type Grade, type Stance } from '#lib/positions/position.ts';
import { type AnsweringPost, listAnsweringPosts } from '#lib/positions/queries.server.ts';
import type { RecommendationState, Verb } from '#lib/recommendations/recommendation.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { MeetingState, Outcome, Presence } from './meeting.ts';
import { type RouteThrough, routeThrough } from './passing.ts';

export type Meeting = {
	id: number;
	reviewId: number;
	number: number;
	title: string;
	meetsOn: string;
	startsAt: string;
	place: string;
	chairPostId: number;
	chairTitle: string;
	alsoPresent: string | null;
	state: MeetingState;
	cancelledBecause: string | null;
	heldAt: Date | null;
	minute: string | null;
	minuteSha256: string | null;
	revision: number;
};

export type MeetingRow = Pick<Meeting, 'id' | 'number' | 'title' | 'meetsOn' | 'startsAt' | 'place' | 'state'> & {
	items: number;
	actions: number;
};

export type Decision = {
	outcome: Outcome;
	words: string | null;
	version: number | null;
	byName: string;
	byTitle: string;
	at: Date;
};

/** Where a member stands on an item, with what was said. */
export type MemberStanding = {
	postId: number;
	answer: {
		id: number;
		stance: Stance;
		version: number;
		reason: string | null;
		proposedText: string | null;
		lapsed: boolean;
		/** Said in this meeting; noted by the secretariat where the office has still to confirm it. */
		here: 'confirmed' | 'noted' | null;
		conditions: { number: number; grade: Grade; text: string; met: boolean }[];
	} | null;
};

export type RecommendationItem = {
	id: number;
	recommendationId: number;
	number: number;
	title: string;
	verb: Verb;
	text: string;
	version: number;
	state: RecommendationState;
	leadShortName: string;
	route: RouteThrough;
	owing: number[];
	objecting: number[];
	members: MemberStanding[];
	decision: Decision | null;
};

export type FreeItem = { id: number; title: string; note: string | null; atEnd: boolean; decision: Decision | null };

/** What is on the table, in the order of the agenda: what passes without debate comes first. */
export type Agenda = {
	posts: AnsweringPost[];
	opening: FreeItem[];
	recommendations: RecommendationItem[];
	closing: FreeItem[];
};

export type Attendance = {
	postId: number;
	title: string;
	departmentName: string;
	holderName: string | null;
	chairs: boolean;
	presence: Presence | null;
	who: string | null;
};

export type Correction = { id: number; text: string; personName: string; postTitle: string; recordedAt: Date };

export type NotedPosition = {
	answerId: number;
	meetingNumber: number;
	meetsOn: string;
	postId: number;
	postTitle: string;
	recommendationNumber: number;
	recommendationTitle: string;
	version: number;
	stance: Stance;
	reason: string | null;
	proposedText: string | null;
	conditions: string[];
	notedByName: string;
	notedByTitle: string;
	notedAt: Date;
};

export const meetingsPerPage = 20;

type Cursor = { meetsOn: string; number: number };

/** The meetings of the group, the latest day first. */
export async function listMeetings(
	trx: Trx,
	reviewId: number,
	from: { after: Cursor | null; before: Cursor | null }
): Promise<KeysetPage<MeetingRow, Cursor>> {
	const { after, before } = from;
	const backwards = before !== null;
	const found = await trx
		.selectFrom('meetings')
		.select((eb) => [
			'meetings.id',
			'meetings.number',
			'meetings.title',
			'meetings.meetsOn',
			'meetings.startsAt',
			'meetings.place',
			'meetings.state',
			eb
				.selectFrom('meetingItems')
				.select(({ fn }) => fn.countAll<number>().as('count'))
				.whereRef('meetingItems.meetingId', '=', 'meetings.id')
				.as('items'),
			eb
				.selectFrom('actions')
				.select(({ fn }) => fn.countAll<number>().as('count'))
				.whereRef('actions.meetingId', '=', 'meetings.id')
				.as('actions')
		])
		.where('meetings.reviewId', '=', reviewId)
		.$if(after !== null, (query) =>
			query.where(({ eb, refTuple, tuple }) =>
				eb(refTuple('meetings.meetsOn', 'meetings.number'), '<', tuple(after?.meetsOn ?? '', after?.number ?? 0))
			)
		)
		.$if(backwards, (query) =>
			query.where(({ eb, refTuple, tuple }) =>
				eb(refTuple('meetings.meetsOn', 'meetings.number'), '>', tuple(before?.meetsOn ?? '', before?.number ?? 0))
			)
		)
		.orderBy('meetings.meetsOn', backwards ? 'asc' : 'desc')
		.orderBy('meetings.number', backwards ? 'asc' : 'desc')
		.limit(meetingsPerPage + 1)
		.execute();
	const rows = found.map((row) => ({ ...row, items: row.items ?? 0, actions: row.actions ?? 0 }));
	return keysetPage(rows, meetingsPerPage, from, ({ meetsOn, number }) => ({ meetsOn, number }));
}

export async function findMeeting(trx: Trx, reviewId: number, number: number): Promise<Meeting | undefined> {
	return trx
		.selectFrom('meetings')
		.innerJoin('posts', 'posts.id', 'meetings.chairPostId')
		.select([
			'meetings.id',
			'meetings.reviewId',
			'meetings.number',
			'meetings.title',
			'meetings.meetsOn',
			'meetings.startsAt',
			'meetings.place',
			'meetings.chairPostId',
			'posts.title as chairTitle',
			'meetings.alsoPresent',
			'meetings.state',
			'meetings.cancelledBecause',
			'meetings.heldAt',
			'meetings.minute',
			'meetings.minuteSha256',
			'meetings.revision'
		])
		.where('meetings.reviewId', '=', reviewId)
		.where('meetings.number', '=', number)
		.executeTakeFirst();
}

/** @throws NotFound */
export async function getMeeting(trx: Trx, reviewId: number, number: number | null): Promise<Meeting> {
	const found = await findMeeting(trx, reviewId, number ?? 0);
	if (!found) throw new NotFound('This meeting was not found');
	return found;
}

export async function lockMeeting(trx: Trx, reviewId: number, number: number) {
	return trx
		.selectFrom('meetings')
		.selectAll()
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
}

/** The post that chairs the group; null where the review has none. */
export async function chairPostOf(trx: Trx, reviewId: number): Promise<number | null> {
	const { chairPostId } = await trx
		.selectFrom('reviews')
		.select('chairPostId')
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	return chairPostId;
}

/** What the group has before it and has not agreed. */
export async function listOpenRecommendations(trx: Trx, reviewId: number) {
	return trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title'])
		.where('reviewId', '=', reviewId)
		.where('state', '=', 'proposed')
		.orderBy('number')
		.execute();
}

export async function readAgenda(trx: Trx, actor: Actor, meeting: { id: number; reviewId: number }): Promise<Agenda> {
	const posts = await listAnsweringPosts(trx, actor, meeting.reviewId);
	const items = await trx
		.selectFrom('meetingItems')
		.leftJoin('recommendations', 'recommendations.id', 'meetingItems.recommendationId')
		.leftJoin('teams', 'teams.id', 'recommendations.leadTeamId')
		.leftJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.leftJoin('people', 'people.id', 'meetingItems.decidedByPersonId')
		.leftJoin('posts', 'posts.id', 'meetingItems.decidedByPostId')
		.select([
			'meetingItems.id',
			'meetingItems.title as freeTitle',
			'meetingItems.note',
			'meetingItems.atEnd',
			'meetingItems.outcome',
			'meetingItems.words',
			'meetingItems.decidedVersion',
			'meetingItems.decidedAt',
			'people.name as decidedByName',
			'posts.title as decidedByTitle',
			'recommendations.id as recommendationId',
			'recommendations.number',
			'recommendations.title',
			'recommendations.verb',
			'recommendations.text',
			'recommendations.version',
			'recommendations.materialVersion',
			'recommendations.state',
			'departmentsToday.shortName as leadShortName'
		])
		.where('meetingItems.meetingId', '=', meeting.id)
		.orderBy('meetingItems.rank')
		.orderBy('meetingItems.id')
		.execute();
	const said = await latestAnswers(
		trx,
		meeting,
		items.flatMap(({ recommendationId }) => (recommendationId === null ? [] : [recommendationId]))
	);

	const free: FreeItem[] = [];
	const recommendations: RecommendationItem[] = [];
	for (const item of items) {
		const decision = decisionOf(item);
		if (item.recommendationId === null) {
			free.push({ id: item.id, title: item.freeTitle ?? '', note: item.note, atEnd: item.atEnd, decision });
			continue;
		}
		const { recommendationId, number, title, verb, text, version, materialVersion, state, leadShortName } = item;
		if (number === null || title === null || verb === null || text === null || version === null || state === null)
			continue;
		const members = posts.map(({ postId }): MemberStanding => {
			const answer = said.find((each) => each.recommendationId === recommendationId && each.postId === postId);
			if (!answer) return { postId, answer: null };
			const meaning = { materialVersion: materialVersion ?? version };
			const { id, stance, reason, proposedText, here } = answer;
			return {
				postId,
				answer: {
					...{ id, stance, version: answer.version, reason, proposedText, here },
					lapsed: isLapsed({ subjectVersion: answer.version }, meaning),
					conditions: answer.conditions.map(({ tickedAt, metVersion, ...condition }) => ({
						...condition,
						met: isMet({ tickedAt, metVersion }, meaning)
					}))
				}
			};
		});
		const through = routeThrough(
			members.map(({ postId, answer }) => ({
				postId,
				stance: answer?.stance ?? null,
				lapsed: answer?.lapsed ?? false,
				here: (answer?.here ?? null) !== null
			}))
		);
		recommendations.push({
			id: item.id,
			recommendationId,
			number,
			title,
			verb,
			text,
			version,
			state,
			leadShortName: leadShortName ?? '',
			...through,
			members,
			decision
		});
	}
	return {
		posts,
		opening: free.filter(({ atEnd }) => !atEnd),
		recommendations: (['passes', 'owed', 'debate'] as const).flatMap((route) =>
			recommendations.filter((each) => each.route === route).sort((a, b) => a.number - b.number)
		),
		closing: free.filter(({ atEnd }) => atEnd)
	};
}

/** Everybody who is asked to come: the chair, and the members who answer for a department. */
export async function listAttendance(
	trx: Trx,
	actor: Actor,
	meeting: { id: number; reviewId: number; chairPostId: number }
): Promise<Attendance[]> {
	const members = await listAnsweringPosts(trx, actor, meeting.reviewId);
	const chair = await trx
		.selectFrom('posts')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select(['posts.title', 'departmentsToday.name as departmentName'])
		.where('posts.id', '=', meeting.chairPostId)
		.executeTakeFirstOrThrow();
	const holder = await trx
		.selectFrom('holdings')
		.innerJoin('people', 'people.id', 'holdings.personId')
		.select('people.name')
		.where('holdings.postId', '=', meeting.chairPostId)
		.where('holdings.since', '<=', actor.now)
		.where((eb) => eb.or([eb('holdings.until', 'is', null), eb('holdings.until', '>', actor.now)]))
		.orderBy('holdings.since', 'desc')
		.executeTakeFirst();
	const came = await trx
		.selectFrom('meetingAttendance')
		.select(['postId', 'presence', 'who'])
		.where('meetingId', '=', meeting.id)
		.execute();
	const asked = [
		{ postId: meeting.chairPostId, ...chair, holderName: holder?.name ?? null, chairs: true },
		...members
			.filter(({ postId }) => postId !== meeting.chairPostId)
			.map(({ postId, title, departmentName, holderName }) => ({
				postId,
				title,
				departmentName,
				holderName,
				chairs: false
			}))
	];
	return asked.map((post) => {
		const found = came.find(({ postId }) => postId === post.postId);
		return { ...post, presence: found?.presence ?? null, who: found?.who ?? null };
	});
}

export async function listCorrections(trx: Trx, meetingId: number): Promise<Correction[]> {
	return trx
		.selectFrom('meetingCorrections')
		.innerJoin('people', 'people.id', 'meetingCorrections.recordedByPersonId')
		.innerJoin('posts', 'posts.id', 'meetingCorrections.recordedByPostId')
		.select([
			'meetingCorrections.id',
			'meetingCorrections.text',
			'people.name as personName',
			'posts.title as postTitle',
			'meetingCorrections.recordedAt'
		])
		.where('meetingCorrections.meetingId', '=', meetingId)
		.orderBy('meetingCorrections.id')
		.execute();
}

/** What was noted of this person's ministers in meetings and waits for their word; what they have answered since does not. */
export async function listNotedPositions(trx: Trx, actor: Actor, reviewId: number): Promise<NotedPosition[]> {
	const mine = postsActingFor(actor, 'position.record', reviewId);
	if (mine.length === 0) return [];
	const found = await trx
		.selectFrom('meetingPositions')
		.innerJoin('answers', 'answers.id', 'meetingPositions.answerId')
		.innerJoin('meetings', 'meetings.id', 'meetingPositions.meetingId')
		.innerJoin('recommendations', 'recommendations.id', 'answers.recommendationId')
		.innerJoin('posts', 'posts.id', 'meetingPositions.postId')
		.innerJoin('people as noter', 'noter.id', 'answers.recordedByPersonId')
		.innerJoin('posts as noterPost', 'noterPost.id', 'answers.recordedByPostId')
		.select([
			'answers.id as answerId',
			'meetings.number as meetingNumber',
			'meetings.meetsOn',
			'meetingPositions.postId',
			'posts.title as postTitle',
			'recommendations.number as recommendationNumber',
			'recommendations.title as recommendationTitle',
			'answers.subjectVersion as version',
			'answers.stance',
			'answers.reason',
			'answers.proposedText',
			'noter.name as notedByName',
			'noterPost.title as notedByTitle',
			'answers.givenAt as notedAt'
		])
		.where('meetingPositions.reviewId', '=', reviewId)
		.where('meetingPositions.postId', 'in', mine)
		.where('meetingPositions.confirmedAt', 'is', null)
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('answers as later')
						.select('later.id')
						.whereRef('later.recommendationId', '=', 'answers.recommendationId')
						.whereRef('later.postId', '=', 'answers.postId')
						.where('later.kind', '=', 'position')
						.whereRef('later.id', '>', 'answers.id')
				)
			)
		)
		.orderBy('meetings.meetsOn')
		.orderBy('recommendations.number')
		.limit(200)
		.execute();
	const conditions = await conditionsOf(
		trx,
		found.map(({ answerId }) => answerId)
	);
	return found.map((each) => ({
		...each,
		conditions: conditions.filter(({ answerId }) => answerId === each.answerId).map(({ text }) => text)
	}));
}

/** Work list: meetings whose day has come and whose minute is not frozen. */
export async function listMeetingsToMinute(trx: Trx, actor: Actor, reviewId: number) {
	return trx
		.selectFrom('meetings')
		.select(['number', 'title', 'meetsOn', 'chairPostId'])
		.where('reviewId', '=', reviewId)
		.where('state', '=', 'planned')
		.where('meetsOn', '<=', londonDate(actor.now))
		.orderBy('meetsOn')
		.limit(20)
		.execute();
}

async function latestAnswers(trx: Trx, meeting: { id: number; reviewId: number }, recommendationIds: number[]) {
	if (recommendationIds.length === 0) return [];
	const answers = await trx
		.selectFrom('answers')
		.leftJoin('meetingPositions', (join) =>
			join.onRef('meetingPositions.answerId', '=', 'answers.id').on('meetingPositions.meetingId', '=', meeting.id)
		)
		.distinctOn(['answers.recommendationId', 'answers.postId'])
		.select([
			'answers.id',
			'answers.recommendationId',
			'answers.postId',
			'answers.stance',
			'answers.subjectVersion as version',
			'answers.reason',
			'answers.proposedText',
			'meetingPositions.meetingId as saidIn',
			'meetingPositions.confirmedAt'
		])
		.where('answers.reviewId', '=', meeting.reviewId)
		.where('answers.kind', '=', 'position')
		.where('answers.recommendationId', 'in', recommendationIds)
		.orderBy('answers.recommendationId')
		.orderBy('answers.postId')
		.orderBy('answers.id', 'desc')
		.execute();
	const conditions = await conditionsOf(
		trx,
		answers.map(({ id }) => id)
	);
	return answers.map(({ saidIn, confirmedAt, ...answer }) => ({
		...answer,
		here: saidIn === null ? null : confirmedAt === null ? ('noted' as const) : ('confirmed' as const),
		conditions: conditions
			.filter(({ answerId }) => answerId === answer.id)
			.map(({ answerId: _, ...condition }) => condition)
	}));
}

async function conditionsOf(trx: Trx, answerIds: number[]) {
	if (answerIds.length === 0) return [];
	return trx
		.selectFrom('conditions')
		.select(['answerId', 'number', 'grade', 'text', 'metVersion', 'tickedAt'])
		.where('answerId', 'in', answerIds)
		.orderBy('number')
		.execute();
}

function decisionOf(item: {
	outcome: Outcome | null;
	words: string | null;
	decidedVersion: number | null;
	decidedAt: Date | null;
	decidedByName: string | null;
	decidedByTitle: string | null;
}): Decision | null {
	if (item.outcome === null || item.decidedAt === null) return null;
	return {
		outcome: item.outcome,
		words: item.words,
		version: item.decidedVersion,
		byName: item.decidedByName ?? '',
		byTitle: item.decidedByTitle ?? '',
		at: item.decidedAt
	};
}
