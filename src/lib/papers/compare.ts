import { diffArrays } from 'diff';
import { type Block, runsText } from '#lib/documents/document.ts';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
import type { PaperContent } from './content.ts';
import { referencesIn } from './references.ts';
import { slotBlocks } from './slots/printing.server.ts';

export type SectionChange = {
	heading: string;
	change: 'same' | 'added' | 'removed' | 'changed';
	/** Only the paragraphs that differ, each with what changed in it. */
	paragraphs: DifferencePart[][];
	/** The whole section in order: what changed, and between it the paragraphs that stayed. */
	runs: ComparedRun[];
};

/** Neighbouring paragraphs that stayed, or one that changed. */
export type ComparedRun = { same: string[] } | { parts: DifferencePart[] };

/** What differs between two contents of a paper, section by section and paragraph by paragraph, with resolved words. */
export function compareContents(before: PaperContent, after: PaperContent): SectionChange[] {
	// In the order of the newer text; what it no longer holds stands where it stood, after the section before it.
	const keys = after.sections.map((section) => section.key);
	for (const [index, { key }] of before.sections.entries()) {
		if (keys.includes(key)) continue;
		keys.splice(keys.indexOf(before.sections[index - 1]?.key ?? -1) + 1, 0, key);
	}
	const sections = keys.map((key): SectionChange => {
		const old = before.sections.find((section) => section.key === key);
		const now = after.sections.find((section) => section.key === key);
		const runs = compareRuns(old ? paragraphsOf(old, before) : [], now ? paragraphsOf(now, after) : []);
		const paragraphs = changedIn(runs);
		return {
			heading: now?.heading ?? old?.heading ?? '',
			change: !old ? 'added' : !now ? 'removed' : paragraphs.length > 0 ? 'changed' : 'same',
			paragraphs,
			runs
		};
	});
	return [
		...apart('Details', detailsOf(before), detailsOf(after)),
		...sections,
		...apart('Evidence', notesOf(before), notesOf(after))
	];
}

/** Pairs the paragraphs that were taken out with those put in at the same place, so that an edit reads as one. */
export function compareParagraphs(before: readonly string[], after: readonly string[]): DifferencePart[][] {
	return changedIn(compareRuns(before, after));
}

function compareRuns(before: readonly string[], after: readonly string[]): ComparedRun[] {
	const found: ComparedRun[] = [];
	let removed: string[] = [];
	// The work grows with the square of the number of changes; past this many, one text replaces the other.
	const parts = diffArrays([...before], [...after], { maxEditLength: 2000 });
	if (!parts) return pairs(before, after);
	for (const part of parts) {
		if (part.removed) {
			removed.push(...part.value);
			continue;
		}
		found.push(...pairs(removed, part.added ? part.value : []));
		removed = [];
		if (!part.added) found.push({ same: part.value });
	}
	return [...found, ...pairs(removed, [])];
}

function pairs(removed: readonly string[], added: readonly string[]): ComparedRun[] {
	const count = Math.max(removed.length, added.length);
	return Array.from({ length: count }, (_, index) => ({
		parts: difference(removed[index] ?? '', added[index] ?? '')
	}));
}

function changedIn(runs: readonly ComparedRun[]): DifferencePart[][] {
	return runs.flatMap((run) => ('parts' in run ? [run.parts] : []));
}

function apart(heading: string, before: string[], after: string[]): SectionChange[] {
	const runs = compareRuns(before, after);
	const paragraphs = changedIn(runs);
	return paragraphs.length > 0 ? [{ heading, change: 'changed', paragraphs, runs }] : [];
}

/** The section's paragraphs, with what its slots print in place of the lines that place them. */
function paragraphsOf(section: PaperContent['sections'][number], content: PaperContent): string[] {
	const apart = section.body.replace(/^::.*$/gm, (line) => `\n${line}\n`);
	const paragraphs = apart.split(/\n\s*\n/).flatMap((text) => {
		const [slot] = referencesIn(text).slots;
		return slot ? blockTexts(slotBlocks(content, slot, true), slot.argument) : [text.trim()];
	});
	return [section.heading, ...paragraphs.filter((paragraph) => paragraph !== '')];
}

function blockTexts(blocks: readonly Block[], argument: string): string[] {
	return blocks.flatMap((block): string[] => {
		switch (block.type) {
			case 'recommendation':
				return [`${argument}: **${block.verb ?? ''}** ${runsText(block.runs)}`];
			case 'paragraph':
			case 'heading':
				return [runsText(block.runs)];
			case 'table':
				return [block.header, ...block.rows].map((row) => row.map(runsText).join(' | '));
			default:
				return [];
		}
	});
}

function notesOf(content: PaperContent): string[] {
	return content.evidence.map(({ reference, sentence, note }) => `${reference}: ${sentence ?? ''} (${note})`);
}

function detailsOf(content: PaperContent): string[] {
	const { title, byline, committee, meetingOn, marking } = content;
	return [title, byline, committee, meetingOn, marking].filter((line) => line !== null);
}
