import type { Grade, Stance } from '#lib/positions/position.ts';
import { londonDate, plainDate } from '#lib/ui/dates.ts';
import type { TagColour } from '#lib/ui/tag.ts';
import { stances } from '#lib/positions/position.ts';
import { type SilenceException, stanceLabel, type Weight } from './rule-words.ts';
import type { RoundRules } from './rules.ts';
import type { ReplyStance } from './table.ts';

/** What of a round decides where a department stands in it. */
export type RoundFacts = {
	issuedOn: string | null;
	replyBy: string | null;
	withdrawnAt: Date | null;
	/** The digest of the frozen copy that the round asks about today. */
	snapshotSha256: string;
	spendsMoney: boolean;
};

/** What of a department that is asked decides what its silence counts for. */
export type AddresseeFacts = {
	isTreasury: boolean;
	leads: boolean;
	askedToPay: boolean;
	askedToChangeLaw: boolean;
};

/** The reply of a department that counts, as the view `counting_replies` chooses it. */
export type CountingReply = {
	stance: ReplyStance;
	/** The date on the reply. */
	datedOn: string;
	/** The digest of the frozen copy that it was given on. */
	snapshotSha256: string;
	/** What it says of single recommendations; empty where it speaks of the whole alone. */
	parts: { recommendation: string; stance: Stance }[];
	/** Its comments, with whether the department has ticked each as met, in words that the round's copy has. */
	comments: Comment[];
};

export type Comment = {
	reference: string;
	grade: Grade;
	met: boolean;
	/** Why a tick that was given does not count. */
	unmetBecause?: 'reworded' | 'not_in_copy';
};

export const standingStates = {
	not_issued: { label: 'Not asked yet', colour: 'grey', symbol: '○' },
	not_due: { label: 'Not due yet', colour: 'blue', symbol: '○' },
	silent: { label: 'Nil return by silence', colour: 'green', symbol: '–' },
	owes: { label: 'Answer owed', colour: 'red', symbol: '!' },
	replied: { label: 'Replied', colour: 'grey', symbol: '●' },
	withdrawn: { label: 'No longer asked', colour: 'grey', symbol: '○' }
} as const satisfies Record<string, { label: string; colour: TagColour; symbol: string }>;

export type StandingState = keyof typeof standingStates;

export type Standing = {
	state: StandingState;
	/** Of a reply; null while there is none. */
	stance: ReplyStance | null;
	/** As a tag shows it. */
	label: string;
	colour: TagColour;
	symbol: string;
	/** What it is worth for clearance today; null while nothing can be said. */
	weight: Weight | null;
	/** The reply came after the day; of a department that owes one, that the day is over. */
	late: boolean;
	/** Given on an earlier frozen copy than the one the round asks about. */
	onEarlierCopy: boolean;
	/** A sentence of its own where there is something to explain. */
	because: string | null;
};

/** Where a department stands in a round. Pure: late and silence are compared with the day, never written down. */
export function standing(
	round: RoundFacts,
	rules: RoundRules,
	addressee: AddresseeFacts,
	reply: CountingReply | null,
	now: Date
): Standing {
	if (reply && round.issuedOn !== null) return ofReply(round, rules, reply);
	if (round.withdrawnAt) return without('withdrawn', null, 'The round was withdrawn.');
	if (round.issuedOn === null || round.replyBy === null) return without('not_issued', null, null);
	const exceptions = whySilenceNeverCounts(rules, addressee);
	// The day itself belongs to the department, to its end in London.
	if (londonDate(now) <= round.replyBy) {
		const silence =
			rules.silence.means === 'content' && exceptions.length === 0
				? `If nothing comes by ${plainDate(round.replyBy)} it counts as content.`
				: `Silence will not count${exceptions.length > 0 ? `: ${exceptions.join('; ')}` : ''}.`;
		return without('not_due', null, silence);
	}
	if (rules.silence.means === 'content' && exceptions.length === 0) {
		const named = `${rules.silence.name} by silence`;
		return {
			...without('silent', 'agrees', `Nothing came by ${plainDate(round.replyBy)}, which counts as content.`),
			label: named
		};
	}
	const because =
		exceptions.length > 0 ? `Silence does not count: ${exceptions.join('; ')}.` : 'Silence does not count.';
	return { ...without('owes', 'stands_in_the_way', because), late: true };
}

