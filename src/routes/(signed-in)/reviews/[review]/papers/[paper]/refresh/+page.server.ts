import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { renderBlocks } from '#lib/documents/blocks-html.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { refreshForm } from '#lib/papers/forms.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { listNotes } from '#lib/papers/slots/notes.server.ts';
import { listChanges, refreshPaper, seenOf } from '#lib/papers/slots/refresh.server.ts';
import type { Standing } from '#lib/papers/slots/slot.ts';
import { reference, referencePath } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { manuscript, changes, notes } = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		if (!canEditPaper(actor, paper)) throw new Forbidden('The text of this paper cannot be changed by you');
		const manuscript = await readManuscript(trx, paper);
		const changes = await listChanges(trx, manuscript);
		const standings = changes.flatMap(({ before, after }) => [before, after]).filter((each) => each !== null);
		return { manuscript, changes, notes: await listNotes(trx, paper.reviewId, standings) };
	});
	const { paper, sections } = manuscript;
	const printed = { showReferences: true, sourceOf: (name: string) => notes.get(name) ?? null };
	const shown = (standing: Standing | null) =>
		standing && renderBlocks(standing.compose(printed), (name) => referencePath(params.review, name));
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		seen: seenOf(changes),
		changes: changes.map(({ key, label, says, before, after, seen, sectionIds }) => ({
			key,
			label,
			says,
			seen,
			before: shown(before),
			after: shown(after),
			sections: sections
				.filter((section) => sectionIds.includes(section.id))
				.map(({ id, heading }) => ({ id, heading }))
		}))
	};
};

export const actions: Actions = {
	refresh: (event) =>
		act(event, refreshForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			const count = await refreshPaper(trx, actor, reviewIdOf(actor, review), paper, input);
			const notice = count === 1 ? 'One thing is refreshed.' : `${count} things are refreshed.`;
			return { to: event.url.pathname, notice };
		})
};
