import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type KeysetPage, keysetPage } from '#lib/db/keyset.ts';
import { NotFound } from '#lib/errors.ts';
import { numberIn, parseReference, reference } from '#lib/reviews/reference.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import type { RecommendationState, Verb } from '#lib/recommendations/recommendation.ts';
import {
	type Citation,
	inDocumentOrder,
	type Manuscript,
	type Paper,
	type PlacedSection,
	type PlacedSlot,
	type Section,
	type Slot,
	type ViewAgainst
} from './manuscript.ts';
import { levelled } from './outline.ts';
import type { Gate, WordingReason } from './paper.ts';
import { profileSchema } from './profile-schema.ts';
import { referencesIn } from './references.ts';
import { findSlotKind, readStanding } from './slots/registry.server.ts';
import { placeIn } from './slots/slot.ts';
import { type Source, sourceNote } from './sources.ts';

export type PaperRow = {
	id: number;
	number: number;
	title: string;
	profileName: string;
	gate: Gate;
	committee: string | null;
	meetingOn: string | null;
	updatedAt: Date;
	snapshots: number;
};

export const papersPerPage = 50;

/** One page of the papers that the signed-in person may know of, newest first, from after or before a number. */
export async function listPapers(
	trx: Trx,
	reviewId: number,
	from: { after: number | null; before: number | null } = { after: null, before: null }
): Promise<KeysetPage<PaperRow, number>> {
	const backwards = from.before !== null;
	const found = await trx
		.selectFrom('papers')
		.select([
			'papers.id',
			'papers.number',
			'papers.title',
			'papers.gate',
			'papers.committee',
			'papers.meetingOn',
			'papers.updatedAt',
			sql<string>`papers.profile ->> 'name'`.as('profileName'),
			sql<number>`(select count(*)::integer from snapshots s where s.paper_id = papers.id)`.as('snapshots')
		])
		.where('papers.reviewId', '=', reviewId)
		.$if(from.after !== null, (query) => query.where('papers.number', '<', from.after ?? 0))
		.$if(backwards, (query) => query.where('papers.number', '>', from.before ?? 0))
		.orderBy('papers.number', backwards ? 'asc' : 'desc')
		.limit(papersPerPage + 1)
		.execute();
	return keysetPage(found, papersPerPage, from, (row) => row.number);
}

export async function countPapers(trx: Trx, reviewId: number): Promise<number> {
	const { count } = await trx
		.selectFrom('papers')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('reviewId', '=', reviewId)
		.executeTakeFirstOrThrow();
	return count;
}

/** @param name P2, as the address carries it. @throws NotFound, also for a working paper that is not this person's to see */
export async function getPaper(trx: Trx, reviewId: number, name: string): Promise<Paper> {
	const found = await findPaper(trx, reviewId, name);
	if (!found) throw new NotFound('This paper was not found');
	return found;
}

/** Locks the paper's row until the transaction ends: sections, order and gate change one at a time. */
export async function lockPaper(trx: Trx, reviewId: number, name: string): Promise<Paper | undefined> {
	const number = numberIn('P', name);
	if (number === null) return undefined;
	const locked = await trx
		.selectFrom('papers')
		.select('id')
		.where('reviewId', '=', reviewId)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
	return locked && findPaper(trx, reviewId, name);
}

/** The sections of a paper in the order of the document; removed ones apart. */
export async function listSections(
	trx: Trx,
	paperId: number
): Promise<{ sections: PlacedSection[]; removed: Section[] }> {
	const all = await trx
		.selectFrom('sections')
		.select(['id', 'parentId', 'rank', 'heading', 'body', 'annex', 'version', 'revision', 'removedAt', 'updatedAt'])
		.where('paperId', '=', paperId)
		.execute();
	return {
		sections: levelled(inDocumentOrder(all.filter((section) => section.removedAt === null))),
		removed: inDocumentOrder(all.filter((section) => section.removedAt !== null))
	};
}

