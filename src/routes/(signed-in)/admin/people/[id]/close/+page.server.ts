import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { closeAccount } from '#lib/people/commands.server.ts';
import { accountForm } from '#lib/people/forms.ts';
import { getPerson, listPostsHeld } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx, actor) => {
		const person = await getPerson(trx, recordId(params.id));
		const held = await listPostsHeld(trx, person.id);
		return {
			subject: { id: person.id, name: person.name, state: person.state },
			revision: person.revision,
			isSelf: person.id === actor.person.id,
			posts: held.filter(({ until }) => until === null).map(({ postTitle }) => postTitle)
		};
	});
};

export const actions: Actions = {
	default: (event) =>
		act(event, accountForm, async (trx, actor, { revision }) => {
			const id = recordId(event.params.id);
			await closeAccount(trx, actor, id, revision);
			return { to: `/admin/people/${id}`, notice: 'The account is closed and its sessions are ended' };
		})
};
