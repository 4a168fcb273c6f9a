import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { type Zippable, zipSync } from 'fflate';
import { type Actor, may } from '#lib/access/actor.ts';
import { requireActor, reviewIdOf, throwAsHttp } from '#lib/access/guards.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import type { DocumentModel } from '#lib/documents/document.ts';
import {
	contentTypes,
	type DocumentFormat,
	documentFilename,
	documentFormats,
	downloadHeaders
} from '#lib/documents/filename.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { Busy, DocumentTooLarge, renderDocument, RenderFailed } from '#lib/documents/render.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { composePaper } from '../compose.ts';
import type { PaperContent } from '../content.ts';
import { readFrozen } from '../frozen.server.ts';
import { recordPackExport } from './commands.server.ts';
import { composePack, itemTitle, type PackHead } from './compose-pack.ts';
import { getPack, type PackRow } from './queries.server.ts';

/** A pack that is ready to be made: everything it needs has been read. */
export type LoadedPack = { pack: PackRow; head: PackHead; items: DocumentModel[] };

/** @throws NotFound, Forbidden, Conflict where the text of an item cannot be read */
export async function loadPack(trx: Trx, actor: Actor, reviewId: number, number: number): Promise<LoadedPack> {
	const pack = await getPack(trx, reviewId, number);
	if (!may(actor, 'pack.export', { reviewId })) throw new Forbidden('You may not take this pack');
	const rows = await trx
		.selectFrom('packItems')
		.innerJoin('snapshots', 'snapshots.id', 'packItems.snapshotId')
		.select(['snapshots.number', 'snapshots.gate', 'snapshots.sha256', 'snapshots.takenAt', 'snapshots.content'])
		.where('packItems.packId', '=', pack.id)
		.orderBy('packItems.position')
		.execute();
	const read: { content: PaperContent; model: DocumentModel }[] = [];
	for (const { content: stored, ...snapshot } of rows) {
		const frozen = await readFrozen(trx, reviewId, stored);
		if (!frozen) throw new Conflict('The text of a paper in this pack cannot be read');
		const { content, withheld } = frozen;
		const model = composePaper(content, { kind: 'snapshot', ...snapshot, withheld: withheld.length > 0 });
		read.push({ content, model });
	}
	return { pack, head: headOf(pack, read[0]?.content), items: read.map(({ model }) => model) };
}

/** The pack as one document. */
export function packDocument({ head, items }: LoadedPack): DocumentModel {
	return composePack(head, items);
}

/**
 * The pack as files: each paper in each format under a name that sorts, and an index that says what is there. The same
 * pack gives the same names; a format that refuses a paper is named in the index and not left out in silence.
 */
export async function packFiles(
	loaded: LoadedPack,
	formats: readonly DocumentFormat[]
): Promise<Map<string, Uint8Array>> {
	const files = new Map<string, Uint8Array>();
	const lines: string[][] = [];
	for (const [index, item] of loaded.items.entries()) {
		for (const format of formats) {
			const name = documentFilename([String(index + 1).padStart(2, '0'), item.title], contentTypes[format].extension);
			try {
				files.set(name, await renderDocument(item, format));
				lines.push([itemTitle(item, index + 1), name, item.marking]);
			} catch (cause) {
				if (!(cause instanceof Refused)) throw cause;
				lines.push([itemTitle(item, index + 1), `No ${format.toUpperCase()}: ${cause.message}`, item.marking]);
			}
		}
	}
	files.set('00-index.html', await renderDocument(indexOf(loaded, lines), 'html'));
	return files;
}

/** The files in one archive, with nothing in it that depends on when it is made. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>, folder: string): Uint8Array {
	// The earliest moment that an archive can hold.
	const mtime = new Date(1980, 0, 1, 12);
	const named = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
	const zippable: Zippable = Object.fromEntries(
		named.map(([name, bytes]) => [`${folder}/${name}`, [bytes, { mtime, level: name.endsWith('.pdf') ? 0 : 6 }]])
	);
	return zipSync(zippable);
}

/** The one way a pack leaves: read, render outside any transaction, record, hand over. */
export async function exportPack(
	locals: App.Locals,
	at: { review: string; pack: string; format: string | null; formats: readonly string[] }
): Promise<Response> {
	const actor = requireActor(locals);
	const number = /^[1-9]\d{0,5}$/.test(at.pack) ? Number(at.pack) : error(404, 'This pack was not found');
	const wanted = at.format ?? 'pdf';
	const format = documentFormats.find((each) => each === wanted);
	const formats = documentFormats.filter((each) => at.formats.includes(each));
	if (!format && wanted !== 'zip') error(400, `Choose one of the formats ${documentFormats.join(', ')} and zip`);
	if (!format && formats.length === 0) error(400, 'Choose at least one format for the files');
	try {
		const reviewId = reviewIdOf(actor, at.review);
		const loaded = await asActor(actor, (trx) => loadPack(trx, actor, reviewId, number));
		const name = [`pack ${number}`, loaded.pack.title];
		const bytes = format
			? await renderDocument(packDocument(loaded), format)
			: zipFiles(await packFiles(loaded, formats), documentFilename(name, 'x').replace(/\.x$/, ''));
		await asActor(actor, (trx) =>
			recordPackExport(trx, actor, reviewId, number, {
				format: format ?? 'zip',
				formats: format ? [format] : formats,
				bytesSha256: createHash('sha256').update(bytes).digest('hex')
			})
		);
		const headers = format
			? downloadHeaders(documentFilename(name, contentTypes[format].extension), format)
			: { ...downloadHeaders(documentFilename(name, 'zip'), 'html'), 'content-type': 'application/zip' };
		return new Response(new Uint8Array(bytes), { headers });
	} catch (cause) {
		if (cause instanceof Busy || cause instanceof RenderFailed) error(503, cause.message);
		if (cause instanceof DocumentTooLarge) error(413, cause.message);
		if (cause instanceof Refused) error(422, cause.message);
		throwAsHttp(cause);
	}
}

function headOf(pack: PackRow, first: PaperContent | undefined): PackHead {
	return {
		title: pack.title,
		meetingOn: pack.meetingOn,
		review: first?.review ?? '',
		banner: first?.banner ?? null,
		department: first?.department ?? ''
	};
}

function indexOf(loaded: LoadedPack, lines: readonly string[][]): DocumentModel {
	const cells = (texts: readonly string[]) => texts.map((text) => [{ type: 'text' as const, text }]);
	return {
		...composePack(loaded.head, loaded.items),
		contents: false,
		footnotes: [],
		blocks: [
			{
				type: 'table',
				caption: [{ type: 'text', text: 'Files of this pack' }],
				align: ['left', 'left', 'left'],
				header: cells(['Item', 'File', 'Marking']),
				rows: lines.map(cells)
			}
		]
	};
}
