import { createHash } from 'node:crypto';
import { type Actor, type Grant, grantFor } from '#lib/access/actor.ts';
import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { record } from '#lib/audit/record.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, NotFound } from '#lib/errors.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import { lockRound, type Round } from '../queries.server.ts';
import { type ReadFile, readReplyFile, type UploadedFile } from '../replies/commands.server.ts';
import type { DropFacts } from '../replies/facts.ts';
import { replyFileKinds } from '../replies/file-kind.ts';

/** So that nobody fills the database: a round has one letter that clears it, and few before. */
const mostWaiting = 10;

const gone = 'This file is not waiting any more: it was recorded or put aside';

export type ClearanceFile = {
	id: number;
	fileName: string;
	mediaType: string;
	sha256: string;
	facts: DropFacts | null;
	addedByName: string;
	addedAt: Date;
};

/**
 * Takes the letter or the minute by which the chair decided, as it came, for a person to read and record: nothing is decided
 * by it yet. The same file again, while it waits, is the one that is there.
 * @returns the id under which it waits. @throws NotFound, Forbidden, Conflict, Busy; UnreadableFile in words for the field
 */
export async function receiveClearanceFile(
	actor: Actor,
	reviewId: number,
	name: string,
	file: UploadedFile
): Promise<number> {
	// Whoever may not record it has no file read for them.
	await asActor(actor, async (trx) => void (await lockForFiles(trx, actor, reviewId, name)));
	const read = await readReplyFile(file.bytes);
	return asActor(actor, (trx) => keepClearanceFile(trx, actor, reviewId, name, { file, ...read }));
}

/** Keeps a file that was read. @throws NotFound, Forbidden, Conflict */
export async function keepClearanceFile(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ file, kind, facts }: { file: UploadedFile } & ReadFile
): Promise<number> {
	const { round, grant } = await lockForFiles(trx, actor, reviewId, name);
	const sha256 = createHash('sha256').update(file.bytes).digest('hex');
	const kept = await trx
		.selectFrom('clearanceFiles')
		.select(['id', 'sha256', 'clearanceId'])
		.where('roundId', '=', round.id)
		.execute();
	const same = kept.find((each) => each.sha256 === sha256);
	if (same?.clearanceId === null) return same.id;
	if (same) throw new Conflict('A decision of the chair is recorded by this very file already');
	if (kept.filter(({ clearanceId }) => clearanceId === null).length >= mostWaiting) {
		throw new Conflict('Ten files wait here already. Record one of them, or put it aside.');
	}
	const fileName = cleanText(file.name).replace(/\s+/g, ' ').trim().slice(-200) || 'A file without a name';
	const { id } = await trx
		.insertInto('clearanceFiles')
		.values({
			reviewId,
			roundId: round.id,
			clearanceId: null,
			fileName,
			mediaType: replyFileKinds[kind].mediaType,
			bytes: file.bytes,
			sha256,
			facts: facts === null ? null : JSON.stringify(facts),
			addedByPersonId: actor.person.id,
			addedByPostId: grant.postId,
			addedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await recordOn(trx, grant, 'clearance.file_received', round, { file: fileName, sha256 });
	return id;
}

/** Throws a file away that decides nothing: its name and digest stay in the record of changes. @throws NotFound, Forbidden */
export async function putClearanceFileAside(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	id: number
): Promise<void> {
	const { round, grant } = await lockForFiles(trx, actor, reviewId, name);
	const { fileName, sha256 } = await lockWaitingFile(trx, round.id, id);
	await trx.deleteFrom('clearanceFiles').where('id', '=', id).execute();
	await recordOn(trx, grant, 'clearance.file_put_aside', round, { file: fileName, sha256 });
}

/** Locks a file that waits, until the transaction ends. @throws NotFound, also once it is recorded */
export async function lockWaitingFile(trx: Trx, roundId: number, id: number) {
	const found = await trx
		.selectFrom('clearanceFiles')
		.select(['id', 'fileName', 'sha256'])
		.where('roundId', '=', roundId)
		.where('id', '=', id)
		.where('clearanceId', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (!found) throw new NotFound(gone);
	return found;
}

/** The files of a round by which nothing is recorded yet, the oldest first. Nobody but the secretariat knows of them. */
export async function listWaitingFiles(trx: Trx, roundId: number): Promise<ClearanceFile[]> {
	const rows = await filesOf(trx, roundId).where('clearanceFiles.clearanceId', 'is', null).execute();
	return rows.map(readFacts);
}

/** @throws NotFound, also once it is recorded or put aside */
export async function getWaitingFile(trx: Trx, roundId: number, id: number): Promise<ClearanceFile> {
	const found = (await listWaitingFiles(trx, roundId)).find((each) => each.id === id);
	if (!found) throw new NotFound(gone);
	return found;
}

/** The file as it came, whether it waits or is recorded. @throws NotFound */
export async function getClearanceFile(trx: Trx, roundId: number, id: number) {
	const found = Number.isSafeInteger(id)
		? await trx
				.selectFrom('clearanceFiles')
				.select(['bytes', 'mediaType'])
				.where('roundId', '=', roundId)
				.where('id', '=', id)
				.executeTakeFirst()
		: undefined;
	if (!found) throw new NotFound('This file was not found');
	return found;
}

async function lockForFiles(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string
): Promise<{ round: Round; grant: Grant }> {
	const round = await lockRound(trx, actor, reviewId, name);
	if (!round) throw new NotFound('This write-round was not found');
	const grant = grantFor(actor, 'clearance.record', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat records what the chair decided');
	if (round.withdrawnAt) throw new Conflict('This write-round was withdrawn: there is nothing to clear');
	if (round.issuedOn === null) throw new Conflict('This write-round is not issued yet: nobody has been asked');
	if (round.outcome === 'cleared') throw new Conflict('This write-round is cleared already');
	return { round, grant };
}

async function recordOn(
	trx: Trx,
	grant: Grant,
	event: AuditEvent,
	round: Round,
	said: Record<string, unknown>
): Promise<void> {
	const { id, reviewId, name } = round;
	await record(trx, grant, event, { reviewId, kind: 'round', id, reference: name, audience: 'secretariat' }, said);
}

function filesOf(trx: Trx, roundId: number) {
	return trx
		.selectFrom('clearanceFiles')
		.innerJoin('people', 'people.id', 'clearanceFiles.addedByPersonId')
		.select([
			'clearanceFiles.id',
			'clearanceFiles.fileName',
			'clearanceFiles.mediaType',
			'clearanceFiles.sha256',
			'clearanceFiles.facts',
			'people.name as addedByName',
			'clearanceFiles.addedAt'
		])
		.where('clearanceFiles.roundId', '=', roundId)
		.orderBy('clearanceFiles.id');
}

/** Facts are written by `keepClearanceFile` alone, from what was read in the file. */
function readFacts<Row extends { facts: string | null }>({ facts, ...row }: Row) {
	return { ...row, facts: facts === null ? null : (JSON.parse(facts) as DropFacts) };
}
