import { diffArrays } from 'diff';

/**
 * `same`: in the merged text whatever is chosen. `theirs` and `mine`: changed by that side alone, with what the other
 * side still has. `conflict`: both changed the same paragraph, and a person decides.
 */
export type MergePart =
	| { kind: 'same'; paragraphs: string[] }
	| { kind: 'theirs' | 'mine'; base: string[]; paragraphs: string[] }
	| { kind: 'conflict'; base: string[]; theirs: string[]; mine: string[] };

export type Merge = {
	parts: MergePart[];
	/** Nothing was changed by both. */
	clean: boolean;
};

/** What a person makes of a conflict. */
export type Choice = 'theirs' | 'mine' | 'both';

/**
 * Joins two texts that began as the same one, paragraph by paragraph. Each side can be read back out of the parts, so
 * no word of either is lost (see `sideOf`). Paragraphs that both sides put in at one place are both kept, theirs first,
 * unless they are two wordings of one thing.
 */
export function mergeParagraphs(base: readonly string[], theirs: readonly string[], mine: readonly string[]): Merge {
	const their = editsOf(base, theirs);
	const my = editsOf(base, mine);
	const parts: MergePart[] = [];
	for (let index = 0; index <= base.length; index += 1) {
		parts.push(...mergeInserted(their.inserted[index] ?? [], my.inserted[index] ?? []));
		const paragraph = base[index];
		if (paragraph !== undefined) parts.push(...mergeReplaced(paragraph, their.replaced[index], my.replaced[index]));
	}
	return { parts: joined(parts), clean: parts.every((part) => part.kind !== 'conflict') };
}

/** The whole text that one side has. */
export function sideOf(parts: readonly MergePart[], side: 'theirs' | 'mine'): string[] {
	return parts.flatMap((part) => {
		if (part.kind === 'conflict') return part[side];
		return part.kind === 'same' || part.kind === side ? part.paragraphs : part.base;
	});
}

/** The merged text; a conflict without a choice keeps both. @param choices one for each conflict, in order */
export function resolveMerge(parts: readonly MergePart[], choices: readonly Choice[]): string[] {
	let conflicts = 0;
	return parts.flatMap((part) => {
		if (part.kind !== 'conflict') return part.paragraphs;
		const choice = choices[conflicts++] ?? 'both';
		return choice === 'both' ? [...part.theirs, ...part.mine] : part[choice];
	});
}

type Edits = {
	/** What now stands in place of a paragraph of the base; without an entry it stands as it was. */
	replaced: (string[] | undefined)[];
	/** What was put in before the paragraph of this index, or at the end. */
	inserted: (string[] | undefined)[];
};

/** The work of comparing grows with the square of the number of changes; past this many, one text replaces the other. */
const mostChanges = 2000;
const mostPairs = 20_000;
/** Two paragraphs that share this much of their words are two wordings of one. */
const alike = 0.4;

function editsOf(base: readonly string[], side: readonly string[]): Edits {
	const edits: Edits = { replaced: [], inserted: [] };
	const parts = diffArrays([...base], [...side], { maxEditLength: mostChanges }) ?? [
		{ value: [...base], removed: true, added: false },
		{ value: [...side], removed: false, added: true }
	];
	let at = 0;
	let removed: string[] = [];
	let added: string[] = [];
	const settle = () => {
		addHunk(edits, at, removed, added);
		at += removed.length;
		removed = [];
		added = [];
	};
	for (const part of parts) {
		if (part.removed) removed.push(...part.value);
		else if (part.added) added.push(...part.value);
		else {
			settle();
			at += part.value.length;
		}
	}
	settle();
	return edits;
}

/** Pairs each paragraph that went with the one that came in its place, the likest first, else in their order. */
function addHunk(edits: Edits, at: number, removed: readonly string[], added: readonly string[]): void {
	let from = 0;
	let to = 0;
	for (const [before, after] of [...likest(removed, added), [removed.length, added.length] as const]) {
		addRun(edits, at + from, before - from, added.slice(to, after));
		const paired = added[after];
		if (paired !== undefined) edits.replaced[at + before] = [paired];
		from = before + 1;
		to = after + 1;
	}
}

function addRun(edits: Edits, at: number, count: number, added: readonly string[]): void {
	if (count === 0) {
		if (added.length > 0) edits.inserted[at] = [...(edits.inserted[at] ?? []), ...added];
		return;
	}
	for (let index = 0; index < count; index += 1) {
		edits.replaced[at + index] = index === count - 1 ? added.slice(index) : added.slice(index, index + 1);
	}
}

