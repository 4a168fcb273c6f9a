import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { compareParagraphs } from '#lib/papers/compare.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { adoptProfile, sectionsAdded } from '#lib/papers/profiles/commands.server.ts';
import { describeProfile } from '#lib/papers/profiles/describe.ts';
import { adoptForm } from '#lib/papers/profiles/forms.ts';
import { latestProfile } from '#lib/papers/profiles.server.ts';
import { getPaper, listSections } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const latest = await latestProfile(trx, paper.reviewId, paper.profile.key);
		const newer = latest && latest.edition !== paper.profile.edition ? latest : null;
		const { sections } = await listSections(trx, paper.id);
		return {
			paper: { name: reference('P', paper.number), title: paper.title, revision: paper.revision },
			profile: { name: paper.profile.name, edition: paper.profile.edition },
			rules: describeProfile(paper.profile).slice(1),
			newer: newer && {
				edition: newer.edition,
				changes: compareParagraphs(describeProfile(paper.profile), describeProfile(newer)),
				added: sectionsAdded(paper.profile, newer, sections).map((section) => section.heading)
			},
			may: { edit: canEditPaper(actor, paper) }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, adoptForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await adoptProfile(trx, actor, reviewIdOf(actor, review), paper, input);
			return {
				to: `/reviews/${review}/papers/${paper}`,
				notice: `The paper follows edition ${input.edition} of its profile now.`
			};
		})
};
