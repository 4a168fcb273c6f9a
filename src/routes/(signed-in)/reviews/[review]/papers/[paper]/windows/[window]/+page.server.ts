import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { idInAddress } from '#lib/papers/address.ts';
import { gates } from '#lib/papers/paper.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { changeWindowEnd } from '#lib/papers/windows/commands.server.ts';
import { deadlineWords } from '#lib/papers/windows/deadline.ts';
import { closeWindowForm, extendWindowForm } from '#lib/papers/windows/forms.ts';
import { countInWindow, getWindow } from '#lib/papers/windows/queries.server.ts';
import { canManageWindows, windowStateAt } from '#lib/papers/windows/window.ts';
import { reference } from '#lib/reviews/reference.ts';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { dateTime, londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { paper, window, said, now, mayManage } = await read(locals, async (trx, actor) => {
		const found = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		const asked = await getWindow(trx, found.id, idInAddress(params.window));
		return {
			paper: found,
			window: asked,
			said: await countInWindow(trx, found.id, asked.id),
			now: actor.now,
			mayManage: canManageWindows(actor, found)
		};
	});
	const state = windowStateAt(window, now);
	const dayNow = londonDate(now);
	const dayThen = londonDate(window.closesAt);
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		window: {
			id: window.id,
			state,
			revision: window.revision,
			snapshotNumber: window.snapshotNumber,
			gate: gates[window.gate].label,
			opens: dateTime(window.opensAt),
			deadline: deadlineWords(window.closesAt, now),
			asks: window.asks,
			openedBy: window.postTitle ? `${window.personName}, ${window.postTitle}` : window.personName
		},
		asked: window.asked.map(({ teamId, name }) => ({
			teamId,
			name,
			...(said.find((each) => each.teamId === teamId) ?? { inTime: 0, late: 0 })
		})),
		later: addWorkingDays(dayThen > dayNow ? dayThen : dayNow, 1),
		may: { manage: mayManage, close: mayManage && state !== 'closed' }
	};
};

export const actions: Actions = {
	extend: (event) =>
		act(event, extendWindowForm, async (trx, actor, input) => {
			const { review, paper, window } = event.params;
			await changeWindowEnd(trx, actor, reviewIdOf(actor, review), paper, idInAddress(window), input);
			return { to: event.url.pathname, notice: 'The window has a new end. What came before it is in time.' };
		}),
	close: (event) =>
		act(event, closeWindowForm, async (trx, actor, { revision }) => {
			const { review, paper, window } = event.params;
			await changeWindowEnd(trx, actor, reviewIdOf(actor, review), paper, idInAddress(window), {
				closesAt: null,
				revision
			});
			return { to: event.url.pathname, notice: 'The window is closed. What comes now goes to the late list.' };
		})
};
