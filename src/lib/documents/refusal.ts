import { cleanText } from '#lib/forms/clean-text.ts';
import { type Block, type DocumentModel, type Run, runsText } from './document.ts';
import { canShow } from './fonts.ts';
import { runsOf, walkRuns } from './numbering.ts';

/** Why a format cannot hold a document as it is, in the author's terms. */
export type Refusal = {
	/** A sentence that says what is wrong and what to do about it. */
	message: string;
	/** The place among the headings of the first level and the annexes, from 0; null before the first of them. */
	section: number | null;
};

/** The format cannot hold the document as it is. Nothing was made. */
export class Refused extends Error {
	readonly refusals: Refusal[];

	constructor(refusals: Refusal[]) {
		super(refusals.map(({ message }) => message).join(' '));
		this.refusals = refusals;
	}
}

/** What an accessible PDF (PDF/UA) does not accept: each is something that a reader of it would miss. */
export function pdfRefusals(model: DocumentModel): Refusal[] {
	const found: Refusal[] = [];
	const missing = new Map<string, number | null>();
	const notes = new Map(model.footnotes.map((note) => [note.key, note.text]));
	let section: number | null = null;
	let above = 0;

	const say = (message: string) => {
		if (!found.some((each) => each.message === message && each.section === section)) found.push({ message, section });
	};
	const look = (text: string) => {
		for (const character of cleanText(text)) {
			if (character > '\u007e' && !missing.has(character) && !canShow(character)) missing.set(character, section);
		}
	};
	const lookAtRuns = (runs: Run[]) =>
		walkRuns(runs, (run) => {
			if (run.type === 'text') look(run.text);
			if (run.type === 'footnotes') run.keys.forEach((key) => look(notes.get(key) ?? ''));
		});
	const visit = (blocks: Block[], depth: number) => {
		if (depth > MAX_DEPTH) {
			say(`Lists or quotes stand inside each other more than ${MAX_DEPTH} deep. Use fewer levels.`);
			return;
		}
		for (const block of blocks) {
			if (isSection(block)) section = section === null ? 0 : section + 1;
			if (block.type === 'heading' || block.type === 'annex') {
				const level = block.type === 'annex' ? 1 : block.level;
				const words = runsText(block.runs).trim();
				if (words === '') say('A heading has no words. Write what the text below it is about, or take it out.');
				if (level > above + 1) {
					say(`The heading “${shortened(words)}” skips a level. Put it one level below the heading above it.`);
				}
				above = level;
			}
			if (block.type === 'figure' && block.alt.trim() === '') {
				say(
					`The picture “${shortened(runsText(block.caption))}” has no description. Say in words what it shows, for readers who do not see it.`
				);
			}
			lookAtRuns(runsOf(block));
			if (block.type === 'list') block.items.forEach((item) => visit(item, depth + 1));
			if (block.type === 'quote') visit(block.blocks, depth + 1);
		}
	};

	if (model.title.trim() === '') say('The document has no title.');
	[model.title, model.marking, model.banner, model.status, model.byLine].forEach((text) => look(text ?? ''));
	for (const block of model.head ?? []) lookAtRuns(runsOf(block));
	visit(model.blocks, 0);

	return [...found, ...missingCharacters(missing)];
}

/** Beyond this the layout of a PDF gives up: measured with quotes, which take the most. */
export const MAX_DEPTH = 7;
const MAX_CHARACTERS_NAMED = 12;

/** The sections of a paper are its headings of the first level and its annexes. */
function isSection(block: Block): boolean {
	return block.type === 'annex' || (block.type === 'heading' && block.level === 1);
}

function missingCharacters(missing: Map<string, number | null>): Refusal[] {
	const bySection = new Map<number | null, string[]>();
	for (const [character, section] of missing) {
		bySection.set(section, [...(bySection.get(section) ?? []), character]);
	}
	return [...bySection].map(([section, characters]) => {
		const named = characters.slice(0, MAX_CHARACTERS_NAMED).map((character) => `“${character}”`);
		const more = characters.length > named.length ? ` and ${characters.length - named.length} more` : '';
		return {
			message: `The PDF’s font has no shape for ${named.join(', ')}${more}. Write it in words, or choose another format.`,
			section
		};
	});
}

function shortened(words: string): string {
	return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}