/** Pairs of indexes that rise on both sides, with the greatest likeness in sum. */
function likest(removed: readonly string[], added: readonly string[]): [number, number][] {
	if (removed.length === 0 || added.length === 0 || removed.length * added.length > mostPairs) return [];
	const bags = added.map(bagOf);
	const scores = removed.map((paragraph) => {
		const bag = bagOf(paragraph);
		return bags.map((other) => likeness(bag, other));
	});
	const score = (before: number, after: number) => scores[before]?.[after] ?? 0;
	const best = Array.from({ length: removed.length + 1 }, () => new Float64Array(added.length + 1));
	const sum = (before: number, after: number) => best[before]?.[after] ?? 0;
	for (let before = removed.length - 1; before >= 0; before -= 1) {
		const row = best[before];
		if (!row) continue;
		for (let after = added.length - 1; after >= 0; after -= 1) {
			const paired = score(before, after) < alike ? 0 : score(before, after) + sum(before + 1, after + 1);
			row[after] = Math.max(paired, sum(before + 1, after), sum(before, after + 1));
		}
	}
	const pairs: [number, number][] = [];
	let before = 0;
	let after = 0;
	while (before < removed.length && after < added.length) {
		if (sum(before, after) === sum(before + 1, after)) before += 1;
		else if (sum(before, after) === sum(before, after + 1)) after += 1;
		else pairs.push([before++, after++]);
	}
	return pairs;
}

type Bag = { words: Map<string, number>; size: number };

function bagOf(paragraph: string): Bag {
	const words = new Map<string, number>();
	const found = paragraph.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
	for (const word of found) words.set(word, (words.get(word) ?? 0) + 1);
	return { words, size: found.length };
}

/** From 0, no word in common, to 1. */
function likeness(one: Bag, other: Bag): number {
	if (one.size + other.size === 0) return 0;
	let common = 0;
	for (const [word, count] of one.words) common += Math.min(count, other.words.get(word) ?? 0);
	return (2 * common) / (one.size + other.size);
}

function mergeInserted(theirs: readonly string[], mine: readonly string[]): MergePart[] {
	if (theirs.length === 0 && mine.length === 0) return [];
	const parts: MergePart[] = [];
	let their: string[] = [];
	let my: string[] = [];
	const settle = () => {
		if (areTwoWordings(their, my)) parts.push({ kind: 'conflict', base: [], theirs: their, mine: my });
		else parts.push({ kind: 'theirs', base: [], paragraphs: their }, { kind: 'mine', base: [], paragraphs: my });
		their = [];
		my = [];
	};
	const compared = diffArrays([...theirs], [...mine], { maxEditLength: mostChanges }) ?? [
		{ value: [...theirs], removed: true, added: false },
		{ value: [...mine], removed: false, added: true }
	];
	for (const part of compared) {
		if (part.removed) their.push(...part.value);
		else if (part.added) my.push(...part.value);
		else {
			settle();
			parts.push({ kind: 'same', paragraphs: part.value });
		}
	}
	settle();
	return parts;
}

function areTwoWordings(theirs: readonly string[], mine: readonly string[]): boolean {
	if (theirs.length * mine.length > mostPairs) return true;
	const bags = mine.map(bagOf);
	return theirs.some((paragraph) => {
		const bag = bagOf(paragraph);
		return bags.some((other) => likeness(bag, other) >= alike);
	});
}

function mergeReplaced(paragraph: string, theirs: string[] | undefined, mine: string[] | undefined): MergePart[] {
	const base = [paragraph];
	if (theirs && mine) {
		return areEqual(theirs, mine) ? [{ kind: 'same', paragraphs: theirs }] : [{ kind: 'conflict', base, theirs, mine }];
	}
	if (theirs) return [{ kind: 'theirs', base, paragraphs: theirs }];
	if (mine) return [{ kind: 'mine', base, paragraphs: mine }];
	return [{ kind: 'same', paragraphs: base }];
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((paragraph, index) => paragraph === other[index]);
}

/** Neighbours of one kind become one part; each conflict keeps its own choice. */
function joined(parts: readonly MergePart[]): MergePart[] {
	const found: MergePart[] = [];
	for (const part of parts) {
		const last = found.at(-1);
		if (part.kind === 'conflict') found.push(part);
		else if (part.paragraphs.length === 0 && (part.kind === 'same' || part.base.length === 0)) continue;
		else if (last?.kind === 'same' && part.kind === 'same') last.paragraphs.push(...part.paragraphs);
		else if (last && last.kind !== 'conflict' && last.kind !== 'same' && last.kind === part.kind) {
			last.base.push(...part.base);
			last.paragraphs.push(...part.paragraphs);
		} else {
			found.push(
				part.kind === 'same'
					? { kind: 'same', paragraphs: [...part.paragraphs] }
					: { kind: part.kind, base: [...part.base], paragraphs: [...part.paragraphs] }
			);
		}
	}
	return found;
}
