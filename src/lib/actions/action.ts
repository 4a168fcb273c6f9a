import { type Actor, may } from '#lib/access/actor.ts';

export const actionStates = {
	open: { label: 'To do', colour: 'blue' },
	overdue: { label: 'Overdue', colour: 'red' },
	done: { label: 'Done', colour: 'green' },
	dropped: { label: 'Dropped', colour: 'grey' }
} as const;

export type ActionState = keyof typeof actionStates;

/** Overdue is compared with the day, never written. @param today an ISO date in London */
export function actionState(
	action: { dueOn: string; doneOn: string | null; droppedBecause: string | null },
	today: string
): ActionState {
	if (action.doneOn !== null) return 'done';
	if (action.droppedBecause !== null) return 'dropped';
	return action.dueOn < today ? 'overdue' : 'open';
}

/** What the list shows. */
export const actionViews = {
	open: { label: 'To do' },
	overdue: { label: 'Overdue' },
	done: { label: 'Done' },
	dropped: { label: 'Dropped' },
	all: { label: 'All' }
} as const;

export type ActionView = keyof typeof actionViews;

/** Whether the actor may give somebody in one of these departments an action, or anybody where none is named. */
export function canAddAction(actor: Actor, reviewId: number, ownerTeamIds?: number[]): boolean {
	return may(actor, 'action.add', { reviewId, ...(ownerTeamIds ? { teamIds: ownerTeamIds } : {}) });
}

export type ActionRights = {
	reviewId: number;
	doneOn: string | null;
	droppedBecause: string | null;
	/** The departments that the owning post works for in this review. */
	ownerTeamIds: number[];
};

export function isOpen(action: { doneOn: string | null; droppedBecause: string | null }): boolean {
	return action.doneOn === null && action.droppedBecause === null;
}

export function canFinishAction(actor: Actor, action: ActionRights): boolean {
	return isOpen(action) && may(actor, 'action.finish', { reviewId: action.reviewId, teamIds: action.ownerTeamIds });
}

export function canChangeAction(actor: Actor, action: ActionRights): boolean {
	return isOpen(action) && may(actor, 'action.change', { reviewId: action.reviewId });
}
