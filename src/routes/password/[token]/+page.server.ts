import { redirect } from '@sveltejs/kit';
import { throwAsHttp } from '#lib/access/guards.server.ts';
import { passwordWeakness } from '#lib/access/password-rules.ts';
import { linkHours, readPasswordLink, usePasswordLink } from '#lib/access/sign-in.server.ts';
import { refusal } from '#lib/forms/act.server.ts';
import { leaveNotice } from '#lib/forms/notice.server.ts';
import { parseForm, refuse } from '#lib/forms/parse.server.ts';
import { firstPasswordForm, passwordFields } from '#lib/people/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	try {
		return { email: await readPasswordLink(params.token, new Date()), linkHours };
	} catch (cause) {
		throwAsHttp(cause);
	}
};

export const actions: Actions = {
	default: async ({ params, request, cookies }) => {
		const form = await parseForm(request, firstPasswordForm, { secret: passwordFields });
		if (!form.ok) return form.failure;
		const { newPassword } = form.input;
		const spent = () => refuse(form.state, 409, 'This link cannot be used any more');
		try {
			const now = new Date();
			const email = await readPasswordLink(params.token, now);
			if (email === null) return spent();
			const weakness = passwordWeakness(newPassword, email);
			if (weakness) return refuse(form.state, 422, { newPassword: [weakness] });
			if (!(await usePasswordLink(params.token, newPassword, now))) return spent();
		} catch (cause) {
			return refusal(cause, form.state);
		}
		leaveNotice(cookies, 'Your password is set. Sign in with it.');
		redirect(303, '/sign-in');
	}
};
