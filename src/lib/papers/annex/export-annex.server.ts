import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import type { Actor } from '#lib/access/actor.ts';
import { requireActor, reviewIdOf, throwAsHttp } from '#lib/access/guards.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { documentFilename } from '#lib/documents/filename.ts';
import { attributionUnder, eventKinds, strictestAttribution } from '#lib/evidence/event.ts';
import { reference } from '#lib/reviews/reference.ts';
import { recordExport, requireExport } from '../commands.server.ts';
import { sha256 } from '../digest.server.ts';
import { contentOf, type Manuscript, markingOf, workingVersion } from '../manuscript.ts';
import { getPaper, listSnapshots, listSources, listTraceLinks, readManuscript } from '../queries.server.ts';
import { noteReading } from '../readers/note-reading.server.ts';
import { eventNote, eventsOf, type Source } from '../sources.ts';
import { annexCsv } from './annex-csv.ts';
import { type AnnexData, annexSchemaPath } from './annex-data.ts';

export const annexDataFormats = {
	json: { type: 'application/json; charset=utf-8', label: 'Data (JSON)' },
	csv: { type: 'text/csv; charset=utf-8', label: 'Table (CSV)' }
} as const;

export type AnnexDataFormat = keyof typeof annexDataFormats;

export function isAnnexDataFormat(text: string | null): text is AnnexDataFormat {
	return text !== null && text in annexDataFormats;
}

/** Reads the line behind a paper as data. @param origin of the service, for the address of the schema @throws NotFound, Forbidden */
export async function loadAnnexData(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	origin: string
): Promise<AnnexData> {
	const paper = await getPaper(trx, reviewId, name);
	requireExport(actor, reviewId, 'annex');
	const manuscript = await readManuscript(trx, paper);
	const { slots, citations, sections } = manuscript;
	const placed = [...new Map(slots.map((slot) => [slot.recommendationId, slot])).values()];
	const links = await listTraceLinks(
		trx,
		placed.map((slot) => slot.recommendationId)
	);
	const findings = new Map<number, { number: number; version: number; sentence: string | null }>();
	for (const { findingId, number, version, sentence, state } of citations) {
		findings.set(findingId, { number, version, sentence: state === 'withdrawn' ? null : sentence });
	}
	for (const { findingId, findingNumber: number, findingVersion: version, sentence } of links) {
		findings.set(findingId, { number, version, sentence });
	}
	const sources = await listSources(trx, [...findings.keys()]);
	const quotes = await listQuotes(trx, [...findings.keys()]);
	const cited = new Set(citations.map((citation) => citation.findingId));
	return {
		$schema: `${origin}${annexSchemaPath}`,
		format: 'throughline-annex',
		edition: 1,
		madeAt: actor.now.toISOString(),
		review: manuscript.review.title,
		banner: manuscript.review.banner,
		marking: markingOf(paper, sources),
		...(await paperOf(trx, manuscript)),
		recommendations: placed.map(({ recommendationId, number, seen }) => ({
			reference: reference('R', number),
			version: seen.version,
			verb: seen.verb,
			title: seen.title,
			text: seen.text,
			findings: links
				.filter((link) => link.recommendationId === recommendationId)
				.map((link) => ({
					reference: reference('F', link.findingNumber),
					version: link.findingVersion,
					sentence: link.sentence ?? '',
					stance: link.stance,
					note: link.note,
					needsRecheck: link.needsRecheck,
					cited: cited.has(link.findingId)
				}))
		})),
		citations: sections.flatMap((section) =>
			citations
				.filter((citation) => citation.sectionId === section.id)
				.map((citation) => ({
					section: section.heading,
					finding: reference('F', citation.number),
					citedVersion: citation.seenVersion,
					version: citation.version
				}))
		),
		findings: [...findings].map(([id, { number, version, sentence }]) => ({
			reference: reference('F', number),
			version,
			sentence,
			sources: sourcesOf(
				sources.filter((source) => source.findingId === id),
				quotes.get(id) ?? []
			)
		}))
	};
}

