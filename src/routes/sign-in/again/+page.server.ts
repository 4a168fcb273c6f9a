import { fail, redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { checkSignIn, enter } from '#lib/access/enter.server.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { openParcel, type Parcel } from '#lib/access/parcel.server.ts';
import { parseForm } from '#lib/forms/parse.server.ts';
import { passwordFields, signInForm } from '#lib/people/forms.ts';
import type { Actions, PageServerLoad } from './$types';

// The page is a form that came too late, sent by a browser without JavaScript: it runs none itself.
export const csr = false;

const parcelForm = z.object({ parcel: z.string(''), seal: z.string('') });
const againForm = signInForm.extend(parcelForm.shape);
const secret = [...passwordFields, 'parcel', 'seal'];

export const load: PageServerLoad = ({ request }) => {
	if (request.method !== 'POST') redirect(303, '/sign-in');
};

export const actions: Actions = {
	/** What the guard posts in place of a form whose session has ended. */
	show: async ({ request }) => {
		const form = await parseForm(request, parcelForm, { secret });
		const parcel = form.ok ? openParcel(form.input) : null;
		if (!form.ok || !parcel) return fail(400, { outcome: 'unsealed' as const });
		return fail(401, { outcome: 'asked' as const, sealed: form.input, left: parcel.left });
	},

	signIn: async (event) => {
		const form = await parseForm(event.request.clone(), againForm, { secret });
		const sealed = await readSealed(event.request);
		const parcel = openParcel(sealed);
		if (!parcel) return fail(400, { outcome: 'unsealed' as const });
		const asked = { outcome: 'asked' as const, sealed, left: parcel.left };
		if (!form.ok) return fail(422, { ...asked, form: form.failure.data.form });

		const checked = await checkSignIn(event, form.input, form.state);
		if ('failure' in checked) return fail(checked.failure.status, { ...asked, form: checked.failure.data.form });
		await enter(event, checked.personId);
		if (parcel.personId !== null && parcel.personId !== checked.personId) {
			return { outcome: 'another' as const, name: (await loadActor(checked.personId, new Date()))?.person.name ?? '' };
		}
		return { outcome: 'carried' as const, carried: carried(parcel) };
	}
};

async function readSealed(request: Request): Promise<{ parcel: string; seal: string }> {
	const form = await parseForm(request, parcelForm);
	return form.ok ? form.input : { parcel: '', seal: '' };
}

function carried({ to, fields, left, personId }: Parcel) {
	return { to, fields, left, known: personId !== null };
}
