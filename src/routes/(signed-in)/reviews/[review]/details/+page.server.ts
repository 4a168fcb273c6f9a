import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { addQuestion, closeReview, editQuestion, editReview } from '#lib/reviews/commands.server.ts';
import {
	editQuestionForm,
	milestoneForm,
	questionForm,
	removeMilestoneForm,
	reviewForm,
	reviewStateForm
} from '#lib/reviews/forms.ts';
import { getReview, listMembers, listQuestions } from '#lib/reviews/queries.server.ts';
import { canEditReview } from '#lib/reviews/review.ts';
import { addMilestone, removeMilestone } from '#lib/timetable/commands.server.ts';
import { listMilestones } from '#lib/timetable/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const review = await getReview(trx, params.review);
		if (!canEditReview(actor, review.id)) throw new Forbidden('Only the secretariat changes the details of a review');
		const members = await listMembers(trx, actor, review.id);
		return {
			details: {
				title: review.title,
				commission: review.commission,
				commissionedBy: review.commissionedBy,
				chairPostId: review.chairPostId === null ? '' : String(review.chairPostId),
				markingCeiling: review.markingCeiling,
				banner: review.banner ?? ''
			},
			revision: review.revision,
			chairs: members
				.filter((member) => member.role === 'chair')
				.map((member) => ({ value: String(member.postId), text: `${member.postTitle}, ${member.departmentName}` })),
			questions: await listQuestions(trx, review.id),
			milestones: await listMilestones(trx, review.id)
		};
	});

export const actions: Actions = {
	details: (event) =>
		act(event, reviewForm, async (trx, actor, input) => {
			await editReview(trx, actor, reviewIdOf(actor, event.params.review), input);
			return { to: `/reviews/${event.params.review}`, notice: 'The details are saved.' };
		}),
	addQuestion: (event) =>
		act(event, questionForm, async (trx, actor, input) => {
			await addQuestion(trx, actor, reviewIdOf(actor, event.params.review), input.text);
			return { to: `${event.url.pathname}#questions`, notice: 'The question is added.' };
		}),
	editQuestion: (event) =>
		act(event, editQuestionForm, async (trx, actor, input) => {
			await editQuestion(trx, actor, reviewIdOf(actor, event.params.review), input.questionId, input.text);
			return { to: `${event.url.pathname}#questions`, notice: 'The question is changed.' };
		}),
	addMilestone: (event) =>
		act(event, milestoneForm, async (trx, actor, input) => {
			await addMilestone(trx, actor, reviewIdOf(actor, event.params.review), input);
			return { to: `${event.url.pathname}#dates`, notice: 'The key date is added.' };
		}),
	removeMilestone: (event) =>
		act(event, removeMilestoneForm, async (trx, actor, input) => {
			await removeMilestone(trx, actor, reviewIdOf(actor, event.params.review), input.milestoneId);
			return { to: `${event.url.pathname}#dates`, notice: 'The key date is removed.' };
		}),
	close: (event) =>
		act(event, reviewStateForm, async (trx, actor, input) => {
			await closeReview(trx, actor, reviewIdOf(actor, event.params.review), input.revision);
			return {
				to: `/reviews/${event.params.review}`,
				notice: 'The review is closed. Everything in it is read only from now on.'
			};
		})
};
