import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { Conflict } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { listPersonChoices, listPostChoices } from '#lib/people/queries.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import { editReshuffle } from '#lib/people/reshuffles/commands.server.ts';
import { editReshuffleForm } from '#lib/people/reshuffles/forms.ts';
import { getReshuffle, listPresentHolders } from '#lib/people/reshuffles/queries.server.ts';
import { londonClock, londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx) => {
		const { id, title, takesEffectAt, state, revision, changes } = await getReshuffle(trx, recordId(params.id));
		if (state !== 'prepared') throw new Conflict('Only a reshuffle that is prepared and no more can be changed');
		return {
			id,
			revision,
			posts: await listPostChoices(trx),
			people: await listPersonChoices(trx),
			leavers: await listPresentHolders(trx),
			initial: {
				title,
				date: takesEffectAt ? londonDate(takesEffectAt) : '',
				clock: takesEffectAt ? londonClock(takesEffectAt) : '',
				changes: changes.map(({ postId, severalHolders, leavesId, personId, newName, newEmail }) => ({
					postId: String(postId),
					personId: personId === null ? '' : String(personId),
					newName: newName ?? '',
					newEmail: newEmail ?? '',
					leavesId: severalHolders && leavesId !== null ? String(leavesId) : ''
				}))
			}
		};
	});
};

export const actions: Actions = {
	default: (event) =>
		act(event, editReshuffleForm, async (trx, actor, input) => {
			const id = recordId(event.params.id);
			await editReshuffle(trx, actor, id, input);
			return { to: `/admin/reshuffles/${id}`, notice: 'The plan is changed. Nothing else has changed yet' };
		})
};
