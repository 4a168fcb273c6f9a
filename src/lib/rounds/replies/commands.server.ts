import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Actor, type Grant, hasRole } from '#lib/access/actor.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import type { Reading } from '#lib/documents/word/reading.ts';
import { readDocuments } from '#lib/documents/word/word.server.ts';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { readMessage } from '#lib/mail/message/read.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { londonDate, londonMoment, plainDate, time } from '#lib/ui/dates.ts';
import { type Addressee, getRound, lockRound, type Round } from '../queries.server.ts';
import { stanceLabel } from '../rule-words.ts';
import { isLate } from '../standing.ts';
import type { ReplyConveyed } from '../table.ts';
import { type DropFacts, needsConfirming, senderWords } from './facts.ts';
import { largestReplyFile, type ReplyFileKind, replyFileKind, replyFileKinds, tooLarge } from './file-kind.ts';
import { askedInCopy, listCopies, senderOf } from './queries.server.ts';
import { flawsOf, partsOf, replyGrant, type Said, speaksAs, takesReplies, type WayItCame, wholeOf } from './reply.ts';

export type UploadedFile = { name: string; bytes: Uint8Array };

/**
 * Takes a message or a scanned letter for a department, for a person to say what it is: no reply is recorded yet. The same
 * file again, while it waits, is the one that is there.
 * @returns the id under which it waits. @throws NotFound, Forbidden, Conflict, Busy; UnreadableFile in words for the field
 */
export async function receiveReplyFile(
	actor: Actor,
	reviewId: number,
	name: string,
	{ addresseeId, file }: { addresseeId: number; file: UploadedFile }
): Promise<number> {
	// Whoever may not record it has no file read for them.
	await asActor(actor, async (trx) => void (await lockAsked(trx, actor, reviewId, name, addresseeId)));
	const read = await readReplyFile(file.bytes);
	return asActor(actor, (trx) => keepReplyFile(trx, actor, reviewId, name, { addresseeId, file, ...read }));
}

export type ReadFile = { kind: ReplyFileKind; facts: DropFacts | null };

/** What a file is and says. Nothing of it is run, and pictures and PDFs are not opened. @throws UnreadableFile, Busy */
export async function readReplyFile(bytes: Uint8Array): Promise<ReadFile> {
	if (bytes.byteLength > largestReplyFile) throw new UnreadableFile(tooLarge);
	if (bytes.byteLength === 0) throw new UnreadableFile('This file is empty');
	const kind = replyFileKind(bytes);
	if (kind === null) {
		throw new UnreadableFile('Choose a message (.eml), a scanned letter (PDF, PNG or JPEG) or a Word document (.docx)');
	}
	if (kind === 'message') return { kind, facts: { kind: 'message', message: await readMessage(bytes) } };
	if (kind !== 'docx') return { kind, facts: null };
	const [reading] = await readDocuments(bytes);
	return { kind, facts: reading ? { kind: 'letter', text: wordsOf(reading) } : null };
}

