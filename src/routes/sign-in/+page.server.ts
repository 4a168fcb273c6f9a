import { redirect } from '@sveltejs/kit';
import { isDemo, listDemoAccounts } from '#lib/access/demo.server.ts';
import { checkSignIn, enter } from '#lib/access/enter.server.ts';
import { localPath } from '#lib/access/local-path.ts';
import { throwAsHttp } from '#lib/access/guards.server.ts';
import { takeNotice } from '#lib/forms/notice.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { passwordFields, signInForm } from '#lib/people/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const to = localPath(event.url.searchParams.get('to'));
	if (event.locals.actor && event.request.method === 'GET') redirect(303, to);
	try {
		return {
			to,
			notice: takeNotice(event.cookies),
			demo: isDemo(event) ? await listDemoAccounts(new Date()) : null
		};
	} catch (cause) {
		throwAsHttp(cause);
	}
};

export const actions: Actions = {
	default: async (event) => {
		const form = await parseForm(event.request, signInForm, { secret: passwordFields });
		if (!form.ok) return form.failure;
		const checked = await checkSignIn(event, form.input, form.state);
		if ('failure' in checked) return checked.failure;
		await enter(event, checked.personId);
		redirect(303, localPath(event.url.searchParams.get('to')));
	}
};
