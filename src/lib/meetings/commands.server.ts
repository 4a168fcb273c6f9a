import { sql } from 'kysely';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import { listActionsOf } from '#lib/actions/queries.server.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { onRecommendation, wordsMoved, writeAgreement } from '#lib/positions/commands.server.ts';
import { notTakeForward } from '#lib/recommendations/commands.server.ts';
import { lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { markingText } from '#lib/reviews/review.ts';
import { longDate, londonDate, plainDate } from '#lib/ui/dates.ts';
import { finalOutcomes, isUnderWay, type Presence, type RecommendationOutcome } from './meeting.ts';
import { type MeetingContent, meetingContent } from './minute.ts';
import {
	chairPostOf,
	getMeeting,
	listAttendance,
	listOpenRecommendations,
	lockMeeting,
	readAgenda
} from './queries.server.ts';

export type MeetingDetails = { title: string; meetsOn: string; startsAt: string; place: string };

/**
 * Plans a meeting of the group under its chair.
 * @param input.wholeAgenda puts everything on the agenda that the group has before it and has not agreed
 * @throws Forbidden, Conflict where the review has no chair
 */
export async function planMeeting(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	{ wholeAgenda, ...input }: MeetingDetails & { wholeAgenda: boolean }
): Promise<{ id: number; number: number }> {
	const chairPostId = await chairPostOf(trx, reviewId);
	const grant = grantFor(actor, 'meeting.manage', { reviewId, postId: chairPostId ?? 0 });
	if (!grant) throw new Forbidden('The secretariat, the chair and the chair’s private office plan meetings');
	if (chairPostId === null) throw new Conflict('The group has no chair yet: name the post of the chair under Members');

	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'M') as number`.execute(trx);
	const number = rows[0]?.number ?? 0;
	const { id } = await trx
		.insertInto('meetings')
		.values({ reviewId, number, ...input, chairPostId, createdByPostId: grant.postId, createdAt: actor.now })
		.returning('id')
		.executeTakeFirstOrThrow();
	const open = wholeAgenda ? await listOpenRecommendations(trx, reviewId) : [];
	if (open.length > 0) {
		await trx
			.insertInto('meetingItems')
			.values(
				open.map((recommendation) => ({
					reviewId,
					meetingId: id,
					rank: recommendation.number,
					recommendationId: recommendation.id
				}))
			)
			.execute();
	}
	await recordOn(
		trx,
		grant,
		'meeting.planned',
		{ reviewId, id, number },
		{
			...input,
			agenda: open.map((recommendation) => reference('R', recommendation.number))
		}
	);
	return { id, number };
}

/** @throws NotFound, Forbidden, Conflict */
export async function editMeeting(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ revision, ...input }: MeetingDetails & { revision: number }
): Promise<void> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	requireRevision(meeting, revision);
	await touch(trx, meeting, input);
	const { title, meetsOn, startsAt, place } = meeting;
	await recordOn(trx, grant, 'meeting.edited', meeting, changes({ title, meetsOn, startsAt, place }, input));
}

/** @throws NotFound, Forbidden, Conflict */
export async function cancelMeeting(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { revision: number; because: string }
): Promise<void> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	requireRevision(meeting, input.revision);
	const decided = await trx
		.selectFrom('meetingItems')
		.select('id')
		.where('meetingId', '=', meeting.id)
		.where('outcome', 'in', finalOutcomes)
		.executeTakeFirst();
	if (decided)
		throw new Conflict('The meeting has decided on a recommendation already, so it was held: close it instead');
	await touch(trx, meeting, { state: 'cancelled', cancelledBecause: input.because });
	await recordOn(trx, grant, 'meeting.cancelled', meeting, { because: input.because });
}

/**
 * Sets the agenda. An item on which something was decided stays, whatever the form says.
 * @throws NotFound, Forbidden, Conflict; Invalid on `recommendationIds` or `items[row].title`
 */
export async function setAgenda(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: {
		revision: number;
		recommendationIds: readonly number[];
		items: readonly { id: number | null; title: string; note: string | null; atEnd: boolean; row: number }[];
	}
): Promise<void> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	requireRevision(meeting, input.revision);
	const before = await trx.selectFrom('meetingItems').selectAll().where('meetingId', '=', meeting.id).execute();
	const placed = new Set(before.flatMap(({ recommendationId }) => recommendationId ?? []));
	const wanted = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'state'])
		.where('reviewId', '=', reviewId)
		.where('id', 'in', [0, ...input.recommendationIds])
		.execute();
	const usable = wanted.filter(({ id, state }) => state === 'proposed' || placed.has(id));
	if (usable.length !== input.recommendationIds.length) {
		throw new Invalid('recommendationIds', 'Select recommendations that are with the group and not agreed');
	}
	const known = new Set(before.filter(({ title }) => title !== null).map(({ id }) => id));
	const stranger = input.items.find(({ id }) => id !== null && !known.has(id));
	if (stranger) throw new Invalid(`items[${stranger.row}].title`, 'This item is no longer on the agenda');

	const kept = new Set(input.items.flatMap(({ id }) => id ?? []));
	const gone = before.filter(
		({ id, recommendationId, outcome }) =>
			outcome === null &&
			(recommendationId === null ? !kept.has(id) : !input.recommendationIds.includes(recommendationId))
	);
	if (gone.length > 0) {
		await trx
			.deleteFrom('meetingItems')
			.where(
				'id',
				'in',
				gone.map(({ id }) => id)
			)
			.execute();
	}
	const added = usable.filter(({ id }) => !placed.has(id));
	if (added.length > 0) {
		await trx
			.insertInto('meetingItems')
			.values(
				added.map((recommendation) => ({
					reviewId,
					meetingId: meeting.id,
					rank: recommendation.number,
					recommendationId: recommendation.id
				}))
			)
			.execute();
	}
	for (const [rank, { id, title, note, atEnd }] of input.items.entries()) {
		if (id === null) {
			await trx
				.insertInto('meetingItems')
				.values({ reviewId, meetingId: meeting.id, rank, title, note, atEnd })
				.execute();
		} else {
			await trx.updateTable('meetingItems').set({ rank, title, note, atEnd }).where('id', '=', id).execute();
		}
	}
	await touch(trx, meeting, {});
	await recordOn(trx, grant, 'meeting.agenda_set', meeting, {
		recommendations: usable.map((recommendation) => reference('R', recommendation.number)),
		items: input.items.map(({ title }) => title)
	});
}

/** Who came. @throws NotFound, Forbidden, Conflict; Invalid on `rows[n].presence` */
export async function recordAttendance(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: {
		rows: readonly { postId: number; presence: Presence | null; who: string | null }[];
		alsoPresent: string | null;
	}
): Promise<void> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	requireUnderWay(meeting, actor);
	const asked = await listAttendance(trx, actor, meeting);
	for (const [row, { postId }] of input.rows.entries()) {
		if (!asked.some((post) => post.postId === postId)) {
			throw new Invalid(`rows[${row}].presence`, 'This post is no longer asked to the meeting: reload the page');
		}
	}
	await trx.deleteFrom('meetingAttendance').where('meetingId', '=', meeting.id).execute();
	const came = input.rows.flatMap(({ postId, presence, who }) =>
		presence === null
			? []
			: [{ reviewId, meetingId: meeting.id, postId, presence, who: presence === 'apologies' ? null : who }]
	);
	if (came.length > 0) {
		await trx.insertInto('meetingAttendance').values(came).execute();
	}
	await touch(trx, meeting, { alsoPresent: input.alsoPresent });
	await recordOn(trx, grant, 'meeting.attendance_recorded', meeting, {
		came: came.map(({ postId, presence }) => ({ post: asked.find((post) => post.postId === postId)?.title, presence })),
		alsoPresent: input.alsoPresent
	});
}

/**
 * What the meeting came to on a recommendation. "Recommended" is the agreement of the group on a version, as its chair sums
 * up: the chair or the chair's office records it, or the secretariat in the chair's name, and the source says so.
 * @throws NotFound, Forbidden, Conflict; Invalid('outcome')
 */
export async function decideItem(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { item: number; version: number; outcome: RecommendationOutcome; words: string | null }
): Promise<void> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	const { item, recommendation } = await lockItem(trx, meeting, input.item);
	if (!recommendation) throw new NotFound('This item is no recommendation');
	const agreement = input.outcome === 'recommended' ? requireSummingUp(actor, meeting) : null;
	requireUnderWay(meeting, actor);
	if (item.outcome !== null && finalOutcomes.includes(item.outcome)) {
		throw new Conflict(`The meeting has decided on ${reference('R', recommendation.number)} already`);
	}
	if (recommendation.version !== input.version) throw new Conflict(wordsMoved);
	if (agreement) await requireChaired(trx, meeting);
	if (agreement && recommendation.state !== 'proposed') {
		throw new Invalid('outcome', 'The recommendation is not with the group, or the group has agreed to it already');
	}

	await writeDecision(trx, actor, grant, item.id, {
		outcome: input.outcome,
		words: input.words,
		decidedVersion: input.version
	});
	if (agreement) {
		const said = agreementSaid(meeting, agreement, input.version);
		await writeAgreement(trx, actor, agreement.grant, recommendation, meeting.chairPostId, said);
		await record(trx, agreement.grant, 'agreement.recorded', onRecommendation(recommendation), said);
	}
	if (input.outcome === 'not_taken_forward') {
		const because = input.words ?? '';
		const { revision } = recommendation;
		await notTakeForward(trx, actor, reviewId, recommendation.number, { revision, because });
	}
	await recordOn(trx, grant, 'meeting.decided', meeting, {
		item: reference('R', recommendation.number),
		version: input.version,
		outcome: input.outcome,
		words: input.words
	});
}

/**
 * Records the agreement of the group to everything that passes without debate, in one act: all of it or, where something has
 * changed since the page was read, nothing.
 * @throws NotFound, Forbidden, Conflict
 */
export async function decidePassing(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	wanted: readonly { item: number; version: number }[]
): Promise<{ agreed: number }> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	const agreement = requireSummingUp(actor, meeting);
	requireUnderWay(meeting, actor);
	await requireChaired(trx, meeting);
	const locked = [];
	for (const { item, version } of [...wanted].sort((one, other) => one.item - other.item)) {
		const found = await lockItem(trx, meeting, item);
		if (!found.recommendation) throw new NotFound('This item is no recommendation');
		locked.push({ item: found.item, recommendation: found.recommendation, version });
	}
	const { recommendations } = await readAgenda(trx, actor, meeting);
	for (const { item, recommendation, version } of locked) {
		const now = recommendations.find(({ id }) => id === item.id);
		const stands = now?.route === 'passes' && now.version === version && item.outcome === null;
		if (!stands || recommendation.state !== 'proposed') {
			const name = reference('R', recommendation.number);
			throw new Conflict(`${name} no longer passes without debate: read where members stand now`);
		}
	}

	for (const { item, recommendation, version } of locked) {
		await writeDecision(trx, actor, grant, item.id, { outcome: 'recommended', words: null, decidedVersion: version });
		const said = agreementSaid(meeting, agreement, version);
		await writeAgreement(trx, actor, agreement.grant, recommendation, meeting.chairPostId, said);
	}
	for (const { recommendation, version } of locked) {
		const said = agreementSaid(meeting, agreement, version);
		await record(trx, agreement.grant, 'agreement.recorded', onRecommendation(recommendation), said);
	}
	await recordOn(trx, grant, 'meeting.decided', meeting, {
		item: locked.map(({ recommendation }) => reference('R', recommendation.number)).join(', '),
		outcome: 'recommended',
		withoutDebate: true
	});
	return { agreed: locked.length };
}

/** What was said on an item that is no recommendation. @throws NotFound, Forbidden, Conflict */
export async function noteItem(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: { item: number; words: string }
): Promise<void> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	const { item, recommendation } = await lockItem(trx, meeting, input.item);
	if (recommendation) throw new NotFound('This item is a recommendation');
	requireUnderWay(meeting, actor);
	await writeDecision(trx, actor, grant, item.id, { outcome: 'noted', words: input.words, decidedVersion: null });
	await recordOn(trx, grant, 'meeting.decided', meeting, { item: item.title, words: input.words });
}

/** Closes the meeting and freezes its minute: from now on corrections stand beside it. @throws NotFound, Forbidden, Conflict */
export async function holdMeeting(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	revision: number
): Promise<void> {
	const { meeting, grant } = await lockForManaging(trx, actor, reviewId, number);
	requireUnderWay(meeting, actor);
	requireRevision(meeting, revision);
	const attendance = await listAttendance(trx, actor, meeting);
	if (attendance.every(({ presence }) => presence === null)) {
		throw new Conflict('Record who came before you close the meeting');
	}
	const minute = JSON.stringify(await readContent(trx, actor, reviewId, number));
	const minuteSha256 = sha256(minute);
	await touch(trx, meeting, { state: 'held', heldAt: actor.now, minute, minuteSha256 });
	await recordOn(trx, grant, 'meeting.held', meeting, { minuteSha256 });
}

/** An entry beside a minute that was frozen. @throws NotFound, Forbidden, Conflict */
export async function correctMinute(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	text: string
): Promise<void> {
	const { meeting, grant } = await lockForRight(trx, actor, reviewId, number);
	if (meeting.state !== 'held') throw new Conflict('The minute is not frozen yet: change what it is made from');
	await trx
		.insertInto('meetingCorrections')
		.values({
			reviewId,
			meetingId: meeting.id,
			text,
			recordedByPersonId: actor.person.id,
			recordedByPostId: grant.postId,
			recordedAt: actor.now
		})
		.execute();
	await recordOn(trx, grant, 'meeting.corrected', meeting, { text });
}

/** What the agenda and the minute are made from, as it stands. @throws NotFound */
export async function readContent(trx: Trx, actor: Actor, reviewId: number, number: number): Promise<MeetingContent> {
	const meeting = await getMeeting(trx, reviewId, number);
	const review = await trx
		.selectFrom('reviews')
		.select(['title', 'banner', 'markingCeiling'])
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	return meetingContent({
		review: {
			title: review.title,
			banner: review.banner,
			// A minute may tell of anything that the review holds.
			marking: markingText(review.markingCeiling === 'official_sensitive', null)
		},
		meeting,
		agenda: await readAgenda(trx, actor, meeting),
		attendance: await listAttendance(trx, actor, meeting),
		actions: await listActionsOf(trx, actor, reviewId, { meetingId: meeting.id })
	});
}

export type LockedMeeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>;

/** What is said and decided is written down from the day of the meeting on. @throws Conflict */
export function requireUnderWay(meeting: LockedMeeting, actor: Actor): void {
	requirePlanned(meeting);
	if (!isUnderWay(meeting, londonDate(actor.now))) {
		throw new Conflict(`The meeting is on ${longDate(meeting.meetsOn)}: this is recorded from that day on`);
	}
}

async function lockForRight(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number
): Promise<{ meeting: LockedMeeting; grant: Grant }> {
	const meeting = await lockMeeting(trx, reviewId, number);
	if (!meeting) throw new NotFound('This meeting was not found');
	const grant = grantFor(actor, 'meeting.manage', { reviewId, postId: meeting.chairPostId });
	if (!grant) throw new Forbidden('The secretariat, the chair and the chair’s private office run the meeting');
	return { meeting, grant };
}

async function lockForManaging(trx: Trx, actor: Actor, reviewId: number, number: number) {
	const locked = await lockForRight(trx, actor, reviewId, number);
	requirePlanned(locked.meeting);
	return locked;
}

function requirePlanned(meeting: LockedMeeting): void {
	if (meeting.state === 'held') throw new Conflict('The meeting is closed and its minute frozen: record a correction');
	if (meeting.state === 'cancelled') throw new Conflict('The meeting was cancelled');
}

function requireRevision(meeting: LockedMeeting, revision: number): void {
	if (meeting.revision !== revision) throw new Conflict('Somebody has changed this meeting since you opened it');
}

type Agreement = { grant: Grant; byTheChair: boolean };

/** Who may write down how the chair summed up: the chair, the chair's office, or the secretariat in the chair's name. */
function requireSummingUp(actor: Actor, meeting: LockedMeeting): Agreement {
	const { reviewId, chairPostId } = meeting;
	const own = grantFor(actor, 'agreement.record', { reviewId, postId: chairPostId });
	if (own) return { grant: own, byTheChair: true };
	const grant = grantFor(actor, 'agreement.record_in_meeting', { reviewId });
	if (!grant)
		throw new Forbidden('The chair, the chair’s private office or the secretariat records the group’s agreement');
	return { grant: { ...grant, onBehalfOfPostId: chairPostId }, byTheChair: false };
}

/** Somebody must have summed up. */
async function requireChaired(trx: Trx, meeting: LockedMeeting): Promise<void> {
	const chaired = await trx
		.selectFrom('meetingAttendance')
		.select('presence')
		.where('meetingId', '=', meeting.id)
		.where('postId', '=', meeting.chairPostId)
		.where('presence', 'in', ['present', 'substitute'])
		.executeTakeFirst();
	if (!chaired) {
		throw new Conflict('Record under Attendance who took the chair: the group agrees only as its chair sums up');
	}
}

function agreementSaid(meeting: LockedMeeting, agreement: Agreement, version: number) {
	const source = `${reference('M', meeting.number)} ${meeting.title}, ${plainDate(meeting.meetsOn)}, as the chair summed up`;
	return {
		version,
		decidedOn: meeting.meetsOn,
		source: agreement.byTheChair ? source : `${source}; written down by the secretariat`
	};
}

async function lockItem(trx: Trx, meeting: LockedMeeting, itemId: number) {
	const item = await trx
		.selectFrom('meetingItems')
		.leftJoin('recommendations', 'recommendations.id', 'meetingItems.recommendationId')
		.select(['meetingItems.id', 'meetingItems.title', 'meetingItems.outcome', 'recommendations.number'])
		.where('meetingItems.meetingId', '=', meeting.id)
		.where('meetingItems.id', '=', itemId)
		.executeTakeFirst();
	if (!item) throw new NotFound('This item is not on the agenda');
	const recommendation =
		item.number === null ? undefined : await lockRecommendation(trx, meeting.reviewId, item.number);
	return { item, recommendation };
}

async function writeDecision(
	trx: Trx,
	actor: Actor,
	grant: Grant,
	itemId: number,
	decision: { outcome: RecommendationOutcome | 'noted'; words: string | null; decidedVersion: number | null }
): Promise<void> {
	await trx
		.updateTable('meetingItems')
		.set({
			...decision,
			decidedByPersonId: actor.person.id,
			decidedByPostId: grant.postId,
			decidedAt: actor.now
		})
		.where('id', '=', itemId)
		.execute();
}

async function touch(
	trx: Trx,
	meeting: LockedMeeting,
	set: Partial<
		Pick<
			LockedMeeting,
			| 'title'
			| 'meetsOn'
			| 'startsAt'
			| 'place'
			| 'alsoPresent'
			| 'state'
			| 'cancelledBecause'
			| 'heldAt'
			| 'minute'
			| 'minuteSha256'
		>
	>
): Promise<void> {
	await trx
		.updateTable('meetings')
		.set({ ...set, revision: meeting.revision + 1 })
		.where('id', '=', meeting.id)
		.execute();
}

export async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	meeting: { reviewId: number; id: number; number: number },
	said: Record<string, unknown>
): Promise<void> {
	const on = { reviewId: meeting.reviewId, id: meeting.id, reference: reference('M', meeting.number) };
	await record(trx, grant, event, { ...on, kind: 'meeting', audience: 'members' }, said);
}