/** @throws NotFound */
export async function getSection(trx: Trx, paperId: number, sectionId: number): Promise<Section> {
	const section = await sectionQuery(trx, paperId, sectionId).executeTakeFirst();
	if (!section) throw new NotFound('This section was not found');
	return section;
}

export async function lockSection(trx: Trx, paperId: number, sectionId: number): Promise<Section | undefined> {
	return sectionQuery(trx, paperId, sectionId).forUpdate().executeTakeFirst();
}

export type SectionVersion = {
	version: number;
	heading: string;
	body: string;
	personName: string;
	postTitle: string | null;
	savedAt: Date;
	why: WordingReason;
	restoredVersion: number | null;
};

/** Every wording of a section, newest first; for the secretariat and the chair. */
export async function listSectionVersions(trx: Trx, sectionId: number): Promise<SectionVersion[]> {
	return trx
		.selectFrom('sectionVersions')
		.innerJoin('people', 'people.id', 'sectionVersions.personId')
		.leftJoin('posts', 'posts.id', 'sectionVersions.postId')
		.select([
			'sectionVersions.version',
			'sectionVersions.heading',
			'sectionVersions.body',
			'people.name as personName',
			'posts.title as postTitle',
			'sectionVersions.savedAt',
			'sectionVersions.why',
			'sectionVersions.restoredVersion'
		])
		.where('sectionVersions.sectionId', '=', sectionId)
		.orderBy('sectionVersions.version', 'desc')
		.execute();
}

/** A paper with everything its words rest on, as far as the signed-in person sees it. */
export async function readManuscript(trx: Trx, paper: Paper): Promise<Manuscript> {
	const review = await trx
		.selectFrom('reviews')
		.select(['title', 'banner'])
		.where('id', '=', paper.reviewId)
		.executeTakeFirstOrThrow();
	const { sections } = await listSections(trx, paper.id);
	const citations = await listCitations(trx, paper.id);
	const placed = await listPlaced(trx, paper);
	const slots = await listRecommended(trx, paper.reviewId, placed);
	const shown = await listShown(trx, paper.reviewId, placed);
	const findingIds = [...new Set([...citations, ...shown].map((citation) => citation.findingId))];
	return {
		paper,
		review,
		department: paper.sponsorDepartment ?? (await secretariatDepartment(trx, paper.reviewId)),
		sections,
		citations,
		slots,
		shown,
		placed,
		sources: await listSources(trx, findingIds),
		against: await listAgainst(trx, paper.id, slots, findingIds),
		printed: await listPrinted(trx, paper, sections, slots)
	};
}

/** Every slot with what stands for it, in the order of the document. */
export async function listPlaced(trx: Trx, paper: Paper): Promise<PlacedSlot[]> {
	const rows = await trx
		.selectFrom('slots')
		.innerJoin('sections', 'sections.id', 'slots.sectionId')
		.select(['slots.sectionId', 'slots.position', 'slots.kind', 'slots.argument', 'slots.data'])
		.where('slots.paperId', '=', paper.id)
		.where('sections.removedAt', 'is', null)
		.orderBy('sections.annex')
		.orderBy('sections.rank')
		.orderBy('slots.position')
		.execute();
	const standing = rows.map(({ data, ...row }) => ({ ...row, standing: readStanding(row.kind, data) }));
	const place = placeIn(paper, standing);
	const placed: PlacedSlot[] = [];
	for (const slot of standing) {
		const lapsed = (await slot.standing?.lapsed(trx, place)) ?? null;
		placed.push({ ...slot, lapsed, needs: findSlotKind(slot.kind)?.needs(slot.argument) ?? null });
	}
	return placed;
}

