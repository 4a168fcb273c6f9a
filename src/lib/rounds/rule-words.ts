import { stances } from '#lib/positions/position.ts';
import type { ReplyStance } from './table.ts';

/** From whom silence may never count. */
export const silenceExceptions = ['treasury', 'lead', 'asked_to_pay', 'asked_to_change_law'] as const;

export type SilenceException = (typeof silenceExceptions)[number];

/** On what ground a department must be asked. */
export const requirements = {
	lead: { label: 'It leads what is asked' },
	partner: { label: 'It is a partner in what is asked' },
	asked_to_pay: { label: 'It is asked to pay' },
	asked_to_change_law: { label: 'It is asked to change the law' },
	treasury_when_money: { label: 'The Treasury, since money is asked for' },
	treasury: { label: 'The Treasury' }
} as const;

export type RequirementKind = keyof typeof requirements;

export const requirementKinds = [
	'lead',
	'partner',
	'asked_to_pay',
	'asked_to_change_law',
	'treasury_when_money',
	'treasury'
] as const satisfies RequirementKind[];

/** What a reply may say; one in part says it of each recommendation by itself. */
export const replyStances = [
	'content',
	'content_subject_to',
	'content_if_reworded',
	'not_content',
	'not_yet',
	'nil_return',
	'reserved',
	'in_part'
] as const satisfies ReplyStance[];

/** What a reply is worth: it agrees, it agrees once its comments of the binding grade are met, or it stands in the way. */
export const weights = ['agrees', 'agrees_once_met', 'stands_in_the_way', 'by_recommendation'] as const;

export type Weight = (typeof weights)[number];

export const weightWords: Record<Weight, string> = {
	agrees: 'agrees',
	agrees_once_met: 'agrees once its conditions are met',
	stands_in_the_way: 'stands in the way',
	by_recommendation: 'counts by recommendation'
};

export const gateWords = {
	treasury_content: 'Nothing with money clears unless the Treasury is content',
	required_asked: 'Everybody who must be asked is asked',
	required_answered: 'Everybody whose silence does not count has answered',
	objections_resolved: 'No objection stands',
	conditions_met: 'Every condition is met',
	period_over: 'The period for replies is over',
	on_frozen_copy: 'Replies speak of the copy that is to be cleared'
} as const;

export type GateKind = keyof typeof gateWords;

/** The rule as it stands within a sentence. */
export function gateWithin(gate: GateKind): string {
	const words = gateWords[gate];
	return words.charAt(0).toLowerCase() + words.slice(1);
}

export const gateKinds = [
	'treasury_content',
	'required_asked',
	'required_answered',
	'objections_resolved',
	'conditions_met',
	'period_over',
	'on_frozen_copy'
] as const satisfies GateKind[];

export function stanceLabel(stance: ReplyStance): string {
	return stance === 'in_part' ? 'Answered in part' : stances[stance].label;
}

/** "It leads what is asked (R3)" as it goes on in a sentence. */
export function clause(words: string): string {
	return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
