import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { requireActor, reviewIdOf, throwAsHttp } from '#lib/access/guards.server.ts';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import type { DocumentModel } from '#lib/documents/document.ts';
import {
	contentTypes,
	type DocumentFormat,
	documentFilename,
	documentFormats,
	downloadHeaders
} from '#lib/documents/filename.ts';
import { Busy, DocumentTooLarge, renderDocument, RenderFailed } from '#lib/documents/render.server.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { NotFound } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { recordExport, requireExport } from './commands.server.ts';
import { composeAnnex, composePaper, type Trace } from './compose.ts';
import { readContent } from './content.ts';
import { contentOf, type Manuscript, markingOf, workingVersion } from './manuscript.ts';
import { gates, isLodged } from './paper.ts';
import {
	getPaper,
	getSnapshot,
	listTraceLinks,
	listSources,
	readManuscript,
	type TraceLink
} from './queries.server.ts';
import { noteReading } from './readers/note-reading.server.ts';
import type { Reading } from './readers/reading.ts';
import { eventNote, eventsOf, type Source } from './sources.ts';

export type Wanted = { of: 'working' } | { of: 'snapshot'; number: number } | { of: 'annex' };

/** A document that is ready to be made: everything it needs has been read. */
export type Export = {
	model: DocumentModel;
	/** The parts of the file's name, before its ending. */
	name: (string | null)[];
	/** What the reader list keeps of it. */
	reading: Omit<Reading, 'takenAs'>;
};

/**
 * Reads what an export needs. Rendering comes after the transaction.
 * @param name P2. @throws NotFound, Forbidden
 */
export async function loadExport(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	wanted: Wanted
): Promise<Export> {
	const paper = await getPaper(trx, reviewId, name);
	requireExport(actor, reviewId, wanted.of);
	const read = { paperId: paper.id, reviewId };
	if (wanted.of === 'snapshot') {
		const snapshot = await getSnapshot(trx, paper.id, wanted.number);
		const content = readContent(snapshot.content);
		if (!content) throw new NotFound('The text of this snapshot cannot be read');
		const model = composePaper(content, { kind: 'snapshot', ...snapshot });
		// A lodged copy carries no working reference, its file name neither.
		const which = isLodged(snapshot.gate) ? [gates[snapshot.gate].label] : [name, `snapshot ${snapshot.number}`];
		return {
			model,
			name: [...which, content.title],
			reading: { ...read, copy: 'snapshot', copyNumber: snapshot.number }
		};
	}
	const manuscript = await readManuscript(trx, paper);
	const version = workingVersion(manuscript);
	if (wanted.of === 'annex') {
		const model = composeAnnex(await loadTrace(trx, actor, manuscript));
		return {
			model,
			name: [name, 'traceability', paper.title],
			reading: { ...read, copy: 'annex', copyNumber: version }
		};
	}
	const model = composePaper(contentOf(manuscript), { kind: 'working', version, at: actor.now });
	return {
		model,
		name: [name, 'draft', `version ${version}`, paper.title],
		reading: { ...read, copy: 'working', copyNumber: version }
	};
}

/** The one way a paper leaves: read, render outside any transaction, record, hand over. */
export async function exportPaper(
	locals: App.Locals,
	at: { review: string; name: string; format: string | null },
	wanted: Wanted
): Promise<Response> {
	const actor = requireActor(locals);
	const format = formatOf(at.format);
	try {
		const reviewId = reviewIdOf(actor, at.review);
		const { model, name, reading } = await asActor(actor, (trx) => loadExport(trx, actor, reviewId, at.name, wanted));
		const bytes = await renderDocument(model, format);
		await asActor(actor, (trx) =>
			recordExport(trx, actor, reviewId, at.name, {
				of: wanted.of,
				snapshot: wanted.of === 'snapshot' ? wanted.number : null,
				format,
				bytesSha256: createHash('sha256').update(bytes).digest('hex')
			})
		);
		noteReading(actor, { ...reading, takenAs: format });
		const filename = documentFilename(name, contentTypes[format].extension);
		return new Response(new Uint8Array(bytes), { headers: downloadHeaders(filename, format) });
	} catch (cause) {
		if (cause instanceof Busy || cause instanceof RenderFailed) error(503, cause.message);
		if (cause instanceof DocumentTooLarge) error(413, cause.message);
		if (cause instanceof Refused) error(422, cause.message);
		throwAsHttp(cause);
	}
}

function formatOf(text: string | null): DocumentFormat {
	const wanted = text ?? 'docx';
	const format = documentFormats.find((each) => each === wanted);
	if (!format) error(400, `Choose one of the formats ${documentFormats.join(', ')}`);
	return format;
}

async function loadTrace(trx: Trx, actor: Actor, manuscript: Manuscript): Promise<Trace> {
	const { paper, citations, slots, sections } = manuscript;
	const placed = [...new Map(slots.map((slot) => [slot.recommendationId, slot])).values()];
	const links = await listTraceLinks(
		trx,
		placed.map((slot) => slot.recommendationId)
	);
	const findingIds = [...links, ...citations].map((each) => each.findingId);
	const sources = await listSources(trx, [...new Set(findingIds)]);
	const cited = new Set(citations.map((citation) => citation.findingId));
	return {
		title: paper.title,
		review: manuscript.review.title,
		banner: manuscript.review.banner,
		marking: markingOf(paper, sources),
		department: manuscript.department,
		of: `${reference('P', paper.number)}, ${gates[paper.gate].label.toLowerCase()}, version ${workingVersion(manuscript)}`,
		at: actor.now,
		recommendations: placed.map((slot) => ({
			reference: reference('R', slot.number),
			version: slot.seen.version,
			verb: slot.seen.verb,
			title: slot.seen.title,
			text: slot.seen.text,
			findings: links
				.filter((link) => link.recommendationId === slot.recommendationId)
				.map((link) => traced(link, sources, cited))
		})),
		citations: sections.flatMap((section) =>
			citations
				.filter((citation) => citation.sectionId === section.id)
				.map((citation) => ({
					section: section.heading,
					reference: reference('F', citation.number),
					seenVersion: citation.seenVersion,
					version: citation.version,
					sentence: citation.state === 'withdrawn' ? 'Withdrawn' : (citation.sentence ?? ''),
					events: eventLines(citation.findingId, sources)
				}))
		)
	};
}

function traced(link: TraceLink, sources: readonly Source[], cited: ReadonlySet<number>) {
	return {
		reference: reference('F', link.findingNumber),
		version: link.findingVersion,
		sentence: link.sentence ?? '',
		stance: link.stance,
		note: link.note,
		needsRecheck: link.needsRecheck,
		events: eventLines(link.findingId, sources),
		cited: cited.has(link.findingId)
	};
}

function eventLines(findingId: number, sources: readonly Source[]): string[] {
	return eventsOf(sources.filter((source) => source.findingId === findingId)).flatMap((passages) =>
		passages[0] ? [`${reference('E', passages[0].eventNumber)}: ${eventNote(passages)}`] : []
	);
}
