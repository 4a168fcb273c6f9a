import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { recordAnnouncement } from '#lib/delivery/commands.server.ts';
import { announcedForm } from '#lib/delivery/forms.ts';
import { readOutcomePage } from '#lib/delivery/page.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, (trx, actor) =>
		readOutcomePage(trx, actor, 'publication', reviewIdOf(actor, params.review), numberIn('R', params.recommendation))
	);

export const actions: Actions = {
	default: (event) =>
		act(event, announcedForm(londonDate(new Date())), async (trx, actor, input) => {
			const number = numberIn('R', event.params.recommendation) ?? 0;
			await recordAnnouncement(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			const name = reference('R', number);
			return {
				to: `/reviews/${event.params.review}/recommendations/${name}`,
				notice:
					input.corrects === null
						? `The announcement of ${name} is recorded.`
						: `The record of the announcement of ${name} is put right.`
			};
		})
};
