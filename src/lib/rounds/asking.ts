import type { CostStatus, Lever } from '#lib/recommendations/recommendation.ts';
import type { RequirementKind } from './rule-words.ts';
import type { RoundRules } from './rules.ts';

/** What of a recommendation decides whom it must be put to. */
export type AskedRecommendation = {
	reference: string;
	leadTeamId: number;
	partnerTeamIds: readonly number[];
	lever: Lever | null;
	costStatus: CostStatus;
	/** The departments whose shares of a bid pay for it, as far as they are known. */
	payingTeamIds: readonly number[];
};

export type Required = {
	teamId: number;
	/** Each ground with the recommendations it rests on, in the words of the rules: "It is asked to pay (R3, R5)". */
	because: string[];
	askedToPay: boolean;
	askedToChangeLaw: boolean;
};

/**
 * Whom the rules of a round say must be asked, and why. The department that asks is never among them.
 * @param treasuryTeamId null where no department of the review is the Treasury
 */
export function whoMustBeAsked(
	rules: Pick<RoundRules, 'mustBeAsked'>,
	round: { sponsorTeamId: number; spendsMoney: boolean; treasuryTeamId: number | null },
	recommendations: readonly AskedRecommendation[]
): Required[] {
	const grounds = new Map<number, Map<RequirementKind, string[]>>();
	const note = (teamId: number, kind: RequirementKind, reference: string | null) => {
		const of = grounds.get(teamId) ?? new Map<RequirementKind, string[]>();
		of.set(kind, [...(of.get(kind) ?? []), ...(reference === null ? [] : [reference])]);
		grounds.set(teamId, of);
	};
	for (const each of recommendations) {
		note(each.leadTeamId, 'lead', each.reference);
		for (const teamId of each.partnerTeamIds) note(teamId, 'partner', each.reference);
		for (const teamId of payersOf(each)) note(teamId, 'asked_to_pay', each.reference);
		if (each.lever === 'law') note(each.leadTeamId, 'asked_to_change_law', each.reference);
	}
	if (round.treasuryTeamId !== null) {
		note(round.treasuryTeamId, 'treasury', null);
		if (round.spendsMoney) note(round.treasuryTeamId, 'treasury_when_money', null);
	}
	grounds.delete(round.sponsorTeamId);

	return [...grounds].flatMap(([teamId, of]) => {
		const because = rules.mustBeAsked.flatMap((rule) => {
			const references = of.get(rule.who);
			if (!references) return [];
			return [references.length === 0 ? rule.because : `${rule.because} (${[...new Set(references)].join(', ')})`];
		});
		if (because.length === 0) return [];
		return [{ teamId, because, askedToPay: of.has('asked_to_pay'), askedToChangeLaw: of.has('asked_to_change_law') }];
	});
}

/** Whether something that is asked costs money that has to come from somewhere; a round with such a thing is one with money. */
export function needsMoney(
	recommendations: readonly Pick<AskedRecommendation, 'reference' | 'costStatus'>[]
): string[] {
	return recommendations.filter(({ costStatus }) => costStatus === 'bid').map(({ reference }) => reference);
}

/** Who pays: those who share its bid; without a known bid, and from a baseline, whoever leads it. */
function payersOf(recommendation: AskedRecommendation): readonly number[] {
	if (recommendation.costStatus === 'baseline') return [recommendation.leadTeamId, ...recommendation.payingTeamIds];
	if (recommendation.payingTeamIds.length > 0) return recommendation.payingTeamIds;
	return recommendation.costStatus === 'bid' ? [recommendation.leadTeamId] : [];
}
