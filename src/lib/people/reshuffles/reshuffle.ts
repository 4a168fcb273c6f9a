import { type Role, roles } from '#lib/access/roles.ts';
import type { ReshuffleState } from '../table.ts';

export const reshuffleStates = {
	prepared: { label: 'Prepared', colour: 'yellow' },
	carried_out: { label: 'Carried out', colour: 'green' },
	dropped: { label: 'Dropped', colour: 'grey' }
} as const satisfies Record<ReshuffleState, { label: string; colour: string }>;

/** How long ago a reshuffle may have happened that is only recorded now, and how far ahead one may be carried out, in days. */
export const earliestDaysAgo = 31;
export const latestDaysAhead = 92;

/** One kind of what goes with a post, counted over every review: a role, a kind of task, sessions. */
export type PostTask = { kind: 'role' | 'task' | 'session'; name: string; count: number };

/** What goes with a post, in words: roles and counts, nothing of any content. */
export function taskInWords({ kind, name, count }: PostTask): string {
	if (kind === 'role') return `${roles[name as Role]} in ${count === 1 ? 'one review' : `${count} reviews`}`;
	if (kind === 'session') {
		return count === 1 ? 'One session acts from it' : `${count} sessions act from it`;
	}
	const [one, many] = tasks[name] ?? ['task', 'tasks'];
	return `${count} ${count === 1 ? one : many}`;
}

const tasks: Record<string, readonly [one: string, many: string]> = {
	position: ['recommendation waits for an answer', 'recommendations wait for an answer'],
	reply: ['reply is owed to a write-round', 'replies are owed to write-rounds'],
	letter_to_sign: ['letter is cleared and not signed', 'letters are cleared and not signed'],
	letter_to_answer: ['letter waits for an answer', 'letters wait for an answer'],
	condition: ['condition is open', 'conditions are open'],
	action: ['action is open', 'actions are open']
};
