import { crossReferencesIn, inlineText, type Inline, type Node, parseMarkdown } from '#lib/documents/markdown.ts';
import { numberDocument } from '#lib/documents/numbering.ts';
import { parseReference, reference } from '#lib/reviews/reference.ts';
import { composePaper } from './compose.ts';
import { type Concern, concerns } from './concerns.ts';
import type { PaperLength } from './length.ts';
import { type Citation, contentOf, type Manuscript, type Section, type Slot, type ViewAgainst } from './manuscript.ts';
import type { Gate } from './paper.ts';
import { requirable, type Requirable } from './profile.ts';
import { referencesIn } from './references.ts';
import { allReadersMay, notForReaders } from './slots/readers.ts';
import { slotKey } from './slots/slot.ts';

export type Attention = {
	concern: Concern;
	/** F104, R7, or what else it is about: a slot or a cross-reference as it is written. */
	reference: string;
	sectionIds: number[];
	text: string;
	/** The wording that the paper was written on and the wording of now, where these differ. */
	wordings: { before: string; after: string; version: number } | null;
};

/** What needs a decision before the paper goes on, the gravest first. */
export function attentionFor(manuscript: Manuscript): Attention[] {
	const items = [
		...groups(manuscript.citations, (citation) => reference('F', citation.number)).flatMap(([name, citations]) =>
			findingConcerns(name, citations)
		),
		...groups(manuscript.slots, (slot) => reference('R', slot.number)).flatMap(([name, slots]) =>
			recommendationConcerns(name, slots)
		),
		...unresolved(manuscript),
		...emptySlots(manuscript),
		...leadingNowhere(manuscript),
		...shownConcerns(manuscript),
		...groups(manuscript.printed, (each) => each.reference).map(([name, places]) => ({
			concern: 'printed' as const,
			reference: name,
			sectionIds: sectionsOf(places),
			text: `${name} stands in the words themselves, and a lodged paper prints no working references. Say it in words, or cite it.`,
			wordings: null
		}))
	];
	return items.sort((a, b) => Number(concerns[b.concern].blocks) - Number(concerns[a.concern].blocks));
}

/** Why a paper cannot be lodged yet, each as a sentence; empty when it can. */
export function lodgingObstacles(manuscript: Manuscript, length: PaperLength): string[] {
	const undecided = manuscript.against.filter((view) => view.declined === null);
	return [
		...length.tooLong,
		...attentionFor(manuscript)
			.filter((item) => concerns[item.concern].blocks)
			.map((item) => item.text),
		...(undecided.length > 0 ? [undecidedViews(undecided)] : []),
		...missingFacts(manuscript.paper),
		...missingSections(manuscript, length)
	];
}

/** What stands in the paper that not everybody may see who would read it at a gate. */
export function readerObstacles(manuscript: Manuscript, gate: Gate): string[] {
	const kept = manuscript.placed.filter((slot) => slot.needs !== null && !allReadersMay(slot.needs, gate));
	return [...new Set(kept.map(slotKey))].map((key) => notForReaders(key, gate));
}

export type Claim = { sectionId: number; heading: string; text: string };

/** Paragraphs of the argued sections that cite nothing: a list to think about, not to forbid. */
export function claimsWithoutEvidence(sections: readonly Section[], argued: (section: Section) => boolean): Claim[] {
	return sections.filter(argued).flatMap((section) =>
		paragraphsOf(parseMarkdown(section.body))
			.filter((inlines) => !cites(inlines))
			.map((inlines) => inlineText(inlines).replace(/\s+/g, ' ').trim())
			.filter((text) => isClaim(text))
			.map((text) => ({ sectionId: section.id, heading: section.heading, text }))
	);
}

/** Whether the profile expects evidence in a section; one that the profile does not know is expected to argue. */
export function isArgued(manuscript: Pick<Manuscript, 'paper'>, section: Section): boolean {
	const named = manuscript.paper.profile.sections.find((each) => each.heading === section.heading);
	return !section.annex && (named?.argued ?? true);
}