/** Where findings were heard: their passages with the events, in the order in which they were recorded. */
export async function listSources(trx: Trx, findingIds: readonly number[]): Promise<Source[]> {
	if (findingIds.length === 0) return [];
	return trx
		.selectFrom('passages')
		.innerJoin('evidenceEvents', 'evidenceEvents.id', 'passages.eventId')
		.leftJoin('contributors', 'contributors.id', 'passages.contributorId')
		.select([
			'passages.findingId',
			'passages.attribution',
			'passages.consent',
			'contributors.role as speakerRole',
			'contributors.attribution as speakerAttribution',
			'evidenceEvents.id as eventId',
			'evidenceEvents.number as eventNumber',
			'evidenceEvents.title',
			'evidenceEvents.kind',
			'evidenceEvents.startsOn',
			'evidenceEvents.endsOn',
			'evidenceEvents.dateNote',
			'evidenceEvents.placeName',
			'evidenceEvents.publisher',
			'evidenceEvents.publishedOn',
			'evidenceEvents.basis',
			'evidenceEvents.sensitive',
			'evidenceEvents.handling',
			'evidenceEvents.state'
		])
		.where('passages.findingId', 'in', findingIds)
		.orderBy('passages.id')
		.execute();
}

export type NamedFinding = {
	id: number;
	number: number;
	version: number;
	sentence: string | null;
	state: 'draft' | 'shared' | 'withdrawn';
};

export type NamedRecommendation = {
	id: number;
	number: number;
	version: number;
	title: string;
	verb: Verb;
	text: string;
	state: RecommendationState;
};

/** The findings and recommendations that references name, as far as the signed-in person sees them. */
export async function resolveReferences(
	trx: Trx,
	reviewId: number,
	names: readonly string[]
): Promise<{ findings: Map<string, NamedFinding>; recommendations: Map<string, NamedRecommendation> }> {
	const findings = await withNumbers(numbersOf('F', names), (numbers) =>
		trx
			.selectFrom('findings')
			.select(['id', 'number', 'version', 'sentence', 'state'])
			.where('reviewId', '=', reviewId)
			.where('number', 'in', numbers)
			.execute()
	);
	const recommendations = await withNumbers(numbersOf('R', names), (numbers) =>
		trx
			.selectFrom('recommendations')
			.select(['id', 'number', 'version', 'title', 'verb', 'text', 'state'])
			.where('reviewId', '=', reviewId)
			.where('number', 'in', numbers)
			.execute()
	);
	return {
		findings: new Map(findings.map((finding) => [reference('F', finding.number), finding])),
		recommendations: new Map(recommendations.map((each) => [reference('R', each.number), each]))
	};
}

export type Citable = { reference: string; text: string; from: string | null };

const mostOffered = 12;

/** Shared findings and live recommendations that match words or a reference, to cite and to place. */
export async function searchCitable(
	trx: Trx,
	reviewId: number,
	words: string
): Promise<{ findings: Citable[]; recommendations: Citable[] }> {
	const named = parseReference(words);
	const found = named
		? []
		: (
				await sql<{ kind: string; id: number }>`select kind, id from search_records(${reviewId}, ${words}, 40)`.execute(
					trx
				)
			).rows;
	const idsOf = (kind: string) => found.filter((each) => each.kind === kind).map((each) => each.id);
	return {
		findings: await citableFindings(trx, reviewId, idsOf('finding'), named?.kind === 'F' ? named.number : null),
		recommendations: await placeable(trx, reviewId, idsOf('recommendation'), named?.kind === 'R' ? named.number : null)
	};
}

/** What an author is likely to want next: findings tagged to the recommendations that the paper places, not cited yet. */
export async function suggestCitable(trx: Trx, paper: Paper): Promise<Citable[]> {
	const ids = await trx
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.select('links.findingId')
		.distinct()
		.where('links.removedAt', 'is', null)
		.where('findings.state', '=', 'shared')
		.where('links.recommendationId', 'in', (eb) =>
			eb
				.selectFrom('placedRecommendations as placed')
				.select('placed.recommendationId')
				.where('placed.paperId', '=', paper.id)
		)
		.where('links.findingId', 'not in', (eb) =>
			eb.selectFrom('citations').select('citations.findingId').where('citations.paperId', '=', paper.id)
		)
		.orderBy('links.findingId', 'desc')
		.limit(mostOffered)
		.execute();
	return citableFindings(
		trx,
		paper.reviewId,
		ids.map((each) => each.findingId),
		null
	);
}

