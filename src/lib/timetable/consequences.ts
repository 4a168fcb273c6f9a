import {
	type FixedPoint,
	misfits,
	moved,
	type PlanCalendar,
	type PlanItem,
	planDaysBetween,
	tooEarly
} from './plan.ts';
import { workingDays, type MoveWay } from './milestone.ts';
import { misfitWords, tooEarlyWords } from './words.ts';

/** What a move would do, told before anything is saved. */
export type Consequence = {
	way: MoveWay;
	/** Everything that would move, the milestone itself first. */
	moves: { id: number; title: string; from: string; to: string; by: string }[];
	/** What would not fit then. `isNew` tells what this move brings about. */
	problems: { id: number; title: string; words: string; isNew: boolean }[];
};

/** The consequences of each way to make a move; ways that come to the same are told once. */
export function consequences(
	items: readonly PlanItem[],
	move: { id: number; on: string },
	points: readonly FixedPoint[],
	calendar: PlanCalendar
): Consequence[] {
	const before = new Map(problemsOf(items, points, calendar).map(({ key, short }) => [key, short]));
	const found: Consequence[] = [];
	for (const way of ['alone', 'follow', 'follow_all'] as const) {
		const after = moved(items, move, way, calendar);
		const moves = after.flatMap(({ id, title, dueOn }, index) => {
			const from = items[index]?.dueOn ?? dueOn;
			return from === dueOn ? [] : [{ id, title, from, to: dueOn, by: byWords(from, dueOn, calendar) }];
		});
		moves.sort((one, other) => Number(other.id === move.id) - Number(one.id === move.id));
		const same = found.some((other) => JSON.stringify(other.moves) === JSON.stringify(moves));
		if (same) continue;
		const problems = problemsOf(after, points, calendar).map(({ key, id, title, words, short }) => ({
			...{ id, title, words },
			isNew: short > (before.get(key) ?? 0)
		}));
		found.push({ way, moves, problems });
	}
	return found;
}

type Problem = { key: string; id: number; title: string; words: string; short: number };

function problemsOf(items: readonly PlanItem[], points: readonly FixedPoint[], calendar: PlanCalendar): Problem[] {
	return [
		...misfits(items, calendar).map((misfit) => ({
			...{ key: `${misfit.id} after ${misfit.afterId}`, id: misfit.id, title: misfit.title },
			...{ words: misfitWords(misfit), short: misfit.short }
		})),
		...tooEarly(items, points, calendar).map((early) => ({
			...{ key: `${early.id} before ${early.point.href}`, id: early.id, title: early.title },
			...{ words: tooEarlyWords(early), short: early.short }
		}))
	];
}

function byWords(from: string, to: string, calendar: PlanCalendar): string {
	const days = planDaysBetween(from, to, calendar);
	if (days === 0) return 'no working day between';
	return days > 0 ? `${workingDays(days)} later` : `${workingDays(-days)} earlier`;
}
