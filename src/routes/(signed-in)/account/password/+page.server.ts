import { redirect } from '@sveltejs/kit';
import { read, requireActor } from '#lib/access/guards.server.ts';
import { passwordWeakness } from '#lib/access/password-rules.ts';
import { changePassword } from '#lib/access/sign-in.server.ts';
import { refusal } from '#lib/forms/act.server.ts';
import { leaveNotice } from '#lib/forms/notice.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { changePasswordForm, passwordFields } from '#lib/people/forms.ts';
import { getPerson } from '#lib/people/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	read(locals, async (trx, actor) => ({ email: (await getPerson(trx, actor.person.id)).email }));

export const actions: Actions = {
	default: async ({ locals, request, cookies }) => {
		const actor = requireActor(locals);
		const form = await parseForm(request, changePasswordForm, { secret: passwordFields });
		if (!form.ok) return form.failure;
		const { presentPassword, newPassword } = form.input;
		const { email } = await read(locals, (trx) => getPerson(trx, actor.person.id));
		const weakness = passwordWeakness(newPassword, email);
		if (weakness) return refuse(form.state, 422, { newPassword: [weakness] });
		try {
			await changePassword(actor, presentPassword, newPassword, locals.sessionIdHash ?? '');
		} catch (cause) {
			return refusal(cause, form.state);
		}
		leaveNotice(cookies, 'Your password is changed, and every other session is ended');
		redirect(303, '/account');
	}
};
