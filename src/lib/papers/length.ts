import {
	addLengths,
	estimatePages,
	type Length,
	measureBlocks,
	measureHeading,
	measureLength,
	TITLE_LINES
} from '#lib/documents/length.ts';
import type { PaperContent } from './content.ts';
import { referencesIn } from './references.ts';
import { slotBlocks } from './slots/printing.server.ts';

export type PaperLength = {
	words: number;
	/** Pages of A4 to one decimal place, without annexes. */
	pages: number;
	longestPages: number | null;
	over: boolean;
	/** The words of the annexes, which do not count. */
	annexWords: number;
};

/** How long a paper is, with its title and the words of the recommendations that it places. */
export function measurePaper(content: PaperContent): PaperLength {
	const { longestPages } = content.profile;
	const body = addLengths(content.sections.filter((section) => !section.annex).map((each) => measure(each, content)));
	const annexes = addLengths(content.sections.filter((section) => section.annex).map((each) => measure(each, content)));
	const pages = estimatePages({ ...body, lines: body.lines + TITLE_LINES });
	return {
		words: body.words,
		pages,
		longestPages,
		over: longestPages !== null && pages > longestPages,
		annexWords: annexes.words
	};
}

function measure(section: PaperContent['sections'][number], content: PaperContent): Length {
	return addLengths([
		measureHeading(section.heading),
		measureLength(section.body),
		...referencesIn(section.body).slots.map((slot) => measureBlocks(slotBlocks(content, slot, true)))
	]);
}
