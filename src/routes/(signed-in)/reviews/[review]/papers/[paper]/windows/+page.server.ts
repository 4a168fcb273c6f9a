import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { gates } from '#lib/papers/paper.ts';
import { getPaper, listSnapshots } from '#lib/papers/queries.server.ts';
import { openWindow } from '#lib/papers/windows/commands.server.ts';
import { deadlineWords } from '#lib/papers/windows/deadline.ts';
import { openWindowForm } from '#lib/papers/windows/forms.ts';
import { listWindows } from '#lib/papers/windows/queries.server.ts';
import { canManageWindows, windowStateAt } from '#lib/papers/windows/window.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { addWorkingDays } from '#lib/timetable/working-days.ts';
import { dateTime, londonDate } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

/** Time to ask a department and its minister's office; the secretariat sets another day where a committee asks for it. */
const usualWorkingDays = 5;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { paper, windows, snapshots, teams, now, mayManage } = await read(locals, async (trx, actor) => {
		const found = await getPaper(trx, reviewIdOf(actor, params.review), params.paper);
		return {
			paper: found,
			windows: await listWindows(trx, found.id),
			snapshots: await listSnapshots(trx, found.id),
			teams: await listTeams(trx, found.reviewId),
			now: actor.now,
			mayManage: canManageWindows(actor, found)
		};
	});
	const running = windows.some((window) => window.closesAt > now);
	return {
		paper: { name: reference('P', paper.number), title: paper.title },
		windows: windows.map((window) => ({
			id: window.id,
			snapshotNumber: window.snapshotNumber,
			gate: gates[window.gate].label,
			state: windowStateAt(window, now),
			opens: dateTime(window.opensAt),
			deadline: deadlineWords(window.closesAt, now),
			asks: window.asks,
			asked: window.asked.map(({ name }) => name)
		})),
		/** What the form to open one offers; null where there is nothing to open, or nobody to. */
		opening:
			mayManage && !running && snapshots.length > 0
				? {
						snapshots: snapshots.map(({ number, gate, takenAt }) => ({
							value: String(number),
							text: `Snapshot ${number}, ${gates[gate].label.toLowerCase()}, ${dateTime(takenAt)}`
						})),
						teams: teams.map(({ id, name }) => ({ value: String(id), text: name })),
						initial: {
							snapshot: String(snapshots[0]?.number ?? ''),
							closesOn: addWorkingDays(londonDate(now), usualWorkingDays),
							closesAt: '17:00',
							opensAt: '09:00',
							teamIds: teams.map(({ id }) => String(id))
						}
					}
				: null,
		mayManage,
		frozen: snapshots.length > 0
	};
};

export const actions: Actions = {
	default: (event) =>
		act(event, openWindowForm, async (trx, actor, { opensAt, ...input }) => {
			const { review, paper } = event.params;
			const id = await openWindow(trx, actor, reviewIdOf(actor, review), paper, {
				...input,
				opensAt: opensAt ?? actor.now
			});
			return { to: `/reviews/${review}/papers/${paper}/windows/${id}`, notice: 'The comment window is set.' };
		})
};
