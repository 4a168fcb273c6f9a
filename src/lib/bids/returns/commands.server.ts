import { createHash } from 'node:crypto';
import type { Actor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import type { Grid } from '#lib/documents/sheets/grid.ts';
import { readSheets } from '#lib/documents/sheets/sheets.server.ts';
import { Conflict, Invalid, NotFound } from '#lib/errors.ts';
import { onBid } from '../commands.server.ts';
import { saveLines, shareGrant } from '../costs/commands.server.ts';
import { lockBid } from '../queries.server.ts';
import type { ReturnMapping, ReturnOutcome } from './mapping.ts';
import { type EarlierMapping, propose, proposeFor, shapeOf, sheetNamed } from './propose.ts';
import { getReturn, readReturn, settingOf } from './queries.server.ts';

export type ReturnFile = { name: string; bytes: Uint8Array };

/**
 * Reads a department's return and lays it down for its own officials to look at: no line changes. The same file again,
 * while it waits, is the one that is there.
 * @returns the number of the return. @throws NotFound, Forbidden, UnreadableFile, Busy, Invalid('file')
 */
export async function receiveReturn(
	actor: Actor,
	reviewId: number,
	number: number,
	teamId: number,
	file: ReturnFile
): Promise<number> {
	await asActor(actor, async (trx) => void (await lockShare(trx, actor, reviewId, number, teamId)));
	const grid = await readSheets(file.bytes);
	return asActor(actor, (trx) => keepReturn(trx, actor, reviewId, number, { teamId, file, grid }));
}

/** Keeps a return that was read. @throws NotFound, Forbidden, Invalid('file') */
export async function keepReturn(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	{ teamId, file, grid }: { teamId: number; file: ReturnFile; grid: Grid }
): Promise<number> {
	const { bid, grant } = await lockShare(trx, actor, reviewId, number, teamId);
	if (grid.sheets.every(({ cells }) => cells.length === 0)) throw new Invalid('file', 'There is nothing in this file');
	const sha256 = createHash('sha256').update(file.bytes).digest('hex');
	const waiting = await trx
		.selectFrom('bidReturns')
		.select('id')
		.where('bidId', '=', bid.id)
		.where('teamId', '=', teamId)
		.where('sha256', '=', sha256)
		.where('state', '=', 'previewed')
		.executeTakeFirst();
	if (waiting) return waiting.id;

	const { period, options } = await settingOf(trx, bid);
	const optionId = options.find(({ kind }) => kind === 'preferred')?.id ?? options[0]?.id ?? 0;
	const proposed = propose(grid, { period, optionId, earlier: await earlierMappings(trx, teamId) });
	// An option of another bid means nothing here.
	const mapping = options.some(({ id }) => id === proposed.optionId) ? proposed : { ...proposed, optionId };
	const fileName = file.name.replace(/\s+/g, ' ').trim().slice(-200) || 'A file without a name';
	const { id } = await trx
		.insertInto('bidReturns')
		.values({
			reviewId,
			bidId: bid.id,
			teamId,
			fileName,
			format: grid.format,
			bytes: file.bytes,
			sha256,
			grid: JSON.stringify(grid),
			mapping: JSON.stringify(mapping),
			shape: shapeIn(grid, mapping),
			personId: actor.person.id,
			postId: grant.postId,
			receivedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'bid.return_received', onBid(bid, teamId), { return: id, file: fileName, sha256 });
	return id;
}

/** Names the sheet and the row of headings, and maps its columns by what they say. @throws NotFound, Forbidden, Conflict, Invalid */
export async function placeReturn(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	id: number,
	input: { sheet: string; headingRow: number; revision: number }
): Promise<void> {
	const { bid, file } = await lockReturn(trx, actor, reviewId, number, id);
	const sheet = file.grid.sheets.find(({ name }) => name === input.sheet);
	if (!sheet) throw new Invalid('sheet', 'Select a sheet of this file');
	if (input.headingRow > sheet.rows) throw new Invalid('headingRow', `This sheet ends with row ${sheet.rows}`);
	const { period } = await settingOf(trx, bid);
	const { columns, unit } = proposeFor(sheet, period, file.mapping.optionId, input.headingRow);
	const mapping = { ...file.mapping, sheet: sheet.name, headingRow: input.headingRow, columns, unit };
	await writeMapping(trx, file, mapping, input.revision);
}

/** Says what each column holds. @throws NotFound, Forbidden, Conflict, Invalid */
export async function mapReturn(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	id: number,
	{ revision, ...input }: Omit<ReturnMapping, 'sheet' | 'headingRow'> & { revision: number }
): Promise<void> {
	const { bid, file } = await lockReturn(trx, actor, reviewId, number, id);
	const { options } = await settingOf(trx, bid);
	if (!options.some((option) => option.id === input.optionId)) {
		throw new Invalid('optionId', 'Select an option of this bid');
	}
	const { sheet, headingRow } = file.mapping;
	await writeMapping(trx, file, { ...input, sheet, headingRow }, revision);
}

/**
 * Takes over the good lines of a return in one act, as they were shown.
 * @throws NotFound, Forbidden, Conflict when it was taken over already or something has changed since it was shown, Invalid
 */
export async function commitReturn(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	id: number,
	input: { seen: string; removeMissing: boolean; confirmed: boolean }
): Promise<ReturnOutcome> {
	const { bid, grant, file } = await lockReturn(trx, actor, reviewId, number, id);
	const { interpretation, changes } = await readReturn(trx, bid, file);
	if (changes.seen !== input.seen) {
		throw new Conflict(
			'Something has changed since this was shown. Look at the lines again; nothing is taken over yet.'
		);
	}
	if (interpretation.questions.length > 0 && !input.confirmed) {
		throw new Invalid('confirmed', 'Confirm that the figures are right, or change how they are read');
	}
	const lines = changes.changes.map(({ line }) => line);
	if (lines.length === 0) throw new Invalid('', 'No line of this file can be taken over yet');
	const removed = input.removeMissing ? changes.missing.map((line) => ({ id: line.id, revision: line.revision })) : [];
	await saveLines(trx, actor, reviewId, number, { teamId: file.teamId, lines, removed });

	const count = (kind: string) => changes.changes.filter((change) => change.kind === kind).length;
	const outcome = {
		added: count('added'),
		changed: count('changed'),
		same: count('same'),
		removed: removed.length,
		leftOut: interpretation.rows.length - lines.length
	};
	await trx
		.updateTable('bidReturns')
		.set({ state: 'committed', committedAt: actor.now, outcome: JSON.stringify(outcome), revision: file.revision + 1 })
		.where('id', '=', id)
		.execute();
	const { fileName, sha256 } = file;
	await record(trx, grant, 'bid.return_committed', onBid(bid, file.teamId), {
		return: id,
		file: fileName,
		sha256,
		...outcome
	});
	return outcome;
}

/** Puts a return aside: nothing of it is taken over, and the file is kept. @throws NotFound, Forbidden, Conflict */
export async function dropReturn(trx: Trx, actor: Actor, reviewId: number, number: number, id: number): Promise<void> {
	const { bid, grant, file } = await lockReturn(trx, actor, reviewId, number, id);
	await trx
		.updateTable('bidReturns')
		.set({ state: 'dropped', revision: file.revision + 1 })
		.where('id', '=', id)
		.execute();
	const { fileName, sha256 } = file;
	await record(trx, grant, 'bid.return_dropped', onBid(bid, file.teamId), { return: id, file: fileName, sha256 });
}

const earlierKept = 50;

async function lockShare(trx: Trx, actor: Actor, reviewId: number, number: number, teamId: number) {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	return { bid, grant: await shareGrant(trx, actor, bid, teamId) };
}

async function lockReturn(trx: Trx, actor: Actor, reviewId: number, number: number, id: number) {
	const bid = await lockBid(trx, reviewId, number);
	if (!bid) throw new NotFound();
	const file = await getReturn(trx, bid.id, id);
	const grant = await shareGrant(trx, actor, bid, file.teamId);
	if (file.state === 'committed') throw new Conflict('This file has been taken over already');
	if (file.state === 'dropped') throw new Conflict('This file was put aside. Upload it again to use it.');
	return { bid, grant, file };
}

async function earlierMappings(trx: Trx, teamId: number): Promise<EarlierMapping[]> {
	return trx
		.selectFrom('bidReturns')
		.select(['mapping', 'shape'])
		.where('teamId', '=', teamId)
		.where('state', '=', 'committed')
		.orderBy('id', 'desc')
		.limit(earlierKept)
		.execute();
}

async function writeMapping(
	trx: Trx,
	file: { id: number; grid: Grid; revision: number },
	mapping: ReturnMapping,
	revision: number
): Promise<void> {
	if (file.revision !== revision) throw new Conflict('Somebody has changed how this file is read since you opened it.');
	await trx
		.updateTable('bidReturns')
		.set({ mapping: JSON.stringify(mapping), shape: shapeIn(file.grid, mapping), revision: revision + 1 })
		.where('id', '=', file.id)
		.execute();
}

function shapeIn(grid: Grid, mapping: ReturnMapping): string {
	const sheet = sheetNamed(grid, mapping.sheet);
	return sheet ? shapeOf(sheet, mapping.headingRow) : '';
}
