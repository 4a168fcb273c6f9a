import { diffArrays } from 'diff';
import { joinParagraphs, paragraphsOf } from '../paragraphs.ts';

/** One change of consecutive paragraphs: at this place in the base text, these paragraphs become those. */
export type Change = { index: number; before: string; after: string };

/** The runs of paragraphs in which an edited text differs from its base, in order; none touches its neighbour. */
export function changesBetween(base: readonly string[], edited: readonly string[]): Change[] {
	const found: Change[] = [];
	let index = 0;
	let removed: string[] = [];
	let added: string[] = [];
	const close = () => {
		if (removed.length + added.length > 0) {
			found.push({
				index: index - removed.length,
				before: joinParagraphs(removed),
				after: joinParagraphs(added)
			});
		}
		[removed, added] = [[], []];
	};
	for (const part of differing(base, edited)) {
		if (part.added) {
			added.push(...part.value);
			continue;
		}
		if (part.removed) removed.push(...part.value);
		else close();
		index += part.value.length;
	}
	close();
	return found;
}

/** Whether a change says what stands in the base text at its place. */
export function standsIn(base: readonly string[], { index, before }: Change): boolean {
	const taken = paragraphsOf(before);
	return index >= 0 && index <= base.length && isAt(base, taken, index);
}

/**
 * A text with one change made in it, found again where the text has moved on: the paragraphs themselves when they stand
 * once, else the place that they had among paragraphs that still stand. Null where neither says where it belongs.
 */
export function applyChange(current: readonly string[], base: readonly string[], change: Change): string[] | null {
	const taken = paragraphsOf(change.before);
	const at = taken.length === 0 ? insertionPlace(current, base, change.index) : placeOf(current, base, taken, change);
	if (at === null) return null;
	return [...current.slice(0, at), ...paragraphsOf(change.after), ...current.slice(at + taken.length)];
}

function placeOf(
	current: readonly string[],
	base: readonly string[],
	taken: readonly string[],
	{ index }: Change
): number | null {
	const places = current.flatMap((_, at) => (isAt(current, taken, at) ? [at] : []));
	if (places.length < 2) return places[0] ?? null;
	const now = placesNow(current, base);
	const at = now.get(index);
	if (at === undefined || !taken.every((_, offset) => now.get(index + offset) === at + offset)) return null;
	// Of paragraphs that read the same, only the one beside a neighbour of then is surely the one that was meant.
	const beside = now.get(index - 1) === at - 1 || now.get(index + taken.length) === at + taken.length;
	return beside ? at : null;
}

/** Between two paragraphs, of which at least one still stands; at an end, by the paragraph that stands there. */
function insertionPlace(current: readonly string[], base: readonly string[], index: number): number | null {
	if (base.length === 0) return current.length === 0 ? 0 : null;
	const now = placesNow(current, base);
	const before = now.get(index - 1);
	if (before !== undefined) return before + 1;
	return now.get(index) ?? null;
}

/** Where each paragraph of the base that still stands is now. */
function placesNow(current: readonly string[], base: readonly string[]): Map<number, number> {
	const found = new Map<number, number>();
	let [from, to] = [0, 0];
	for (const part of differing(base, current)) {
		const { length } = part.value;
		if (part.removed) from += length;
		else if (part.added) to += length;
		else {
			for (let offset = 0; offset < length; offset += 1) found.set(from + offset, to + offset);
			[from, to] = [from + length, to + length];
		}
	}
	return found;
}

function isAt(paragraphs: readonly string[], taken: readonly string[], at: number): boolean {
	return taken.every((paragraph, offset) => paragraphs[at + offset] === paragraph);
}

/** The work grows with the square of the number of changes; past this many, one text replaces the other. */
const longestSearch = 2000;

function differing(before: readonly string[], after: readonly string[]) {
	return (
		diffArrays([...before], [...after], { maxEditLength: longestSearch }) ?? [
			{ value: [...before], removed: true, added: false },
			{ value: [...after], removed: false, added: true }
		]
	);
}
