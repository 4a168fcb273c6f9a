import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { isMailOn } from '#lib/mail/settings.ts';
import { changeSettings } from '#lib/reviews/settings/commands.server.ts';
import { settingsForm } from '#lib/reviews/settings/forms.ts';
import { getSettings } from '#lib/reviews/settings/queries.server.ts';
import { nations } from '#lib/timetable/working-days.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!may(actor, 'review_settings.edit', { reviewId })) {
			throw new Forbidden('Only the secretariat changes how the review works');
		}
		const { revision, ...settings } = await getSettings(trx, reviewId);
		return {
			settings,
			revision,
			nations: Object.entries(nations).map(([value, { label }]) => ({ value, text: label })),
			isMailOn: isMailOn()
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, settingsForm, async (trx, actor, input) => {
			await changeSettings(trx, actor, reviewIdOf(actor, event.params.review), input);
			return { to: event.url.pathname, notice: 'The settings are saved.' };
		})
};
