import { londonDate, plainDate } from '#lib/ui/dates.ts';
import { clause, type GateKind, stanceLabel } from './rule-words.ts';
import type { RoundRules } from './rules.ts';
import { bindingComments, type Comment, type CountingReply, type RoundFacts, type Standing } from './standing.ts';

/** A department in the round as clearance sees it. */
export type AskedDepartment = {
	teamId: number;
	name: string;
	isTreasury: boolean;
	standing: Standing;
	reply: CountingReply | null;
};

/** A department that the rules say must be asked, with the grounds. */
export type RequiredDepartment = { teamId: number; name: string; because: readonly string[] };

/** One thing that stands in the way of clearance, in a sentence; of one department, or of the round. */
export type Obstacle = {
	gate: GateKind | 'round';
	teamId: number | null;
	words: string;
	source: string | null;
	/** The rules let a meeting of ministers clear although it stands. */
	meetingMayOverride: boolean;
};

/**
 * What stands in the way of asking the committee's chair to clear. Nothing here clears: with an empty list the chair may,
 * and all replies in is not clearance.
 */
export function gates(
	round: RoundFacts,
	rules: RoundRules,
	asked: readonly AskedDepartment[],
	required: readonly RequiredDepartment[],
	now: Date
): Obstacle[] {
	if (round.withdrawnAt) return [ofRound('The round was withdrawn.')];
	if (round.issuedOn === null || round.replyBy === null) {
		return [ofRound('The round is not issued yet: nobody has been asked.')];
	}
	const facts = { round, rules, asked, required, today: londonDate(now), replyBy: round.replyBy };
	return rules.gates.flatMap(({ gate, source, meetingMayOverride }) =>
		checks[gate](facts).map(({ teamId, words }) => ({ gate, teamId, words, source, meetingMayOverride }))
	);
}

type Facts = {
	round: RoundFacts;
	rules: RoundRules;
	asked: readonly AskedDepartment[];
	required: readonly RequiredDepartment[];
	today: string;
	replyBy: string;
};

type Found = { teamId: number | null; words: string };

const checks: Record<GateKind, (facts: Facts) => Found[]> = {
	treasury_content: ({ round, asked }) => {
		if (!round.spendsMoney) return [];
		const treasury = asked.find(({ isTreasury }) => isTreasury);
		if (!treasury) return [{ teamId: null, words: 'Money is asked for and the Treasury is not asked.' }];
		const { standing, name, teamId } = treasury;
		if (standing.state === 'replied' && standing.weight === 'agrees') return [];
		const stands =
			standing.state === 'replied' && standing.stance
				? `has said “${stanceLabel(standing.stance).toLowerCase()}”`
				: 'has not answered';
		return [{ teamId, words: `${name} ${stands}: nothing with money clears unless the Treasury is content.` }];
	},
	required_asked: ({ asked, required }) =>
		required
			.filter(({ teamId }) => !asked.some((each) => each.teamId === teamId))
			.map(({ teamId, name, because }) => ({
				teamId,
				words: `${name} must be asked and is not: ${because.map(clause).join('; ')}.`
			})),
	required_answered: (facts) =>
		facts.asked
			.filter((each) => each.standing.state === 'owes' && !isSaidOfTreasury(facts, each))
			.map(({ teamId, name, standing }) => ({
				teamId,
				words: `${name} owes an answer. ${standing.because ?? ''}`.trim()
			})),
	objections_resolved: (facts) =>
		facts.asked.flatMap((each) => {
			const { teamId, name, standing, reply } = each;
			if (standing.state !== 'replied' || standing.weight !== 'stands_in_the_way' || !reply) return [];
			if (isSaidOfTreasury(facts, each)) return [];
			const of =
				reply.parts.length > 0
					? ` (${reply.parts.map((part) => `${part.recommendation}: ${stanceLabel(part.stance).toLowerCase()}`).join(', ')})`
					: '';
			return [{ teamId, words: `${name} has said “${stanceLabel(reply.stance).toLowerCase()}”${of}.` }];
		}),
	conditions_met: ({ asked, rules }) =>
		asked.flatMap(({ teamId, name, standing, reply }) => {
			if (standing.state !== 'replied' || standing.weight === 'stands_in_the_way' || !reply) return [];
			const open = bindingComments(rules, reply).filter(({ met }) => !met);
			if (open.length > 0) return openWords(open).map((words) => ({ teamId, words: `${name} ${words}` }));
			if (standing.weight !== 'agrees_once_met') return [];
			return [{ teamId, words: `${name} is content on a condition, and none is recorded: ask what it is.` }];
		}),
	period_over: ({ asked, today, replyBy }) => {
		const waiting = asked.filter(({ standing }) => standing.state === 'not_due');
		if (waiting.length === 0 || today > replyBy) return [];
		const names = waiting.map(({ name }) => name).join(', ');
		return [{ teamId: null, words: `Replies may still come until ${plainDate(replyBy)}: ${names}.` }];
	},
	on_frozen_copy: ({ asked }) =>
		asked
			.filter(({ standing }) => standing.onEarlierCopy)
			.map(({ teamId, name }) => ({
				teamId,
				words: `${name} answered on an earlier frozen copy: ask whether it stands on this one.`
			}))
};

/** Each reason for which conditions are open, with those that it holds for. */
function openWords(open: readonly Comment[]): string[] {
	const reasons = [
		{ unmetBecause: undefined, words: (list: string) => `has not ticked ${list} as met.` },
		{
			unmetBecause: 'reworded',
			words: (list: string) => `ticked ${list} on words that have changed in meaning since: it has to look again.`
		},
		{
			unmetBecause: 'not_in_copy',
			words: (list: string) =>
				`ticked ${list} on words that the round’s frozen copy does not have: go on with a later copy.`
		}
	] as const;
	return reasons.flatMap(({ unmetBecause, words }) => {
		const list = open.filter((comment) => comment.unmetBecause === unmetBecause).map(({ reference }) => reference);
		return list.length === 0 ? [] : [words(list.join(', '))];
	});
}

/** What keeps the Treasury from being content is said once, under its own rule. */
function isSaidOfTreasury({ round, rules }: Facts, { isTreasury }: AskedDepartment): boolean {
	return isTreasury && round.spendsMoney && rules.gates.some(({ gate }) => gate === 'treasury_content');
}

function ofRound(words: string): Obstacle {
	return { gate: 'round', teamId: null, words, source: null, meetingMayOverride: false };
}
