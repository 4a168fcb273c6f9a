import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { anchorAt } from '#lib/documents/anchor.ts';
import { Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { idInAddress } from '#lib/papers/address.ts';
import { addComment } from '#lib/papers/comments/commands.server.ts';
import { commentForm } from '#lib/papers/comments/forms.ts';
import { paragraphPlaces, plainTextOf } from '#lib/papers/comments/plain-text.ts';
import { getPaper, getSection } from '#lib/papers/queries.server.ts';
import { readDeadline, speakingRights } from '#lib/papers/remarks.server.ts';
import { wordingOf } from '#lib/papers/suggestions/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { paper, section, deadline } = await read(locals, async (trx, actor) => {
		const found = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		if (!(await speakingRights(trx, actor, found)).comment) throw new Forbidden('You cannot comment on this paper');
		const current = await getSection(trx, found.id, idInAddress(params.section));
		if (current.removedAt !== null) throw new NotFound('This section has been taken out of the paper');
		return { paper: found, section: current, deadline: await readDeadline(trx, actor, found) };
	});
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		section: { id: section.id, heading: section.heading, version: section.version },
		paragraphs: paragraphPlaces(section.body),
		deadline
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, commentForm, async (trx, actor, input) => {
			const { review, paper, section } = event.params;
			const reviewId = reviewIdOf(actor, review);
			const sectionId = idInAddress(section);
			// The words are taken from the text that was read, never from what the browser says they were.
			await getSection(trx, (await getPaper(trx, reviewId, paper)).id, sectionId);
			const read = (await wordingOf(trx, sectionId, input.revision)) ?? '';
			const { id, late } = await addComment(trx, actor, reviewId, paper, {
				sectionId,
				version: input.revision,
				...anchorOf(read, input),
				body: input.body,
				origin: null
			});
			return {
				to: `/reviews/${review}/papers/${paper}/comments/${id}`,
				notice: late
					? 'Your comment is with the secretariat, on the late list: the comment window had closed.'
					: 'Your comment is with the secretariat, and every member can read it.'
			};
		})
};

type About = { about: string; start: number | null; end: number | null };

function anchorOf(body: string, { about, start, end }: About) {
	if (about === 'section') return { quote: null, prefix: '', suffix: '' };
	const paragraph = paragraphPlaces(body)[Number(about)];
	const place = about === 'passage' && start !== null && end !== null ? { start, end } : paragraph;
	const anchor = place ? anchorAt(plainTextOf(body), place.start, place.end) : null;
	if (anchor === null) throw new Invalid('about', 'Select what your comment is about');
	if (anchor.quote.length > 20_000) throw new Invalid('about', 'Select a shorter passage');
	return anchor;
}
