import type { Trx } from '#lib/db/asActor.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { listSources } from '../queries.server.ts';
import { sourceNote } from '../sources.ts';
import type { Standing } from './slot.ts';

/** Where the findings that slots print were heard, by reference; a withdrawn finding is not among them. */
export async function listNotes(
	trx: Trx,
	reviewId: number,
	standings: readonly Standing[]
): Promise<Map<string, string>> {
	const names = standings.flatMap(({ findings }) => findings).map((finding) => finding.reference);
	const numbers = [...new Set(names.flatMap((name) => numberIn('F', name) ?? []))];
	if (numbers.length === 0) return new Map();
	const findings = await trx
		.selectFrom('findings')
		.select(['id', 'number'])
		.where('reviewId', '=', reviewId)
		.where('number', 'in', numbers)
		.where('state', '<>', 'withdrawn')
		.execute();
	const sources = await listSources(
		trx,
		findings.map((finding) => finding.id)
	);
	return new Map(
		findings.map(({ id, number }) => [
			reference('F', number),
			sourceNote(sources.filter((source) => source.findingId === id))
		])
	);
}
