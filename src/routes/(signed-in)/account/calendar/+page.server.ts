import { getFeed, makeFeed, revokeFeed } from '#lib/access/calendar-feeds.server.ts';
import { read, requireActor } from '#lib/access/guards.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { act, refusal } from '#lib/forms/act.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { buttonForm } from '#lib/people/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	read(locals, async (trx, actor) => ({ feed: await getFeed(trx, actor) }));

export const actions: Actions = {
	// Answers with the link instead of going elsewhere: it is shown once and kept nowhere.
	make: async (event) => {
		const actor = requireActor(event.locals);
		const form = await parseForm(event.request, buttonForm);
		if (!form.ok) return form.failure;
		try {
			const token = await asActor(actor, (trx) => makeFeed(trx, actor));
			event.setHeaders({ 'Cache-Control': 'no-store' });
			return { address: new URL(`/calendar/${token}/throughline.ics`, process.env.ORIGIN ?? event.url.origin).href };
		} catch (cause) {
			return refusal(cause, form.state);
		}
	},
	revoke: (event) =>
		act(event, buttonForm, async (trx, actor) => {
			const ended = await revokeFeed(trx, actor);
			return { to: '/account/calendar', notice: ended ? 'Your private link is ended.' : 'There was no link to end.' };
		})
};