/** Keeps a file that was read. @throws NotFound, Forbidden, Conflict */
export async function keepReplyFile(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ addresseeId, file, kind, facts }: { addresseeId: number; file: UploadedFile } & ReadFile
): Promise<number> {
	const { round, asked, grant } = await lockAsked(trx, actor, reviewId, name, addresseeId);
	const sha256 = createHash('sha256').update(file.bytes).digest('hex');
	const waiting = await trx
		.selectFrom('replyDrops')
		.select('id')
		.where('roundId', '=', round.id)
		.where('sha256', '=', sha256)
		.executeTakeFirst();
	if (waiting) return waiting.id;
	const before = await trx
		.selectFrom('replyFiles')
		.innerJoin('replies', 'replies.id', 'replyFiles.replyId')
		.select('replies.datedOn')
		.where('replies.roundId', '=', round.id)
		.where('replyFiles.sha256', '=', sha256)
		.executeTakeFirst();
	if (before) throw new Conflict(`This very file is recorded already, as the reply of ${plainDate(before.datedOn)}`);
	const fileName = cleanText(file.name).replace(/\s+/g, ' ').trim().slice(-200) || 'A file without a name';
	const { id } = await trx
		.insertInto('replyDrops')
		.values({
			reviewId,
			roundId: round.id,
			addresseeId,
			teamId: asked.teamId,
			fileName,
			mediaType: replyFileKinds[kind].mediaType,
			bytes: file.bytes,
			sha256,
			facts: facts === null ? null : JSON.stringify(facts),
			personId: actor.person.id,
			postId: grant.postId,
			receivedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await recordOn(trx, grant, 'reply.file_received', round, { department: asked.shortName, file: fileName, sha256 });
	return id;
}

/** Throws a file away that is no reply: nothing of it is kept but its name and digest in the record of changes. @throws NotFound, Forbidden */
export async function putFileAside(trx: Trx, actor: Actor, reviewId: number, name: string, id: number): Promise<void> {
	const round = await lockRound(trx, actor, reviewId, name);
	if (!round) throw new NotFound('This write-round was not found');
	const drop = await lockDrop(trx, round.id, id);
	if (!drop) throw new NotFound('This file is not waiting any more: it was recorded or put aside');
	const asked = round.addressees.find((each) => each.id === drop.addresseeId);
	const grant = asked ? replyGrant(actor, reviewId, asked) : null;
	if (!asked || !grant) throw new Forbidden();
	await trx.deleteFrom('replyDrops').where('id', '=', id).execute();
	const { fileName, sha256 } = drop;
	await recordOn(trx, grant, 'reply.file_put_aside', round, { department: asked.shortName, file: fileName, sha256 });
}

export type ReplyInput = Said & {
	addresseeId: number;
	/** The frozen copy that it answers; null takes the one that the round asks about, where there is no other. */
	snapshotId: number | null;
	/** The last reply of the department that the person had before them, 0 for none. */
	after: number;
};

/** How a reply came that its sender did not give here. */
export type Passed = {
	sentBy: string;
	datedOn: string;
	conveyed: WayItCame;
	/** The dropped file that it came as. */
	dropId: number | null;
	senderConfirmed: boolean;
};

/**
 * Appends what a department replies. The one with the latest date counts, and earlier ones stay. One that comes late or
 * answers an earlier copy is taken and known as such by comparison.
 * @param passed how it came; null where the post that is asked, or its office, gives it here
 * @returns the id of the reply and the numbers of its comments
 * @throws NotFound, Forbidden; Conflict when somebody recorded another meanwhile or the round takes no replies; Invalid at
 * the field of what does not hold together
 */
export async function recordReply(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: ReplyInput,
	passed: Passed | null
): Promise<{ id: number; comments: number[]; late: boolean }> {
	const { round, asked, grant } = await lockAsked(trx, actor, reviewId, name, input.addresseeId);
	const today = londonDate(actor.now);
	const speaks = speaksAs(grant, asked);
	if (passed === null && !speaks)
		throw new Forbidden(`Only the ${asked.postTitle} and their private office reply here`);

	await refuseOvertaken(trx, round, asked, input.after);
	const datedOn = passed?.datedOn ?? today;
	if (datedOn > today) throw new Invalid('datedOn', 'The date of the reply must be today or earlier');
	if (round.issuedOn !== null && datedOn < round.issuedOn) {
		throw new Invalid('datedOn', `The round was issued on ${plainDate(round.issuedOn)}: a reply cannot be older`);
	}
	const holderPersonId = await holderOn(trx, asked.postId, datedOn, actor);
	// What is given here today is given on the copy that the page shows.
	const wanted = input.snapshotId ?? (passed === null ? round.snapshot.id : null);
	const copyId = await chosenCopy(trx, round, wanted, datedOn);
	const printed = await askedInCopy(trx, round, copyId);
	const [flaw] = flawsOf(input, new Map(printed.map((each) => [each.recommendationId, each.reference])));
	if (flaw) throw new Invalid(flaw.field, flaw.message);
	const drop = passed === null ? null : await requireDrop(trx, round, asked, passed);

	const stance = wholeOf(input);
	const conveyed: ReplyConveyed = passed?.conveyed ?? 'self';
	const said = {
		reviewId,
		teamId: asked.teamId,
		holderPersonId,
		recordedByPersonId: actor.person.id,
		recordedByPostId: grant.postId,
		conveyed
	};
	const { id } = await trx
		.insertInto('replies')
		.values({
			...said,
			roundId: round.id,
			addresseeId: asked.id,
			snapshotId: copyId,
			stance,
			text: input.text,
			sentBy: passed?.sentBy ?? asked.postTitle.slice(0, 200),
			datedOn,
			recordedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	if (drop) await keepFile(trx, drop, { reviewId, replyId: id, teamId: asked.teamId });
	const comments: number[] = [];
	for (const part of partsOf(
		input,
		printed.map(({ recommendationId }) => recommendationId)
	)) {
		const version = printed.find(({ recommendationId }) => recommendationId === part.recommendationId)?.version ?? 0;
		const answer = await trx
			.insertInto('answers')
			.values({
				...said,
				kind: 'reply',
				replyId: id,
				recommendationId: part.recommendationId,
				subjectVersion: version,
				postId: asked.postId,
				stance: part.stance,
				reason: part.reason === null ? null : part.reason.slice(0, 3000),
				proposedText: part.proposedText,
				givenAt: actor.now
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		for (const comment of input.comments.filter((each) => each.recommendationId === part.recommendationId)) {
			const number = await nextComment(trx, reviewId);
			const { grade, text, proposedWords } = comment;
			await trx
				.insertInto('conditions')
				.values({ reviewId, number, answerId: answer.id, grade, text, proposedWords })
				.execute();
			comments.push(number);
		}
	}
	const late = isLate(datedOn, round);
	await recordOn(trx, grant, 'reply.recorded', round, {
		reply: id,
		department: asked.shortName,
		stance,
		datedOn,
		conveyed,
		late,
		copy: copyId,
		comments: comments.map((number) => reference('C', number)),
		...(drop ? { file: drop.fileName, sha256: drop.sha256 } : {}),
		...(passed?.senderConfirmed ? { senderConfirmed: true } : {})
	});
	return { id, comments, late };
}

/** Keeps up to which reply a member of the secretariat has seen the list, for them alone. @throws NotFound, Forbidden */
export async function noteLook(trx: Trx, actor: Actor, reviewId: number, name: string, replyId: number): Promise<void> {
	const round = await getRound(trx, actor, reviewId, name);
	if (!hasRole(actor, reviewId, 'secretariat')) throw new Forbidden('Only the secretariat keeps the list of replies');
	const seen = { replyId, lookedAt: actor.now };
	const reply = await trx
		.selectFrom('replies')
		.select('id')
		.where('roundId', '=', round.id)
		.where('id', '=', replyId)
		.executeTakeFirst();
	if (!reply) throw new NotFound('This reply was not found');
	await trx
		.insertInto('roundLooks')
		.values({ ...seen, roundId: round.id, reviewId, personId: actor.person.id })
		.onConflict((conflict) => conflict.columns(['roundId', 'personId']).doUpdateSet(seen))
		.execute();
}

async function lockAsked(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	addresseeId: number
): Promise<{ round: Round; asked: Addressee; grant: Grant }> {
	const round = await lockRound(trx, actor, reviewId, name);
	const asked = round?.addressees.find(({ id }) => id === addresseeId);
	if (!round || !asked) throw new NotFound('This department is not asked by the write-round');
	const grant = replyGrant(actor, reviewId, asked);
	if (!grant) {
		throw new Forbidden(
			'Replies are recorded by the secretariat, and given by the post that is asked or its private office'
		);
	}
	if (!takesReplies(round)) {
		throw new Conflict(
			round.withdrawnAt
				? 'This write-round was withdrawn, so nobody answers it any more'
				: 'This write-round is not issued yet, so nobody has been asked'
		);
	}
	return { round, asked, grant };
}

async function refuseOvertaken(trx: Trx, round: Round, asked: Addressee, after: number): Promise<void> {
	const latest = await trx
		.selectFrom('replies')
		.innerJoin('people', 'people.id', 'replies.recordedByPersonId')
		.select(['replies.id', 'replies.stance', 'replies.recordedAt', 'people.name'])
		.where('replies.roundId', '=', round.id)
		.where('replies.addresseeId', '=', asked.id)
		.orderBy('replies.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!latest || latest.id <= after) return;
	throw new Conflict(
		`${latest.name} recorded a reply of ${asked.shortName} at ${time(latest.recordedAt)} on ${plainDate(londonDate(latest.recordedAt))}: “${stanceLabel(latest.stance)}”. If yours is another one, save it again; nothing is saved yet.`
	);
}

/** Who held the post on a day: of two in a day, the one who came. Null where it was vacant, or nobody is on record. */
async function holderOn(trx: Trx, postId: number, date: string, actor: Actor): Promise<number | null> {
	const end = londonMoment(date, '23:59');
	const holding = await trx
		.selectFrom('holdings')
		.select('personId')
		.where('postId', '=', postId)
		.where('since', '<=', end < actor.now ? end : actor.now)
		.where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', londonMoment(date, '00:00'))]))
		.where((eb) => eb.or([eb('until', 'is', null), eb.val(date < londonDate(actor.now)), eb('until', '>', actor.now)]))
		.orderBy('since', 'desc')
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	return holding?.personId ?? null;
}

/** @throws Invalid('snapshotId') where it must be chosen, or was not frozen yet when the reply was written */
async function chosenCopy(trx: Trx, round: Round, wanted: number | null, datedOn: string): Promise<number> {
	const copies = await listCopies(trx, round);
	if (wanted === null && copies.length > 1) throw new Invalid('snapshotId', 'Select the frozen copy that it answers');
	const copy = copies.find(({ id }) => id === (wanted ?? round.snapshot.id));
	if (!copy) throw new Invalid('snapshotId', `Select a frozen copy of ${round.paper.reference}`);
	const frozenOn = londonDate(copy.takenAt);
	if (datedOn < frozenOn) {
		throw new Invalid(
			'snapshotId',
			`Copy ${copy.number} was frozen on ${plainDate(frozenOn)}, after the date of this reply: select the copy that it answers`
		);
	}
	return copy.id;
}

async function requireDrop(trx: Trx, round: Round, asked: Addressee, passed: Passed) {
	if (passed.dropId === null) return null;
	const drop = await lockDrop(trx, round.id, passed.dropId);
	if (!drop) throw new Conflict('This file is not waiting any more: somebody recorded it or put it aside');
	const facts = drop.facts === null ? null : (JSON.parse(drop.facts) as DropFacts);
	const sender = await senderOf(trx, asked.teamId, facts);
	if (sender && needsConfirming(sender) && !passed.senderConfirmed) {
		throw new Invalid(
			'senderConfirmed',
			`${senderWords(sender, asked.departmentName)} Confirm that it is a reply of ${asked.shortName}.`
		);
	}
	return drop;
}

async function lockDrop(trx: Trx, roundId: number, id: number) {
	return trx
		.selectFrom('replyDrops')
		.selectAll()
		.where('roundId', '=', roundId)
		.where('id', '=', id)
		.forUpdate()
		.executeTakeFirst();
}

type LockedDrop = NonNullable<Awaited<ReturnType<typeof lockDrop>>>;

async function keepFile(
	trx: Trx,
	drop: LockedDrop,
	under: { reviewId: number; replyId: number; teamId: number }
): Promise<void> {
	const { fileName, mediaType, bytes, sha256 } = drop;
	await trx
		.insertInto('replyFiles')
		.values({ ...under, fileName, mediaType, bytes, sha256 })
		.execute();
	await trx.deleteFrom('replyDrops').where('id', '=', drop.id).execute();
}

async function nextComment(trx: Trx, reviewId: number): Promise<number> {
	const { rows } = await sql<{ number: number }>`select next_ref(${reviewId}, 'C') as number`.execute(trx);
	const number = rows[0]?.number;
	if (number === undefined) throw new NotFound();
	return number;
}

/** A reply is for those who see replies: its entries are the secretariat's, and hold no words of it. */
async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	round: Pick<Round, 'id' | 'reviewId' | 'name'>,
	said: Record<string, unknown>
): Promise<void> {
	await record(
		trx,
		grant,
		event,
		{ reviewId: round.reviewId, kind: 'round', id: round.id, reference: round.name, audience: 'secretariat' },
		said
	);
}

const mostLetterText = 20_000;

function wordsOf(reading: Reading): string {
	const paragraphs = reading.blocks.flatMap((block) =>
		block.type === 'paragraph' ? [block] : block.rows.flatMap(({ cells }) => cells.flat())
	);
	return paragraphs
		.map(({ pieces }) =>
			pieces
				.filter(({ revisions }) => !revisions.some(({ kind }) => kind === 'deleted'))
				.map(({ span }) => (span.type === 'text' ? span.text : span.type === 'break' ? '\n' : ''))
				.join('')
		)
		.join('\n\n')
		.replace(/\n{3,}/g, '\n\n')
		.slice(0, mostLetterText)
		.trim();
}
