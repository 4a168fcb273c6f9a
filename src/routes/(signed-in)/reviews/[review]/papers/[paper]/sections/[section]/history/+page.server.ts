import { hasRole } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { idInAddress } from '#lib/papers/address.ts';
import { returnToVersion } from '#lib/papers/commands.server.ts';
import { compareParagraphs } from '#lib/papers/compare.ts';
import { returnForm } from '#lib/papers/forms.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { getPaper, getSection, listSectionVersions } from '#lib/papers/queries.server.ts';
import { listCredits } from '#lib/papers/suggestions/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { paper, section, versions, credits, may } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const found = await getPaper(trx, reviewId, params.paper);
		if (!hasRole(actor, reviewId, 'secretariat', 'chair')) {
			throw new Forbidden('The earlier wordings of a paper are for the secretariat and the chair');
		}
		const current = await getSection(trx, found.id, idInAddress(params.section));
		return {
			paper: found,
			section: current,
			versions: await listSectionVersions(trx, current.id),
			credits: await listCredits(trx, current.id),
			may: { restore: canEditPaper(actor, found) && current.removedAt === null }
		};
	});
	const wanted = (name: string) => versions.find((each) => String(each.version) === url.searchParams.get(name));
	const after = wanted('after') ?? versions[0];
	const before = wanted('before') ?? versions.find((each) => each.version < (after?.version ?? 0)) ?? after;
	if (!before || !after) throw new NotFound();
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		section: { id: section.id, heading: section.heading, version: section.version, revision: section.revision },
		versions: versions.map(({ version, personName, postTitle, savedAt, why, restoredVersion }) => ({
			version,
			personName,
			postTitle,
			savedAt,
			why,
			restoredVersion,
			suggestedBy: credits.filter((credit) => credit.version === version)
		})),
		before: before.version,
		after: after.version,
		heading: before.heading === after.heading ? null : [before.heading, after.heading],
		paragraphs: compareParagraphs(paragraphsOf(before.body), paragraphsOf(after.body)),
		/** The earlier wording on the page, where it can be brought back. */
		restore: may.restore && (before.heading !== section.heading || before.body !== section.body) ? before.version : null
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, returnForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			const version = await returnToVersion(trx, actor, reviewIdOf(actor, review), paper, idInAddress(section), input);
			return {
				to: event.url.pathname,
				notice: `The section reads as in version ${input.version} again. That is version ${version}; nothing between is lost.`
			};
		})
};
