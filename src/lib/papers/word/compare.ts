import type { Reading, Span } from '#lib/documents/word/reading.ts';
import { settle, takeAll, takeNone, wordsIn } from '#lib/documents/word/settle.ts';
import type { Cited } from '#lib/documents/word/spans.ts';
import { anchorAt } from '#lib/documents/anchor.ts';
import { plainTextOf } from '../comments/plain-text.ts';
import { joinParagraphs, paragraphsOf } from '../paragraphs.ts';
import type { Found, FoundChange, FoundComment, Named, Unplaced } from './found.ts';
import {
	citedIn,
	likeness,
	type Line,
	linesOf,
	nameOf,
	oneLine,
	printOf,
	revisionsById,
	type SentLine,
	wordsOf
} from './lines.ts';
import type { Sent } from './marking.ts';
import { formOf, type Returned, rewordUnit, writeUnit } from './rebuild.ts';

/**
 * What a returned file says that the sent one did not. Both are read in the same way, so that whatever a program does to
 * a file of its own accord is no change; what was tracked and what was not count alike.
 * @param bodies the text of each section in the version that was sent
 */
export function compareReturned(
	sent: Reading,
	returned: Reading,
	known: Sent,
	bodies: ReadonlyMap<number, string>
): Found {
	return new Comparison(sent, returned, known, bodies).found();
}

/** A line of the returned file with what it is of the sent one. */
type Here = {
	line: Line;
	sent: SentLine | null;
	/** What it says, once our own suggestions are taken out of it again. */
	spans: Span[];
	changed: boolean;
};

type UnitKey = string;
type UnitOfText = {
	key: UnitKey;
	section: number;
	version: number;
	from: number;
	to: number;
	fixed: boolean;
	order: number;
	source: string;
	lines: SentLine[];
};

class Comparison {
	readonly #sent: Reading;
	readonly #returned: Reading;
	readonly #known: Sent;
	readonly #bodies: ReadonlyMap<number, string>;
	readonly #citedSent: Cited;
	readonly #cited: Cited;
	readonly #lines: SentLine[];
	readonly #units: UnitOfText[];
	readonly #textStyles: ReadonlySet<string>;
	readonly #revisions;
	readonly #all: Map<string, Line>;
	readonly #changes: FoundChange[] = [];
	readonly #comments: FoundComment[] = [];
	readonly #unplaced: Unplaced[] = [];

