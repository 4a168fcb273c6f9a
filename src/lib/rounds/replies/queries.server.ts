import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { Gate } from '#lib/papers/paper.ts';
import type { Grade, Stance } from '#lib/positions/position.ts';
import { reference } from '#lib/reviews/reference.ts';
import { recommendationsPrinted } from '../asking.server.ts';
import { roundCalendar } from '../calendar/queries.server.ts';
import { gatesToAskAt } from '../commands.server.ts';
import type { Round } from '../queries.server.ts';
import { isLate, isOnEarlierCopy } from '../standing.ts';
import type { ReplyConveyed, ReplyStance } from '../table.ts';
import type { DropFacts, Sender } from './facts.ts';
import { daysLate } from './late.ts';

export type ReplyPart = {
	recommendationId: number;
	/** R7 */
	reference: string;
	version: number;
	stance: Stance;
	reason: string | null;
	proposedText: string | null;
};

export type ReplyComment = {
	/** C3 */
	reference: string;
	recommendationId: number;
	grade: Grade;
	text: string;
	proposedWords: string | null;
	metVersion: number | null;
};

export type ReplyFileFacts = { id: number; fileName: string; mediaType: string; bytes: number; sha256: string };

export type Reply = {
	id: number;
	addresseeId: number;
	stance: ReplyStance;
	text: string | null;
	sentBy: string;
	datedOn: string;
	conveyed: ReplyConveyed;
	/** Who held the post that was asked on the day of the reply; null where nobody did. */
	holderName: string | null;
	recordedByName: string;
	recordedByPostTitle: string;
	recordedAt: Date;
	copy: { id: number; number: number; gate: Gate };
	/** Working days of the round after the last day for replies; null for one in time. */
	daysLate: number | null;
	onEarlierCopy: boolean;
	/** The one of its department that counts. */
	counts: boolean;
	parts: ReplyPart[];
	comments: ReplyComment[];
	files: ReplyFileFacts[];
};

const mostReplies = 500;

/** The replies of a round that this person sees, the latest first. */
export async function listReplies(trx: Trx, round: Round): Promise<Reply[]> {
	const rows = await trx
		.selectFrom('replies')
		.innerJoin('snapshots', 'snapshots.id', 'replies.snapshotId')
		.leftJoin('people as holder', 'holder.id', 'replies.holderPersonId')
		.innerJoin('people as recorder', 'recorder.id', 'replies.recordedByPersonId')
		.innerJoin('posts as recorderPost', 'recorderPost.id', 'replies.recordedByPostId')
		.leftJoin('countingReplies as counting', 'counting.id', 'replies.id')
		.select([
			'replies.id',
			'counting.id as countingId',
			'replies.addresseeId',
			'replies.stance',
			'replies.text',
			'replies.sentBy',
			'replies.datedOn',
			'replies.conveyed',
			'holder.name as holderName',
			'recorder.name as recordedByName',
			'recorderPost.title as recordedByPostTitle',
			'replies.recordedAt',
			'replies.snapshotId',
			'snapshots.number as copyNumber',
			'snapshots.gate',
			'snapshots.sha256 as copySha256'
		])
		.where('replies.roundId', '=', round.id)
		.orderBy('replies.datedOn', 'desc')
		.orderBy('replies.id', 'desc')
		.limit(mostReplies)
		.execute();
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const parts = await listParts(trx, ids);
	const comments = await listComments(
		trx,
		parts.map(({ answerId }) => answerId)
	);
	const files = await trx
		.selectFrom('replyFiles')
		.select(['id', 'replyId', 'fileName', 'mediaType', 'sha256', sql<number>`octet_length(bytes)`.as('bytes')])
		.where('replyId', 'in', ids)
		.orderBy('id')
		.execute();
	const calendar = await roundCalendar(trx, round.reviewId, round.rules);

	return rows.map(({ snapshotId, copyNumber, copySha256, gate, countingId, ...row }) => {
		const own = parts.filter(({ replyId }) => replyId === row.id);
		return {
			...row,
			copy: { id: snapshotId, number: copyNumber, gate },
			daysLate: isLate(row.datedOn, round) ? daysLate(row.datedOn, round.replyBy ?? row.datedOn, calendar) : null,
			onEarlierCopy: isOnEarlierCopy({ snapshotSha256: copySha256 }, { snapshotSha256: round.snapshot.sha256 }),
			counts: countingId !== null,
			parts: own.map(({ answerId: _answer, replyId: _reply, number, ...part }) => ({
				...part,
				reference: reference('R', number)
			})),
			comments: comments.flatMap(({ answerId, number, ...comment }) => {
				const part = own.find((each) => each.answerId === answerId);
				return part ? [{ ...comment, reference: reference('C', number), recommendationId: part.recommendationId }] : [];
			}),
			files: files.filter(({ replyId }) => replyId === row.id).map(({ replyId: _, ...file }) => file)
		};
	});
}

/** @throws NotFound, also for a reply that this person does not see */
export async function getReply(trx: Trx, round: Round, id: number): Promise<Reply> {
	const found = (await listReplies(trx, round)).find((each) => each.id === id);
	if (!found) throw new NotFound('This reply was not found');
	return found;
}

/** @throws NotFound */
export async function getReplyFile(trx: Trx, roundId: number, replyId: number, id: number) {
	const found =
		Number.isSafeInteger(id) && Number.isSafeInteger(replyId)
			? await trx
					.selectFrom('replyFiles')
					.innerJoin('replies', 'replies.id', 'replyFiles.replyId')
					.innerJoin('teams', 'teams.id', 'replies.teamId')
					.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
					.select(['replyFiles.bytes', 'replyFiles.mediaType', 'replies.datedOn', 'departmentsToday.shortName'])
					.where('replies.roundId', '=', roundId)
					.where('replies.id', '=', replyId)
					.where('replyFiles.id', '=', id)
					.executeTakeFirst()
			: undefined;
	if (!found) throw new NotFound('This file was not found');
	return found;
}

