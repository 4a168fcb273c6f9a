import type * as z from 'zod';
import type { Act } from '#lib/access/acts.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type Block, plainRuns } from '#lib/documents/document.ts';
import type { Verb } from '#lib/recommendations/recommendation.ts';
import type { Gate } from '../paper.ts';

/**
 * A live slot is a line `::name argument` in the text of a section. It is resolved to plain data when the section is
 * saved; what was resolved stands, in the text and in every copy, until somebody refreshes it.
 */
export type SlotDefinition<Argument, Data> = {
	/** What stands after the two colons: lower-case letters and hyphens. */
	name: string;
	/** What it is called on screen, such as "Evidence table". */
	label: string;
	/** Every way to write it, for the help beside the editor. */
	usage: readonly SlotUsage[];
	/** Reads what stands after the name; a mistake is a sentence for the author. */
	parse: (argument: string) => Parsed<Argument>;
	/** The right that everybody who reads the paper must have; null where every member may see it. */
	needs?: (argument: Argument) => Act | null;
	/** Looks it up as the signed-in author sees it. What only some readers may see must not be in the answer. */
	resolve: (trx: Trx, place: Place, argument: Argument) => Promise<Resolved<Data>>;
	/** Why what stands may not be printed any longer, refreshed or not: agreed words whose agreement lapsed, say. */
	lapsed?: (trx: Trx, place: Place, data: Data) => Promise<string | null>;
	/** What is left of a frozen copy of it where somebody has taken words back since; null where nobody has. */
	takenBack?: (trx: Trx, data: Data) => Promise<TakenBack<Data> | null>;
	/** The shape of the data as stored with the section and in snapshots: plain JSON. */
	data: z.ZodType<Data>;
	/** What it prints. Its length is measured on this. */
	compose: (data: Data, printed: Printed) => Block[];
	/** The recommendations that it places, in the words that stand. */
	places?: (data: Data) => PlacedWords[];
	/** The findings whose words it prints: they mark the paper, and their withdrawal reaches it at once. */
	findings?: (data: Data) => PinnedFinding[];
	/** What a refresh would change, each as a sentence; empty where nothing would. */
	differences: (before: Data, after: Data) => string[];
};

export type SlotUsage = { written: string; says: string };

export type Parsed<Argument> = { ok: true; argument: Argument } | { ok: false; mistake: string };

/** Where a slot stands. */
export type Place = {
	reviewId: number;
	paperId: number;
	gate: Gate;
	/** What the paper recommends, as R7: kinds that place recommendations are resolved before those that do not. */
	recommendations: readonly string[];
};

export type Resolved<Data> =
	| { state: 'resolved'; data: Data }
	/** It may stand in the paper, prints nothing yet, and keeps the paper from being lodged. */
	| { state: 'waiting'; because: string }
	/** It names what is not there: the section is not saved. */
	| { state: 'refused'; because: string };

/** The record that was spoken of, as R7, and what may still be printed. */
export type TakenBack<Data> = { reference: string; data: Data };

export type PlacedWords = { reference: string; version: number; verb: Verb; title: string; text: string };

export type PinnedFinding = { reference: string; version: number; sentence: string };

/** What a slot finds out about the copy that it is printed in. */
export type Printed = {
	/** False in a lodged document, which carries no working references. */
	showReferences: boolean;
	/** Where a finding was heard, in words that may leave today; null when it has been withdrawn. */
	sourceOf: (finding: string) => string | null;
};

/** Any kind of slot, its own types closed over. Data is what `read` accepted. */
export type SlotKind = {
	name: string;
	label: string;
	usage: readonly SlotUsage[];
	placesRecommendations: boolean;
	/** @returns what is wrong with an argument, or null */
	mistakeIn: (argument: string) => string | null;
	needs: (argument: string) => Act | null;
	resolve: (trx: Trx, place: Place, argument: string) => Promise<Resolved<unknown>>;
	/** The stored data as one thing that the other functions take, or null where it is not of this kind. */
	read: (data: unknown) => Standing | null;
};

/** What one slot printed when it was last accepted. */
export type Standing = {
	data: unknown;
	compose: (printed: Printed) => Block[];
	lapsed: (trx: Trx, place: Place) => Promise<string | null>;
	takenBack: (trx: Trx) => Promise<TakenBack<unknown> | null>;
	places: PlacedWords[];
	findings: PinnedFinding[];
	/** What would change if this became that; null where the two are not of one kind. */
	differences: (after: unknown) => string[] | null;
};

/** Closes over the types of a definition, so that kinds of every sort stand in one list. */
export function slotKind<Argument, Data>(definition: SlotDefinition<Argument, Data>): SlotKind {
	const { name, label, usage, parse } = definition;
	return {
		name,
		label,
		usage,
		placesRecommendations: definition.places !== undefined,
		mistakeIn: (argument) => {
			const parsed = parse(argument);
			return parsed.ok ? null : parsed.mistake;
		},
		needs: (argument) => {
			const parsed = parse(argument);
			return parsed.ok ? (definition.needs?.(parsed.argument) ?? null) : null;
		},
		resolve: async (trx, place, argument) => {
			const parsed = parse(argument);
			if (!parsed.ok) return { state: 'refused', because: parsed.mistake };
			return definition.resolve(trx, place, parsed.argument);
		},
		read: (stored) => {
			const { success, data } = definition.data.safeParse(stored);
			if (!success) return null;
			return {
				data,
				compose: (printed) => definition.compose(data, printed),
				lapsed: async (trx, place) => (await definition.lapsed?.(trx, place, data)) ?? null,
				takenBack: async (trx) => (await definition.takenBack?.(trx, data)) ?? null,
				places: definition.places?.(data) ?? [],
				findings: definition.findings?.(data) ?? [],
				differences: (after) => {
					const read = definition.data.safeParse(after);
					return read.success ? definition.differences(data, read.data) : null;
				}
			};
		}
	};
}

/** One slot in one paper, wherever it stands: "evidence R7". */
export function slotKey(slot: { kind: string; argument: string }): string {
	return `${slot.kind} ${slot.argument}`.trim();
}

/** The place of slots in a paper that holds these. */
export function placeIn(
	paper: { id: number; reviewId: number; gate: Gate },
	slots: readonly { standing: Pick<Standing, 'places'> | null }[]
): Place {
	const placed = slots.flatMap(({ standing }) => standing?.places ?? []).map((words) => words.reference);
	return { reviewId: paper.reviewId, paperId: paper.id, gate: paper.gate, recommendations: [...new Set(placed)] };
}

/** What stands in the place of a slot that prints nothing for now. */
export function waitingBlock(label: string, because: string): Block {
	return {
		type: 'paragraph',
		numbered: false,
		runs: [{ type: 'strong', runs: plainRuns(`[${label}: ${because}]`) }]
	};
}