/** The one way the line leaves as data: read, write down, hand over. */
export async function exportAnnexData(
	locals: App.Locals,
	at: { review: string; name: string; format: AnnexDataFormat; bom: boolean; origin: string }
): Promise<Response> {
	const actor = requireActor(locals);
	try {
		const reviewId = reviewIdOf(actor, at.review);
		const data = await asActor(actor, (trx) => loadAnnexData(trx, actor, reviewId, at.name, at.origin));
		const text = at.format === 'json' ? `${JSON.stringify(data, null, '\t')}\n` : annexCsv(data, at);
		await asActor(actor, (trx) =>
			recordExport(trx, actor, reviewId, at.name, {
				of: 'annex',
				snapshot: data.snapshot?.number ?? null,
				format: at.format,
				...(at.format === 'csv' ? { byteOrderMark: at.bom } : {}),
				bytesSha256: createHash('sha256').update(text, 'utf8').digest('hex')
			})
		);
		const { id: paperId } = await asActor(actor, (trx) => getPaper(trx, reviewId, at.name));
		noteReading(actor, {
			paperId,
			reviewId,
			copy: 'annex',
			copyNumber: data.paper.workingVersion,
			takenAs: at.format
		});
		const filename = documentFilename([at.name, 'traceability', data.paper.title], at.format);
		return new Response(text, {
			headers: {
				'content-type': annexDataFormats[at.format].type,
				'content-disposition': `attachment; filename="${filename}"`,
				'x-content-type-options': 'nosniff',
				'cache-control': 'no-store'
			}
		});
	} catch (cause) {
		if (cause instanceof RangeError) error(413, 'This is too large to export');
		throwAsHttp(cause);
	}
}

async function paperOf(trx: Trx, manuscript: Manuscript): Promise<Pick<AnnexData, 'paper' | 'snapshot'>> {
	const { paper } = manuscript;
	const [latest] = await listSnapshots(trx, paper.id);
	const wordsSha256 = sha256(JSON.stringify(contentOf(manuscript)));
	return {
		paper: {
			reference: reference('P', paper.number),
			title: paper.title,
			profile: paper.profile.name,
			gate: paper.gate,
			workingVersion: workingVersion(manuscript),
			wordsSha256
		},
		snapshot: latest
			? {
					number: latest.number,
					gate: latest.gate,
					takenAt: latest.takenAt.toISOString(),
					sha256: latest.sha256,
					sameWords: latest.sha256 === wordsSha256
				}
			: null
	};
}

/** The words that were said, in the order of the sources that they belong to. */
async function listQuotes(trx: Trx, findingIds: readonly number[]): Promise<Map<number, (string | null)[]>> {
	if (findingIds.length === 0) return new Map();
	const rows = await trx
		.selectFrom('passages')
		.innerJoin('evidenceEvents', 'evidenceEvents.id', 'passages.eventId')
		.select(['passages.findingId', 'passages.quote'])
		.where('passages.findingId', 'in', findingIds)
		.orderBy('passages.id')
		.execute();
	const quotes = new Map<number, (string | null)[]>();
	for (const { findingId, quote } of rows) quotes.set(findingId, [...(quotes.get(findingId) ?? []), quote]);
	return quotes;
}

function sourcesOf(
	sources: readonly Source[],
	quotes: readonly (string | null)[]
): AnnexData['findings'][number]['sources'] {
	const quoteOf = new Map(sources.map((source, index) => [source, quotes[index] ?? null]));
	return eventsOf(sources).flatMap((passages) => {
		const [event] = passages;
		if (!event) return [];
		return {
			event: reference('E', event.eventNumber),
			kind: eventKinds[event.kind].label,
			date: event.startsOn,
			note: eventNote(passages),
			passages: passages.map((passage) => passageOf(passage, quoteOf.get(passage) ?? null))
		};
	});
}

/** Nobody is named; where a role could tell who it was, neither is the role. */
function passageOf(
	passage: Source,
	quote: string | null
): AnnexData['findings'][number]['sources'][number]['passages'][number] {
	const wanted = strictestAttribution(passage.attribution, passage.speakerAttribution ?? passage.attribution);
	const attribution = attributionUnder(passage.basis, wanted);
	const hidden = attribution === 'unattributed' || passage.basis === 'chatham_house' || passage.consent === 'withdrawn';
	return { quote, attribution, consent: passage.consent, speakerRole: hidden ? null : passage.speakerRole };
}
