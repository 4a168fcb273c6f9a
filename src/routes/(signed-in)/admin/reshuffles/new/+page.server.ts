import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { listPersonChoices, listPostChoices } from '#lib/people/queries.server.ts';
import { prepareReshuffle } from '#lib/people/reshuffles/commands.server.ts';
import { reshuffleForm } from '#lib/people/reshuffles/forms.ts';
import { listPresentHolders } from '#lib/people/reshuffles/queries.server.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	requireAdministrator(locals);
	return read(locals, async (trx, actor) => ({
		posts: await listPostChoices(trx),
		people: await listPersonChoices(trx),
		leavers: await listPresentHolders(trx),
		initial: {
			title: `Reshuffle of ${plainDate(londonDate(actor.now))}`,
			changes: url.searchParams.getAll('post').map((postId) => ({ postId }))
		}
	}));
};

export const actions: Actions = {
	default: (event) =>
		act(event, reshuffleForm, async (trx, actor, input) => {
			const { id } = await prepareReshuffle(trx, actor, input);
			return { to: `/admin/reshuffles/${id}`, notice: 'The reshuffle is prepared. Nothing has changed yet' };
		})
};