function missingFacts(paper: Manuscript['paper']): string[] {
	const { profile } = paper;
	const wanted = new Set(profile.requires);
	// A line under the title that names the sponsor cannot be printed without one.
	if (/\{sponsors?\}/.test(profile.byline ?? '')) wanted.add('sponsor');
	const facts: Record<Requirable, string | null> = {
		sponsor: paper.sponsorTitle,
		committee: paper.committee,
		meeting_on: paper.meetingOn,
		contact: paper.contact,
		addressee: paper.addressee,
		copies: paper.copies,
		reply_by: paper.replyBy
	};
	return [...wanted].filter((name) => !facts[name]).map((name) => `It has no ${requirable[name]} yet.`);
}

function missingSections({ paper, sections }: Manuscript, length: PaperLength): string[] {
	return paper.profile.sections.flatMap(({ heading, required, requiredAbovePages }) => {
		const long = requiredAbovePages !== null && length.pages > requiredAbovePages;
		if (!required && !long) return [];
		const written = sections.some((section) => section.heading === heading && section.body.trim() !== '');
		if (written) return [];
		const why = required ? '' : `: a paper of more than ${requiredAbovePages} pages needs it`;
		return [`“${heading}” is missing or empty${why}.`];
	});
}

function findingConcerns(name: string, citations: readonly Citation[]): Attention[] {
	const [first] = citations;
	if (!first) return [];
	const base = { reference: name, sectionIds: sectionsOf(citations), wordings: null };
	if (first.state === 'withdrawn') {
		const why = first.withdrawnBecause ? ` (${first.withdrawnBecause})` : '';
		return [{ ...base, concern: 'withdrawn', text: `${name} was withdrawn${why}: take the citation out.` }];
	}
	const found: Attention[] = [];
	if (first.state === 'draft') {
		found.push({ ...base, concern: 'unshared', text: `${name} is no longer shared: take the citation out.` });
	}
	const stale = citations.filter((citation) => citation.seenVersion !== citation.version);
	if (stale[0]) {
		found.push({
			...base,
			concern: 'changed',
			sectionIds: sectionsOf(stale),
			text: `${name} has been reworded since it was cited: check that your sentence still holds.`,
			wordings: { before: stale[0].seenSentence ?? '', after: first.sentence ?? '', version: first.version }
		});
	}
	if (first.disputedBy) {
		found.push({ ...base, concern: 'disputed', text: `${name}: ${first.disputedBy} disputes its accuracy.` });
	}
	if (first.restsOnWithdrawn) {
		const text = `${name} rests on evidence or consent that has been withdrawn: see whether it still stands.`;
		found.push({ ...base, concern: 'rests_on_withdrawn', text });
	}
	return found;
}

function recommendationConcerns(name: string, slots: readonly Slot[]): Attention[] {
	const [first] = slots;
	if (!first) return [];
	const base = { reference: name, sectionIds: sectionsOf(slots), wordings: null };
	if (first.state === 'not_taken_forward') {
		return [{ ...base, concern: 'not_taken_forward', text: `${name} is not taken forward: take it out of the paper.` }];
	}
	const found: Attention[] = [];
	const stale = slots.filter((slot) => slot.seen.version !== slot.version);
	if (stale[0]) {
		found.push({
			...base,
			concern: 'changed',
			sectionIds: sectionsOf(stale),
			text: `${name} has been reworded since it was placed; the paper prints version ${stale[0].seen.version} until you accept the new words.`,
			wordings: { before: stale[0].seen.text, after: first.text, version: first.version }
		});
	}
	if (first.state === 'emerging') {
		found.push({ ...base, concern: 'not_proposed', text: `${name} has not been put to the group yet.` });
	}
	return found;
}

/** Saving a section resolves what it names, so these are left only by changes made behind the application. */
function unresolved(manuscript: Manuscript): Attention[] {
	return manuscript.sections.flatMap((section) => {
		const { findings } = referencesIn(section.body);
		const missing = findings.filter(
			(name) => !manuscript.citations.some((each) => reference('F', each.number) === name)
		);
		return missing.map((name) => ({
			concern: 'unresolved' as const,
			reference: name,
			sectionIds: [section.id],
			text: `${name} cannot be found in this review.`,
			wordings: null
		}));
	});
}

