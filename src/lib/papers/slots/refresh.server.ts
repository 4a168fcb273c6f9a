import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { acceptFinding, lockFor, recordOn, touch } from '../commands.server.ts';
import { sha256 } from '../digest.server.ts';
import type { Citation, Manuscript, PlacedSlot } from '../manuscript.ts';
import { readManuscript } from '../queries.server.ts';
import { refreshStanding } from './placing.server.ts';
import { findSlotKind } from './registry.server.ts';
import { placeIn, slotKey, type Standing } from './slot.ts';

/** What refreshing one citation or slot would change, before it does. */
export type Change = {
	/** F104 for a citation; "evidence R7" for a slot. */
	key: string;
	label: string;
	sectionIds: number[];
	/** The differences, each as a sentence. */
	says: string[];
	/** What stands and what would; null where nothing is printed, and for citations. */
	before: Standing | null;
	after: Standing | null;
	/** The digest of what would stand: nothing else is accepted. */
	seen: string;
} & (
	{ kind: 'citation'; findingId: number; version: number } | { kind: 'slot'; slot: { kind: string; argument: string } }
);

/** Everything in a paper that no longer says what its records say, in the order of the document. */
export async function listChanges(trx: Trx, manuscript: Manuscript): Promise<Change[]> {
	const place = placeIn(manuscript.paper, manuscript.placed);
	const slots = Map.groupBy(manuscript.placed, slotKey);
	const changes = citationChanges(manuscript.citations);
	for (const places of slots.values()) {
		const change = await slotChange(trx, place, places);
		if (change) changes.push(change);
	}
	return changes;
}

/** What somebody saw who refreshes everything at once. */
export function seenOf(changes: readonly Change[]): string {
	return sha256(changes.map((change) => `${change.key} ${change.seen}`).join('\n'));
}

/**
 * Makes what the records say now what the paper prints: of one citation or slot, or of all that have changed.
 * @param input.seen the digest of what the person was shown
 * @throws NotFound, Forbidden, Conflict
 */
export async function refreshPaper(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { key: string | null; seen: string }
): Promise<number> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const manuscript = await readManuscript(trx, paper);
	const changes = await listChanges(trx, manuscript);
	const wanted = input.key === null ? changes : changes.filter((change) => change.key === input.key);
	if (wanted.length === 0) throw new Conflict('Nothing is left to refresh: the paper says what its records say');
	const seen = input.key === null ? seenOf(wanted) : wanted[0]?.seen;
	if (seen !== input.seen) throw new Conflict('This has changed again since you opened this page: read it once more');
	const place = placeIn(paper, manuscript.placed);
	for (const change of wanted) {
		if (change.kind === 'citation') await acceptFinding(trx, paper.id, change.findingId, change.version);
		else await refreshStanding(trx, place, change.slot);
	}
	await touch(trx, actor, paper);
	await recordOn(trx, grant, 'paper.refreshed', paper, { refreshed: wanted.map((change) => change.key) });
	return wanted.length;
}

function citationChanges(citations: readonly Citation[]): Change[] {
	const stale = citations.filter((each) => each.state === 'shared' && each.seenVersion !== each.version);
	return [...Map.groupBy(stale, (each) => each.findingId).values()].flatMap((places): Change[] => {
		const [first] = places;
		if (!first) return [];
		const key = reference('F', first.number);
		return [
			{
				kind: 'citation',
				findingId: first.findingId,
				version: first.version,
				key,
				label: 'Citation',
				sectionIds: sectionsOf(places),
				says: [`${key} said “${first.seenSentence ?? ''}” and now says “${first.sentence ?? ''}”`],
				before: null,
				after: null,
				seen: sha256(`${key} ${first.version}`)
			}
		];
	});
}

async function slotChange(
	trx: Trx,
	place: ReturnType<typeof placeIn>,
	places: readonly PlacedSlot[]
): Promise<Change | null> {
	const [slot] = places;
	const kind = slot && findSlotKind(slot.kind);
	if (!kind) return null;
	const resolved = await kind.resolve(trx, place, slot.argument);
	// What it names is not there any more: that needs another text, not a refresh.
	if (resolved.state === 'refused') return null;
	const after = resolved.state === 'resolved' ? kind.read(resolved.data) : null;
	const says = differences(slot.standing, after, resolved.state === 'waiting' ? resolved.because : '');
	if (says.length === 0) return null;
	return {
		kind: 'slot',
		slot: { kind: slot.kind, argument: slot.argument },
		key: slotKey(slot),
		label: kind.label,
		sectionIds: sectionsOf(places),
		says,
		before: slot.lapsed === null ? slot.standing : null,
		after,
		seen: sha256(`${slotKey(slot)} ${JSON.stringify(after?.data ?? null)}`)
	};
}

function differences(before: Standing | null, after: Standing | null, because: string): string[] {
	if (before === null) return after === null ? [] : ['It prints nothing yet, and now has something to print'];
	if (after === null) return [`It would print nothing. ${because}`];
	return before.differences(after.data) ?? [];
}

function sectionsOf(places: readonly { sectionId: number }[]): number[] {
	return [...new Set(places.map((each) => each.sectionId))];
}
