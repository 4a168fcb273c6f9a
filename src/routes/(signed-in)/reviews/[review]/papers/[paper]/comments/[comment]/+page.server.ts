import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { idInAddress } from '#lib/papers/address.ts';
import { grantToResolve, outcomes, outcomesFor } from '#lib/papers/comments/comment.ts';
import { reopenComment, replyToComment, resolveComment } from '#lib/papers/comments/commands.server.ts';
import { reopenForm, replyForm, resolveForm } from '#lib/papers/comments/forms.ts';
import { placeInSection } from '#lib/papers/comments/place.ts';
import { getComment, listEntries } from '#lib/papers/comments/queries.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { readDeadline, speakingRights } from '#lib/papers/remarks.server.ts';
import { isAsked } from '#lib/papers/windows/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const found = await read(locals, async (trx, actor) => {
		const paper = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const comment = await getComment(trx, paper.id, idInAddress(params.comment));
		const settles = grantToResolve(actor, comment, await isAsked(trx, actor, paper)) !== null;
		return {
			paper,
			comment,
			entries: await listEntries(trx, comment.id),
			deadline: await readDeadline(trx, actor, paper),
			may: {
				reply: (await speakingRights(trx, actor, paper)).comment,
				outcomes: settles && comment.state === 'open' ? outcomesFor(actor, comment) : [],
				reopen: settles && comment.state === 'resolved'
			}
		};
	});
	const { paper, comment, entries, deadline, may } = found;
	const { sectionBody, ...shown } = comment;
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		comment: shown,
		place: placeInSection({ ...comment, sectionBody }),
		entries,
		deadline,
		may: {
			...may,
			outcomes: may.outcomes.map((outcome) => ({ value: outcome, text: outcomes[outcome] }))
		}
	};
};

export const actions: Actions = {
	reply: (event) =>
		act(event, replyForm, async (trx, actor, { body }) => {
			const { review, paper, comment } = event.params;
			const { late } = await replyToComment(trx, actor, reviewIdOf(actor, review), paper, idInAddress(comment), {
				body,
				origin: null
			});
			return {
				to: event.url.pathname,
				notice: late
					? 'Your reply stands in the thread, and on the late list: the comment window had closed.'
					: 'Your reply stands in the thread.'
			};
		}),
	resolve: (event) =>
		act(event, resolveForm, async (trx, actor, { outcome, note }) => {
			const { review, paper, comment } = event.params;
			await resolveComment(trx, actor, reviewIdOf(actor, review), paper, idInAddress(comment), { outcome, body: note });
			return { to: event.url.pathname, notice: 'The comment is resolved. It stays here to read.' };
		}),
	reopen: (event) =>
		act(event, reopenForm, async (trx, actor, { why }) => {
			const { review, paper, comment } = event.params;
			await reopenComment(trx, actor, reviewIdOf(actor, review), paper, idInAddress(comment), { body: why });
			return { to: event.url.pathname, notice: 'The comment is open again.' };
		})
};
