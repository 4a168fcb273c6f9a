import { createHash } from 'node:crypto';
import { type Actor, grantFor, isMember } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import type { Grid } from '#lib/documents/sheets/grid.ts';
import { readSheets } from '#lib/documents/sheets/sheets.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { onBid } from '../commands.server.ts';
import { type FiscalEvent, getFiscalEvent } from '../queries.server.ts';
import type { TemplateMapping } from './mapping.ts';
import { proposeSheet, proposeTemplate } from './propose.ts';
import { type FillingBid, getTemplate, readFilling, type Wanted } from './queries.server.ts';

export type TemplateFile = { name: string; bytes: Uint8Array };

/** Reads the Treasury's blank return and proposes where its figures go. @throws NotFound, Forbidden, UnreadableFile, Busy, Invalid('file') */
export async function addTemplate(actor: Actor, reviewId: number, eventId: number, file: TemplateFile): Promise<void> {
	await asActor(actor, async (trx) => void (await requireManager(trx, actor, reviewId, eventId)));
	const grid = await readSheets(file.bytes);
	await asActor(actor, (trx) => keepTemplate(trx, actor, reviewId, eventId, { file, grid }));
}

/** Keeps a blank return; it takes the place of an earlier one. The very same file changes nothing. @throws NotFound, Forbidden, Invalid('file') */
export async function keepTemplate(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	eventId: number,
	{ file, grid }: { file: TemplateFile; grid: Grid }
): Promise<void> {
	const { event, grant } = await requireManager(trx, actor, reviewId, eventId);
	if (grid.format === 'csv') {
		throw new Invalid('file', 'A blank return is an Excel workbook (.xlsx) or an OpenDocument spreadsheet (.ods)');
	}
	const sha256 = createHash('sha256').update(file.bytes).digest('hex');
	const last = await trx
		.selectFrom('returnTemplates')
		.select('sha256')
		.where('fiscalEventId', '=', event.id)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (last?.sha256 === sha256) return;
	const fileName = file.name.replace(/\s+/g, ' ').trim().slice(-200) || 'A file without a name';
	await trx
		.insertInto('returnTemplates')
		.values({
			reviewId,
			fiscalEventId: event.id,
			fileName,
			format: grid.format,
			bytes: file.bytes,
			sha256,
			grid: JSON.stringify(grid),
			mapping: JSON.stringify(proposeTemplate(grid, event)),
			addedByPersonId: actor.person.id,
			addedAt: actor.now
		})
		.execute();
	await record(trx, grant, 'return_template.added', onEvent(event), { file: fileName, sha256 });
}

/** Names the sheet and its row of headings, and maps it by its words. @throws NotFound, Forbidden, Conflict, Invalid */
export async function placeTemplate(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	eventId: number,
	input: { sheet: string; headingRow: number; revision: number }
): Promise<void> {
	const { event, grant } = await requireManager(trx, actor, reviewId, eventId);
	const template = await getTemplate(trx, event.id);
	const sheet = template.grid.sheets.find(({ name }) => name === input.sheet);
	if (!sheet) throw new Invalid('sheet', 'Select a sheet of this file');
	if (input.headingRow > sheet.rows) throw new Invalid('headingRow', `This sheet ends with row ${sheet.rows}`);
	const mapping = proposeSheet(sheet, event, input.headingRow);
	await writeMapping(trx, template, mapping, input.revision);
	await record(trx, grant, 'return_template.mapped', onEvent(event), { template: template.id, mapping });
}

/** Says where each figure goes. @throws NotFound, Forbidden, Conflict, Invalid */
export async function mapTemplate(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	eventId: number,
	{ revision, ...input }: Omit<TemplateMapping, 'sheet' | 'headingRow'> & { revision: number }
): Promise<void> {
	const { event, grant } = await requireManager(trx, actor, reviewId, eventId);
	const template = await getTemplate(trx, event.id);
	const { sheet, headingRow } = template.mapping;
	const mapping = { ...input, sheet, headingRow };
	await writeMapping(trx, template, mapping, revision);
	await record(trx, grant, 'return_template.mapped', onEvent(event), { template: template.id, mapping });
}

/** What a filled return is made of, for those who may take copies of bids. @throws NotFound, Forbidden */
export async function loadFilling(trx: Trx, actor: Actor, reviewId: number, eventId: number, wanted: Wanted) {
	if (!isMember(actor, reviewId)) throw new NotFound();
	if (!grantFor(actor, 'bid.export', { reviewId })) throw new Forbidden();
	return readFilling(trx, reviewId, eventId, wanted);
}

/** Records that bids went out on the Treasury's template. @throws Forbidden */
export async function noteFilled(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	bids: readonly FillingBid[],
	said: { template: string; sha256: string }
): Promise<void> {
	const grant = grantFor(actor, 'bid.export', { reviewId });
	if (!grant) throw new Forbidden();
	for (const { bidId, number, leadTeamId, version } of bids) {
		await record(trx, grant, 'bid.exported', onBid({ id: bidId, reviewId, number, leadTeamId }), { ...said, version });
	}
}

async function requireManager(trx: Trx, actor: Actor, reviewId: number, eventId: number) {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const event = await getFiscalEvent(trx, reviewId, eventId);
	const grant = grantFor(actor, 'fiscal_event.manage', { reviewId });
	if (!grant) throw new Forbidden();
	// Those who change one blank return take turns.
	await trx.selectFrom('fiscalEvents').select('id').where('id', '=', event.id).forUpdate().execute();
	return { event, grant };
}

async function writeMapping(
	trx: Trx,
	template: { id: number; revision: number },
	mapping: TemplateMapping,
	revision: number
): Promise<void> {
	if (template.revision !== revision) throw new Conflict('Somebody has changed this since you opened it.');
	await trx
		.updateTable('returnTemplates')
		.set({ mapping: JSON.stringify(mapping), revision: revision + 1 })
		.where('id', '=', template.id)
		.execute();
}

function onEvent({ reviewId, id }: FiscalEvent) {
	return { reviewId, kind: 'fiscal_event', id, audience: 'members' } as const;
}