/** Slots that print nothing: those that never could yet, and those whose words may not be printed any longer. */
function emptySlots(manuscript: Manuscript): Attention[] {
	return groups(manuscript.placed, slotKey).flatMap(([key, places]) => {
		const [slot] = places;
		if (!slot || (slot.standing !== null && slot.lapsed === null)) return [];
		const because = slot.lapsed ?? 'There is nothing to print yet.';
		const text = `“::${key}” prints nothing. ${because}`;
		return [{ concern: 'empty_slot' as const, reference: key, sectionIds: sectionsOf(places), text, wordings: null }];
	});
}

/** Cross-references that would find nothing in the lodged copy, which leaves out sections without words. */
function leadingNowhere(manuscript: Manuscript): Attention[] {
	const sought = manuscript.sections.flatMap(({ id, body }) =>
		crossReferencesIn(body).map((name) => ({ sectionId: id, name }))
	);
	if (sought.length === 0) return [];
	const { target } = numberDocument(composePaper(contentOf(manuscript), lodgedCopy));
	const dead = sought.filter(({ name }) => target(name) === null);
	return groups(dead, ({ name }) => `[#${name}]`).map(([written, places]) => ({
		concern: 'leads_nowhere' as const,
		reference: written,
		sectionIds: sectionsOf(places),
		text: `“${written}” leads nowhere: ${whatIsMissing(places[0]?.name ?? '')}`,
		wordings: null
	}));
}

const lodgedCopy = { kind: 'snapshot', number: 0, gate: 'lodged', sha256: '', takenAt: new Date(0) } as const;

function whatIsMissing(name: string): string {
	return parseReference(name)?.kind === 'R'
		? `this paper does not place ${name}. Place it, or take the reference out.`
		: `nothing with words in this paper has that name. Write {#${name}} at the end of what you mean, or take the reference out.`;
}

function undecidedViews(views: readonly ViewAgainst[]): string {
	const named = views.map(
		(view) => `${reference('F', view.findingNumber)} on ${reference('R', view.recommendationNumber)}`
	);
	const shown = named.length > 10 ? [...named.slice(0, 10), `${named.length - 10} more`] : named;
	return `Evidence the other way is neither in the paper nor declined with a reason: ${shown.join(', ')}.`;
}

/** What a slot prints of a finding that is withdrawn is gone from the page at once; the slot still counts on it. */
function shownConcerns(manuscript: Manuscript): Attention[] {
	const cited = new Set(manuscript.citations.map((citation) => citation.findingId));
	const gone = manuscript.shown.filter((each) => each.state !== 'shared' && !cited.has(each.findingId));
	return groups(gone, (each) => reference('F', each.number)).map(([name, places]) => ({
		concern: places[0]?.state === 'withdrawn' ? ('withdrawn' as const) : ('unshared' as const),
		reference: name,
		sectionIds: sectionsOf(places),
		text: `${name} stands in a table of this paper and ${places[0]?.state === 'withdrawn' ? 'was withdrawn' : 'is no longer shared'}: refresh the table.`,
		wordings: null
	}));
}

function paragraphsOf(nodes: readonly Node[]): Inline[][] {
	return nodes.flatMap((node) => {
		if (node.type === 'paragraph') return [node.children];
		if (node.type === 'list') return node.items.flatMap(paragraphsOf);
		return [];
	});
}

function cites(inlines: readonly Inline[]): boolean {
	return inlines.some((inline) => inline.type === 'citation' || ('children' in inline && cites(inline.children)));
}

/** A few words, or a line that leads into a list, claim nothing. */
function isClaim(text: string): boolean {
	return text.split(' ').length >= 8 && !text.endsWith(':');
}

function sectionsOf(places: readonly { sectionId: number | null }[]): number[] {
	return [...new Set(places.flatMap((place) => place.sectionId ?? []))];
}

function groups<Item>(items: readonly Item[], key: (item: Item) => string): [string, Item[]][] {
	const found = new Map<string, Item[]>();
	for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
	return [...found];
}
