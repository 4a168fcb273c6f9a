import { renderBlocks } from '#lib/documents/blocks-html.ts';
import type { Block } from '#lib/documents/document.ts';
import { renderHtml, type SafeHtml } from '#lib/documents/html.ts';
import { reference, referencePath } from '#lib/reviews/reference.ts';
import type { PaperContent } from './content.ts';
import type { Manuscript } from './manuscript.ts';
import { slotBlocks, standingIn } from './slots/printing.server.ts';
import { eventsOf, sourceNote } from './sources.ts';

/** What the references and slots in a text stand for. */
export type Known = {
	slug: string;
	/** References that lead somewhere, as F104. */
	names: ReadonlySet<string>;
	/** What a slot prints, or null where it prints nothing. */
	blocksOf: (slot: { kind: string; argument: string }) => Block[] | null;
};

/** A section's text for the screen, its own headings one level below the section's. @param level the section's own */
export function sectionHtml(body: string, known: Known, level = 1): SafeHtml {
	const referenceHref = (name: string) => (known.names.has(name) ? referencePath(known.slug, name) : null);
	return renderHtml(body, {
		headingOffset: level + 1,
		referenceHref,
		slot: (kind, argument) => {
			const blocks = known.blocksOf({ kind, argument });
			return blocks && renderBlocks(blocks, referenceHref);
		}
	});
}

export function knownIn(content: PaperContent, slug: string, more: readonly string[] = []): Known {
	const names = [...content.evidence, ...content.recommendations].map((each) => each.reference);
	return {
		slug,
		names: new Set([...names, ...more]),
		blocksOf: (slot) => (standingIn(content, slot) ? slotBlocks(content, slot, true) : null)
	};
}

/** What each reference of a paper shows on hover and focus. */
export function cardsOf(content: PaperContent): Record<string, { title: string; from?: string }> {
	return Object.fromEntries([
		...content.evidence.map(
			(each) => [each.reference, { title: each.sentence ?? 'Withdrawn', from: each.note }] as const
		),
		...content.recommendations.map((each) => [each.reference, { title: each.title }] as const)
	]);
}

/** The records behind a paper, each once, from the sentence back to the visit. */
export function restsOn(manuscript: Manuscript, slug: string) {
	const { citations, slots, sources } = manuscript;
	const linked = (name: string) => ({ reference: name, href: referencePath(slug, name) ?? '' });
	const distinct = <Item>(items: readonly Item[], key: (item: Item) => number) => [
		...new Map(items.map((item) => [key(item), item])).values()
	];
	return {
		recommendations: distinct(slots, (slot) => slot.recommendationId).map((slot) => ({
			...linked(reference('R', slot.number)),
			text: slot.seen.title,
			recheck: slot.seen.version !== slot.version
		})),
		findings: distinct(citations, (citation) => citation.findingId).map((citation) => ({
			...linked(reference('F', citation.number)),
			text: citation.state === 'withdrawn' ? 'Withdrawn' : (citation.sentence ?? ''),
			from: sourceNote(sources.filter((source) => source.findingId === citation.findingId)),
			withdrawn: citation.state === 'withdrawn',
			recheck: citation.seenVersion !== citation.version
		})),
		events: eventsOf(sources).flatMap(([event]) =>
			event ? [{ ...linked(reference('E', event.eventNumber)), text: event.title, startsOn: event.startsOn }] : []
		)
	};
}
