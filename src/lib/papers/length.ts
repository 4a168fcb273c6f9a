import {
	addLengths,
	estimatePages,
	type Length,
	measureBlocks,
	measureHeading,
	measureLength,
	TITLE_LINES
} from '#lib/documents/length.ts';
import type { Block } from '#lib/documents/document.ts';
import type { PaperContent } from './content.ts';
import { referencesIn } from './references.ts';
import { slotBlocks } from './slots/printing.server.ts';

export type PaperLength = {
	words: number;
	/** Pages of A4 to one decimal place, without annexes. */
	pages: number;
	longestPages: number | null;
	longestWords: number | null;
	/** What is too long, each as a sentence. */
	tooLong: string[];
	over: boolean;
	/** The words of the annexes, which do not count. */
	annexWords: number;
	/** What one section takes of it, where one was asked for. */
	section: { words: number; pages: number; annex: boolean } | null;
};

/** Another text for one section, with what its slots print. */
export type DraftText = {
	sectionId: number;
	body: string;
	blocksOf: (slot: { kind: string; argument: string }) => Block[] | null;
};

/**
 * How long a paper is, with its title and the words of the recommendations that it places.
 * @param draft what to measure in place of one section's text, which is then measured by itself too
 */
export function measurePaper(content: PaperContent, draft: DraftText | null = null): PaperLength {
	const { longestPages, longestWords } = content.profile;
	const lengths = content.sections.map((section) => ({ section, length: measure(section, content, draft) }));
	const sum = (annex: boolean) =>
		addLengths(lengths.filter((each) => each.section.annex === annex).map(({ length }) => length));
	const body = sum(false);
	const pages = estimatePages({ ...body, lines: body.lines + TITLE_LINES });
	const own = lengths.find(({ section }) => section.key === draft?.sectionId);
	const tooLong = [
		...(longestPages !== null && pages > longestPages
			? [`It is ${pages} pages long and may be ${longestPages}: shorten it, or move text to an annex.`]
			: []),
		...(longestWords !== null && body.words > longestWords
			? [`It has ${body.words} words and may have ${longestWords}: shorten it, or move text to an annex.`]
			: []),
		...lengths.flatMap(({ section, length }) => tooLongSection(section, length, content))
	];
	return {
		words: body.words,
		pages,
		longestPages,
		longestWords,
		tooLong,
		over: tooLong.length > 0,
		annexWords: sum(true).words,
		section: own ? { words: own.length.words, pages: estimatePages(own.length), annex: own.section.annex } : null
	};
}

function tooLongSection({ heading }: { heading: string }, { words }: Length, { profile }: PaperContent): string[] {
	const longest = profile.sections.find((each) => each.heading === heading)?.longestWords ?? null;
	const own = words - measureHeading(heading).words;
	return longest === null || own <= longest ? [] : [`“${heading}” has ${own} words and may have ${longest}.`];
}

function measure(section: PaperContent['sections'][number], content: PaperContent, draft: DraftText | null): Length {
	const typed = draft?.sectionId === section.key ? draft : null;
	const body = typed?.body ?? section.body;
	return addLengths([
		measureHeading(section.heading),
		measureLength(body),
		...referencesIn(body).slots.map((slot) =>
			measureBlocks(typed ? (typed.blocksOf(slot) ?? []) : slotBlocks(content, slot, true))
		)
	]);
}
