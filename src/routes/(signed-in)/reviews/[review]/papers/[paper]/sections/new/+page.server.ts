import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { addSection } from '#lib/papers/commands.server.ts';
import { addSectionForm } from '#lib/papers/forms.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		if (!canEditPaper(actor, paper)) throw new Forbidden('You cannot add a section to this paper');
		return { name: params.paper.toUpperCase(), title: paper.title };
	});

export const actions: Actions = {
	default: (event) =>
		act(event, addSectionForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			const id = await addSection(trx, actor, reviewIdOf(actor, review), paper, input);
			return { to: `/reviews/${review}/papers/${paper}/sections/${id}`, notice: 'The section is added.' };
		})
};
