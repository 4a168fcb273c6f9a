import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { mailFilter } from '#lib/mail/address.ts';
import { decideMail } from '#lib/mail/commands.server.ts';
import { decideMailForm } from '#lib/mail/forms.ts';
import { countMail, listMail } from '#lib/mail/queries.server.ts';
import { isMailOn } from '#lib/mail/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	requireAdministrator(locals);
	const filter = mailFilter(url);
	return read(locals, async (trx) => ({
		...filter,
		mail: await listMail(trx, null, filter),
		counts: await countMail(trx, null),
		isOn: isMailOn()
	}));
};

export const actions: Actions = {
	retry: (event) =>
		act(event, decideMailForm, async (trx, actor, { mail }) => {
			await decideMail(trx, actor, null, mail, 'queued');
			return { to: event.url.pathname, notice: 'The message waits to be sent again' };
		}),

	cancel: (event) =>
		act(event, decideMailForm, async (trx, actor, { mail }) => {
			await decideMail(trx, actor, null, mail, 'cancelled');
			return { to: event.url.pathname, notice: 'The message is cancelled' };
		})
};
