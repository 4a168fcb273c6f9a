import type { Trx } from '#lib/db/asActor.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { type PaperContent, readContent } from './content.ts';
import { markingOf } from './manuscript.ts';
import { listSources } from './queries.server.ts';
import { standingIn } from './slots/printing.server.ts';
import { type Source, sourceNote } from './sources.ts';

/** A frozen content as it may be shown today. */
export type Frozen = {
	content: PaperContent;
	/** The records of which less may be said now than was frozen, as F104 and R7. */
	withheld: string[];
};

/**
 * Reads a frozen content and takes out what may no longer leave: the words of findings that have been withdrawn since,
 * where a finding was heard, once somebody took back their consent, their role is not to be given any more, or the
 * event was withdrawn, and the words of a disagreement that the minister's office has withdrawn. What is stored, and its
 * hash, stay as they were frozen.
 * @returns null for what is no content
 */
export async function readFrozen(trx: Trx, reviewId: number, stored: string): Promise<Frozen | null> {
	const content = readContent(stored);
	if (!content) return null;
	const numbers = content.evidence.flatMap((each) => numberIn('F', each.reference) ?? []);
	const findings =
		numbers.length === 0
			? []
			: await trx
					.selectFrom('findings')
					.select(['id', 'number', 'state'])
					.where('reviewId', '=', reviewId)
					.where('number', 'in', numbers)
					.execute();
	const sources = await listSources(
		trx,
		findings.map((finding) => finding.id)
	);
	const notes = new Map(
		findings
			.filter((finding) => finding.state !== 'withdrawn')
			.map(({ id, number }) => [
				reference('F', number),
				sourceNote(sources.filter((source) => source.findingId === id))
			])
	);
	const evidence = content.evidence.map((each) => protect(each, notes.get(each.reference) ?? null));
	const less = evidence.filter((each, index) => each !== content.evidence[index]).map((each) => each.reference);
	const { slots, takenBack } = await withoutTakenBack(trx, content);
	return {
		content: { ...content, marking: raised(content.marking, sources), evidence, slots },
		withheld: [...less, ...takenBack]
	};
}

type Evidence = PaperContent['evidence'][number];

async function withoutTakenBack(trx: Trx, content: PaperContent) {
	const slots: PaperContent['slots'] = [];
	const takenBack: string[] = [];
	for (const slot of content.slots) {
		const less = (await standingIn(content, slot)?.takenBack(trx)) ?? null;
		slots.push(less ? { ...slot, data: less.data } : slot);
		if (less) takenBack.push(less.reference);
	}
	return { slots, takenBack };
}

/** What was frozen stays as long as every part of it may be said today; what has come since does not join it. */
function protect(frozen: Evidence, today: string | null): Evidence {
	if (today === null) return frozen.sentence === null ? frozen : { ...frozen, sentence: null, note: 'withdrawn' };
	const sayable = new Set(today.split('; '));
	return frozen.note.split('; ').every((part) => sayable.has(part)) ? frozen : { ...frozen, note: today };
}

/** What has been marked since marks every new copy. */
function raised(marking: string, sources: readonly Source[]): string {
	if (/SENSITIVE/.test(marking) || !sources.some((source) => source.sensitive)) return marking;
	return markingOf({ sensitive: false, handling: null }, sources);
}
