import { may } from '#lib/access/actor.ts';
import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { mailFilter } from '#lib/mail/address.ts';
import { decideMail, setReminders } from '#lib/mail/commands.server.ts';
import { decideMailForm, remindersForm } from '#lib/mail/forms.ts';
import { countMail, getReminders, listMail } from '#lib/mail/queries.server.ts';
import { isMailOn } from '#lib/mail/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		if (!may(actor, 'mail.manage', { reviewId })) throw new Forbidden('Only the secretariat may see this page');
		const filter = mailFilter(url);
		const { revision, sendsReminders } = await getReminders(trx, reviewId);
		return {
			...filter,
			mail: await listMail(trx, reviewId, filter),
			counts: await countMail(trx, reviewId),
			isOn: isMailOn(),
			reminders: { sendsReminders },
			revision
		};
	});

export const actions: Actions = {
	reminders: (event) =>
		act(event, remindersForm, async (trx, actor, input) => {
			await setReminders(trx, actor, reviewIdOf(actor, event.params.review), input);
			return {
				to: event.url.pathname,
				notice: input.sendsReminders ? 'This review sends reminders' : 'This review sends no reminders'
			};
		}),

	retry: (event) =>
		act(event, decideMailForm, async (trx, actor, { mail }) => {
			await decideMail(trx, actor, reviewIdOf(actor, event.params.review), mail, 'queued');
			return { to: event.url.pathname, notice: 'The message waits to be sent again' };
		}),

	cancel: (event) =>
		act(event, decideMailForm, async (trx, actor, { mail }) => {
			await decideMail(trx, actor, reviewIdOf(actor, event.params.review), mail, 'cancelled');
			return { to: event.url.pathname, notice: 'The message is cancelled' };
		})
};
