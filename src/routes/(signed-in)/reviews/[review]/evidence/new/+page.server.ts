import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { logEvent } from '#lib/evidence/commands.server.ts';
import { canLogEvent, loggingTeams } from '#lib/evidence/event.ts';
import { eventForm } from '#lib/evidence/forms.ts';
import { act } from '#lib/forms/act.server.ts';
import { listQuestions, listTeams } from '#lib/reviews/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!canLogEvent(actor, reviewId)) {
			throw new Forbidden('Only officials log evidence, each for their own department, while the review is open');
		}
		const own = loggingTeams(actor, reviewId);
		return {
			questions: (await listQuestions(trx, reviewId)).map((question) => ({
				value: String(question.id),
				text: `${question.number}. ${question.text}`
			})),
			teams: (await listTeams(trx, reviewId))
				.filter((team) => own.includes(team.id))
				.map((team) => ({ value: String(team.id), text: team.name })),
			initial: { basis: 'on_record', teamId: String(own[0] ?? '') }
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, eventForm, async (trx, actor, input) => {
			const made = await logEvent(trx, actor, reviewIdOf(actor, event.params.review), input);
			return {
				to: `/reviews/${event.params.review}/evidence/${made.reference}`,
				notice: `${made.reference} is saved as a draft of your department. Draw findings from its notes, then share it.`
			};
		})
};