/** Recommendations that are with the group or agreed by it, those that the paper does not place yet first. */
export async function suggestPlaceable(trx: Trx, paper: Paper): Promise<Citable[]> {
	const rows = await trx
		.selectFrom('recommendations')
		.select((eb) => [
			'number',
			'title',
			eb
				.exists(
					eb
						.selectFrom('placedRecommendations as placed')
						.select('placed.position')
						.where('placed.paperId', '=', paper.id)
						.whereRef('placed.recommendationId', '=', 'recommendations.id')
				)
				.as('placed')
		])
		.where('reviewId', '=', paper.reviewId)
		.where('state', 'in', ['proposed', 'recommended'])
		.orderBy('placed')
		.orderBy('number')
		.limit(mostOffered)
		.execute();
	return rows.map((row) => ({ reference: reference('R', row.number), text: row.title, from: null }));
}

export type TraceLink = {
	recommendationId: number;
	stance: LinkStance;
	note: string | null;
	needsRecheck: boolean;
	findingId: number;
	findingNumber: number;
	findingVersion: number;
	sentence: string | null;
};

/** The shared findings tagged to recommendations, supporting ones first. */
export async function listTraceLinks(trx: Trx, recommendationIds: readonly number[]): Promise<TraceLink[]> {
	if (recommendationIds.length === 0) return [];
	const links = await trx
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.select([
			'links.recommendationId',
			'links.stance',
			'links.note',
			'links.needsRecheck',
			'findings.id as findingId',
			'findings.number as findingNumber',
			'findings.version as findingVersion',
			'findings.sentence'
		])
		.where('links.recommendationId', 'in', recommendationIds)
		.where('links.removedAt', 'is', null)
		.where('findings.state', '=', 'shared')
		.orderBy('findings.number')
		.execute();
	const order = { supports: 0, qualifies: 1, contradicts: 2 };
	return links.sort((a, b) => order[a.stance] - order[b.stance]);
}

export type SnapshotRow = {
	id: number;
	number: number;
	gate: Gate;
	sha256: string;
	marking: string;
	takenAt: Date;
	personName: string;
	postTitle: string | null;
};

/** The frozen copies of a paper, newest first, without their content. */
export async function listSnapshots(trx: Trx, paperId: number): Promise<SnapshotRow[]> {
	return snapshotRows(trx, paperId).orderBy('snapshots.number', 'desc').execute();
}

/** @throws NotFound */
export async function getSnapshot(
	trx: Trx,
	paperId: number,
	number: number
): Promise<SnapshotRow & { content: string }> {
	const snapshot = await snapshotRows(trx, paperId)
		.select('snapshots.content')
		.where('snapshots.number', '=', number)
		.executeTakeFirst();
	if (!snapshot) throw new NotFound('This snapshot was not found');
	return snapshot;
}

async function findPaper(trx: Trx, reviewId: number, name: string): Promise<Paper | undefined> {
	const number = numberIn('P', name);
	if (number === null) return undefined;
	const row = await trx
		.selectFrom('papers')
		.leftJoin('posts', 'posts.id', 'papers.sponsorPostId')
		.leftJoin('departmentsToday', 'departmentsToday.id', 'posts.departmentId')
		.select([
			'papers.id',
			'papers.reviewId',
			'papers.number',
			'papers.title',
			'papers.profile',
			'papers.sponsorPostId',
			'posts.title as sponsorTitle',
			'departmentsToday.name as sponsorDepartment',
			'papers.committee',
			'papers.meetingOn',
			'papers.committeeReference',
			'papers.contact',
			'papers.addressee',
			'papers.copies',
			'papers.replyBy',
			'papers.lodgedWith',
			'papers.lodgedOn',
			'papers.minuteReference',
			'papers.decidedOn',
			'papers.publishedOn',
			'papers.publicAddress',
			'papers.sensitive',
			'papers.handling',
			'papers.gate',
			'papers.reopenedAt',
			'papers.revision',
			'papers.updatedAt'
		])
		.where('papers.reviewId', '=', reviewId)
		.where('papers.number', '=', number)
		.executeTakeFirst();
	if (!row) return undefined;
	return { ...row, profile: profileSchema.parse(row.profile), coSponsors: await listCoSponsors(trx, row.id) };
}

