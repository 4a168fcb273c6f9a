import { parseReference } from '#lib/reviews/reference.ts';
import type { SlotKind, Standing } from './slot.ts';

const kinds = new Map<string, SlotKind>();

/** Makes kinds of slots known; called by `src/lib/slots.server.ts` alone, which may be loaded again. */
export function registerSlotKinds(added: readonly SlotKind[]): void {
	for (const kind of added) kinds.set(kind.name, kind);
}

export function slotKinds(): SlotKind[] {
	return [...kinds.values()];
}

export function findSlotKind(name: string): SlotKind | undefined {
	return kinds.get(name);
}

/** @param data as stored, JSON. @returns null while there is nothing to print, and where a kind is not known any more */
export function readStanding(kind: string, data: string | null): Standing | null {
	return data === null ? null : (kinds.get(kind)?.read(JSON.parse(data)) ?? null);
}

/** What is wrong with a slot as it is written, as a sentence for the author; null where nothing is. */
export function mistakeInSlot(slot: { kind: string; argument: string }): string | null {
	const kind = kinds.get(slot.kind);
	const written = `“::${slot.kind}${slot.argument ? ` ${slot.argument}` : ''}”`;
	if (kind) {
		const mistake = kind.mistakeIn(slot.argument);
		return mistake === null ? null : `${written} places nothing. ${mistake}`;
	}
	const named = parseReference(slot.argument);
	if (named?.kind === 'L') return `${written} places nothing. Letters are not part of this review yet.`;
	const known = slotKinds().map(({ name }) => `::${name}`);
	return `${written} places nothing. These can be placed: ${known.join(', ')}.`;
}
