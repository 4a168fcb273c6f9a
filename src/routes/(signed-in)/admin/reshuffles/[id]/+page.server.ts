import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { recordId } from '#lib/people/record-id.ts';
import { carryOutReshuffle, dropReshuffle } from '#lib/people/reshuffles/commands.server.ts';
import { endReshuffleForm, reshuffleConstraints } from '#lib/people/reshuffles/forms.ts';
import { getReshuffle, listPostTasks } from '#lib/people/reshuffles/queries.server.ts';
import { taskInWords } from '#lib/people/reshuffles/reshuffle.ts';
import { dateTime } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => {
	requireAdministrator(locals);
	return read(locals, async (trx) => {
		const { changes, ...reshuffle } = await getReshuffle(trx, recordId(params.id));
		const shown = [];
		for (const { rank, postId, postTitle, departmentName, leavesId, leaves, personId, comes, newEmail } of changes) {
			const tasks = reshuffle.state === 'prepared' ? await listPostTasks(trx, postId) : [];
			shown.push({
				rank,
				post: { id: postId, title: postTitle, departmentName },
				leaves: leavesId === null ? null : { id: leavesId, name: leaves ?? '' },
				comes: comes === null ? null : { id: personId, name: comes, newEmail },
				tasks: tasks.map(taskInWords)
			});
		}
		return { reshuffle, changes: shown };
	});
};

export const actions: Actions = {
	carryOut: (event) =>
		act(
			event,
			endReshuffleForm,
			async (trx, actor, { revision }) => {
				const { at, madePeople } = await carryOutReshuffle(trx, actor, recordId(event.params.id), revision);
				const effect = at > actor.now ? `It takes effect on ${dateTime(at)}` : 'Every post has changed hands';
				const links = madePeople.length > 0 ? `. Give a link for a password to ${madePeople.join(', ')}` : '';
				return { to: event.url.pathname, notice: effect + links };
			},
			{ constraints: reshuffleConstraints }
		),

	drop: (event) =>
		act(event, endReshuffleForm, async (trx, actor, { revision }) => {
			await dropReshuffle(trx, actor, recordId(event.params.id), revision);
			return { to: '/admin/reshuffles', notice: 'The reshuffle is dropped. Nothing has changed' };
		})
};
