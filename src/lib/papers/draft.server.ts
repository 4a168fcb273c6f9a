import type { Trx } from '#lib/db/asActor.server.ts';
import type { Paper } from './manuscript.ts';
import { resolveReferences } from './queries.server.ts';
import { referencesIn } from './references.ts';
import type { Known } from './screen.server.ts';
import { listNotes } from './slots/notes.server.ts';
import { resolveSlots } from './slots/placing.server.ts';
import { slotKey } from './slots/slot.ts';

/** What an unsaved text names, looked up; rendering it comes after the transaction. */
export async function resolveDraft(
	trx: Trx,
	paper: Paper,
	slug: string,
	section: { id: number; body: string }
): Promise<Known> {
	const named = referencesIn(section.body);
	const { placements } = await resolveSlots(trx, paper, section.id, named.slots);
	const shown = placements.flatMap(({ standing }) => standing?.findings ?? []).map((finding) => finding.reference);
	const placed = placements.flatMap(({ standing }) => standing?.places ?? []).map((words) => words.reference);
	const names = [...named.findings, ...placed, ...shown, ...named.printed].slice(0, mostNames);
	const { findings, recommendations } = await resolveReferences(trx, paper.reviewId, names);
	const standings = placements.flatMap(({ standing }) => standing ?? []);
	const notes = await listNotes(trx, paper.reviewId, standings);
	const printed = { showReferences: true, sourceOf: (name: string) => notes.get(name) ?? null };
	const standing = new Map(placements.map((slot) => [slotKey(slot), slot.standing]));
	return {
		slug,
		names: new Set([...findings.keys(), ...recommendations.keys()]),
		blocksOf: (slot) => standing.get(slotKey(slot))?.compose(printed) ?? null
	};
}

/** Each is looked up, so their number is bounded as the text is. */
const mostNames = 1000;
