import type { Edition } from './edition.ts';
import type { ParameterKind } from './parameters.ts';
import type { AppraisalPlan } from './plan.ts';

/**
 * What a bid is appraised with until somebody decides otherwise: ten years from the first year of the period, in the
 * prices of that year and discounted to it, with the editions in force. The ranges are starting points to be replaced
 * by what is known of the bid; nothing is assumed about inflation.
 * @param today an ISO date. @throws Error where a kind of values has no edition at all
 */
export function defaultPlan(
	{ firstYear }: { firstYear: number },
	editions: readonly Edition[],
	today: string
): AppraisalPlan {
	const named = (kind: ParameterKind) => {
		const edition = editionInForce(editions, kind, today);
		if (!edition) throw new Error(`No edition of ${kind}`);
		return edition.edition;
	};
	return {
		format: 1,
		startYear: firstYear,
		horizonYears: 10,
		presentValueYear: firstYear,
		priceYear: firstYear,
		editions: {
			discount_rates: named('discount_rates'),
			deflators: named('deflators'),
			optimism_bias: named('optimism_bias'),
			value_bands: named('value_bands'),
			values: named('values'),
			barnett: editionInForce(editions, 'barnett', today)?.edition ?? null
		},
		deflatorExtension: null,
		steadyStateYears: null,
		benefitsContinue: false,
		cases: { costDownPercent: '10', costUpPercent: '20', benefitDownPercent: '20', benefitUpPercent: '10' },
		delayYears: 1,
		full: {
			on: false,
			optimismBias: [],
			scenarios: [],
			distribution: null,
			healthRate: true,
			monteCarlo: {
				runs: 1000,
				seed: 1,
				costs: { lowPercent: '90', likelyPercent: '100', highPercent: '120' },
				benefits: { lowPercent: '80', likelyPercent: '100', highPercent: '110' },
				draws: 'together'
			},
			barnett: null
		}
	};
}

/** The edition of a kind that began last by a day; one without a beginning counts where there is no other. */
export function editionInForce(editions: readonly Edition[], kind: ParameterKind, today: string): Edition | undefined {
	return editions
		.filter((edition) => edition.kind === kind && (edition.startsOn ?? '') <= today)
		.reduce<Edition | undefined>(
			(last, edition) => (last && (last.startsOn ?? '') >= (edition.startsOn ?? '') ? last : edition),
			undefined
		);
}
