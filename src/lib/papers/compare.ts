import { diffArrays } from 'diff';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
import { type PaperContent, recommendationWords } from './content.ts';

export type SectionChange = {
	heading: string;
	change: 'same' | 'added' | 'removed' | 'changed';
	/** Only the paragraphs that differ, each with what changed in it. */
	paragraphs: DifferencePart[][];
};

/** What differs between two contents of a paper, section by section and paragraph by paragraph, with resolved words. */
export function compareContents(before: PaperContent, after: PaperContent): SectionChange[] {
	const keys = new Set([...before.sections, ...after.sections].map((section) => section.key));
	const sections = [...keys].map((key): SectionChange => {
		const old = before.sections.find((section) => section.key === key);
		const now = after.sections.find((section) => section.key === key);
		const paragraphs = compareParagraphs(old ? paragraphsOf(old, before) : [], now ? paragraphsOf(now, after) : []);
		return {
			heading: now?.heading ?? old?.heading ?? '',
			change: !old ? 'added' : !now ? 'removed' : paragraphs.length > 0 ? 'changed' : 'same',
			paragraphs
		};
	});
	const notes = compareParagraphs(notesOf(before), notesOf(after));
	const details = compareParagraphs(detailsOf(before), detailsOf(after));
	return [
		...(details.length > 0 ? [{ heading: 'Details', change: 'changed', paragraphs: details } as const] : []),
		...sections,
		...(notes.length > 0 ? [{ heading: 'Evidence', change: 'changed', paragraphs: notes } as const] : [])
	];
}

/** Pairs the paragraphs that were taken out with those put in at the same place, so that an edit reads as one. */
export function compareParagraphs(before: readonly string[], after: readonly string[]): DifferencePart[][] {
	const found: DifferencePart[][] = [];
	let removed: string[] = [];
	// The work grows with the square of the number of changes; past this many, one text replaces the other.
	const parts = diffArrays([...before], [...after], { maxEditLength: 2000 });
	if (!parts) return pairs(before, after);
	for (const part of parts) {
		if (part.removed) {
			removed.push(...part.value);
			continue;
		}
		const added = part.added ? part.value : [];
		found.push(...pairs(removed, added));
		removed = [];
	}
	return [...found, ...pairs(removed, [])];
}

function pairs(removed: readonly string[], added: readonly string[]): DifferencePart[][] {
	const count = Math.max(removed.length, added.length);
	return Array.from({ length: count }, (_, index) => difference(removed[index] ?? '', added[index] ?? ''));
}

function paragraphsOf(section: PaperContent['sections'][number], content: PaperContent): string[] {
	const words = section.body.replace(/^::recommendation[ \t]+(R\d+)[ \t]*$/gm, (line, name: string) => {
		const found = content.recommendations.find((each) => each.reference === name);
		return found ? `\n${name}: ${recommendationWords(found)}\n` : line;
	});
	const paragraphs = words.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
	return [section.heading, ...paragraphs.filter((paragraph) => paragraph !== '')];
}

function notesOf(content: PaperContent): string[] {
	return content.evidence.map(({ reference, sentence, note }) => `${reference}: ${sentence ?? ''} (${note})`);
}

function detailsOf(content: PaperContent): string[] {
	const { title, byline, committee, meetingOn, marking } = content;
	return [title, byline, committee, meetingOn, marking].filter((line) => line !== null);
}
