import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { issuePasswordLink, linkHours } from '#lib/access/sign-in.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { refusal } from '#lib/forms/act.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { buttonForm } from '#lib/people/forms.ts';
import { passwordLinkAddress } from '#lib/people/password-link.server.ts';
import { getPerson } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx) => {
		const { id, name, state } = await getPerson(trx, recordId(params.id));
		return { subject: { id, name, state }, linkHours };
	});
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireAdministrator(event.locals);
		const form = await parseForm(event.request, buttonForm);
		if (!form.ok) return form.failure;
		try {
			const token = await asActor(actor, (trx) => issuePasswordLink(trx, actor, recordId(event.params.id)));
			event.setHeaders({ 'Cache-Control': 'no-store' });
			return { address: passwordLinkAddress(event.url, token) };
		} catch (cause) {
			return refusal(cause, form.state);
		}
	}
};
