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
import {
	Busy,
	charactersIn,
	DocumentTooLarge,
	fitsFormat,
	renderDocument,
	RenderFailed
} from '#lib/documents/render.server.ts';
import { Refused } from '#lib/documents/refusal.ts';
import { NotFound } from '#lib/errors.ts';
import { log } from '#lib/log.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { recordExport, requireExport } from './commands.server.ts';
import { composeAnnex, composePaper, type Trace } from './compose.ts';
import { type PaperContent } from './content.ts';
import { sha256 } from './digest.server.ts';
import { type Asked, askForExport, beginExport, finishExport, stopExport } from './exports/commands.server.ts';
import { estimateMs, LONGEST_WAIT_MS, type Problem } from './exports/export.ts';
import { contentOf, type Manuscript, markingOf, workingVersion } from './manuscript.ts';
import { readFrozen } from './frozen.server.ts';
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
	/** The sections that its headings of the first level and its annexes stand for, in their order. */
	sections: { id: number; heading: string }[];
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
		const frozen = await readFrozen(trx, reviewId, snapshot.content);
		if (!frozen) throw new NotFound('The text of this snapshot cannot be read');
		const { content, withheld } = frozen;
		const model = composePaper(content, { kind: 'snapshot', ...snapshot, withheld: withheld.length > 0 });
		// A lodged copy carries no working reference, its file name neither.
		const which = isLodged(snapshot.gate) ? [gates[snapshot.gate].label] : [name, `snapshot ${snapshot.number}`];
		return {
			model,
			name: [...which, content.title],
			sections: sectionsOf(content),
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
			sections: [],
			reading: { ...read, copy: 'annex', copyNumber: version }
		};
	}
	const content = contentOf(manuscript);
	return {
		model: composePaper(content, { kind: 'working', version, at: actor.now }),
		name: [name, 'draft', `version ${version}`, paper.title],
		sections: sectionsOf(content),
		reading: { ...read, copy: 'working', copyNumber: version }
	};
}

type Place = { review: string; name: string };

/**
 * The one way a paper leaves: read, render outside any transaction, record, hand over. What takes long, and what the
 * format refuses, goes on to a page of its own.
 */
export async function exportPaper(
	locals: App.Locals,
	at: Place & { query: URLSearchParams },
	wanted: Wanted
): Promise<Response> {
	const actor = requireActor(locals);
	const format = formatOf(at.query.get('format'));
	const accessible = format !== 'pdf' || at.query.get('accessible') !== 'no';
	try {
		const reviewId = reviewIdOf(actor, at.review);
		const { model, name, reading, sections } = await asActor(actor, (trx) =>
			loadExport(trx, actor, reviewId, at.name, wanted)
		);
		const characters = charactersIn(model);
		const asked: Asked = {
			copy: wanted.of,
			snapshotNumber: wanted.of === 'snapshot' ? wanted.number : null,
			format,
			accessible,
			modelSha256: sha256(JSON.stringify(model)),
			estimateMs: estimateMs(characters, model, format),
			filename: documentFilename(name, contentTypes[format].extension)
		};
		const job = { reviewId, name: at.name, asked, model, reading, sections };
		if (asked.estimateMs > LONGEST_WAIT_MS && fitsFormat(model, format)) {
			const { id, state } = await asActor(actor, (trx) => askForExport(trx, actor, reviewId, at.name, asked));
			if (state === 'waiting') begin(actor, id, job);
			return toPage(at, id);
		}
		const made = await makeNow(job);
		if ('problems' in made) {
			const { id } = await asActor(actor, (trx) => askForExport(trx, actor, reviewId, at.name, asked, made.problems));
			return toPage(at, id);
		}
		await asActor(actor, (trx) =>
			recordExport(trx, actor, reviewId, at.name, {
				of: wanted.of,
				snapshot: asked.snapshotNumber,
				format,
				bytesSha256: digest(made.bytes)
			})
		);
		noteReading(actor, { ...reading, takenAs: format });
		return new Response(new Uint8Array(made.bytes), { headers: downloadHeaders(asked.filename, format) });
	} catch (cause) {
		if (cause instanceof Busy || cause instanceof RenderFailed) error(503, cause.message);
		throwAsHttp(cause);
	}
}