async function listCoSponsors(trx: Trx, paperId: number): Promise<Paper['coSponsors']> {
	return trx
		.selectFrom('paperSponsors')
		.innerJoin('posts', 'posts.id', 'paperSponsors.postId')
		.select(['paperSponsors.postId', 'posts.title'])
		.where('paperSponsors.paperId', '=', paperId)
		.orderBy('paperSponsors.rank')
		.execute();
}

function sectionQuery(trx: Trx, paperId: number, sectionId: number) {
	return trx
		.selectFrom('sections')
		.select(['id', 'parentId', 'rank', 'heading', 'body', 'annex', 'version', 'revision', 'removedAt', 'updatedAt'])
		.where('paperId', '=', paperId)
		.where('id', '=', sectionId);
}

async function secretariatDepartment(trx: Trx, reviewId: number): Promise<string> {
	const team = await trx
		.selectFrom('memberships')
		.innerJoin('teams', 'teams.id', 'memberships.teamId')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select('departmentsToday.name')
		.where('memberships.reviewId', '=', reviewId)
		.where('memberships.role', '=', 'secretariat')
		.where('memberships.endedAt', 'is', null)
		.orderBy('memberships.id')
		.executeTakeFirst();
	return team?.name ?? '';
}

async function listCitations(trx: Trx, paperId: number): Promise<Citation[]> {
	const rows = await trx
		.selectFrom('citations')
		.innerJoin('sections', 'sections.id', 'citations.sectionId')
		.innerJoin('findings', 'findings.id', 'citations.findingId')
		.leftJoin('findingVersions as seen', (join) =>
			join.onRef('seen.findingId', '=', 'citations.findingId').onRef('seen.version', '=', 'citations.findingVersion')
		)
		.select([
			'citations.sectionId',
			'citations.findingId',
			'citations.findingVersion as seenVersion',
			'seen.sentence as seenSentence',
			...findingStanding
		])
		.where('citations.paperId', '=', paperId)
		.where('sections.removedAt', 'is', null)
		.orderBy('sections.annex')
		.orderBy('sections.rank')
		.orderBy('findings.number')
		.execute();
	return withDisputes(trx, rows);
}

/** The findings that slots print, in the words that stand. */
async function listShown(trx: Trx, reviewId: number, placed: readonly PlacedSlot[]): Promise<Citation[]> {
	const shown = placed.flatMap(({ sectionId, standing }) =>
		(standing?.findings ?? []).map((finding) => ({ sectionId, ...finding }))
	);
	const rows = await withNumbers(
		numbersOf(
			'F',
			shown.map((each) => each.reference)
		),
		(numbers) =>
			trx
				.selectFrom('findings')
				.select(['findings.id as findingId', ...findingStanding])
				.where('reviewId', '=', reviewId)
				.where('number', 'in', numbers)
				.execute()
	);
	const known = new Map(rows.map((row) => [reference('F', row.number), row]));
	const found = shown.flatMap(({ sectionId, version, sentence, reference: name }) => {
		const row = known.get(name);
		return row ? [{ ...row, sectionId, seenVersion: version, seenSentence: sentence }] : [];
	});
	return withDisputes(trx, found);
}

