import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { DocumentFormat } from '#lib/documents/filename.ts';
import { recordExport, requireExport } from '../commands.server.ts';
import { getPaper } from '../queries.server.ts';
import { type ExportState, KEPT_HOURS, LOST_AFTER_MS, type Problem } from './export.ts';

export type Asked = {
	copy: 'working' | 'snapshot' | 'annex';
	snapshotNumber: number | null;
	format: DocumentFormat;
	/** False for a PDF that has its tags and does not promise PDF/UA. */
	accessible: boolean;
	modelSha256: string;
	estimateMs: number;
	filename: string;
};

/**
 * Keeps that a person asked for a document, or finds what they asked for a moment ago: the same words in the same format.
 * @throws NotFound, Forbidden
 */
export async function askForExport(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	asked: Asked,
	problems: Problem[] | null = null
): Promise<{ id: number; state: ExportState }> {
	const paper = await getPaper(trx, reviewId, name);
	requireExport(actor, reviewId, asked.copy);
	await sql`select clear_expired_exports()`.execute(trx);
	const known = await trx
		.selectFrom('paperExports')
		.select(['id', 'state'])
		.where('personId', '=', actor.person.id)
		.where('paperId', '=', paper.id)
		.where('modelSha256', '=', asked.modelSha256)
		.where('format', '=', asked.format)
		.where('accessible', '=', asked.accessible)
		.where('state', '!=', 'failed')
		.where('expiresAt', '>', actor.now)
		.orderBy('id', 'desc')
		.executeTakeFirst();
	if (known) return known;
	const state = problems ? 'refused' : 'waiting';
	const { id } = await trx
		.insertInto('paperExports')
		.values({
			...asked,
			reviewId,
			paperId: paper.id,
			personId: actor.person.id,
			state,
			problems: problems === null ? null : JSON.stringify(problems),
			askedAt: actor.now,
			finishedAt: problems ? actor.now : null,
			expiresAt: new Date(actor.now.getTime() + KEPT_HOURS * 3_600_000)
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return { id, state };
}

/** Takes a waiting document in hand, or one whose maker is no more. @returns whether it is the caller's to make */
export async function beginExport(trx: Trx, actor: Actor, id: number): Promise<boolean> {
	const lost = new Date(actor.now.getTime() - LOST_AFTER_MS);
	const { numUpdatedRows } = await trx
		.updateTable('paperExports')
		.set({ state: 'working', startedAt: actor.now })
		.where('id', '=', id)
		.where((row) =>
			row.or([row('state', '=', 'waiting'), row.and([row('state', '=', 'working'), row('startedAt', '<', lost)])])
		)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Keeps the file and records that the paper left. @throws NotFound, Forbidden when the right has ended meanwhile */
export async function finishExport(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	id: number,
	asked: Asked,
	file: { bytes: Uint8Array; sha256: string }
): Promise<void> {
	await trx
		.updateTable('paperExports')
		.set({ state: 'ready', finishedAt: actor.now, bytes: file.bytes, bytesSha256: file.sha256 })
		.where('id', '=', id)
		.where('state', '=', 'working')
		.execute();
	await recordExport(trx, actor, reviewId, name, {
		of: asked.copy,
		snapshot: asked.snapshotNumber,
		format: asked.format,
		bytesSha256: file.sha256
	});
}

/** Ends a document that could not be made: refused with what to mend, put back in the row, or failed. */
export async function stopExport(
	trx: Trx,
	actor: Actor,
	id: number,
	end: { state: 'refused'; problems: Problem[] } | { state: 'waiting' | 'failed' }
): Promise<void> {
	await trx
		.updateTable('paperExports')
		.set({
			state: end.state,
			finishedAt: end.state === 'waiting' ? null : actor.now,
			problems: end.state === 'refused' ? JSON.stringify(end.problems) : null
		})
		.where('id', '=', id)
		.where('state', '=', 'working')
		.execute();
}
