import { error, redirect } from '@sveltejs/kit';
import { findDemoAccount, isDemo } from '#lib/access/demo.server.ts';
import { enter } from '#lib/access/enter.server.ts';
import { throwAsHttp } from '#lib/access/guards.server.ts';
import { localPath } from '#lib/access/local-path.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { demoForm } from '#lib/people/forms.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	if (!isDemo(event)) error(404, 'This page was not found');
	const form = await parseForm(event.request, demoForm);
	if (!form.ok) error(400, 'Choose one of the accounts of the demo');
	try {
		const personId = await findDemoAccount(form.input.email, new Date());
		if (personId === null) error(404, 'This is no account of the demo');
		await enter(event, personId);
	} catch (cause) {
		throwAsHttp(cause);
	}
	redirect(303, localPath(form.input.to));
};
