import { diffArrays } from 'diff';
import { type Block, type DocumentModel, type Footnote, type Run, runsText } from '#lib/documents/document.ts';
import { type By, Marks, type SentComment, withoutMarks } from '#lib/documents/word/mark.ts';
import { bookmarks } from '#lib/documents/word/names.ts';
import { composePaper, type Copy } from '../compose.ts';
import type { PaperContent } from '../content.ts';
import { paragraphsOf } from '../paragraphs.ts';
import { blocksOfUnits, shapeOf, type Unit, unitsOf } from './units.ts';

/** What goes out with a copy for comment beside its words. */
export type Remarks = { suggestions: OpenSuggestion[]; comments: OpenComment[] };

export type OpenSuggestion = By & {
	id: number;
	sectionId: number;
	baseVersion: number;
	index: number;
	before: string;
	after: string;
	because: string | null;
};

export type OpenComment = By & { id: number; sectionId: number; quote: string | null; text: string };

/** What has to be known of a copy to understand it when it comes back. */
export type Sent = {
	sections: { id: number; version: number; units: Pick<Unit, 'from' | 'to' | 'fixed'>[] }[];
	/** The Markdown of each citation and cross-reference, by the number in its bookmark. */
	marks: string[];
	/** Who made the changes that went out as tracked changes. */
	revisions: By[];
	/** The comments that went out, in the order of their numbers in the file; without an id, those made of a suggestion. */
	comments: (SentComment & { id: number | null })[];
};

/** A paper as a document with marks in its words, and what the marks stand for. */
export function markPaper(
	given: PaperContent,
	copy: Copy,
	versions: ReadonlyMap<number, number>,
	remarks: Remarks
): { model: DocumentModel; marks: Marks; sent: Sent } {
	const content = cleaned(given);
	const marker = new Marker(versions, remarks);
	const model = composePaper(content, copy, (section, [heading, ...body], compose) =>
		heading ? marker.section(section, heading, body, compose) : { blocks: [], footnotes: [] }
	);
	// A table of contents would repeat the marks of the headings.
	return { model: { ...model, contents: false }, marks: marker.marks, sent: marker.sent };
}

type Compose = (markdown: string) => { blocks: Block[]; footnotes: Footnote[] };
type Section = PaperContent['sections'][number];
type Tracked = { by: By; kind: 'inserted' | 'deleted' };

class Marker {
	readonly marks = new Marks();
	readonly sent: Sent;
	readonly #versions: ReadonlyMap<number, number>;
	readonly #remarks: Remarks;

	constructor(versions: ReadonlyMap<number, number>, remarks: Remarks) {
		this.#versions = versions;
		this.#remarks = remarks;
		this.sent = { sections: [], marks: [], revisions: [], comments: [] };
	}

