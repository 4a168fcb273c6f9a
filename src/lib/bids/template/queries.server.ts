import type { Trx } from '#lib/db/asActor.server.ts';
import type { Grid } from '#lib/documents/sheets/grid.ts';
import { NotFound } from '#lib/errors.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { type BidContent, bidContentSchema } from '../content.ts';
import { readContent } from '../content.server.ts';
import { getBid, getFiscalEvent } from '../queries.server.ts';
import type { TemplateMapping } from './mapping.ts';

export type Template = {
	id: number;
	fileName: string;
	format: 'xlsx' | 'ods';
	sha256: string;
	mapping: TemplateMapping;
	revision: number;
	addedAt: Date;
	personName: string;
};

/** The blank return of a fiscal event: the last that was added. */
export async function findTemplate(trx: Trx, eventId: number): Promise<(Template & { grid: Grid }) | undefined> {
	const found = await templatesOf(trx, eventId).select('returnTemplates.grid').executeTakeFirst();
	return found && { ...found, grid: JSON.parse(found.grid) as Grid };
}

/** @throws NotFound */
export async function getTemplate(trx: Trx, eventId: number): Promise<Template & { grid: Grid }> {
	const found = await findTemplate(trx, eventId);
	if (!found) throw new NotFound('The blank return has not been added yet');
	return found;
}

/** The last submitted version of each bid of a fiscal event, as far as the person may see it. */
export async function listSubmittedBids(trx: Trx, reviewId: number, eventId: number) {
	return trx
		.selectFrom('bidVersions')
		.distinctOn('bidNumber')
		.select(['bidNumber', 'number', 'title'])
		.where('reviewId', '=', reviewId)
		.where('fiscalEventId', '=', eventId)
		.where('submittedAt', 'is not', null)
		.orderBy('bidNumber')
		.orderBy('number', 'desc')
		.limit(mostBids)
		.execute();
}

/** The bids of a fiscal event that the person sees in work. */
export async function listWorkingBids(trx: Trx, reviewId: number, eventId: number) {
	return trx
		.selectFrom('bids')
		.select(['number', 'title'])
		.where('reviewId', '=', reviewId)
		.where('fiscalEventId', '=', eventId)
		.where('withdrawnAt', 'is', null)
		.orderBy('number')
		.limit(mostBids)
		.execute();
}

export type Wanted = { kind: 'all' } | { kind: 'submitted' | 'working'; number: number };

/** Reads `all` for every submitted bid, `B3` for a submitted one, `working-B3` for one in work. @returns null for anything else */
export function wantedIn(text: string | null): Wanted | null {
	if (text === 'all') return { kind: 'all' };
	const working = text?.startsWith('working-') ?? false;
	const number = numberIn('B', (text ?? '').replace(/^working-/, ''));
	return number ? { kind: working ? 'working' : 'submitted', number } : null;
}

/** What is to be filled, and with what. @throws NotFound */
export async function readFilling(trx: Trx, reviewId: number, eventId: number, wanted: Wanted) {
	const event = await getFiscalEvent(trx, reviewId, eventId);
	const template = await getTemplate(trx, event.id);
	const { bytes } = await trx
		.selectFrom('returnTemplates')
		.select('bytes')
		.where('id', '=', template.id)
		.executeTakeFirstOrThrow();
	const bids = await contentsOf(trx, reviewId, event.id, wanted);
	if (bids.length === 0) throw new NotFound('No bid of this fiscal event has been submitted yet');
	return { event, template, bytes, bids };
}

const mostBids = 300;

export type FillingBid = {
	bidId: number;
	number: number;
	leadTeamId: number;
	version: number | null;
	content: BidContent;
};

async function contentsOf(trx: Trx, reviewId: number, eventId: number, wanted: Wanted): Promise<FillingBid[]> {
	if (wanted.kind === 'working') {
		const bid = await getBid(trx, reviewId, wanted.number);
		if (bid.fiscalEventId !== eventId) throw new NotFound();
		// What the lead keeps to itself stands in no file that is made for the Treasury.
		const shown = await trx
			.selectFrom('bidOptions')
			.select('id')
			.where('bidId', '=', bid.id)
			.where('leadOnly', '=', false)
			.execute();
		const content = await readContent(trx, bid, { only: shown.map(({ id }) => id) });
		return [{ bidId: bid.id, number: bid.number, leadTeamId: bid.leadTeamId, version: null, content }];
	}
	const rows = await trx
		.selectFrom('bidVersions')
		.distinctOn('bidNumber')
		.select(['bidId', 'bidNumber', 'leadTeamId', 'number as version', 'content'])
		.where('reviewId', '=', reviewId)
		.where('fiscalEventId', '=', eventId)
		.where('submittedAt', 'is not', null)
		.$if(wanted.kind === 'submitted', (versions) =>
			versions.where('bidNumber', '=', wanted.kind === 'all' ? 0 : wanted.number)
		)
		.orderBy('bidNumber')
		.orderBy('number', 'desc')
		.limit(mostBids)
		.execute();
	if (wanted.kind === 'submitted' && rows.length === 0)
		throw new NotFound(`${reference('B', wanted.number)} has not been submitted`);
	return rows.map(({ bidNumber, content, ...row }) => ({
		...row,
		number: bidNumber,
		content: bidContentSchema.parse(JSON.parse(content))
	}));
}

function templatesOf(trx: Trx, eventId: number) {
	return trx
		.selectFrom('returnTemplates')
		.innerJoin('people', 'people.id', 'returnTemplates.addedByPersonId')
		.select([
			'returnTemplates.id',
			'returnTemplates.fileName',
			'returnTemplates.format',
			'returnTemplates.sha256',
			'returnTemplates.mapping',
			'returnTemplates.revision',
			'returnTemplates.addedAt',
			'people.name as personName'
		])
		.where('returnTemplates.fiscalEventId', '=', eventId)
		.orderBy('returnTemplates.id', 'desc')
		.limit(1);
}
