import type { Trx } from '#lib/db/asActor.server.ts';
import { resolveReferences } from './queries.server.ts';
import { referencesIn } from './references.ts';
import type { Known } from './screen.server.ts';

/** What an unsaved text names, looked up; rendering it comes after the transaction. */
export async function resolveDraft(trx: Trx, reviewId: number, slug: string, body: string): Promise<Known> {
	const named = referencesIn(body);
	const names = [...named.findings, ...named.recommendations, ...named.printed].slice(0, 1000);
	const { findings, recommendations } = await resolveReferences(trx, reviewId, names);
	return {
		slug,
		names: new Set([...findings.keys(), ...recommendations.keys()]),
		recommendations: [...recommendations].map(([reference, { verb, text }]) => ({ reference, verb, text }))
	};
}
