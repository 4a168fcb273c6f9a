import { type Actor, may } from '#lib/access/actor.ts';

/** What the Treasury controls: day-to-day spending in two parts, investment, and what follows demand. */
export const budgets = {
	rdel_programme: { label: 'RDEL programme', control: 'rdel' },
	rdel_admin: { label: 'RDEL administration', control: 'rdel' },
	cdel: { label: 'CDEL', control: 'cdel' },
	ame: { label: 'AME', control: 'ame' }
} as const;

export type Budget = keyof typeof budgets;

export const controls = {
	rdel: { label: 'RDEL' },
	cdel: { label: 'CDEL' },
	ame: { label: 'AME' }
} as const;

export type Control = keyof typeof controls;

/** What a line does to the total: amounts are never negative, the flow says the direction. */
export const flows = {
	cost: { label: 'Cost', sign: 1 },
	saving: { label: 'Saving', sign: -1 },
	income: { label: 'Income', sign: -1 }
} as const;

export type Flow = keyof typeof flows;

export const optionKinds = {
	bau: { label: 'Business as usual' },
	do_minimum: { label: 'Do minimum' },
	minimum: { label: 'Minimum' },
	preferred: { label: 'Preferred' },
	stretch: { label: 'Stretch' }
} as const;

export type OptionKind = keyof typeof optionKinds;

export const benefitKinds = {
	cash_releasing: { label: 'Cash-releasing', hint: 'Money that a budget no longer needs' },
	non_cash_releasing: { label: 'Not cash-releasing', hint: 'Time or capacity set free, put in money' },
	social: { label: 'Social value', hint: 'What people gain, put in money' },
	health: { label: 'Health and life', hint: 'Put in money; the full appraisal has rates of its own for it' },
	not_monetised: { label: 'Not put in money', hint: 'Said in words, and in no figure' }
} as const;

export type BenefitKind = keyof typeof benefitKinds;

export const confidences = {
	high: { label: 'High', colour: 'green' },
	medium: { label: 'Medium', colour: 'yellow' },
	low: { label: 'Low', colour: 'orange' }
} as const;

export type Confidence = keyof typeof confidences;

export const treasuryStances = {
	agreed: { label: 'Agreed', colour: 'green' },
	not_agreed: { label: 'Not agreed', colour: 'red' },
	reserved: { label: 'Reserved', colour: 'yellow' }
} as const;

/** Scales of the strength of evidence: causal research on the first four, findings from what people said on the last. Never averaged. */
export const strengthScales = {
	eif: {
		label: 'EIF',
		levels: { '4': 'Level 4', '3': 'Level 3', '2': 'Level 2', NL2: 'Not level 2', NE: 'Found no effect' }
	},
	sms: {
		label: 'Maryland scale',
		levels: { '1': 'Level 1', '2': 'Level 2', '3': 'Level 3', '4': 'Level 4', '5': 'Level 5' }
	},
	nesta: {
		label: 'Nesta',
		levels: { '1': 'Level 1', '2': 'Level 2', '3': 'Level 3', '4': 'Level 4', '5': 'Level 5' }
	},
	grade: { label: 'GRADE', levels: { high: 'High', moderate: 'Moderate', low: 'Low', very_low: 'Very low' } },
	cerqual: {
		label: 'GRADE-CERQual',
		levels: { high: 'High', moderate: 'Moderate', low: 'Low', very_low: 'Very low' }
	}
} as const;

export type StrengthScale = keyof typeof strengthScales;

/** "EIF: Level 3". @returns null where nobody has judged it */
export function strengthText(scale: StrengthScale | null, strength: string | null): string | null {
	if (scale === null || strength === null) return null;
	const levels: Record<string, string> = strengthScales[scale].levels;
	return `${strengthScales[scale].label}: ${levels[strength] ?? strength}`;
}

export type TreasuryStance = keyof typeof treasuryStances;

export const budgetNames = Object.keys(budgets).filter((name): name is Budget => name in budgets);
export const controlNames = Object.keys(controls).filter((name): name is Control => name in controls);
export const flowNames = Object.keys(flows).filter((name): name is Flow => name in flows);
export const optionKindNames = Object.keys(optionKinds).filter((name): name is OptionKind => name in optionKinds);
export const treasuryStanceNames = Object.keys(treasuryStances).filter(
	(name): name is TreasuryStance => name in treasuryStances
);
export const benefitKindNames = Object.keys(benefitKinds).filter((name): name is BenefitKind => name in benefitKinds);

/** A financial year as people write it: 2022 is "2022-23", 1999 is "1999-2000". */
export function financialYear(start: number): string {
	const end = start + 1;
	return `${start}-${end % 100 === 0 ? end : String(end % 100).padStart(2, '0')}`;
}

export type BidRights = { reviewId: number; leadTeamId: number; teamIds: readonly number[]; withdrawn: boolean };

export function canManageFiscalEvents(actor: Actor, reviewId: number): boolean {
	return may(actor, 'fiscal_event.manage', { reviewId });
}

export function canAddEditions(actor: Actor, reviewId: number): boolean {
	return may(actor, 'parameter_edition.add', { reviewId });
}

export function canStartBid(actor: Actor, reviewId: number): boolean {
	return may(actor, 'bid.start', { reviewId });
}

/** The record, the options, the partners and what is submitted are the lead's. */
export function canEditBid(actor: Actor, bid: BidRights): boolean {
	return !bid.withdrawn && may(actor, 'bid.edit', { reviewId: bid.reviewId, teamIds: [bid.leadTeamId] });
}

/** The lines of a share are its department's own. */
export function canEditShare(actor: Actor, bid: BidRights, teamId: number): boolean {
	return (
		!bid.withdrawn &&
		bid.teamIds.includes(teamId) &&
		may(actor, 'bid.edit_share', { reviewId: bid.reviewId, teamIds: [teamId] })
	);
}
