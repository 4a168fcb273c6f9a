import type { BenefitKind, StrengthScale } from '#lib/bids/bid.ts';

/** A benefit of the preferred option of one bid. */
export type DemoBenefit = {
	bid: string;
	/** The department where it lands. */
	department: string;
	description: string;
	kind: BenefitKind;
	quintile?: number;
	/** Thousands of pounds, year by year from the first of the fiscal event; the last goes on to the tenth. */
	thousands: readonly number[];
	evidence: readonly { finding: string; strength?: [StrengthScale, string]; note?: string }[];
};

/** Every figure is invented and illustrative. */
export const startInLifeBenefits: readonly DemoBenefit[] = [
	{
		bid: 'first-year',
		department: 'families',
		description: 'Fewer families told their story again and again, and fewer who never find the hub',
		kind: 'social',
		quintile: 1,
		thousands: [4_000, 30_000, 62_000, 80_000],
		evidence: [
			{
				finding: 'told-eleven-times',
				strength: ['cerqual', 'moderate'],
				note: 'Says what goes wrong today, not how much of it a hub would end.'
			},
			{ finding: 'found-by-a-friend', strength: ['cerqual', 'low'], note: 'One hub.' }
		]
	},
	{
		bid: 'first-year',
		department: 'families',
		description: 'Contracts for separate receptions that end',
		kind: 'cash_releasing',
		thousands: [0, 2_500, 6_000],
		evidence: []
	},
	{
		bid: 'first-year',
		department: 'care',
		description: 'Parents seen before they are in crisis',
		kind: 'health',
		thousands: [8_000, 45_000, 70_000, 78_000],
		evidence: [{ finding: 'months-of-waiting', strength: ['cerqual', 'moderate'] }]
	},
	{
		bid: 'first-year',
		department: 'places',
		description: 'Trust between families and the council',
		kind: 'not_monetised',
		thousands: [],
		evidence: []
	}
];
