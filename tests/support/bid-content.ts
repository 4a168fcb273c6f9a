import type { BidContent } from '#lib/bids/content.ts';
import type { AppraisalPlan } from '#lib/bids/appraisal/plan.ts';
import { defaultPlan } from '#lib/bids/appraisal/default-plan.ts';
import { shippedEditions } from '#lib/bids/appraisal/editions.server.ts';

type CostLine = BidContent['costLines'][number];
type BenefitLine = BidContent['benefitLines'][number];

export const usual = 1;
export const preferred = 2;

/** Amounts in pence, one a year from the first year of the period on. */
type Amounts = { first?: number; amounts: readonly number[] };

/** A bid of 2024-25 to 2026-27 with business as usual, a preferred option and the lines given, in prices of 2024-25. */
export function bidContent(lines: {
	costs?: readonly CostLine[];
	benefits?: readonly BenefitLine[];
	options?: BidContent['options'];
}): BidContent {
	const costLines = [...(lines.costs ?? [])];
	return {
		format: 1,
		reference: 'B1',
		title: 'Family hubs',
		marking: { sensitive: true, handling: null },
		fiscalEvent: { name: 'Spending review', firstYear: 2024, lastYear: 2026, capitalLastYear: 2027, returnDueOn: null },
		lead: { id: 1, name: 'Families', shortName: 'DF' },
		partners: [],
		record: {},
		recommendations: [],
		outcomes: [],
		options: lines.options ?? [
			{ id: usual, kind: 'bau', name: 'Business as usual', description: '', leadOnly: false },
			{ id: preferred, kind: 'preferred', name: 'A hub in every district', description: '', leadOnly: false }
		],
		assumptions: [],
		costLines,
		benefitLines: [...(lines.benefits ?? [])],
		headline: { pence: null, linesPence: 0, explanation: null },
		priorityRank: null,
		appraisal: null
	};
}

let lastId = 0;

export function costLine({ first = 2024, amounts, ...line }: Amounts & Partial<CostLine>): CostLine {
	lastId += 1;
	return {
		id: lastId,
		optionId: preferred,
		teamId: 1,
		recommendation: null,
		description: `Cost ${lastId}`,
		flow: 'cost',
		budget: 'rdel_programme',
		baseline: false,
		priceYear: 2024,
		steadyStatePence: null,
		cells: amounts.map((pence, index) => ({ year: first + index, pence, staffHundredths: null, assumption: null })),
		...line
	};
}

export function benefitLine({ first = 2024, amounts, ...line }: Amounts & Partial<BenefitLine>): BenefitLine {
	lastId += 1;
	return {
		id: lastId,
		optionId: preferred,
		teamId: 1,
		recommendation: null,
		description: `Benefit ${lastId}`,
		kind: 'social',
		priceYear: 2024,
		quintile: null,
		assumption: null,
		cells: amounts.map((pence, index) => ({ year: first + index, pence })),
		evidence: [],
		...line
	};
}

/** The default plan over the years of `bidContent`, with inflation of 2% a year assumed after the last deflator. */
export function planWith(
	changes: Partial<Omit<AppraisalPlan, 'full'>> & { full?: Partial<AppraisalPlan['full']> } = {}
): AppraisalPlan {
	const plan = defaultPlan({ firstYear: 2024 }, shippedEditions, '2026-11-23');
	const deflatorExtension = { ratePercent: '2', owner: 'Chief economist', source: 'A forecast' };
	return { ...plan, deflatorExtension, ...changes, full: { ...plan.full, ...changes.full } };
}
