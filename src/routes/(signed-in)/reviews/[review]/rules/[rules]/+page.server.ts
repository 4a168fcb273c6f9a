import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { describeRules } from '#lib/rounds/describe-rules.ts';
import { getKnownRules } from '#lib/rounds/rules.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const { key, rules, sha256, addedBy, addedAt } = await getKnownRules(
			trx,
			reviewIdOf(actor, params.review),
			params.rules
		);
		const { name, country, edition, about, source, tried } = rules;
		return {
			edition: { key, name, country, edition, about, source, tried, sha256, addedBy, addedAt },
			parts: describeRules(rules)
		};
	});