const findingStanding = [
	'findings.number',
	'findings.version',
	'findings.sentence',
	'findings.state',
	'findings.withdrawnAt',
	'findings.withdrawnBecause',
	'findings.restsOnWithdrawn'
] as const;

async function withDisputes<Row extends { findingId: number }>(trx: Trx, rows: Row[]) {
	const disputes = await listDisputes(trx, [...new Set(rows.map((row) => row.findingId))]);
	return rows.map((row) => ({ ...row, disputedBy: disputes.get(row.findingId) ?? null }));
}

/** The latest answer counts: a body that disputed and then confirmed disputes no longer. */
async function listDisputes(trx: Trx, findingIds: readonly number[]): Promise<Map<number, string>> {
	if (findingIds.length === 0) return new Map();
	const answers = await trx
		.selectFrom('accuracyChecks')
		.select(['findingId', 'body', 'outcome'])
		.where('findingId', 'in', findingIds)
		.where('outcome', 'is not', null)
		.orderBy('answeredAt')
		.orderBy('id')
		.execute();
	const disputes = new Map<number, string>();
	for (const { findingId, body, outcome } of answers) {
		if (outcome === 'disputed') disputes.set(findingId, body);
		else if (disputes.get(findingId) === body) disputes.delete(findingId);
	}
	return disputes;
}

async function listRecommended(trx: Trx, reviewId: number, placed: readonly PlacedSlot[]): Promise<Slot[]> {
	const words = placed.flatMap(({ sectionId, position, standing }) =>
		(standing?.places ?? []).map((seen) => ({ sectionId, position, seen }))
	);
	const rows = await withNumbers(
		numbersOf(
			'R',
			words.map(({ seen }) => seen.reference)
		),
		(numbers) =>
			trx
				.selectFrom('recommendations')
				.select(['id as recommendationId', 'number', 'version', 'text', 'state'])
				.where('reviewId', '=', reviewId)
				.where('number', 'in', numbers)
				.execute()
	);
	const known = new Map(rows.map((row) => [reference('R', row.number), row]));
	return words.flatMap(({ seen, ...at }) => {
		const row = known.get(seen.reference);
		return row ? [{ ...at, ...row, seen }] : [];
	});
}

async function listAgainst(
	trx: Trx,
	paperId: number,
	slots: readonly Slot[],
	printedIds: readonly number[]
): Promise<ViewAgainst[]> {
	if (slots.length === 0) return [];
	const views = await trx
		.selectFrom('links')
		.innerJoin('findings', 'findings.id', 'links.findingId')
		.innerJoin('recommendations', 'recommendations.id', 'links.recommendationId')
		.leftJoin('declinedViews', (join) =>
			join
				.on('declinedViews.paperId', '=', paperId)
				.onRef('declinedViews.recommendationId', '=', 'links.recommendationId')
				.onRef('declinedViews.findingId', '=', 'links.findingId')
		)
		.leftJoin('people', 'people.id', 'declinedViews.personId')
		.select([
			'findings.id as findingId',
			'findings.number as findingNumber',
			'findings.sentence',
			'recommendations.id as recommendationId',
			'recommendations.number as recommendationNumber',
			'links.stance',
			'links.note',
			'declinedViews.because',
			'declinedViews.declinedAt',
			'people.name as byName'
		])
		.where(
			'links.recommendationId',
			'in',
			slots.map((slot) => slot.recommendationId)
		)
		.where('links.stance', 'in', ['contradicts', 'qualifies'])
		.where('links.removedAt', 'is', null)
		.where('findings.state', '=', 'shared')
		.orderBy('recommendations.number')
		.orderBy('findings.number')
		.execute();
	return views
		.filter((view) => !printedIds.includes(view.findingId))
		.map(({ because, declinedAt, byName, ...view }) => ({
			...view,
			declined: because === null || declinedAt === null ? null : { because, at: declinedAt, byName: byName ?? '' }
		}));
}

