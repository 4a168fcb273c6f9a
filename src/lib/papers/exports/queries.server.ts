import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';

/** An export of the reader's own, without its bytes. @throws NotFound for another's, for an expired one and for none */
export async function getExport(trx: Trx, paperId: number, id: number, now: Date) {
	const found = await trx
		.selectFrom('paperExports')
		.select([
			'id',
			'copy',
			'snapshotNumber',
			'format',
			'accessible',
			'state',
			'estimateMs',
			'startedAt',
			'expiresAt',
			'filename',
			'problems',
			(row) => row.fn<number | null>('octet_length', ['bytes']).as('size')
		])
		.where('paperId', '=', paperId)
		.where('id', '=', id)
		.where('expiresAt', '>', now)
		.executeTakeFirst();
	if (!found) throw new NotFound('This file was not found. Files are kept for a day; make it again.');
	return found;
}

/** The file itself. @throws NotFound while it is not ready */
export async function getExportFile(trx: Trx, paperId: number, id: number, now: Date) {
	const found = await trx
		.selectFrom('paperExports')
		.select(['copy', 'format', 'filename', 'bytes'])
		.where('paperId', '=', paperId)
		.where('id', '=', id)
		.where('expiresAt', '>', now)
		.where('state', '=', 'ready')
		.executeTakeFirst();
	if (!found?.bytes) throw new NotFound('This file was not found. Files are kept for a day; make it again.');
	return { ...found, bytes: found.bytes };
}
