import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, NotFound } from '#lib/errors.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { type PaperContent, readContent } from '../content.ts';
import type { Gate } from '../paper.ts';
import { isWithholdingCode } from './codes.ts';
import type { Sensitivities } from './propose.ts';
import { isRule, type Removal, type RemovalPlace } from './removal.ts';

export type PublicCopy = {
	id: number;
	reviewId: number;
	paperId: number;
	snapshotId: number;
	snapshotNumber: number;
	snapshotGate: Gate;
	snapshotSha256: string;
	state: 'draft' | 'approved' | 'published';
	title: string;
	decidedOn: string;
	dueOn: string;
	address: string | null;
	sha256: string | null;
	revision: number;
	startedByPersonId: number;
	startedByName: string;
	approvedByName: string | null;
	approvedAt: Date | null;
	publishedByName: string | null;
	publishedAt: Date | null;
};

/** The public copy of a paper; its latest where several snapshots have had one. */
export async function findPublicCopy(trx: Trx, paperId: number): Promise<PublicCopy | undefined> {
	return trx
		.selectFrom('publicCopies')
		.innerJoin('snapshots', 'snapshots.id', 'publicCopies.snapshotId')
		.innerJoin('people as starter', 'starter.id', 'publicCopies.startedByPersonId')
		.leftJoin('people as approver', 'approver.id', 'publicCopies.approvedByPersonId')
		.leftJoin('people as publisher', 'publisher.id', 'publicCopies.publishedByPersonId')
		.select([
			'publicCopies.id',
			'publicCopies.reviewId',
			'publicCopies.paperId',
			'publicCopies.snapshotId',
			'snapshots.number as snapshotNumber',
			'snapshots.gate as snapshotGate',
			'snapshots.sha256 as snapshotSha256',
			'publicCopies.state',
			'publicCopies.title',
			'publicCopies.decidedOn',
			'publicCopies.dueOn',
			'publicCopies.address',
			'publicCopies.sha256',
			'publicCopies.revision',
			'publicCopies.startedByPersonId',
			'starter.name as startedByName',
			'approver.name as approvedByName',
			'publicCopies.approvedAt',
			'publisher.name as publishedByName',
			'publicCopies.publishedAt'
		])
		.where('publicCopies.paperId', '=', paperId)
		.orderBy('publicCopies.id', 'desc')
		.limit(1)
		.executeTakeFirst();
}

/** @throws NotFound */
export async function getPublicCopy(trx: Trx, paperId: number): Promise<PublicCopy> {
	const copy = await findPublicCopy(trx, paperId);
	if (!copy) throw new NotFound('This paper has no public copy');
	return copy;
}

/** Locks the public copy until the transaction ends. */
export async function lockPublicCopy(trx: Trx, paperId: number): Promise<PublicCopy | undefined> {
	await trx.selectFrom('publicCopies').select('id').where('paperId', '=', paperId).forUpdate().execute();
	return findPublicCopy(trx, paperId);
}

/** The register: everything that a public copy leaves out, is asked to leave out, or keeps all the same. */
export async function listRemovals(trx: Trx, copyId: number): Promise<Removal[]> {
	const rows = await trx
		.selectFrom('publicRemovals')
		.leftJoin('people', 'people.id', 'publicRemovals.personId')
		.select([
			'publicRemovals.id',
			'publicRemovals.state',
			'publicRemovals.code',
			'publicRemovals.rule',
			'publicRemovals.place',
			'publicRemovals.sectionKey',
			'publicRemovals.paragraph',
			'publicRemovals.startsAt',
			'publicRemovals.endsAt',
			'publicRemovals.because',
			'people.name as personName',
			'publicRemovals.decidedAt'
		])
		.where('publicRemovals.copyId', '=', copyId)
		.orderBy('publicRemovals.id')
		.execute();
	return rows.map(({ code, rule, ...row }) => {
		if (!isWithholdingCode(code) || (rule !== null && !isRule(rule))) {
			throw new Conflict('The register holds a reason that this version of the service does not know');
		}
		// The database checks which of the columns each kind of place has.
		return { ...row, code, rule } as typeof row & RemovalPlace & { code: typeof code; rule: typeof rule };
	});
}

/** The frozen text that a public copy is derived from. @throws NotFound, Conflict when it cannot be read */
export async function getFrozen(
	trx: Trx,
	paperId: number,
	number: number
): Promise<{ id: number; content: PaperContent; gate: Gate; sha256: string }> {
	const snapshot = await trx
		.selectFrom('snapshots')
		.select(['id', 'content', 'gate', 'sha256'])
		.where('paperId', '=', paperId)
		.where('number', '=', number)
		.executeTakeFirst();
	if (!snapshot) throw new NotFound('This snapshot was not found');
	const content = readContent(snapshot.content);
	if (!content) throw new Conflict('The text of this snapshot cannot be read');
	return { ...snapshot, content };
}

