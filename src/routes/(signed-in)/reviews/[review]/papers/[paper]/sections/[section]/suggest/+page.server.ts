import { fail } from '@sveltejs/kit';
import type { Actor } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { idInAddress } from '#lib/papers/address.ts';
import { compareParagraphs } from '#lib/papers/compare.ts';
import type { Paper } from '#lib/papers/manuscript.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { getPaper, getSection } from '#lib/papers/queries.server.ts';
import { readDeadline, speakingRights } from '#lib/papers/remarks.server.ts';
import { changesBetween } from '#lib/papers/suggestions/changes.ts';
import { suggestChanges } from '#lib/papers/suggestions/commands.server.ts';
import { showChangesForm, suggestForm } from '#lib/papers/suggestions/forms.ts';
import { wordingOf } from '#lib/papers/suggestions/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const paper = await getOpenToChange(trx, actor, params);
		const section = await getSection(trx, paper.id, idInAddress(params.section));
		if (section.removedAt !== null) throw new NotFound('This section has been taken out of the paper');
		const { id, heading, body, version } = section;
		return {
			paper: { name: reference('P', paper.number), title: paper.title },
			section: { id, heading, body, version },
			deadline: await readDeadline(trx, actor, paper)
		};
	});

export const actions: Actions = {
	send: (event) =>
		act(event, suggestForm, async (trx, actor, { revision, body, because }) => {
			const { review, paper, section } = event.params;
			const { ids, late } = await suggestChanges(trx, actor, reviewIdOf(actor, review), paper, idInAddress(section), {
				version: revision,
				body,
				because
			});
			const list = `/reviews/${review}/papers/${paper}/suggestions?show=mine&section=${section}`;
			const [first] = ids;
			if (first === undefined)
				return { to: list, notice: 'You have suggested this already: it waits for the secretariat.' };
			const sent = ids.length === 1 ? 'Your suggestion is' : `Your ${ids.length} suggestions are`;
			return {
				to: `${list}#suggestion-${first}`,
				notice: late
					? `${sent} with the secretariat, on the late list: the comment window had closed.`
					: `${sent} with the secretariat.`
			};
		}),
	/** Shows what would be sent, word by word, and keeps what was typed. */
	show: async ({ locals, params, request }) => {
		const form = await parseForm(request, showChangesForm);
		if (!form.ok) return form.failure;
		const { revision, body } = form.input;
		const base = await read(locals, async (trx, actor) => {
			const paper = await getOpenToChange(trx, actor, params);
			const section = await getSection(trx, paper.id, idInAddress(params.section));
			return (await wordingOf(trx, section.id, revision)) ?? section.body;
		});
		const changes = changesBetween(paragraphsOf(base), paragraphsOf(body)).map(({ index, before, after }) => ({
			index,
			paragraphs: compareParagraphs(paragraphsOf(before), paragraphsOf(after))
		}));
		return fail(200, { form: form.state, changes });
	}
};

async function getOpenToChange(trx: Trx, actor: Actor, params: { review: string; paper: string }): Promise<Paper> {
	const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
	const may = await speakingRights(trx, actor, paper);
	if (!may.suggest) throw new Forbidden('You cannot suggest changes to this paper');
	return paper;
}
