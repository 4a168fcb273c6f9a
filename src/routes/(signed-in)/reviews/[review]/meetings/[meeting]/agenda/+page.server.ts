import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { setAgenda } from '#lib/meetings/commands.server.ts';
import { agendaForm } from '#lib/meetings/forms.ts';
import { getMeetingToRun } from '#lib/meetings/open.server.ts';
import { listOpenRecommendations, readAgenda } from '#lib/meetings/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { meeting } = await getMeetingToRun(trx, actor, reviewId, numberIn('M', params.meeting));
		const agenda = await readAgenda(trx, actor, meeting);
		const open = await listOpenRecommendations(trx, reviewId);
		const placed = agenda.recommendations.map(({ recommendationId: id, number, title }) => ({ id, number, title }));
		const choices = [...open, ...placed.filter(({ id }) => !open.some((each) => each.id === id))];
		return {
			revision: meeting.revision,
			choices: choices
				.sort((a, b) => a.number - b.number)
				.map(({ id, number, title }) => ({ value: String(id), text: `R${number} ${title}` })),
			initial: {
				recommendationIds: placed.map(({ id }) => String(id)),
				items: [...agenda.opening, ...agenda.closing].map(({ id, title, note, atEnd }) => ({
					id: String(id),
					title,
					note: note ?? '',
					atEnd: atEnd ? 'end' : 'start'
				}))
			}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, agendaForm, async (trx, actor, input) => {
			const { review, meeting } = event.params;
			await setAgenda(trx, actor, reviewIdOf(actor, review), numberIn('M', meeting) ?? 0, input);
			return { to: `/reviews/${review}/meetings/${meeting}`, notice: 'The agenda is set.' };
		})
};