	constructor(sent: Reading, returned: Reading, known: Sent, bodies: ReadonlyMap<number, string>) {
		this.#sent = sent;
		this.#returned = returned;
		this.#known = known;
		this.#bodies = bodies;
		this.#citedSent = citedIn(known.marks, sent, sent);
		this.#cited = citedIn(known.marks, returned, sent);
		this.#lines = this.#readSent();
		this.#units = this.#readUnits();
		this.#textStyles = new Set(
			this.#lines
				.filter(
					({ name, paragraph }) =>
						name.kind === 'text' && paragraph.list?.ordered && paragraph.style !== 'list paragraph'
				)
				.map(({ paragraph }) => paragraph.style)
		);
		this.#revisions = revisionsById(returned.blocks);
		this.#all = byId(linesOf(settle(returned.blocks, takeAll)));
	}

	found(): Found {
		const here = this.#recognise();
		const { homes, added } = this.#arrange(here);
		this.#fixedLines(here);
		for (const unit of this.#units) this.#unit(unit, homes.get(unit.key) ?? null);
		for (const addition of added) this.#addition(addition);
		this.#placeComments(here);
		this.#leftOver();
		const order = new Map(this.#known.sections.map(({ id }, index) => [id, index]));
		const place = ({ sectionId }: { sectionId: number }) => order.get(sectionId) ?? 0;
		return {
			changes: this.#changes.sort(
				(a, b) => place(a) - place(b) || a.index - b.index || a.before.length - b.before.length
			),
			comments: this.#comments.sort((a, b) => place(a) - place(b)),
			unplaced: this.#unplaced
		};
	}

	#readSent(): SentLine[] {
		const suggested = byId(linesOf(settle(this.#sent.blocks, takeAll)));
		return linesOf(settle(this.#sent.blocks, takeNone)).flatMap((line, order): SentLine[] => {
			const id = line.paragraph.ids.find((each) => nameOf(each) !== null);
			const name = id === undefined ? null : nameOf(id);
			if (id === undefined || name === null) return [];
			const then = suggested.get(id);
			const print = printOf(line, this.#citedSent);
			return [{ ...line, id, name, order, print, suggested: then ? printOf(then, this.#citedSent) : null }];
		});
	}

	#readUnits(): UnitOfText[] {
		return this.#known.sections.flatMap(({ id, version, units }) => {
			const paragraphs = paragraphsOf(this.#bodies.get(id) ?? '');
			return units.flatMap(({ from, to, fixed }): UnitOfText[] => {
				const lines = this.#lines.filter(
					({ name }) => name.kind === 'text' && name.section === id && name.unit === from
				);
				const [first] = lines;
				if (!first) return [];
				const source = paragraphs.slice(from, to).join('\n\n');
				return [{ key: `${id} ${from}`, section: id, version, from, to, fixed, order: first.order, source, lines }];
			});
		});
	}

	/** Finds the sent line of each returned one: by its bookmark, else by its words among the lines still missing there. */
	#recognise(): Here[] {
		const lines = linesOf(settle(this.#returned.blocks, (revision) => !this.#isOurs(revision)));
		const byName = new Map(this.#lines.map((line) => [line.id, line]));
		const taken = new Set<SentLine>();
		const matched = lines.map((line) => {
			const candidates = line.paragraph.ids.flatMap((id) => {
				const found = byName.get(id);
				return found && !taken.has(found) ? [found] : [];
			});
			const words = wordsOf(line);
			const [best] = candidates
				.map((each) => ({ each, like: wordsOf(each) === words ? 2 : likeness(wordsOf(each), words) }))
				.sort((a, b) => b.like - a.like);
			// A program that takes a paragraph away may leave its bookmark in the next, which has one of its own.
			const found = best && (words !== '' || candidates.length === 1) ? best.each : null;
			if (found) taken.add(found);
			return { line, sent: found };
		});
		this.#matchByWords(matched, taken);
		return matched
			.filter(({ line, sent }) => sent !== null || !line.paragraph.ids.some((id) => nameOf(id)?.kind === 'suggested'))
			.map(({ line, sent }) => this.#effective(line, sent));
	}

	#matchByWords(matched: { line: Line; sent: SentLine | null }[], taken: Set<SentLine>): void {
		const missing = this.#lines.filter((line) => !taken.has(line) && line.print !== '');
		if (missing.length === 0) return;
		let last = -1;
		let comparisons = 0;
		for (let at = 0; at < matched.length;) {
			const sent = matched[at]?.sent;
			if (sent) {
				last = sent.order;
				at++;
				continue;
			}
			let end = at;
			while (end < matched.length && !matched[end]?.sent) end++;
			const next = matched[end]?.sent?.order ?? Infinity;
			const gap = missing.filter((line) => line.order > last && line.order < next && !taken.has(line));
			const free = matched.slice(at, end).filter(({ line }) => wordsOf(line) !== '');
			let from = 0;
			for (const each of free) {
				const print = printOf(each.line, this.#cited);
				const index = gap.findIndex((line, place) => place >= from && line.print === print);
				if (index < 0) continue;
				each.sent = gap[index] ?? null;
				from = index + 1;
				if (each.sent) taken.add(each.sent);
			}
			const open = gap.filter((line) => !taken.has(line));
			for (const each of free.filter(({ sent: found }) => !found)) {
				const like = open.find(
					(line) =>
						!taken.has(line) && ++comparisons <= mostComparisons && likeness(wordsOf(line), wordsOf(each.line)) >= 0.6
				);
				if (!like) continue;
				each.sent = like;
				taken.add(like);
			}
			at = end;
		}
	}

	/** A line that went out with a suggestion in it says nothing new while it says either what stood or what was suggested. */
	#effective(line: Line, sent: SentLine | null): Here {
		const print = printOf(line, this.#cited);
		if (!sent) return { line, sent, spans: line.paragraph.spans, changed: print !== '' };
		if (print === sent.suggested) return { line, sent, spans: sent.paragraph.spans, changed: false };
		if (print !== sent.print) return { line, sent, spans: line.paragraph.spans, changed: true };
		const all = this.#all.get(sent.id);
		const allPrint = all ? printOf(all, this.#cited) : sent.suggested;
		if (sent.suggested === sent.print || allPrint === sent.suggested) {
			return { line, sent, spans: line.paragraph.spans, changed: false };
		}
		if (all && allPrint !== sent.print) return { line, sent, spans: all.paragraph.spans, changed: true };
		this.#say(sent, 'The suggested change of these words was rejected in Word.', this.#by([]));
		return { line, sent, spans: line.paragraph.spans, changed: false };
	}

	/** Puts the lines back into the units that they were sent as; what belongs to none is new. */
	#arrange(here: readonly Here[]) {
		const runs: { unit: UnitOfText | null; lines: Here[] }[] = [];
		const tables = this.#tableUnits(here);
		for (const each of here) {
			if (!each.sent && !each.changed && each.line.cell === null) continue;
			const unit = this.#unitOf(each.sent) ?? (each.line.cell ? (tables.get(each.line.cell.table) ?? null) : null);
			const last = runs.at(-1);
			const sent = each.sent?.name.kind;
			if (sent === 'fixed' || sent === 'heading') runs.push({ unit: null, lines: [each] });
			else if (last && last.unit === unit && last.lines.every((line) => line.sent === null || unit !== null))
				last.lines.push(each);
			else runs.push({ unit, lines: [each] });
		}
		const joined: typeof runs = [];
		for (const [index, run] of runs.entries()) {
			const last = joined.at(-1);
			const isNew = run.unit === null && run.lines.every((line) => line.sent === null);
			const goesOn = last?.unit && isNew && (runs[index + 1]?.unit === last.unit || this.#goesOn(last.unit, run.lines));
			if (last && (goesOn || (run.unit !== null && last.unit === run.unit))) last.lines.push(...run.lines);
			else joined.push({ ...run, lines: [...run.lines] });
		}
		const homes = new Map<UnitKey, { lines: Here[]; moved: boolean }>();
		for (const run of joined) {
			if (!run.unit) continue;
			const other = homes.get(run.unit.key);
			if (!other || other.lines.length < run.lines.length) homes.set(run.unit.key, { lines: run.lines, moved: false });
		}
		const standing = joined.filter((run) => run.unit && homes.get(run.unit.key)?.lines === run.lines);
		const inOrder = new Set(longestRising(standing.map((run) => run.unit?.order ?? 0)));
		standing.forEach((run, index) => {
			const home = run.unit && homes.get(run.unit.key);
			if (home && !inOrder.has(index)) home.moved = true;
		});
		return { homes, added: this.#additions(joined, homes) };
	}

	#tableUnits(here: readonly Here[]): Map<number, UnitOfText> {
		const units = new Map<number, UnitOfText>();
		for (const { line, sent } of here) {
			const unit = this.#unitOf(sent);
			if (line.cell && unit && !units.has(line.cell.table)) units.set(line.cell.table, unit);
		}
		return units;
	}

	#unitOf(sent: SentLine | null): UnitOfText | null {
		if (sent?.name.kind !== 'text') return null;
		const { section, unit } = sent.name;
		return this.#units.find((each) => each.section === section && each.from === unit) ?? null;
	}

	/** A paragraph that was cut in two, or an item at the end of a list, belongs to what it stands after. */
	#goesOn(unit: UnitOfText, lines: readonly Here[]): boolean {
		if (unit.fixed) return false;
		const isList = unit.lines.some((line) => formOf(line, this.#textStyles).type === 'item');
		return lines.every(({ line }) => {
			const cut = unit.lines.some(
				(each) => line.paragraph.inside.includes(each.id) && wordsOf(each).endsWith(wordsOf(line))
			);
			return cut || (isList && formOf(line, this.#textStyles).type === 'item');
		});
	}

	#additions(runs: readonly { unit: UnitOfText | null; lines: Here[] }[], homes: Homes): Addition[] {
		const additions: Addition[] = [];
		let after: Addition['after'] = null;
		for (const { unit, lines } of runs) {
			const home = unit && homes.get(unit.key);
			if (unit && home?.lines === lines && !home.moved) {
				after = { section: unit.section, version: unit.version, index: unit.to };
				continue;
			}
			const [first] = lines;
			const name = first?.sent?.name;
			if (name?.kind === 'heading') {
				const section = this.#known.sections.find(({ id }) => id === name.section);
				if (section) after = { section: section.id, version: section.version, index: 0 };
				continue;
			}
			if (name?.kind === 'fixed') continue;
			if (unit?.fixed && !home?.moved) continue;
			const moved = unit !== null;
			const text = unit?.fixed
				? unit.source
				: writeUnit(
						lines.map((line) => toReturned(line, null)),
						this.#cited,
						this.#textStyles,
						null
					);
			if (text !== '') additions.push({ after, text, moved, by: this.#byLines(lines) });
		}
		return additions;
	}

	#addition({ after, text, moved, by }: Addition): void {
		if (!after) {
			this.#unplaced.push({ text, why: 'It stands before the first section.', ...by });
			return;
		}
		const { section, version, index } = after;
		const kind = moved ? 'moved' : 'added';
		this.#changes.push({ kind, sectionId: section, version, index, before: '', after: text, ...by });
	}

	#unit(unit: UnitOfText, home: { lines: Here[]; moved: boolean } | null): void {
		const { section: sectionId, version, from: index, to } = unit;
		const before = joinParagraphs(paragraphsOf(this.#bodies.get(sectionId) ?? '').slice(index, to));
		const at = { sectionId, version, index, before };
		const written = unit.lines.filter((line) => line.print !== '');
		if (!home || home.lines.every(({ spans, line }) => oneLine(wordsIn(spans)) === '' && line.cell === null)) {
			const expected = written.every((line) => line.suggested === null);
			if (written.length > 0 && !expected) this.#removed(unit, at);
			return;
		}
		if (home.moved) {
			this.#changes.push({ kind: 'moved', ...at, after: '', ...this.#byLines(home.lines) });
			return;
		}
		const lines = home.lines.map((each) => toReturned(each, unit));
		const intact =
			lines.length === unit.lines.length &&
			lines.every((line, place) => {
				const sent = unit.lines[place];
				return sent && line.line === place && this.#sameForm(line, sent);
			});
		if (intact && lines.every((line) => !line.changed)) return;
		const by = this.#byLines(home.lines, unit);
		this.#notes(unit, home.lines);
		if (unit.fixed) {
			const words = home.lines
				.filter((each) => each.changed)
				.map((each) => wordsOf(each.line))
				.join('\n');
			const place = unit.source.split('\n').find((line) => line.startsWith('::')) ?? unit.source;
			this.#comments.push({
				...this.#whole(sectionId, version),
				body: `Proposed words for “${place}”, which the paper takes from its record:\n${words || '(taken out)'}`,
				...by
			});
			return;
		}
		const gone = unit.lines.filter((line) => !lines.some((each) => each.line === unit.lines.indexOf(line)));
		if (
			!intact &&
			lines.every((line) => !line.changed && line.line !== null) &&
			gone.every((line) => line.suggested === null)
		)
			return;
		const source = unit.source;
		const reworded = intact ? rewordUnit(source, lines, unit.lines, this.#cited) : null;
		const after =
			reworded ??
			writeUnit(
				lines.filter((line) => wordsOf(line) !== '' || line.cell !== null || line.line !== null),
				this.#cited,
				this.#textStyles,
				source
			);
		if (after !== before) this.#changes.push({ kind: 'changed', ...at, after, ...by });
	}

	/** A paragraph that was joined to the one before it goes with that change. */
	#removed(unit: UnitOfText, at: { sectionId: number; version: number; index: number; before: string }): void {
		const by = this.#by(unit.lines.flatMap((line) => this.#revisions.get(line.id) ?? []));
		const last = this.#changes.at(-1);
		const words = unit.lines.map(wordsOf).join(' ');
		const follows =
			last?.kind === 'changed' &&
			last.sectionId === at.sectionId &&
			last.index + paragraphsOf(last.before).length === at.index &&
			words.length > 3 &&
			oneLine(last.after).includes(words);
		if (follows) last.before = joinParagraphs([last.before, at.before]);
		else this.#changes.push({ kind: 'removed', ...at, after: '', ...by });
	}

	#sameForm(line: Returned, sent: SentLine): boolean {
		if (line.cell && sent.cell) return line.cell.row === sent.cell.row && line.cell.column === sent.cell.column;
		return JSON.stringify(formOf(line, this.#textStyles)) === JSON.stringify(formOf(sent, this.#textStyles));
	}

	/** Footnotes of the reader's own: a paper's notes are its citations, so theirs are comments. */
	#notes(unit: UnitOfText, lines: readonly Here[]): void {
		for (const each of lines) {
			for (const span of each.spans) {
				if (span.type !== 'note' || this.#cited(span) !== null) continue;
				this.#comments.push({
					...this.#whole(unit.section, unit.version),
					...this.#anchor(unit.section, wordsOf(each.sent ?? each.line)),
					body: `Proposes a footnote here: ${span.text}`,
					...this.#byLines([each], unit)
				});
			}
		}
	}

	/** Headings of sections and the lines that the application writes: no text of a section holds them. */
	#fixedLines(here: readonly Here[]): void {
		for (const sent of this.#lines) {
			if (sent.name.kind === 'text' || sent.print === '') continue;
			const now = here.find((each) => each.sent === sent);
			if (now && !now.changed) continue;
			const words = now ? wordsOf(now.line) : '';
			const by = now ? this.#byLines([now]) : this.#by(this.#revisions.get(sent.id) ?? []);
			const said = words === '' ? `“${wordsOf(sent)}” was taken out` : `“${wordsOf(sent)}” became “${words}”`;
			const name = sent.name;
			const section = name.kind === 'heading' ? this.#known.sections.find(({ id }) => id === name.section) : undefined;
			if (section) {
				const body = words === '' ? `Proposes to take the heading out: ${said}.` : `Proposes another heading: ${said}.`;
				this.#comments.push({ ...this.#whole(section.id, section.version), body, ...by });
			} else
				this.#unplaced.push({
					text: `${said}.`,
					why: 'These words come from the details of the paper, not from a section.',
					...by
				});
		}
	}

	#placeComments(here: readonly Here[]): void {
		const ours = new Map<string, number | null>();
		this.#known.comments.forEach((comment) => ours.set(commentKey(comment), comment.id));
		const byId = new Map(this.#returned.comments.map((comment) => [comment.id, comment]));
		for (const comment of this.#returned.comments) {
			if (ours.has(commentKey(comment))) continue;
			const parent = comment.answers === null ? undefined : byId.get(comment.answers);
			const answers = parent ? (ours.get(commentKey(parent)) ?? null) : null;
			const named = { author: comment.author || null, at: comment.at };
			const seat = this.#seatOf(comment.answers ?? comment.id, here) ?? this.#seatOf(comment.id, here);
			const body = (
				parent && answers === null && !ours.has(commentKey(parent))
					? `Reply to ${parent.author}: ${comment.text}`
					: comment.text
			).slice(0, 10_000);
			if (!seat) this.#unplaced.push({ text: comment.text, why: 'The comment stands outside the sections.', ...named });
			else
				this.#comments.push({
					...seat,
					body: seat.about ? `On the new words “${seat.about}”: ${body}`.slice(0, 10_000) : body,
					answers,
					...named
				});
		}
		for (const comment of this.#comments) Reflect.deleteProperty(comment, 'about');
	}

	/** The section that a comment stands in, and the words of it that were sent. */
	#seatOf(id: string, here: readonly Here[]) {
		const at = here.findIndex(({ line }) => line.paragraph.comments.some((each) => each.id === id));
		const found = here[at];
		if (!found) return null;
		const comment = found.line.paragraph.comments.find((each) => each.id === id);
		const words = wordsIn(found.line.paragraph.spans);
		const quote = oneLine(words.slice(comment?.from ?? 0, comment?.to ?? 0));
		for (let back = at; back >= 0; back--) {
			const name = here[back]?.sent?.name;
			if (name?.kind === 'heading') {
				const section = this.#known.sections.find((each) => each.id === name.section);
				return section
					? { ...this.#whole(section.id, section.version), about: back === at ? null : oneLine(words).slice(0, 200) }
					: null;
			}
			if (name?.kind === 'text') {
				if (back < at) return { ...this.#whole(name.section, name.version), about: oneLine(words).slice(0, 200) };
				const sentWords = found.sent ? wordsOf(found.sent) : '';
				const held = quote !== '' && sentWords.includes(quote) ? quote : sentWords;
				return {
					...this.#whole(name.section, name.version),
					...this.#anchor(name.section, sentWords, held),
					about: null
				};
			}
			if (name?.kind === 'fixed' && back === at) continue;
		}
		return null;
	}

	#whole(sectionId: number, version: number) {
		return { sectionId, version, quote: null, prefix: '', suffix: '', answers: null };
	}

	#anchor(sectionId: number, line: string, quote = line) {
		const text = plainTextOf(this.#bodies.get(sectionId) ?? '');
		const start = text.indexOf(line);
		const from = start < 0 ? -1 : text.indexOf(quote, start);
		return (from < 0 ? null : anchorAt(text, from, from + quote.length)) ?? {};
	}

	#say(sent: SentLine, body: string, by: Named): void {
		if (sent.name.kind !== 'text') return;
		const { section, version } = sent.name;
		this.#comments.push({ ...this.#whole(section, version), ...this.#anchor(section, wordsOf(sent)), body, ...by });
	}

	#leftOver(): void {
		const by = this.#by([]);
		const before = this.#sent.leftOver.map((each) => JSON.stringify(each));
		for (const each of this.#returned.leftOver) {
			const index = before.indexOf(JSON.stringify(each));
			if (index >= 0) before.splice(index, 1);
			else {
				const text = each.text === '' ? `A ${each.what} without words.` : `A ${each.what}: ${each.text}`;
				this.#unplaced.push({ text, why: 'A section holds words and tables only.', ...by });
			}
		}
		const notes = new Set(this.#sent.notes.map(oneLine));
		for (const note of this.#returned.notes.map(oneLine)) {
			if (notes.has(note) || this.#cited({ type: 'note', text: note }) === null) continue;
			this.#unplaced.push({
				text: `The footnote became: ${note}`,
				why: 'The words of a footnote come from the evidence.',
				...by
			});
		}
	}

	#isOurs(revision: { author: string; at: string | null }): boolean {
		return this.#known.revisions.some(
			({ author, at }) => author === revision.author && (at === null || at.slice(0, 19) === revision.at?.slice(0, 19))
		);
	}

	#byLines(lines: readonly Here[], unit?: UnitOfText): Named {
		const changed = lines.filter((each) => each.changed || !each.sent);
		const gone = unit?.lines.filter((line) => !lines.some((each) => each.sent === line)) ?? [];
		return this.#by([
			...changed.flatMap((each) => each.line.paragraph.revisions),
			...gone.flatMap((line) => this.#revisions.get(line.id) ?? [])
		]);
	}

	/** Those who tracked a change; where nobody did, whoever saved the file, unless that is who sent it. */
	#by(revisions: readonly { author: string; at: string | null }[]): Named {
		const others = revisions.filter((revision) => !this.#isOurs(revision) && revision.author !== '');
		const authors = [...new Set(others.map(({ author }) => author))];
		const at = others
			.map((each) => each.at)
			.reduce((latest, each) => ((each ?? '') > (latest ?? '') ? each : latest), null);
		if (authors.length > 0) return { author: authors.join(' and ').slice(0, 200), at };
		const saved = this.#returned.savedBy;
		return saved === null || saved === this.#sent.savedBy
			? { author: null, at: null }
			: { author: saved, at: this.#returned.savedAt };
	}
}

/** A file may have lost every bookmark: past this many, what is not word for word the same is new. */
const mostComparisons = 50_000;

type Homes = Map<UnitKey, { lines: Here[]; moved: boolean }>;
type Addition = {
	after: { section: number; version: number; index: number } | null;
	text: string;
	moved: boolean;
	by: Named;
};

function toReturned({ line, sent, spans, changed }: Here, unit: UnitOfText | null): Returned {
	const place = sent && unit ? unit.lines.indexOf(sent) : -1;
	return { ...line, spans, changed, line: place < 0 ? null : place };
}

function byId(lines: readonly Line[]): Map<string, Line> {
	return new Map(lines.flatMap((line) => line.paragraph.ids.map((id) => [id, line] as const)));
}

function commentKey({ author, text }: { author: string; text: string }): string {
	return `${author}\n${oneLine(text)}`;
}

/** The places of a longest rising sequence: what stands in order when as little as possible is said to have moved. */
function longestRising(values: readonly number[]): number[] {
	const ends: number[] = [];
	const before: number[] = [];
	values.forEach((value, index) => {
		let [low, high] = [0, ends.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
			else high = middle;
		}
		before[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
		ends[low] = index;
	});
	const places: number[] = [];
	for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) places.unshift(at);
	return places;
}
