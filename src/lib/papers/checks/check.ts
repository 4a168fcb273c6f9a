import { type Actor, grantFor, type Grant, hasRole, may } from '#lib/access/actor.ts';
import type { Act } from '#lib/access/acts.ts';
import type { TagColour } from '#lib/ui/tag.ts';

type Check = {
	label: string;
	/** What whoever clears is asked for. */
	ask: string;
	/** Asked one by one where the check is a set of questions. */
	questions: readonly string[];
	act: Act;
	/** That it exists, and what it says, is for the secretariat and the chair alone. */
	confidential: boolean;
	/** Who records it, in words for those who may not. */
	recordedBy: string;
};

const departments = {
	questions: [],
	act: 'check.record',
	confidential: false,
	recordedBy: 'the sponsor’s department or the secretariat'
} as const;

/** The rows of a check sheet, in the order of the sheet. */
export const checks = {
	treasury: {
		label: 'Treasury',
		ask: 'Whether the spending is agreed; if not, the words of the Treasury’s view that the paper carries.',
		questions: [],
		act: 'check.record_treasury',
		confidential: false,
		recordedBy: 'the Treasury alone'
	},
	legal: {
		label: 'Legal advice',
		ask: 'That legal advice has been taken, by whom, and what it means for the paper. That there is advice, and what it says, is told to nobody but the secretariat and the chair.',
		questions: [],
		act: 'check.record_confidential',
		confidential: true,
		recordedBy: 'the secretariat'
	},
	equality: {
		...departments,
		label: 'Public sector equality duty',
		ask: 'Whom the proposals affect differently, by protected characteristic, and what is done about it.'
	},
	family_test: {
		...departments,
		label: 'Family Test',
		ask: 'What the proposals mean for families, question by question.',
		questions: [
			'What does it mean for the forming of families?',
			'What does it mean for families in a time of change, such as becoming parents, bereavement, new caring or long illness?',
			'What does it mean for the ability of each member to play a full part in family life, as a parent or carer too?',
			'What does it mean for families before, during and after a couple separates?',
			'What does it mean for the families most at risk of breaking down?'
		]
	},
	new_burdens: {
		...departments,
		label: 'New burdens on councils',
		ask: 'What councils would have to do that they do not do now, what that costs and who pays.'
	},
	devolution: {
		...departments,
		label: 'Devolution',
		ask: 'Which nations the proposals cover, what is devolved, and what has been said to whom.'
	},
	regulatory: {
		...departments,
		label: 'Regulatory impact',
		ask: 'What business and the voluntary sector would have to do, and what that costs them.'
	},
	data_protection: {
		...departments,
		label: 'Data protection',
		ask: 'What personal data the proposals would use or share, and on what ground.'
	},
	presentation: {
		...departments,
		label: 'Presentation',
		ask: 'How and when it would be announced, who is told first, and what will be asked.'
	}
} as const satisfies Record<string, Check>;

export type CheckKind = keyof typeof checks;

export const checkKinds = Object.keys(checks).filter((name): name is CheckKind => name in checks);

export const checkOutcomes = {
	cleared: { label: 'Cleared', said: 'What it said' },
	changes_needed: { label: 'Not cleared: changes are needed', said: 'What has to change' },
	not_applicable: { label: 'Does not apply', said: 'Why it does not apply' }
} as const;

export type CheckOutcome = keyof typeof checkOutcomes;

export const checkOutcomeNames = Object.keys(checkOutcomes).filter(
	(name): name is CheckOutcome => name in checkOutcomes
);

/** How a row of the sheet stands today; all but the last two stop a gate that asks for it. */
export const checkStates = {
	missing: { label: 'Not recorded', colour: 'grey' },
	changes_needed: { label: 'Changes needed', colour: 'red' },
	stale: { label: 'Text has changed since', colour: 'orange' },
	not_applicable: { label: 'Does not apply', colour: 'green' },
	cleared: { label: 'Cleared', colour: 'green' }
} as const satisfies Record<string, { label: string; colour: TagColour }>;

export type CheckState = keyof typeof checkStates;

/** @param now the digest of the words of today, as `checkedWords` makes them */
export function checkState(entry: { outcome: CheckOutcome; wordsSha256: string } | null, now: string): CheckState {
	if (!entry) return 'missing';
	if (entry.outcome === 'changes_needed') return 'changes_needed';
	return entry.wordsSha256 === now ? entry.outcome : 'stale';
}

/** What holds a gate up. */
export function isOpen(state: CheckState): boolean {
	return state !== 'cleared' && state !== 'not_applicable';
}

export function canSeeCheck(actor: Actor, reviewId: number, kind: CheckKind): boolean {
	return !checks[kind].confidential || hasRole(actor, reviewId, 'secretariat', 'chair');
}

/** @param sponsorTeamIds the teams of the posts that sponsor the paper: their officials answer for it */
export function canRecordCheck(actor: Actor, reviewId: number, kind: CheckKind, sponsorTeamIds: number[]): boolean {
	return may(actor, checks[kind].act, { reviewId, teamIds: sponsorTeamIds });
}

export function grantForCheck(actor: Actor, reviewId: number, kind: CheckKind, sponsorTeamIds: number[]): Grant | null {
	return grantFor(actor, checks[kind].act, { reviewId, teamIds: sponsorTeamIds });
}
