import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { milestoneChoices, ownerChoices } from '#lib/timetable/choices.ts';
import { planMilestone } from '#lib/timetable/commands.server.ts';
import { newMilestoneForm } from '#lib/timetable/forms.ts';
import { canPlanTimetable } from '#lib/timetable/milestone.ts';
import { listTimetable, listTimetableOwners } from '#lib/timetable/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canPlanTimetable(actor, reviewId)) throw new Forbidden('Only the secretariat plans the timetable');
		const milestones = await listTimetable(trx, reviewId);
		return {
			owners: ownerChoices(await listTimetableOwners(trx, reviewId)),
			others: milestoneChoices(milestones, null),
			hasCabinet: milestones.some(({ kind }) => kind === 'cabinet')
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, newMilestoneForm, async (trx, actor, input) => {
			const { review } = event.params;
			const id = await planMilestone(trx, actor, reviewIdOf(actor, review), input);
			return { to: `/reviews/${review}/timetable/${id}`, notice: 'The milestone is added.' };
		})
};
