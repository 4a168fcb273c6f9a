import { type Actor, grantFor, may } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { FileFormat } from '#lib/documents/filename.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { onBid } from '../commands.server.ts';
import { readContent } from '../content.server.ts';
import { type BidContent, bidContentSchema } from '../content.ts';
import { findBid, getBid } from '../queries.server.ts';
import { listTreasuryPositions, type TreasuryPosition } from '../treasury/queries.server.ts';
import type { BidCopy } from '../workbook/copy.ts';

export type WantedCopy = { of: 'working' } | { of: 'version'; number: number };

/** A copy of a bid that is ready to be written down: everything that a file needs has been read. */
export type LoadedCopy = {
	content: BidContent;
	copy: BidCopy;
	/** A label of the review that must not be missed, such as "FICTIONAL". */
	banner: string | null;
	/** Where the Treasury stands on a bid, for copies of what was submitted of it; null while it has not said. */
	position: TreasuryPosition | null;
	/** What the record of changes names. */
	bid: { id: number; reviewId: number; number: number; leadTeamId: number };
};

/**
 * Reads the copy of a bid that is to be taken away: the work as it now stands with the last appraisal of it, for those
 * who see it, or a version that was frozen. @param name B3. @throws NotFound, Forbidden
 */
export async function loadCopy(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	wanted: WantedCopy
): Promise<LoadedCopy> {
	const number = numberIn('B', name) ?? 0;
	const copy =
		wanted.of === 'working'
			? await readWorking(trx, actor, reviewId, number)
			: await readVersion(trx, reviewId, number, wanted.number);
	requireTaking(actor, reviewId);
	const { banner } = await trx
		.selectFrom('reviews')
		.select('banner')
		.where('id', '=', reviewId)
		.executeTakeFirstOrThrow();
	const submitted = copy.copy.of === 'version' && copy.copy.submittedAt !== null;
	const [position] = submitted ? await listTreasuryPositions(trx, copy.bid.id) : [];
	return { ...copy, banner, position: position ?? null };
}

/** @throws Forbidden */
export function requireTaking(actor: Actor, reviewId: number): void {
	if (!may(actor, 'bid.export', { reviewId })) throw new Forbidden('You may not take a copy of this bid');
}

/** Records that a copy of a bid leaves; called before its bytes are handed over. @throws NotFound, Forbidden */
export async function recordTaking(
	trx: Trx,
	actor: Actor,
	{ bid, copy }: LoadedCopy,
	file: { format: FileFormat; of: string; bytesSha256: string }
): Promise<void> {
	const version = copy.of === 'version' ? copy.number : null;
	if (!(await isThere(trx, bid, version))) throw new NotFound();
	const grant = grantFor(actor, 'bid.export', { reviewId: bid.reviewId });
	if (!grant) throw new Forbidden();
	await record(trx, grant, 'bid.exported', onBid(bid), { copy: copy.of, version, ...file });
}

type ReadCopy = Omit<LoadedCopy, 'banner' | 'position'>;

async function isThere(trx: Trx, bid: LoadedCopy['bid'], version: number | null): Promise<boolean> {
	if (version === null) return (await findBid(trx, bid.reviewId, bid.number)) !== undefined;
	const found = await trx
		.selectFrom('bidVersions')
		.select('id')
		.where('bidId', '=', bid.id)
		.where('number', '=', version)
		.executeTakeFirst();
	return found !== undefined;
}

async function readWorking(trx: Trx, actor: Actor, reviewId: number, number: number): Promise<ReadCopy> {
	const bid = await getBid(trx, reviewId, number);
	const appraisal = await trx
		.selectFrom('appraisals')
		.select('content')
		.where('bidId', '=', bid.id)
		.where('bidChanges', '=', bid.changes)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const content = await readContent(trx, bid, { ranked: true });
	return {
		content: { ...content, appraisal: appraisal ? (JSON.parse(appraisal.content) as unknown) : null },
		copy: { of: 'working', at: actor.now },
		bid
	};
}

async function readVersion(trx: Trx, reviewId: number, bidNumber: number, number: number): Promise<ReadCopy> {
	const row = await trx
		.selectFrom('bidVersions')
		.select(['bidId', 'content', 'sha256', 'frozenAt', 'submittedAt'])
		.where('reviewId', '=', reviewId)
		.where('bidNumber', '=', bidNumber)
		.where('number', '=', number)
		.executeTakeFirst();
	if (!row) throw new NotFound('This version was not found');
	const { bidId, content: text, ...frozen } = row;
	const content = bidContentSchema.parse(JSON.parse(text));
	return {
		content,
		copy: { of: 'version', number, ...frozen },
		bid: { id: bidId, reviewId, number: bidNumber, leadTeamId: content.lead.id }
	};
}