/** Why no silence of this department counts as content, in words of the rules; empty where it does. */
export function whySilenceNeverCounts(rules: RoundRules, addressee: AddresseeFacts): string[] {
	const is: Record<SilenceException, boolean> = {
		treasury: addressee.isTreasury,
		lead: addressee.leads,
		asked_to_pay: addressee.askedToPay,
		asked_to_change_law: addressee.askedToChangeLaw
	};
	return rules.silence.never.filter(({ from }) => is[from]).map(({ because }) => because);
}

/** Whether a reply came after the day that the round named. */
export function isLate(datedOn: string, round: { replyBy: string | null }): boolean {
	return round.replyBy !== null && datedOn > round.replyBy;
}

/** Whether a reply was given on other words than the round asks about. A copy frozen anew without a change has the same. */
export function isOnEarlierCopy(reply: { snapshotSha256: string }, round: { snapshotSha256: string }): boolean {
	return reply.snapshotSha256 !== round.snapshotSha256;
}

function ofReply(round: RoundFacts, rules: RoundRules, reply: CountingReply): Standing {
	const { stance } = reply;
	const tag =
		stance === 'in_part'
			? ({ colour: 'yellow', symbol: '◑' } as const)
			: { colour: stances[stance].colour, symbol: stances[stance].shape };
	const weight = weigh(rules, reply);
	const late = isLate(reply.datedOn, round);
	const onEarlierCopy = isOnEarlierCopy(reply, round);
	const said = [
		...(late && round.replyBy !== null
			? [`It is dated ${plainDate(reply.datedOn)}, after ${plainDate(round.replyBy)}.`]
			: []),
		...(onEarlierCopy ? ['It speaks of an earlier frozen copy.'] : [])
	];
	return {
		state: 'replied',
		stance,
		label: stanceLabel(stance),
		...tag,
		weight: late && !rules.late.counts ? 'stands_in_the_way' : weight,
		late,
		onEarlierCopy,
		because: said.length === 0 ? null : said.join(' ')
	};
}

/** What a reply is worth today: one that agrees under conditions agrees once its own department has ticked them all. */
function weigh(rules: RoundRules, reply: CountingReply): Weight {
	const worth = (stance: ReplyStance): Weight =>
		rules.replies.find((each) => each.stance === stance)?.weight ?? 'stands_in_the_way';
	const own = worth(reply.stance);
	const parts = own === 'by_recommendation' ? reply.parts.map(({ stance }) => worth(stance)) : [own];
	if (parts.length === 0 || parts.includes('stands_in_the_way')) return 'stands_in_the_way';
	const binding = bindingComments(rules, reply);
	if (binding.some(({ met }) => !met)) return 'agrees_once_met';
	// "Content subject to" without a word on what it is subject to cannot be met by anything.
	return parts.includes('agrees_once_met') && binding.length === 0 ? 'agrees_once_met' : 'agrees';
}

/** The comments of a reply that stand in the way of clearance until they are met. */
export function bindingComments(rules: RoundRules, reply: CountingReply): Comment[] {
	return reply.comments.filter(({ grade }) => rules.grades.some((each) => each.grade === grade && each.standsInTheWay));
}

function without(state: StandingState, weight: Weight | null, because: string | null): Standing {
	const { label, colour, symbol } = standingStates[state];
	return { state, stance: null, label, colour, symbol, weight, late: false, onEarlierCopy: false, because };
}
