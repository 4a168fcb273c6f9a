import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { editPaperDetails } from '#lib/papers/commands.server.ts';
import { paperDetailsForm } from '#lib/papers/forms.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { canEditPaper } from '#lib/papers/paper.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { listSponsors } from '#lib/papers/sponsors.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!canEditPaper(actor, paper)) throw new Forbidden('The details of this paper cannot be changed by you');
		const content = contentOf(await readManuscript(trx, paper));
		return {
			name: params.paper.toUpperCase(),
			title: paper.title,
			profile: {
				name: paper.profile.name,
				edition: paper.profile.edition,
				committee: paper.profile.committee,
				requires: paper.profile.requires
			},
			details: {
				title: paper.title,
				sponsorPostId: paper.sponsorPostId === null ? '' : String(paper.sponsorPostId),
				committee: paper.committee ?? '',
				meetingOn: paper.meetingOn ?? '',
				coSponsorPostIds: paper.coSponsors.map((each) => String(each.postId)),
				committeeReference: paper.committeeReference ?? '',
				contact: paper.contact ?? '',
				addressee: paper.addressee ?? '',
				copies: paper.copies ?? '',
				replyBy: paper.replyBy ?? '',
				sensitive: paper.sensitive,
				handling: paper.handling ?? ''
			},
			revision: paper.revision,
			sponsors: await listSponsors(trx, actor, reviewId),
			marking: { text: content.marking }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, paperDetailsForm, async (trx, actor, input) => {
			await editPaperDetails(trx, actor, reviewIdOf(actor, event.params.review), event.params.paper, input);
			const to = `/reviews/${event.params.review}/papers/${event.params.paper}`;
			return { to, notice: 'The details are saved.' };
		})
};
