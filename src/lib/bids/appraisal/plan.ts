import * as z from 'zod';
import { isDecimalText, isNotNegative, isPositive } from './decimal-text.ts';

const text = (max: number) => z.string().trim().min(1).max(max);
const decimal = z.string().max(40).refine(isDecimalText, 'must be a number');
const percent = decimal.refine(isNotNegative, 'must not be below zero');
const share = percent.refine((value) => Number(value) <= 100, 'must be at most 100');
/** What is added to an amount, in per cent: nothing loses more than the whole. */
const change = decimal.refine((value) => Number(value) >= -100, 'must be at least −100');
const year = z.int().min(1990).max(2400);

/** From the least over the likeliest to the most, as percentages of what was entered: 90, 100, 130. */
const triangle = z
	.object({ lowPercent: percent, likelyPercent: percent, highPercent: percent })
	.refine(
		({ lowPercent, likelyPercent, highPercent }) =>
			Number(lowPercent) <= Number(likelyPercent) && Number(likelyPercent) <= Number(highPercent),
		{ path: ['likelyPercent'], message: 'must lie between the least and the most' }
	);

const scenario = z.object({
	name: text(100),
	/** What is added to costs and to benefits, in per cent; may be below zero. */
	costPercent: change,
	benefitPercent: change,
	/** How many years later benefits and savings begin. */
	delayYears: z.int().min(0).max(50)
});

const fullPlan = z.object({
	/** Whether the full appraisal is made; its settings are kept while it is not. */
	on: z.boolean(),
	/** The types of works in the bid with their shares. Those that raise capital cost add up to 100, and so do the others. */
	optimismBias: z.array(z.object({ projectType: text(60), sharePercent: share, mitigationPercent: share })).max(20),
	scenarios: z.array(scenario).max(12),
	/** Incomes in pounds a year: the median, and the mean of each fifth of households from the poorest up. */
	distribution: z
		.object({
			medianPounds: decimal.refine(isPositive, 'must be above zero'),
			quintilePounds: z.array(decimal.refine(isPositive, 'must be above zero')).length(5),
			source: text(500)
		})
		.nullable(),
	/** Whether effects on health and life are discounted at the health rates, where the edition has them. */
	healthRate: z.boolean(),
	monteCarlo: z.object({
		runs: z.int().min(100).max(10_000),
		/** The same seed gives the same draws. */
		seed: z.int().min(0).max(4_294_967_295),
		costs: triangle,
		benefits: triangle,
		/** One draw for all costs and one for all benefits, or one for each line, which spreads less. */
		draws: z.enum(['together', 'apart'])
	}),
	/** Which programme of the Barnett edition the spending of each department counts under; null works none out. */
	barnett: z
		.object({
			programmes: z
				.array(z.object({ teamId: z.int(), programme: text(60) }))
				.min(1)
				.max(50)
		})
		.nullable()
});

/**
 * How a bid is appraised: the years, the editions, the ranges that are tried. Percentages and rates are decimal numbers
 * as text; years are the start of a financial year.
 */
export const appraisalPlanSchema = z
	.object({
		format: z.literal(1),
		startYear: year,
		horizonYears: z.int().min(1).max(200),
		/** The year that is not discounted. */
		presentValueYear: year,
		/** The year in whose prices the economic case is put. */
		priceYear: year,
		/** The name of the edition of each kind. */
		editions: z.object({
			discount_rates: text(100),
			deflators: text(100),
			optimism_bias: text(100),
			value_bands: text(100),
			values: text(100),
			barnett: text(100).nullable()
		}),
		/** Inflation assumed for years after the last that is published; null assumes none, and such a year is a problem. */
		deflatorExtension: z.object({ ratePercent: decimal, owner: text(200), source: text(500) }).nullable(),
		/** For how many years after the fiscal period a line goes on at its steady state; null: to the end of the appraisal. */
		steadyStateYears: z.int().min(0).max(200).nullable(),
		/** Whether a benefit goes on to the end of the appraisal as in the last year that was entered, in real terms. */
		benefitsContinue: z.boolean(),
		/** The low case takes costs up and benefits down, the high case costs down and benefits up; in per cent. */
		cases: z.object({
			costDownPercent: share,
			costUpPercent: percent,
			benefitDownPercent: share,
			benefitUpPercent: percent
		}),
		/** The delay of benefits and savings that is tried, in years. */
		delayYears: z.int().min(1).max(20),
		full: fullPlan
	})
	.superRefine(({ startYear, presentValueYear }, context) => {
		if (presentValueYear <= startYear) return;
		context.addIssue({
			code: 'custom',
			path: ['presentValueYear'],
			message: 'must not be after the first year of the appraisal'
		});
	});

export type AppraisalPlan = z.infer<typeof appraisalPlanSchema>;
