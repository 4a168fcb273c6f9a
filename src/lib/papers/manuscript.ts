import type { Act } from '#lib/access/acts.ts';
import type { FindingState } from '#lib/findings/finding.ts';
import type { LinkStance } from '#lib/recommendations/link.ts';
import type { RecommendationState } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { markingText } from '#lib/reviews/review.ts';
import type { PaperContent } from './content.ts';
import type { Gate } from './paper.ts';
import { factsOf } from './facts.ts';
import { fillTemplate, type Profile } from './profile.ts';
import { type PlacedWords, slotKey, type Standing } from './slots/slot.ts';
import { type Source, sourceNote } from './sources.ts';

export type Paper = {
	id: number;
	reviewId: number;
	number: number;
	title: string;
	profile: Profile;
	sponsorPostId: number | null;
	sponsorTitle: string | null;
	sponsorDepartment: string | null;
	/** The posts that sponsor it beside the one that leads, in their order. */
	coSponsors: { postId: number; title: string }[];
	committee: string | null;
	meetingOn: string | null;
	committeeReference: string | null;
	contact: string | null;
	addressee: string | null;
	copies: string | null;
	replyBy: string | null;
	lodgedWith: string | null;
	lodgedOn: string | null;
	minuteReference: string | null;
	decidedOn: string | null;
	publishedOn: string | null;
	publicAddress: string | null;
	sensitive: boolean;
	handling: string | null;
	gate: Gate;
	/** Set while a text that was final may be changed again. */
	reopenedAt: Date | null;
	revision: number;
	updatedAt: Date;
};

export type Section = {
	id: number;
	/** The section that it is a part of. */
	parentId: number | null;
	rank: number;
	heading: string;
	body: string;
	annex: boolean;
	version: number;
	revision: number;
	removedAt: Date | null;
	updatedAt: Date;
};

/** A section of the outline; level 1 is a main section or an annex. */
export type PlacedSection = Section & { level: number };

/** A finding that a section cites, with the wording the section was written on and the wording of now. */
export type Citation = {
	sectionId: number;
	findingId: number;
	number: number;
	seenVersion: number;
	seenSentence: string | null;
	version: number;
	sentence: string | null;
	state: FindingState;
	withdrawnAt: Date | null;
	withdrawnBecause: string | null;
	restsOnWithdrawn: boolean;
	/** The body that disputes its accuracy, when the latest answer is a dispute. */
	disputedBy: string | null;
};

/** A live slot of a section, with what it printed when that was last accepted. */
export type PlacedSlot = {
	sectionId: number;
	position: number;
	kind: string;
	argument: string;
	/** null while there is nothing to print. */
	standing: Standing | null;
	/** Why what stands may not be printed any longer. */
	lapsed: string | null;
	/** The right that every reader of the paper must have. */
	needs: Act | null;
};

/** A recommendation that a section places, alone or in a list: the words that stand and those of now. */
export type Slot = {
	sectionId: number;
	position: number;
	recommendationId: number;
	number: number;
	/** What the paper prints. */
	seen: PlacedWords;
	version: number;
	text: string;
	state: RecommendationState;
};

/** A shared finding that contradicts or qualifies a placed recommendation and that the paper neither cites nor prints. */
export type ViewAgainst = {
	findingId: number;
	findingNumber: number;
	sentence: string | null;
	recommendationId: number;
	recommendationNumber: number;
	stance: LinkStance;
	note: string | null;
	/** Why the secretariat does not print it; null while that is undecided. */
	declined: { because: string; at: Date; byName: string } | null;
};

/** A paper as it stands, with everything its words rest on. */
export type Manuscript = {
	paper: Paper;
	review: { title: string; banner: string | null };
	/** The department that answers for the paper: the sponsor's, else the secretariat's. */
	department: string;
	/** In the order of the document: annexes last. Removed ones are not here. */
	sections: PlacedSection[];
	citations: Citation[];
	/** The recommendations among what the slots print. */
	slots: Slot[];
	/** The findings among what the slots print. */
	shown: Citation[];
	/** Every live slot. */
	placed: PlacedSlot[];
	sources: Source[];
	against: ViewAgainst[];
	/** Working references that would be printed and stand for a record of this review; without a section, in the title. */
	printed: { sectionId: number | null; reference: string }[];
};

