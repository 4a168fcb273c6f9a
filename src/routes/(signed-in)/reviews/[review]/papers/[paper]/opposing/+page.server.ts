import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { viewKey, type ViewAgainst } from '#lib/papers/manuscript.ts';
import { declineViews, reconsiderView } from '#lib/papers/opposing/commands.server.ts';
import { declineForm, reconsiderForm } from '#lib/papers/opposing/forms.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { linkStances } from '#lib/recommendations/link.ts';
import { reference, referencePath } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { manuscript, mayDecide } = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		return { manuscript: await readManuscript(trx, paper), mayDecide: canEditPaper(actor, paper) };
	});
	const { paper, against, slots } = manuscript;
	const titles = new Map(slots.map((slot) => [slot.number, slot.seen.title]));
	const shown = (view: ViewAgainst) => ({
		key: viewKey(view),
		finding: reference('F', view.findingNumber),
		findingHref: referencePath(params.review, reference('F', view.findingNumber)) ?? '',
		recommendation: reference('R', view.recommendationNumber),
		recommendationHref: referencePath(params.review, reference('R', view.recommendationNumber)) ?? '',
		title: titles.get(view.recommendationNumber) ?? '',
		sentence: view.sentence ?? '',
		stance: linkStances[view.stance].label.toLowerCase(),
		note: view.note,
		declined: view.declined
	});
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		undecided: against.filter((view) => view.declined === null).map(shown),
		declined: against.filter((view) => view.declined !== null).map(shown),
		mayDecide
	};
};

export const actions: Actions = {
	decline: (event) =>
		act(event, declineForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await declineViews(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: event.url.pathname, notice: 'The reason is recorded. Members read it with the paper.' };
		}),
	reconsider: (event) =>
		act(event, reconsiderForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await reconsiderView(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: event.url.pathname, notice: 'This evidence is undecided again.' };
		})
};
