import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { canChangeAction, canFinishAction } from '#lib/actions/action.ts';
import { dropAction, finishAction } from '#lib/actions/commands.server.ts';
import { doneForm, dropForm } from '#lib/actions/forms.ts';
import { getAction } from '#lib/actions/queries.server.ts';
import { reportAction } from '#lib/actions/reports/commands.server.ts';
import { reportForm } from '#lib/actions/reports/forms.ts';
import { listReportsOn } from '#lib/actions/reports/queries.server.ts';
import { canReport } from '#lib/actions/reports/report.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const action = await getAction(trx, actor, reviewIdOf(actor, params.review), numberIn('A', params.action));
		const reports = await listReportsOn(trx, action.id);
		const reported = reports.some(({ dueOn }) => dueOn === action.reportBackOn);
		return {
			action,
			reports,
			today: londonDate(actor.now),
			may: {
				finish: canFinishAction(actor, action),
				change: canChangeAction(actor, action),
				report: !reported && canReport(actor, action)
			}
		};
	});

export const actions: Actions = {
	done: (event) =>
		act(event, doneForm(londonDate(new Date())), async (trx, actor, input) => {
			const { review, action } = event.params;
			await finishAction(trx, actor, reviewIdOf(actor, review), numberIn('A', action) ?? 0, input);
			return { to: event.url.pathname, notice: `${action} is done.` };
		}),
	report: (event) =>
		act(event, reportForm(londonDate(new Date())), async (trx, actor, input) => {
			const { review, action } = event.params;
			await reportAction(trx, actor, reviewIdOf(actor, review), numberIn('A', action) ?? 0, input);
			return { to: event.url.pathname, notice: `The report on ${action} is recorded.` };
		}),
	drop: (event) =>
		act(event, dropForm, async (trx, actor, input) => {
			const { review, action } = event.params;
			await dropAction(trx, actor, reviewIdOf(actor, review), numberIn('A', action) ?? 0, input);
			return { to: event.url.pathname, notice: `${action} is dropped.` };
		})
};