/** A view against one of the things recommended, as "F12 R7". */
export function viewKey(view: Pick<ViewAgainst, 'findingNumber' | 'recommendationNumber'>): string {
	return `${reference('F', view.findingNumber)} ${reference('R', view.recommendationNumber)}`;
}

/** Main sections first, annexes after them, each in their own order. */
export function inDocumentOrder<Ranked extends Section>(sections: readonly Ranked[]): Ranked[] {
	return [...sections].sort((a, b) => Number(a.annex) - Number(b.annex) || a.rank - b.rank || a.id - b.id);
}

/** The words of a paper with their evidence resolved: what is printed, and what a snapshot freezes. */
export function contentOf(manuscript: Manuscript): PaperContent {
	const { paper, review, department, sections } = manuscript;
	const known = {
		review: review.title,
		committee: paper.committee,
		meetingOn: paper.meetingOn,
		sponsors: sponsorsOf(paper),
		facts: {
			reference: paper.committeeReference,
			contact: paper.contact,
			addressee: paper.addressee,
			copies: paper.copies,
			replyBy: paper.replyBy
		},
		department
	};
	const { byline } = paper.profile;
	return {
		...known,
		format: 1,
		title: paper.title,
		banner: review.banner,
		byline: byline === null ? null : fillTemplate(byline, factsOf(known, null)),
		marking: markingOf(paper, manuscript.sources),
		profile: paper.profile,
		sections: sections.map(({ id, heading, body, annex, level }) => ({
			key: id,
			heading,
			body,
			annex,
			...(level > 1 ? { level } : {})
		})),
		evidence: distinct([...manuscript.citations, ...manuscript.shown], (citation) => citation.findingId).map(
			(citation) => ({
				reference: reference('F', citation.number),
				version: citation.seenVersion,
				sentence: citation.state === 'withdrawn' ? null : citation.seenSentence,
				note:
					citation.state === 'withdrawn'
						? 'withdrawn'
						: sourceNote(manuscript.sources.filter((source) => source.findingId === citation.findingId))
			})
		),
		recommendations: distinct(manuscript.slots, (slot) => slot.recommendationId).map((slot) => slot.seen),
		slots: [...new Map(manuscript.placed.map((slot) => [slotKey(slot), slot])).values()].flatMap(
			({ kind, argument, standing, lapsed }) =>
				kind === 'recommendation' || standing === null || lapsed !== null
					? []
					: [{ kind, argument, data: standing.data }]
		)
	};
}

/** The highest marking of what a paper contains: its own, and that of every event behind its evidence. */
export function markingOf(
	paper: { sensitive: boolean; handling: string | null },
	sources: readonly { sensitive: boolean; handling: string | null }[]
): string {
	const sensitive = [paper, ...sources].filter((each) => each.sensitive);
	const handling = [...new Set([paper, ...sensitive].flatMap((each) => each.handling?.replace(/\.$/, '') ?? []))];
	return markingText(sensitive.length > 0, handling.length > 0 ? handling.join('; ') : null);
}

/** How often the text has been saved: the version that a working copy prints. */
export function workingVersion(manuscript: Manuscript): number {
	return manuscript.sections.reduce((sum, section) => sum + section.revision, manuscript.paper.revision);
}

/** The titles of the posts that sponsor a paper, the one that leads first. */
export function sponsorsOf(paper: Pick<Paper, 'sponsorTitle' | 'coSponsors'>): string[] {
	return [...(paper.sponsorTitle === null ? [] : [paper.sponsorTitle]), ...paper.coSponsors.map((each) => each.title)];
}

function distinct<Item>(items: readonly Item[], key: (item: Item) => number): Item[] {
	return [...new Map(items.map((item) => [key(item), item])).values()];
}
