import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { editEvent } from '#lib/evidence/commands.server.ts';
import { canEditEvent } from '#lib/evidence/event.ts';
import { editEventForm } from '#lib/evidence/forms.ts';
import { eventNumber, findNotes, getEvent, listContributors, listPromises } from '#lib/evidence/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { listQuestions } from '#lib/reviews/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const event = await getEvent(trx, reviewId, eventNumber(params.event));
		if (event.state === 'withdrawn') throw new Conflict('Withdrawn evidence cannot be changed any more');
		if (!canEditEvent(actor, event)) {
			throw new Forbidden('Only the officials of the department that leads this evidence may change it');
		}
		const notes = await findNotes(trx, event.id);
		const people = await listContributors(trx, event.id);
		const promises = await listPromises(trx, event.id);
		return {
			reference: reference('E', event.number),
			revision: event.revision,
			shared: event.state === 'shared',
			initial: {
				title: event.title,
				kind: event.kind,
				status: event.status,
				startsOn: event.startsOn,
				endsOn: event.endsOn ?? '',
				dateNote: event.dateNote ?? '',
				placeName: event.placeName ?? '',
				placeCode: event.placeCode ?? '',
				placeCodeYear: event.placeCodeYear ?? '',
				host: event.host ?? '',
				visitingParty: event.visitingParty ?? '',
				sensitive: event.sensitive ? 'on' : '',
				handling: event.handling ?? '',
				basis: event.basis,
				questionId: event.questionId ?? '',
				notes: notes?.notes ?? '',
				people: people.map(({ attribution, ...person }) => ({
					...person,
					attribution: attribution === 'role_only' ? '' : attribution
				})),
				promises,
				publisher: event.publisher ?? '',
				publishedOn: event.publishedOn ?? '',
				address: event.address ?? ''
			},
			questions: (await listQuestions(trx, reviewId)).map((question) => ({
				value: String(question.id),
				text: `${question.number}. ${question.text}`
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			editEventForm,
			async (trx, actor, input) => {
				const number = eventNumber(event.params.event);
				await editEvent(trx, actor, reviewIdOf(actor, event.params.review), number, input);
				const name = reference('E', number);
				return { to: `/reviews/${event.params.review}/evidence/${name}`, notice: `${name} is saved.` };
			},
			{
				constraints: {
					passages_review_id_contributor_id_fkey: {
						field: 'people',
						message: 'Somebody you took away is quoted in a finding: leave them here, or change their role'
					}
				}
			}
		)
};