/** "B12" is a vitamin unless the review has a record of that name, so only references that stand for one count. */
async function listPrinted(
	trx: Trx,
	{ reviewId, title }: Paper,
	sections: readonly Section[],
	slots: readonly Slot[]
): Promise<Manuscript['printed']> {
	const words: { sectionId: number | null; text: string }[] = [
		{ sectionId: null, text: title },
		...sections.flatMap(({ id, heading, body }) => [heading, body].map((text) => ({ sectionId: id, text }))),
		...slots.map(({ sectionId, seen }) => ({ sectionId, text: seen.text }))
	];
	const printed = words.flatMap(({ sectionId, text }) =>
		referencesIn(text).printed.map((name) => ({ sectionId, reference: name }))
	);
	const names = printed.map((each) => each.reference);
	const { findings, recommendations } = await resolveReferences(trx, reviewId, names);
	const events = await withNumbers(numbersOf('E', names), (numbers) =>
		trx
			.selectFrom('evidenceEvents')
			.select('number')
			.where('reviewId', '=', reviewId)
			.where('number', 'in', numbers)
			.execute()
	);
	const papers = await withNumbers(numbersOf('P', names), (numbers) =>
		trx.selectFrom('papers').select('number').where('reviewId', '=', reviewId).where('number', 'in', numbers).execute()
	);
	const known = new Set([
		...findings.keys(),
		...recommendations.keys(),
		...events.map((event) => reference('E', event.number)),
		...papers.map((paper) => reference('P', paper.number))
	]);
	return printed.filter((each) => known.has(each.reference));
}

async function citableFindings(
	trx: Trx,
	reviewId: number,
	ids: readonly number[],
	number: number | null
): Promise<Citable[]> {
	if (ids.length === 0 && number === null) return [];
	const rows = await trx
		.selectFrom('findings')
		.select(['id', 'number', 'sentence'])
		.where('reviewId', '=', reviewId)
		.where('state', '=', 'shared')
		.where((eb) => (number === null ? eb('id', 'in', ids) : eb('number', '=', number)))
		.execute();
	const sources = await listSources(
		trx,
		rows.map((row) => row.id)
	);
	return rows
		.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
		.slice(0, mostOffered)
		.map((row) => ({
			reference: reference('F', row.number),
			text: row.sentence ?? '',
			from: sourceOf(sources.filter((source) => source.findingId === row.id))
		}));
}

async function placeable(
	trx: Trx,
	reviewId: number,
	ids: readonly number[],
	number: number | null
): Promise<Citable[]> {
	if (ids.length === 0 && number === null) return [];
	const rows = await trx
		.selectFrom('recommendations')
		.select(['id', 'number', 'title'])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', 'not_taken_forward')
		.where((eb) => (number === null ? eb('id', 'in', ids) : eb('number', '=', number)))
		.execute();
	return rows
		.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
		.slice(0, mostOffered)
		.map((row) => ({ reference: reference('R', row.number), text: row.title, from: null }));
}

function sourceOf(sources: readonly Source[]): string | null {
	return sources.length === 0 ? null : sourceNote(sources);
}

function snapshotRows(trx: Trx, paperId: number) {
	return trx
		.selectFrom('snapshots')
		.innerJoin('people', 'people.id', 'snapshots.personId')
		.leftJoin('posts', 'posts.id', 'snapshots.postId')
		.select([
			'snapshots.id',
			'snapshots.number',
			'snapshots.gate',
			'snapshots.sha256',
			'snapshots.marking',
			'snapshots.takenAt',
			'people.name as personName',
			'posts.title as postTitle'
		])
		.where('snapshots.paperId', '=', paperId);
}

function numbersOf(kind: 'E' | 'F' | 'R' | 'P', names: readonly string[]): number[] {
	return [...new Set(names.flatMap((name) => numberIn(kind, name) ?? []))];
}

async function withNumbers<Row>(numbers: number[], find: (numbers: number[]) => Promise<Row[]>): Promise<Row[]> {
	return numbers.length === 0 ? [] : find(numbers);
}