/** What the review knows today of the words of a frozen text. The names come to the secretariat alone. */
export async function readSensitivities(
	trx: Trx,
	reviewId: number,
	snapshot: { id: number; content: PaperContent },
	committee: readonly (string | null)[]
): Promise<Sensitivities> {
	const cited = numbersOf('F', snapshot.content.evidence);
	const placed = numbersOf('R', snapshot.content.recommendations);
	const passages = await listPassages(trx, reviewId, cited, placed);
	const findings = new Map<string, { above: boolean; withdrawn: boolean; chathamHouse: boolean }>();
	for (const passage of passages) {
		const name = reference('F', passage.number);
		const before = findings.get(name);
		findings.set(name, {
			above: (before?.above ?? false) || passage.sensitive || passage.handling !== null,
			withdrawn: (before?.withdrawn ?? false) || passage.consent === 'withdrawn' || passage.eventState === 'withdrawn',
			chathamHouse: (before?.chathamHouse ?? false) || passage.basis === 'chatham_house'
		});
	}
	const { rows: names } = await sql<{
		kind: 'contributor' | 'official';
		words: string;
	}>`select kind, words from names_in_snapshot(${snapshot.id}) order by kind, words`.execute(trx);
	return {
		findings,
		quotes: passages.flatMap((passage) =>
			passage.quote === null ? [] : [{ words: passage.quote, code: quoteCode(passage) }]
		),
		names,
		committee: committee.filter((name) => name !== null)
	};
}

/** The formats that a public copy has been published in. */
export async function listPublishedFormats(trx: Trx, copyId: number): Promise<('html' | 'pdf')[]> {
	const rows = await trx
		.selectFrom('publishedFiles')
		.select('format')
		.where('copyId', '=', copyId)
		.orderBy('format')
		.execute();
	return rows.map((row) => row.format);
}

/** Where the published copies are, the latest first: for anybody. */
export type PublishedRow = { address: string; title: string; publishedAt: Date; formats: string[] };

export async function listPublished(trx: Trx): Promise<PublishedRow[]> {
	const { rows } =
		await sql<PublishedRow>`select address, title, published_at, formats from published_copies()`.execute(trx);
	return rows;
}

/** A file of a published copy: for anybody. */
export async function findPublishedFile(
	trx: Trx,
	address: string,
	format: 'html' | 'pdf'
): Promise<{ title: string; bytes: Uint8Array; sha256: string } | undefined> {
	const { rows } = await sql<{
		title: string;
		bytes: Uint8Array;
		sha256: string;
	}>`select title, bytes, sha256 from published_file(${address}, ${format})`.execute(trx);
	return rows[0];
}

export function toRow(
	place: RemovalPlace
): Pick<RemovalPlace, 'place' | 'sectionKey' | 'paragraph' | 'startsAt' | 'endsAt'> {
	const { place: kind, sectionKey, paragraph, startsAt, endsAt } = place;
	return { place: kind, sectionKey, paragraph, startsAt, endsAt };
}

type Passage = {
	number: number;
	quote: string | null;
	consent: 'given' | 'not_asked' | 'withdrawn';
	attribution: string;
	speakerAttribution: string | null;
	basis: string;
	sensitive: boolean;
	handling: string | null;
	eventState: string;
};

/** What was said for the findings that the text cites, and for those tagged to the recommendations that it places. */
async function listPassages(
	trx: Trx,
	reviewId: number,
	cited: readonly number[],
	placed: readonly number[]
): Promise<Passage[]> {
	return trx
		.selectFrom('passages')
		.innerJoin('findings', 'findings.id', 'passages.findingId')
		.innerJoin('evidenceEvents', 'evidenceEvents.id', 'passages.eventId')
		.leftJoin('contributors', 'contributors.id', 'passages.contributorId')
		.select([
			'findings.number',
			'passages.quote',
			'passages.consent',
			'passages.attribution',
			'contributors.attribution as speakerAttribution',
			'evidenceEvents.basis',
			'evidenceEvents.sensitive',
			'evidenceEvents.handling',
			'evidenceEvents.state as eventState'
		])
		.where('passages.reviewId', '=', reviewId)
		.where((eb) =>
			eb.or([
				eb('findings.number', 'in', [0, ...cited]),
				eb(
					'findings.id',
					'in',
					eb
						.selectFrom('links')
						.innerJoin('recommendations', 'recommendations.id', 'links.recommendationId')
						.select('links.findingId')
						.where('links.removedAt', 'is', null)
						.where('recommendations.reviewId', '=', reviewId)
						.where('recommendations.number', 'in', [0, ...placed])
				)
			])
		)
		.orderBy('passages.id')
		.limit(5000)
		.execute();
}

/** Why words may not be printed for the public, or null where their speaker has agreed. */
function quoteCode(passage: Passage): 'consent' | 'chatham_house' | 'unattributed' | null {
	if (passage.consent !== 'given') return 'consent';
	if (passage.basis === 'chatham_house') return 'chatham_house';
	const unattributed = passage.attribution === 'unattributed' || passage.speakerAttribution === 'unattributed';
	return unattributed ? 'unattributed' : null;
}

function numbersOf(kind: 'F' | 'R', named: readonly { reference: string }[]): number[] {
	return named.flatMap((each) => numberIn(kind, each.reference) ?? []);
}
