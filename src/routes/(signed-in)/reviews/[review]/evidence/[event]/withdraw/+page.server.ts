import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { withdrawEvent } from '#lib/evidence/commands.server.ts';
import { canWithdrawEvent } from '#lib/evidence/event.ts';
import { withdrawForm } from '#lib/evidence/forms.ts';
import { eventNumber, getEvent } from '#lib/evidence/queries.server.ts';
import { countFindingsOfEvents } from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const event = await getEvent(trx, reviewIdOf(actor, params.review), eventNumber(params.event));
		const name = reference('E', event.number);
		if (event.state === 'withdrawn') throw new Conflict(`${name} is withdrawn already`);
		if (!canWithdrawEvent(actor, event)) {
			throw new Forbidden('Only the officials of the department that leads this evidence may withdraw it');
		}
		const counts = await countFindingsOfEvents(trx, [event.id]);
		return {
			event: { reference: name, title: event.title, revision: event.revision },
			findingCount: counts.get(event.id) ?? 0
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, withdrawForm, async (trx, actor, input) => {
			const number = eventNumber(event.params.event);
			await withdrawEvent(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			const name = reference('E', number);
			return { to: `/reviews/${event.params.review}/evidence/${name}`, notice: `${name} is withdrawn.` };
		})
};
