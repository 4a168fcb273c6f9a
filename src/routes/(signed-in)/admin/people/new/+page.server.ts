import { requireAdministrator } from '#lib/access/guards.server.ts';
import { issuePasswordLink, linkHours } from '#lib/access/sign-in.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { refusal } from '#lib/forms/act.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { createPerson } from '#lib/people/commands.server.ts';
import { personConstraints, personForm } from '#lib/people/forms.ts';
import { passwordLinkAddress } from '#lib/people/password-link.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	requireAdministrator(locals);
	return { linkHours };
};

export const actions: Actions = {
	// Answers with the link instead of going elsewhere: it is shown once and kept nowhere, not even in a cookie.
	default: async (event) => {
		const actor = requireAdministrator(event.locals);
		const form = await parseForm(event.request, personForm);
		if (!form.ok) return form.failure;
		try {
			const made = await asActor(actor, async (trx) => {
				const { id } = await createPerson(trx, actor, form.input);
				return { id, token: await issuePasswordLink(trx, actor, id) };
			});
			event.setHeaders({ 'Cache-Control': 'no-store' });
			return { made: { id: made.id, name: form.input.name, address: passwordLinkAddress(event.url, made.token) } };
		} catch (cause) {
			return refusal(cause, form.state, { constraints: personConstraints });
		}
	}
};
