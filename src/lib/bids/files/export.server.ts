import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { requireActor, reviewIdOf, throwAsHttp } from '#lib/access/guards.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import {
	documentFilename,
	documentFormats,
	downloadHeaders,
	type FileFormat,
	fileTypes,
	workbookFormats
} from '#lib/documents/filename.ts';
import { Busy, DocumentTooLarge, renderDocument, RenderFailed, renderWorkbook } from '#lib/documents/render.server.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { composeNarrative } from '../narrative/compose-narrative.server.ts';
import { bidWorkbook } from '../workbook/bid-workbook.ts';
import { type LoadedCopy, loadCopy, recordTaking, type WantedCopy } from './copies.server.ts';
import { bidCsv } from './csv.ts';
import { bidJson } from './data.ts';
import { tableNames } from './tables.ts';

type Made = { bytes: Uint8Array; format: FileFormat; of: string };

/** `?format=xlsx&version=2`: the workbook of the work, or of a version. */
export async function exportWorkbook(locals: App.Locals, at: Place): Promise<Response> {
	const wanted = at.query.get('format') ?? 'xlsx';
	const format = workbookFormats.find((each) => each === wanted);
	if (!format) error(400, `Choose one of the formats ${workbookFormats.join(', ')}`);
	return exportBid(locals, at, async ({ content, copy, banner }) => ({
		bytes: await renderWorkbook(bidWorkbook(content, copy, banner), format),
		format,
		of: 'workbook'
	}));
}

/** `?format=docx&version=2`: the bid in five cases. */
export async function exportNarrative(locals: App.Locals, at: Place): Promise<Response> {
	const wanted = at.query.get('format') ?? 'docx';
	const format = documentFormats.find((each) => each === wanted);
	if (!format) error(400, `Choose one of the formats ${documentFormats.join(', ')}`);
	return exportBid(locals, at, async ({ content, copy, banner, position }) => ({
		bytes: await renderDocument(composeNarrative(content, copy, { banner, position }), format),
		format,
		of: 'narrative'
	}));
}

/** `?format=json`, `?format=csv&table=costs`: lines and record for other programs. */
export async function exportData(locals: App.Locals, at: Place): Promise<Response> {
	const format = at.query.get('format') ?? 'json';
	const encode = (text: string) => new TextEncoder().encode(text);
	if (format === 'json')
		return exportBid(locals, at, (copy) => ({ bytes: encode(bidJson(copy)), format: 'json', of: 'data' }));
	const table = tableNames.find((each) => each === at.query.get('table'));
	if (format !== 'csv' || !table) error(400, `Choose JSON, or CSV and one of the tables ${tableNames.join(', ')}`);
	return exportBid(locals, at, (copy) => ({ bytes: encode(bidCsv(copy, table)), format: 'csv', of: table }));
}

type Place = { review: string; name: string; query: URLSearchParams };

/** The one way a bid leaves as a file: read, make outside any transaction, record, hand over. */
async function exportBid(
	locals: App.Locals,
	at: Place,
	make: (copy: LoadedCopy) => Made | Promise<Made>
): Promise<Response> {
	const actor = requireActor(locals);
	const wanted = wantedIn(at.query.get('version'));
	try {
		const reviewId = reviewIdOf(actor, at.review);
		const copy = await asActor(actor, (trx) => loadCopy(trx, actor, reviewId, at.name, wanted));
		const { bytes, format, of } = await make(copy);
		await asActor(actor, (trx) =>
			recordTaking(trx, actor, copy, { format, of, bytesSha256: createHash('sha256').update(bytes).digest('hex') })
		);
		const which = wanted.of === 'version' ? `version ${wanted.number}` : 'draft';
		const { reference, title } = copy.content;
		const filename = documentFilename([reference, of, which, title], fileTypes[format].extension);
		return new Response(new Uint8Array(bytes), { headers: downloadHeaders(filename, format) });
	} catch (cause) {
		if (cause instanceof Busy || cause instanceof RenderFailed) error(503, cause.message);
		if (cause instanceof DocumentTooLarge) error(413, 'This bid is too large for this file. Take its lines as CSV.');
		if (cause instanceof Refused) error(422, cause.refusals.map(({ message }) => message).join(' '));
		throwAsHttp(cause);
	}
}

function wantedIn(version: string | null): WantedCopy {
	if (version === null) return { of: 'working' };
	if (!/^[1-9]\d{0,5}$/.test(version)) error(404, 'This version was not found');
	return { of: 'version', number: Number(version) };
}
