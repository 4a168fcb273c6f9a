import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { spillForm } from '#lib/papers/forms.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { getPaper, getSection } from '#lib/papers/queries.server.ts';
import { spillToAnnex } from '#lib/papers/spill.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		if (!canEditPaper(actor, paper)) throw new Forbidden('The text of this paper cannot be changed by you');
		const section = await getSection(trx, paper.id, idOf(params.section));
		const paragraphs = paragraphsOf(section.body);
		if (section.removedAt !== null || section.annex || paragraphs.length === 0) {
			throw new NotFound('This section has nothing that could move to an annex');
		}
		return {
			paper: { name: reference('P', paper.number), title: paper.title },
			section: { id: section.id, heading: section.heading, revision: section.revision },
			paragraphs: paragraphs.map((text, index) => ({
				value: String(index),
				text: `${index === 0 ? 'All of it: ' : ''}${text.slice(0, 120)}${text.length > 120 ? '…' : ''}`
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, spillForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			const id = await spillToAnnex(trx, actor, reviewIdOf(actor, review), paper, idOf(section), input);
			return {
				to: `/reviews/${review}/papers/${paper}#section-${id}`,
				notice: 'The words are in an annex now. The history of the section has them as they were.'
			};
		})
};

function idOf(text: string): number {
	if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound('This section was not found');
	return Number(text);
}
