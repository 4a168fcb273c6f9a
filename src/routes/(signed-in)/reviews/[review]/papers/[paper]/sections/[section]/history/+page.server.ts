import { hasRole } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { getPaper, getSection, listSectionVersions } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { difference } from '#lib/ui/difference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { paper, section, versions } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const found = await getPaper(trx, reviewId, params.paper);
		if (!hasRole(actor, reviewId, 'secretariat', 'chair')) {
			throw new Forbidden('The earlier wordings of a paper are for the secretariat and the chair');
		}
		const current = await getSection(trx, found.id, Number(/^[1-9]\d{0,14}$/.exec(params.section)?.[0] ?? 0));
		return { paper: found, section: current, versions: await listSectionVersions(trx, current.id) };
	});
	const wanted = (name: string) => versions.find((each) => String(each.version) === url.searchParams.get(name));
	const after = wanted('after') ?? versions[0];
	const before = wanted('before') ?? versions.find((each) => each.version < (after?.version ?? 0)) ?? after;
	if (!before || !after) throw new NotFound();
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		section: { id: section.id, heading: section.heading },
		versions: versions.map(({ version, personName, postTitle, savedAt }) => ({
			version,
			personName,
			postTitle,
			savedAt
		})),
		before: before.version,
		after: after.version,
		parts: difference(`${before.heading}\n\n${before.body}`, `${after.heading}\n\n${after.body}`)
	};
};