	section(section: Section, heading: Block, body: Block[], compose: Compose) {
		const version = this.#versions.get(section.key);
		if (version === undefined) return { blocks: [heading, ...body], footnotes: [] };
		const parts = blocksOfUnits(unitsOf(section.body), body, (markdown) => compose(markdown).blocks);
		const units = parts.map(({ unit: { from, to, fixed } }) => ({ from, to, fixed }));
		this.sent.sections.push({ id: section.key, version, units });
		const { placed, others } = this.#place(section, version, parts, compose);
		const comments = this.#remarks.comments.filter((each) => each.sectionId === section.key);
		const waiting = [...comments, ...others.map((each) => asComment(each))];

		const blocks: Block[] = [];
		const leaf = this.#leaves(bookmarks.heading(section.key));
		const sectionComments = waiting.filter((each) => !parts.some((part) => quotes(part.blocks, each)));
		blocks.push(mapLeaves(heading, (runs) => this.#commented(leaf(runs), sectionComments)));
		let open = waiting.filter((each) => !sectionComments.includes(each));
		for (const { unit, blocks: own } of parts) {
			for (const added of placed.filter((each) => each.at === unit.from && each.length === 0)) {
				blocks.push(...this.#inserted(added));
			}
			const change = placed.find((each) => each.length > 0 && each.at <= unit.from && unit.to <= each.at + each.length);
			const here = open.filter((each) => quotes(own, each));
			open = open.filter((each) => !here.includes(each));
			blocks.push(...this.#unit(section.key, version, unit, own, change ?? null, here));
			if (change && unit.to === change.at + change.length && !change.inline) blocks.push(...this.#inserted(change));
		}
		const end = parts.at(-1)?.unit.to ?? 0;
		for (const added of placed.filter((each) => each.at === end && each.length === 0))
			blocks.push(...this.#inserted(added));
		return { blocks, footnotes: placed.flatMap((each) => each.footnotes) };
	}

	/** Which suggestions can stand in the text as tracked changes; the others go out as comments. */
	#place(section: Section, version: number, parts: { unit: Unit; blocks: Block[] }[], compose: Compose) {
		const paragraphs = paragraphsOf(section.body);
		const placed: Placed[] = [];
		const others: OpenSuggestion[] = [];
		for (const suggestion of this.#remarks.suggestions.filter((each) => each.sectionId === section.key)) {
			const taken = paragraphsOf(suggestion.before);
			const at = placeOf(paragraphs, taken, suggestion, version);
			const inside = parts.filter(({ unit }) => at !== null && unit.from >= at && unit.to <= at + taken.length);
			const whole = inside.reduce((sum, { unit }) => sum + unit.to - unit.from, 0) === taken.length;
			const between = taken.length > 0 || at === 0 || parts.some(({ unit }) => unit.to === at);
			const overlaps = placed.some((each) => at !== null && at < each.at + each.length && each.at < at + taken.length);
			const { blocks, footnotes } = compose(suggestion.after);
			const before = inside.flatMap((part) => part.blocks);
			const inline = taken.length > 0 && shapeOf(before) === shapeOf(blocks) && isPlain(before, true);
			const trackable = inline || (isPlain(before, false) && isPlain(blocks, false));
			if (at === null || !whole || !between || overlaps || !trackable || inside.some(({ unit }) => unit.fixed)) {
				others.push(suggestion);
				continue;
			}
			this.sent.revisions.push({ author: suggestion.author, at: suggestion.at });
			placed.push({ at, length: taken.length, blocks, footnotes, inline, by: suggestion, number: suggestion.id });
		}
		return { placed, others };
	}

	#unit(
		section: number,
		version: number,
		unit: Unit,
		own: Block[],
		change: Placed | null,
		comments: Waiting[]
	): Block[] {
		const leaves = this.#leaves((line) => bookmarks.paragraph(section, version, unit.from, line));
		let waiting = comments;
		const afters = change?.inline ? leavesOf(change.blocks) : [];
		let at = 0;
		return own.map((block) =>
			mapLeaves(block, (runs, code) => {
				const here = waiting.filter((each) => quoted(runs, each));
				waiting = waiting.filter((each) => !here.includes(each));
				if (change?.inline) {
					const after = afters[at++] ?? runs;
					return this.#commented(leaves(this.#difference(runs, after, change.by)), here);
				}
				if (change) {
					const gone = this.marks.put({ type: 'goneParagraph', ...by(change.by) });
					return this.#commented(
						[text(gone), ...leaves(this.#tracked(runs, { by: change.by, kind: 'deleted' }))],
						here
					);
				}
				return code ? leaves(runs) : this.#quotedIn(leaves(runs), here);
			})
		);
	}

	#inserted({ blocks, by: author, number }: Placed): Block[] {
		const leaves = this.#leaves((line) => bookmarks.suggested(number, line));
		return blocks.map((block) =>
			mapLeaves(block, (runs) => [
				text(this.marks.put({ type: 'newParagraph', ...by(author) })),
				...leaves(this.#tracked(runs, { by: author, kind: 'inserted' }))
			])
		);
	}

	/** Gives each line its bookmark, and each citation in it. */
	#leaves(name: string | ((line: number) => string)): (runs: Run[]) => Run[] {
		let line = 0;
		return (runs) => {
			const bookmark = typeof name === 'string' ? name : name(line);
			line += 1;
			return [text(this.marks.put({ type: 'paragraph', bookmark })), ...this.#cited(runs)];
		};
	}

	#cited(runs: readonly Run[]): Run[] {
		return runs.flatMap((run): Run[] => {
			if ('runs' in run) return [{ ...run, runs: this.#cited(run.runs) }];
			const mark = markdownOf(run);
			if (mark === null) return [run];
			const bookmark = bookmarks.citation(this.sent.marks.push(mark) - 1);
			return [text(this.marks.put({ type: 'begin', bookmark })), run, text(this.marks.put({ type: 'end' }))];
		});
	}

	#tracked(runs: readonly Run[], { by: author, kind }: Tracked): Run[] {
		if (runs.length === 0) return [];
		return [text(this.marks.put({ type: kind, ...by(author) })), ...runs, text(this.marks.put({ type: 'settled' }))];
	}

	/** One line as it was and as it would be, word by word. */
	#difference(before: readonly Run[], after: readonly Run[], author: By): Run[] {
		const parts = diffArrays(wordsOf(before), wordsOf(after), { comparator: (a, b) => a.key === b.key });
		return parts.flatMap((part) => {
			const runs = joinWords(part.value.map((word) => word.run));
			if (part.added) return this.#tracked(runs, { by: author, kind: 'inserted' });
			return part.removed ? this.#tracked(runs, { by: author, kind: 'deleted' }) : runs;
		});
	}

	#commented(runs: Run[], comments: Waiting[]): Run[] {
		return comments.reduce((inside, comment) => {
			const number = this.#comment(comment);
			const begin = text(this.marks.put({ type: 'commentBegin', comment: number }));
			return [begin, ...inside, text(this.marks.put({ type: 'commentEnd', comment: number }))];
		}, runs);
	}

	#quotedIn(runs: Run[], comments: Waiting[]): Run[] {
		return comments.reduce((inside, comment) => {
			const start = runsText(inside).indexOf(comment.quote ?? '');
			// The marks of another comment may stand between its words.
			if (start < 0) return this.#commented(inside, [comment]);
			const number = this.#comment(comment);
			const begin = this.marks.put({ type: 'commentBegin', comment: number });
			const end = this.marks.put({ type: 'commentEnd', comment: number });
			return insert(insert(inside, start + (comment.quote ?? '').length, end), start, begin);
		}, runs);
	}

	#comment({ id, author, at, text: words }: Waiting): number {
		return this.sent.comments.push({ id, author, at, text: words }) - 1;
	}
}

type Placed = {
	at: number;
	length: number;
	blocks: Block[];
	footnotes: Footnote[];
	/** Whether it changes words and leaves the paragraphs as they are. */
	inline: boolean;
	by: By;
	number: number;
};

type Waiting = By & { id: number | null; quote: string | null; text: string };

function asComment({ author, at, before, after, because }: OpenSuggestion): Waiting {
	const [first = ''] = paragraphsOf(before);
	const change =
		after === ''
			? `Suggests taking out: ${before}`
			: before === ''
				? `Suggests adding: ${after}`
				: `Suggests instead of “${first}”: ${after}`;
	return { id: null, author, at, quote: null, text: because === null ? change : `${change}\n${because}` };
}

function by({ author, at }: By): By {
	return { author, at };
}

function text(words: string): Run {
	return { type: 'text', text: words };
}

function cleaned(content: PaperContent): PaperContent {
	const clean = (_: string, value: unknown) => (typeof value === 'string' ? withoutMarks(value) : value);
	return JSON.parse(JSON.stringify(content, clean)) as PaperContent;
}

/** Where a suggestion stands in the text that is sent; null when that text has moved on too far to say. */
function placeOf(
	paragraphs: readonly string[],
	taken: readonly string[],
	{ index, baseVersion }: OpenSuggestion,
	version: number
): number | null {
	const isAt = (at: number) => taken.every((paragraph, offset) => paragraphs[at + offset] === paragraph);
	if (baseVersion === version) return index <= paragraphs.length && isAt(index) ? index : null;
	if (taken.length === 0) return null;
	const places = paragraphs.flatMap((_, at) => (isAt(at) ? [at] : []));
	return places.length === 1 ? (places[0] ?? null) : null;
}

/** Whether Word can track the coming and going of blocks; inside a table it can only track words. */
function isPlain(blocks: readonly Block[], words: boolean): boolean {
	return blocks.every((block) => {
		if (block.type === 'list') return block.items.every((item) => isPlain(item, words));
		if (block.type === 'quote') return isPlain(block.blocks, words);
		return block.type === 'paragraph' || block.type === 'heading' || (words && block.type === 'table');
	});
}

function quotes(blocks: readonly Block[], comment: Waiting): boolean {
	return leavesOf(blocks).some((runs) => quoted(runs, comment));
}

function quoted(runs: readonly Run[], { quote }: Waiting): boolean {
	return quote !== null && runsText([...runs]).includes(quote);
}

/** The lines of blocks, each of which Word has as a paragraph, in the order in which Word has them. */
function leavesOf(blocks: readonly Block[]): Run[][] {
	const leaves: Run[][] = [];
	for (const block of blocks) {
		mapLeaves(block, (runs) => {
			leaves.push(runs);
			return runs;
		});
	}
	return leaves;
}

function mapLeaves(block: Block, change: (runs: Run[], code: boolean) => Run[]): Block {
	switch (block.type) {
		case 'heading':
		case 'annex':
		case 'paragraph':
		case 'recommendation':
			return { ...block, runs: change(block.runs, false) };
		case 'list':
			return { ...block, items: block.items.map((item) => item.map((each) => mapLeaves(each, change))) };
		case 'quote':
			return { ...block, blocks: block.blocks.map((each) => mapLeaves(each, change)) };
		case 'table':
			return {
				...block,
				caption: block.caption && change(block.caption, false),
				header: block.header.map((cell) => change(cell, false)),
				rows: block.rows.map((row) => row.map((cell) => change(cell, false)))
			};
		case 'figure':
			return { ...block, caption: change(block.caption, false) };
		case 'code': {
			const lines = block.text.split('\n').map((line) => runsText(change([text(line)], true)));
			return { ...block, text: lines.join('\n') };
		}
		default:
			return block;
	}
}

function markdownOf(run: Run): string | null {
	if (run.type === 'footnotes') return run.keys.map((key) => `[^${key}]`).join('');
	return run.type === 'crossReference' ? `[#${run.name}]` : null;
}

type Word = { key: string; run: Run };

/** Runs cut into words, each with the form it stands in. */
function wordsOf(runs: readonly Run[]): Word[] {
	return runs.flatMap((run): Word[] => {
		if (run.type === 'text') {
			const words = run.text.split(/(\s+)/).filter((word) => word !== '');
			return words.map((word) => ({ key: word, run: text(word) }));
		}
		if ('runs' in run) {
			const form = run.type === 'link' ? `link ${run.href}` : run.type;
			return wordsOf(run.runs).map((word) => ({ key: `${form}\n${word.key}`, run: { ...run, runs: [word.run] } }));
		}
		return [{ key: JSON.stringify(run), run }];
	});
}

function joinWords(runs: readonly Run[]): Run[] {
	const joined: Run[] = [];
	for (const run of runs) {
		const last = joined.at(-1);
		if (run.type === 'text' && last?.type === 'text') joined[joined.length - 1] = text(last.text + run.text);
		else joined.push(run);
	}
	return joined;
}

/** Puts a mark after so many characters of the words. */
function insert(runs: readonly Run[], at: number, mark: string): Run[] {
	let left = at;
	let done = false;
	const walk = (inside: readonly Run[]): Run[] =>
		inside.map((run): Run => {
			if (done) return run;
			if ('runs' in run) return { ...run, runs: walk(run.runs) };
			const { length } = runsText([run]);
			if (length < left || (run.type !== 'text' && run.type !== 'code')) {
				left -= length;
				return run;
			}
			done = true;
			return { ...run, text: run.text.slice(0, left) + mark + run.text.slice(left) };
		});
	const inserted = walk(runs);
	return done ? inserted : [...inserted, text(mark)];
}
