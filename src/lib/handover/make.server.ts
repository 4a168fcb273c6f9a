import { createHash } from 'node:crypto';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { DocumentModel } from '#lib/documents/document.ts';
import { fitsFormat } from '#lib/documents/render.server.ts';
import { Conflict } from '#lib/errors.ts';
import type { HandoverFormat } from './formats.ts';
import { handoverDocument } from './handover-document.ts';
import { type HandoverReview, readHandover, requireHandsOver } from './handover.server.ts';

/**
 * The pack as it stands now, to be written in a format; that it was made is recorded, with a digest of what it said.
 * @throws Forbidden; Conflict where it is too large for the format
 */
export async function makeHandover(
	trx: Trx,
	actor: Actor,
	review: HandoverReview,
	format: HandoverFormat
): Promise<{ model: DocumentModel; madeOn: string }> {
	requireHandsOver(actor, review.id);
	const pack = await readHandover(trx, actor, review);
	const model = handoverDocument(pack);
	if (!fitsFormat(model, format)) {
		throw new Conflict('This review is too large for that format. Take the OpenDocument text or the web page.');
	}
	const grant = grantFor(actor, 'handover.make', { reviewId: review.id });
	await record(
		trx,
		grant,
		'handover.made',
		{ reviewId: review.id, kind: 'review', id: review.id, reference: review.slug, audience: 'secretariat' },
		{
			format,
			recommendations: pack.recommendations.length,
			open: pack.open.reduce((sum, { count }) => sum + count, 0),
			sha256: createHash('sha256').update(JSON.stringify(pack)).digest('hex')
		}
	);
	return { model, madeOn: pack.madeOn };
}
