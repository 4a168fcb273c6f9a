/** A section's place in the outline of a paper, where sections stand in the order of the document. */
export type Place = { id: number; level: number; annex: boolean };

/** Sections, their subsections and those of these. */
export const mostLevels = 3;

export type Move = 'up' | 'down' | 'in' | 'out';

/**
 * The level of each section, from the one that it belongs to. What that was has been taken out, made an annex or moved
 * behind it leaves it on the first level. @param sections in the order of the document
 */
export function levelled<Section extends { id: number; parentId: number | null; annex: boolean }>(
	sections: readonly Section[]
): (Section & { level: number })[] {
	const open: { id: number; annex: boolean }[] = [];
	return sections.map((section) => {
		const around = open.findLastIndex(({ id, annex }) => id === section.parentId && annex === section.annex);
		open.splice(around + 1);
		open.push(section);
		return { ...section, level: Math.min(open.length, mostLevels) };
	});
}

/** Which section each one belongs to, by its level. */
export function parentsOf(places: readonly Place[]): Map<number, number | null> {
	const open: number[] = [];
	const parents = new Map<number, number | null>();
	for (const { id, level } of places) {
		open.splice(level - 1);
		parents.set(id, open.at(-1) ?? null);
		open.push(id);
	}
	return parents;
}

/** "2.1" for the sections, "A.1" for the annexes. */
export function numbersOf(places: readonly Place[]): Map<number, string> {
	const counts: number[] = [];
	const numbers = new Map<number, string>();
	let annex = false;
	for (const place of places) {
		if (place.annex && !annex) counts.length = 0;
		annex = place.annex;
		counts.splice(place.level);
		counts[place.level - 1] = (counts[place.level - 1] ?? 0) + 1;
		const [first = 1, ...rest] = Array.from(counts, (count: number | undefined) => count ?? 1);
		numbers.set(place.id, [annex ? letter(first) : String(first), ...rest].join('.'));
	}
	return numbers;
}

/** Moves a section with all below it by one place or level. @returns null where it cannot move that way */
export function moved(places: readonly Place[], id: number, move: Move): Place[] | null {
	const from = places.findIndex((place) => place.id === id);
	const place = places[from];
	if (!place) return null;
	const count = branchOf(places, from);
	if (move === 'in' || move === 'out') return relevelled(places, from, count, move === 'in' ? 1 : -1);
	if (move === 'up') {
		const before = places.slice(0, from).findLastIndex((each) => each.level <= place.level);
		const above = places[before];
		if (above?.level !== place.level || above.annex !== place.annex) return null;
		return rearranged(places, from, count, before);
	}
	const next = places[from + count];
	if (next?.level !== place.level || next.annex !== place.annex) return null;
	return rearranged(places, from, count, from + branchOf(places, from + count));
}

/**
 * Puts a section with all below it before another one, or at the end. The level is the nearest that is allowed there.
 * @param before the index, among the sections that stay, that it comes to stand at
 */
export function placed(places: readonly Place[], id: number, before: number, level: number): Place[] | null {
	const from = places.findIndex((place) => place.id === id);
	const place = places[from];
	if (!place) return null;
	const count = branchOf(places, from);
	const branch = places.slice(from, from + count);
	const rest = places.filter((_, index) => index < from || index >= from + count);
	const at = withinKind(rest, place.annex, before);
	const depth = Math.max(...branch.map((each) => each.level)) - place.level;
	const above = rest[at - 1]?.annex === place.annex ? (rest[at - 1]?.level ?? 0) : 0;
	const below = rest[at]?.annex === place.annex ? (rest[at]?.level ?? 1) : 1;
	const most = Math.min(above + 1, mostLevels - depth);
	// What follows must still have something to belong to.
	const least = Math.max(1, below - 1);
	const wanted = Math.min(most, Math.max(least, level));
	if (most < least) return null;
	const shifted = branch.map((each) => ({ ...each, level: each.level + wanted - place.level }));
	return [...rest.slice(0, at), ...shifted, ...rest.slice(at)];
}

/** Whether every section has something to belong to, and annexes stand behind the rest. */
export function isOutline(places: readonly Place[]): boolean {
	return places.every(({ level, annex }, index) => {
		const before = places[index - 1];
		const above = before?.annex === annex ? before.level : 0;
		return level >= 1 && level <= Math.min(above + 1, mostLevels) && !(before?.annex === true && !annex);
	});
}

/** An outline in one line: "12:1 14:2". */
export function outlineText(places: readonly { id: number; level: number }[]): string {
	return places.map(({ id, level }) => `${id}:${level}`).join(' ');
}

/** How many sections a branch holds, its own first one included. */
function branchOf(places: readonly Place[], from: number): number {
	const place = places[from];
	if (!place) return 0;
	const end = places.findIndex(
		(each, index) => index > from && (each.level <= place.level || each.annex !== place.annex)
	);
	return (end === -1 ? places.length : end) - from;
}

function relevelled(places: readonly Place[], from: number, count: number, by: 1 | -1): Place[] | null {
	const changed = places.map((place, index) =>
		index >= from && index < from + count ? { ...place, level: place.level + by } : place
	);
	return isOutline(changed) ? changed : null;
}

function rearranged(places: readonly Place[], from: number, count: number, to: number): Place[] {
	const branch = places.slice(from, from + count);
	const rest = places.filter((_, index) => index < from || index >= from + count);
	return [...rest.slice(0, to), ...branch, ...rest.slice(to)];
}

function withinKind(places: readonly Place[], annex: boolean, wanted: number): number {
	const firstAnnex = places.findIndex((place) => place.annex);
	const border = firstAnnex === -1 ? places.length : firstAnnex;
	return annex ? Math.max(border, Math.min(wanted, places.length)) : Math.min(border, Math.max(0, wanted));
}

/** A … Z, then AA, BB …, as documents letter their annexes. */
function letter(position: number): string {
	return String.fromCharCode(65 + ((position - 1) % 26)).repeat(Math.ceil(position / 26));
}
