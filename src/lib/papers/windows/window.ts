import { type Actor, may } from '#lib/access/actor.ts';
import type { Gate } from '../paper.ts';

export const windowStates = {
	ahead: { label: 'Not open yet', colour: 'grey' },
	open: { label: 'Open', colour: 'green' },
	closed: { label: 'Closed', colour: 'red' }
} as const;

export type WindowState = keyof typeof windowStates;

export function windowStateAt(window: { opensAt: Date; closesAt: Date }, now: Date): WindowState {
	if (now < window.opensAt) return 'ahead';
	return now <= window.closesAt ? 'open' : 'closed';
}

/** Whether something said at a moment came after its window had closed. What belongs to no window is never late. */
export function isLate(madeAt: Date, window: { closesAt: Date } | null): boolean {
	return window !== null && madeAt > window.closesAt;
}

export function canManageWindows(actor: Actor, paper: { reviewId: number; gate: Gate }): boolean {
	return may(actor, 'comment_window.manage', { reviewId: paper.reviewId });
}
