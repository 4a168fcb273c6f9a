import type { Trx } from '#lib/db/asActor.server.ts';
import type { Grid, Sheet } from '#lib/documents/sheets/grid.ts';
import { NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { type Bid, getFiscalEvent, listCostLines, listOptions } from '../queries.server.ts';
import { type Changes, changesOf } from './changes.ts';
import { type Interpretation, interpret, type Setting } from './interpret.ts';
import type { ReturnMapping, ReturnOutcome } from './mapping.ts';
import { sheetNamed } from './propose.ts';

export type Return = {
	id: number;
	teamId: number;
	fileName: string;
	format: 'xlsx' | 'ods' | 'csv';
	sha256: string;
	mapping: ReturnMapping;
	state: 'previewed' | 'committed' | 'dropped';
	outcome: ReturnOutcome | null;
	revision: number;
	receivedAt: Date;
	committedAt: Date | null;
	personName: string;
};

/** The files of the person's own department, newest first. */
export async function listReturns(trx: Trx, bidId: number): Promise<Return[]> {
	return returnsOf(trx, bidId).orderBy('bidReturns.id', 'desc').limit(50).execute();
}

/** @throws NotFound */
export async function getReturn(trx: Trx, bidId: number, id: number): Promise<Return & { grid: Grid }> {
	const found = Number.isSafeInteger(id)
		? await returnsOf(trx, bidId).select('bidReturns.grid').where('bidReturns.id', '=', id).executeTakeFirst()
		: undefined;
	if (!found) throw new NotFound('This file was not found');
	return { ...found, grid: JSON.parse(found.grid) as Grid };
}

/** @throws NotFound */
export async function getReturnFile(trx: Trx, bidId: number, id: number) {
	const found = Number.isSafeInteger(id)
		? await trx
				.selectFrom('bidReturns')
				.select(['fileName', 'format', 'bytes'])
				.where('bidId', '=', bidId)
				.where('id', '=', id)
				.executeTakeFirst()
		: undefined;
	if (!found) throw new NotFound('This file was not found');
	return found;
}

/** What the words of a file can stand for in this bid. */
export async function settingOf(trx: Trx, bid: Bid): Promise<Setting> {
	const recommendations = await trx
		.selectFrom('bidRecommendations')
		.innerJoin('recommendations', 'recommendations.id', 'bidRecommendations.recommendationId')
		.select(['recommendations.id', 'recommendations.number'])
		.where('bidRecommendations.bidId', '=', bid.id)
		.orderBy('recommendations.number')
		.execute();
	return {
		period: await getFiscalEvent(trx, bid.reviewId, bid.fiscalEventId),
		options: await listOptions(trx, bid.id),
		recommendations: recommendations.map(({ id, number }) => ({ id, reference: reference('R', number) }))
	};
}

export type Reading = { sheet: Sheet; setting: Setting; interpretation: Interpretation; changes: Changes };

/** What a file says under its mapping, and what it would change. */
export async function readReturn(trx: Trx, bid: Bid, file: Return & { grid: Grid }): Promise<Reading> {
	const setting = await settingOf(trx, bid);
	const sheet = sheetNamed(file.grid, file.mapping.sheet) ?? file.grid.sheets[0];
	if (!sheet) throw new NotFound('This file holds no sheet');
	const interpretation = interpret(sheet, file.mapping, setting);
	const stored = await listCostLines(trx, bid.id);
	return { sheet, setting, interpretation, changes: changesOf(interpretation, stored, file.teamId) };
}

function returnsOf(trx: Trx, bidId: number) {
	return trx
		.selectFrom('bidReturns')
		.innerJoin('people', 'people.id', 'bidReturns.personId')
		.select([
			'bidReturns.id',
			'bidReturns.teamId',
			'bidReturns.fileName',
			'bidReturns.format',
			'bidReturns.sha256',
			'bidReturns.mapping',
			'bidReturns.state',
			'bidReturns.outcome',
			'bidReturns.revision',
			'bidReturns.receivedAt',
			'bidReturns.committedAt',
			'people.name as personName'
		])
		.where('bidReturns.bidId', '=', bidId);
}