/** A frozen copy that a reply may answer, with the versions that it prints of what the round asks. */
export type Copy = { id: number; number: number; gate: Gate; takenAt: Date };

/** The copies of the round's paper that a reply may speak of: the one that it asks about today, and those before it. */
export async function listCopies(trx: Trx, round: Round): Promise<Copy[]> {
	return trx
		.selectFrom('snapshots')
		.select(['id', 'number', 'gate', 'takenAt'])
		.where('paperId', '=', round.paper.id)
		.where('number', '<=', round.snapshot.number)
		.where('gate', 'in', [...gatesToAskAt])
		.orderBy('number', 'desc')
		.limit(10)
		.execute();
}

/** What of the round's recommendations a copy prints, each at the version whose words stand in it. */
export async function askedInCopy(
	trx: Trx,
	round: Round,
	copyId: number
): Promise<{ recommendationId: number; reference: string; version: number }[]> {
	if (copyId === round.snapshot.id) return round.recommendations;
	const { content } = await trx
		.selectFrom('snapshots')
		.select('content')
		.where('id', '=', copyId)
		.executeTakeFirstOrThrow();
	const printed = await recommendationsPrinted(trx, round.reviewId, content);
	return round.recommendations.flatMap(({ recommendationId, reference: name }) => {
		const there = printed.find(({ id }) => id === recommendationId);
		return there ? [{ recommendationId, reference: name, version: there.version }] : [];
	});
}

export type Drop = {
	id: number;
	addresseeId: number;
	teamId: number;
	fileName: string;
	mediaType: string;
	sha256: string;
	facts: DropFacts | null;
	personName: string;
	receivedAt: Date;
};

/** The files of a round that wait for somebody to say what they are, the oldest first. */
export async function listDrops(trx: Trx, roundId: number): Promise<Drop[]> {
	const rows = await dropsOf(trx, roundId).orderBy('replyDrops.id').limit(100).execute();
	return rows.map(asDrop);
}

/** @throws NotFound, also once it was recorded or put aside */
export async function getDrop(trx: Trx, roundId: number, id: number): Promise<Drop> {
	const row = Number.isSafeInteger(id)
		? await dropsOf(trx, roundId).where('replyDrops.id', '=', id).executeTakeFirst()
		: undefined;
	if (!row) throw new NotFound('This file is not waiting any more: it was recorded or put aside');
	return asDrop(row);
}

/** @throws NotFound */
export async function getDropFile(trx: Trx, roundId: number, id: number) {
	const found = Number.isSafeInteger(id)
		? await trx
				.selectFrom('replyDrops')
				.select(['bytes', 'mediaType'])
				.where('roundId', '=', roundId)
				.where('id', '=', id)
				.executeTakeFirst()
		: undefined;
	if (!found) throw new NotFound('This file is not waiting any more: it was recorded or put aside');
	return found;
}

/** What is known of the sender that a dropped message names; null for what is no message. */
export async function senderOf(trx: Trx, teamId: number, facts: DropFacts | null): Promise<Sender | null> {
	if (facts?.kind !== 'message') return null;
	const { from } = facts.message;
	if (!from) return { kind: 'unknown' };
	const { rows } = await sql<{
		kind: 'holder' | 'department' | 'named';
		name: string;
	}>`select kind, name from reply_sender(${teamId}, ${from.address}, ${from.name})`.execute(trx);
	return rows[0] ?? { kind: 'unknown' };
}

/** Up to which reply this person has seen the list of a round; 0 where they have not. */
export async function lastLook(trx: Trx, actor: Actor, roundId: number): Promise<number> {
	const look = await trx
		.selectFrom('roundLooks')
		.select('replyId')
		.where('roundId', '=', roundId)
		.where('personId', '=', actor.person.id)
		.executeTakeFirst();
	return look?.replyId ?? 0;
}

function dropsOf(trx: Trx, roundId: number) {
	return trx
		.selectFrom('replyDrops')
		.innerJoin('people', 'people.id', 'replyDrops.personId')
		.select([
			'replyDrops.id',
			'replyDrops.addresseeId',
			'replyDrops.teamId',
			'replyDrops.fileName',
			'replyDrops.mediaType',
			'replyDrops.sha256',
			'replyDrops.facts',
			'people.name as personName',
			'replyDrops.receivedAt'
		])
		.where('replyDrops.roundId', '=', roundId);
}

function asDrop<Row extends { facts: string | null }>({ facts, ...row }: Row) {
	return { ...row, facts: facts === null ? null : (JSON.parse(facts) as DropFacts) };
}

async function listParts(trx: Trx, replyIds: number[]) {
	const rows = await trx
		.selectFrom('answers')
		.innerJoin('recommendations', 'recommendations.id', 'answers.recommendationId')
		.select([
			'answers.id as answerId',
			'answers.replyId',
			'answers.recommendationId',
			'recommendations.number',
			'answers.subjectVersion as version',
			'answers.stance',
			'answers.reason',
			'answers.proposedText'
		])
		.where('answers.kind', '=', 'reply')
		.where('answers.replyId', 'in', replyIds)
		.orderBy('recommendations.number')
		.execute();
	return rows;
}

async function listComments(trx: Trx, answerIds: number[]) {
	if (answerIds.length === 0) return [];
	return trx
		.selectFrom('conditions')
		.select(['answerId', 'number', 'grade', 'text', 'proposedWords', 'metVersion'])
		.where('answerId', 'in', answerIds)
		.orderBy('number')
		.execute();
}
