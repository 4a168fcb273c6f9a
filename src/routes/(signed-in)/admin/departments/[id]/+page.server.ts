import { read, requireAdministrator } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { renameDepartment } from '#lib/people/commands.server.ts';
import { periodInWords } from '#lib/people/department.ts';
import { departmentConstraints, renameForm } from '#lib/people/forms.ts';
import { getDepartment, listPosts } from '#lib/people/queries.server.ts';
import { afterIn, recordId } from '#lib/people/record-id.ts';
import { listSuccessions } from '#lib/people/successions/queries.server.ts';
import { whatBecame, whatCame } from '#lib/people/successions/succession.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) => {
	requireAdministrator(locals);
	return read(locals, async (trx, actor) => {
		const { names, ...department } = await getDepartment(trx, recordId(params.id));
		const after = afterIn(url);
		const today = londonDate(actor.now);
		const newest = names[0];
		const { became, came } = await listSuccessions(trx, department.id);
		return {
			department,
			isEnded: became.some(({ isWhole }) => isWhole),
			became: became.map((each) => ({
				key: `${each.successorId} ${each.since}`,
				words: whatBecame(each),
				id: each.successorId
			})),
			came: came.map((each) => ({
				key: `${each.departmentId} ${each.since}`,
				words: whatCame(each),
				id: each.departmentId
			})),
			names: names.map((dated) => ({ ...dated, period: periodInWords(dated), isToCome: dated.since > today })),
			rename: { name: newest?.name ?? '', shortName: newest?.shortName ?? '', since: today },
			after,
			posts: await listPosts(trx, actor, { departmentId: department.id, after })
		};
	});
};

export const actions: Actions = {
	default: (event) =>
		act(
			event,
			renameForm,
			async (trx, actor, input) => {
				await renameDepartment(trx, actor, recordId(event.params.id), input);
				return { to: event.url.pathname, notice: `The name ${input.name} is saved` };
			},
			{ constraints: departmentConstraints }
		)
};
