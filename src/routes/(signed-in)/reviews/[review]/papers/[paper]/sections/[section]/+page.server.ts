import { fail } from '@sveltejs/kit';
import type { Actor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { editSection } from '#lib/papers/commands.server.ts';
import { resolveDraft } from '#lib/papers/draft.server.ts';
import { draftSectionForm, sectionForm } from '#lib/papers/forms.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf, type Paper } from '#lib/papers/manuscript.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper, getSection, readManuscript, searchCitable, suggestCitable } from '#lib/papers/queries.server.ts';
import { sectionHtml } from '#lib/papers/screen.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await read(locals, async (trx, actor) => {
		const paper = await getEditable(trx, actor, params);
		const section = await getSection(trx, paper.id, sectionId(params.section));
		if (section.removedAt !== null)
			throw new NotFound('This section has been taken out. Put it back from the paper’s page.');
		return {
			section,
			manuscript: await readManuscript(trx, paper),
			suggested: await suggestCitable(trx, paper),
			known: await resolveDraft(trx, paper, params.review, section)
		};
	});
	const { section, manuscript, suggested, known } = found;
	const content = contentOf(manuscript);
	return {
		paper: { name: reference('P', manuscript.paper.number), title: manuscript.paper.title },
		section: {
			id: section.id,
			heading: section.heading,
			body: section.body,
			annex: section.annex,
			revision: section.revision,
			updatedAt: section.updatedAt
		},
		hint: manuscript.paper.profile.sections.find((each) => each.heading === section.heading)?.hint ?? null,
		html: sectionHtml(section.body, known),
		length: measurePaper(content),
		suggested,
		marking: { text: content.marking }
	};
};

export const actions: Actions = {
	save: (event) =>
		act(event, sectionForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			await editSection(trx, actor, reviewIdOf(actor, review), paper, sectionId(section), input);
			return { to: event.url.pathname, notice: 'The section is saved.' };
		}),
	/** Shows the text as it would look, without JavaScript, and keeps what was typed. */
	preview: async ({ locals, params, request }) => {
		const form = await parseForm(request, draftSectionForm);
		if (!form.ok) return form.failure;
		const { body } = form.input;
		const known = await read(locals, async (trx, actor) => {
			const paper = await getEditable(trx, actor, params);
			return resolveDraft(trx, paper, params.review, { id: sectionId(params.section), body });
		});
		return fail(200, { form: form.state, html: sectionHtml(body, known) });
	},
	/** Looks for what can be cited and placed, and keeps what was typed. */
	find: async ({ locals, params, request }) => {
		const form = await parseForm(request, draftSectionForm);
		if (!form.ok) return form.failure;
		const words = form.input.find;
		const found = await read(locals, async (trx, actor) => {
			const { reviewId } = await getEditable(trx, actor, params);
			return words === null ? null : { words, ...(await searchCitable(trx, reviewId, words)) };
		});
		return fail(200, { form: form.state, found });
	}
};

async function getEditable(trx: Trx, actor: Actor, params: { review: string; paper: string }): Promise<Paper> {
	const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
	if (!canEditPaper(actor, paper)) throw new Forbidden('The text of this paper cannot be changed by you');
	return paper;
}

function sectionId(text: string): number {
	if (!/^[1-9]\d{0,14}$/.test(text)) throw new NotFound('This section was not found');
	return Number(text);
}
