import { type Actor, may } from '#lib/access/actor.ts';

/** Where the report on an action stands. Due and overdue are compared with the day, never written. */
export const reportStates = {
	due: { label: 'To report', colour: 'blue' },
	overdue: { label: 'Report overdue', colour: 'red' },
	reported: { label: 'Reported', colour: 'green' }
} as const;

export type ReportState = keyof typeof reportStates;

export const reportViews = {
	due: { label: 'To report' },
	overdue: { label: 'Overdue' },
	reported: { label: 'Reported' },
	all: { label: 'All' }
} as const;

export type ReportView = keyof typeof reportViews;

/** @param today an ISO date in London */
export function reportState(report: { reportBackOn: string; reportedOn: string | null }, today: string): ReportState {
	if (report.reportedOn !== null) return 'reported';
	return report.reportBackOn < today ? 'overdue' : 'due';
}

/** What was dropped owes no report; what is done still does, until somebody says that it was reported. */
export function canReport(
	actor: Actor,
	action: { reviewId: number; droppedBecause: string | null; reportBackOn: string | null; ownerTeamIds: number[] }
): boolean {
	return (
		action.droppedBecause === null &&
		action.reportBackOn !== null &&
		may(actor, 'action.report', { reviewId: action.reviewId, teamIds: action.ownerTeamIds })
	);
}