/** Goes on with a document that waits, or whose maker is no more. Nothing happens while this process has it in hand. */
export async function resumeExport(
	actor: Actor,
	at: Place,
	found: Pick<Asked, 'copy' | 'snapshotNumber' | 'format' | 'accessible'> & { id: number; filename: string }
): Promise<void> {
	if (making.has(found.id)) return;
	const reviewId = reviewIdOf(actor, at.review);
	const wanted: Wanted =
		found.snapshotNumber === null
			? { of: found.copy === 'annex' ? 'annex' : 'working' }
			: { of: 'snapshot', number: found.snapshotNumber };
	const { model, reading, sections } = await asActor(actor, (trx) => loadExport(trx, actor, reviewId, at.name, wanted));
	const { copy, snapshotNumber, format, accessible, filename } = found;
	const asked = { copy, snapshotNumber, format, accessible, filename, modelSha256: '', estimateMs: 0 };
	begin(actor, found.id, { reviewId, name: at.name, asked, model, reading, sections });
}

/** Waits for the documents that are being made: before the database closes, and in tests. */
export async function exportsMade(): Promise<void> {
	await Promise.all(making.values());
}

type Job = Pick<Export, 'model' | 'reading' | 'sections'> & { reviewId: number; name: string; asked: Asked };

const making = new Map<number, Promise<void>>();

function begin(actor: Actor, id: number, job: Job): void {
	if (making.has(id)) return;
	const work = makeLater(actor, id, job)
		.catch((cause: unknown) => {
			log('warn', 'paper.export_not_made', { message: cause instanceof Error ? cause.message : String(cause) });
		})
		.finally(() => making.delete(id));
	making.set(id, work);
}

/** Its acts are the asker's, at the time at which they happen. */
async function makeLater(asker: Actor, id: number, job: Job): Promise<void> {
	const { reviewId, name, asked, model, reading } = job;
	const began = performance.now();
	const then = (): Actor => ({ ...asker, now: new Date(asker.now.getTime() + performance.now() - began) });
	if (!(await asActor(asker, (trx) => beginExport(trx, asker, id)))) return;
	try {
		const { format, accessible } = asked;
		const bytes = await renderDocument(model, format, { accessible, patient: true });
		const actor = then();
		await asActor(actor, (trx) =>
			finishExport(trx, actor, reviewId, name, id, asked, { bytes, sha256: digest(bytes) })
		);
		noteReading(actor, { ...reading, takenAs: asked.format });
	} catch (cause) {
		const actor = then();
		const problems = problemsOf(cause, job);
		await asActor(actor, (trx) =>
			stopExport(
				trx,
				actor,
				id,
				problems ? { state: 'refused', problems } : { state: cause instanceof Busy ? 'waiting' : 'failed' }
			)
		);
		if (!problems && !(cause instanceof Busy)) throw cause;
	}
}

async function makeNow(job: Job): Promise<{ bytes: Uint8Array } | { problems: Problem[] }> {
	try {
		const { format, accessible } = job.asked;
		return { bytes: await renderDocument(job.model, format, { accessible }) };
	} catch (cause) {
		const problems = problemsOf(cause, job);
		if (problems) return { problems };
		throw cause;
	}
}

/** What the author has to mend, or null when it is not theirs to mend. */
function problemsOf(cause: unknown, { sections }: Job): Problem[] | null {
	if (cause instanceof DocumentTooLarge) return [{ message: cause.message, section: null }];
	if (!(cause instanceof Refused)) return null;
	return cause.refusals.map(({ message, section }) => ({
		message,
		section: section === null ? null : (sections[section] ?? null)
	}));
}

function toPage(at: Place, id: number): Response {
	return new Response(null, {
		status: 303,
		headers: {
			location: `/reviews/${encodeURIComponent(at.review)}/papers/${encodeURIComponent(at.name)}/exports/${id}`
		}
	});
}

function digest(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function formatOf(text: string | null): DocumentFormat {
	const wanted = text ?? 'docx';
	const format = documentFormats.find((each) => each === wanted);
	if (!format) error(400, `Choose one of the formats ${documentFormats.join(', ')}`);
	return format;
}

function sectionsOf(content: PaperContent): Export['sections'] {
	return content.sections.map(({ key, heading }) => ({ id: key, heading }));
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
