import type { Trx } from '#lib/db/asActor.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { type PaperContent, readContent } from './content.ts';
import { markingOf } from './manuscript.ts';
import { listSources } from './queries.server.ts';
import { type Source, sourceNote } from './sources.ts';

/** A frozen content as it may be shown today. */
export type Frozen = {
	content: PaperContent;
	/** The findings of which less may be said now than was frozen, as F104. */
	withheld: string[];
};

/**
 * Reads a frozen content and takes out what may no longer leave: the words of findings that have been withdrawn since,
 * and where a finding was heard, once somebody took back their consent, their role is not to be given any more, or the
 * event was withdrawn. What is stored, and its hash, stay as they were frozen.
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
	const withheld = evidence.filter((each, index) => each !== content.evidence[index]).map((each) => each.reference);
	return { content: { ...content, marking: raised(content.marking, sources), evidence }, withheld };
}

type Evidence = PaperContent['evidence'][number];

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
