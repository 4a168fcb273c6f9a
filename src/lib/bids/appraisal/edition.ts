import * as z from 'zod';
import { isNotNegative, isDecimalText, isPositive } from './decimal-text.ts';
import { devolved, parameterKinds, type Devolved, type ParameterKind, type ScheduleName } from './parameters.ts';

const line = (max: number) => z.string().trim().min(1).max(max);

/** A decimal number as text, so that it is exact: "3.5". */
const decimal = z.string().max(40).refine(isDecimalText, 'must be a number in quotation marks, such as "3.5"');
const notNegative = decimal.refine(isNotNegative, 'must not be below zero');
const positive = decimal.refine(isPositive, 'must be above zero');

/** A rate for the years from one to another after the base year; the last band has no end. */
const band = z.object({
	fromYear: z.int().min(0).max(1000),
	toYear: z.int().min(0).max(1000).nullable(),
	ratePercent: notNegative
});

const schedule = z
	.array(band)
	.min(1)
	.max(40)
	.superRefine((bands, context) => {
		bands.forEach(({ fromYear, toYear }, index) => {
			const due = index === 0 ? 0 : (bands[index - 1]?.toYear ?? Number.NaN) + 1;
			const refuse = (field: string, message: string) =>
				context.addIssue({ code: 'custom', path: [index, field], message });
			if (fromYear !== due)
				refuse('fromYear', `must be ${Number.isNaN(due) ? 'absent: no band follows one without an end' : due}`);
			if (toYear !== null && toYear < fromYear) refuse('toYear', 'must not be before the first year of its band');
			if (toYear !== null && index === bands.length - 1) refuse('toYear', 'must be null: the last band has no end');
		});
	});

const discountRates = z.object({
	schedules: z.object({
		standard: schedule,
		health: schedule.nullable(),
		reduced: schedule.nullable()
	} satisfies Record<ScheduleName, z.ZodType>)
});

const deflators = z.object({
	/** Whether a value belongs to a calendar year or to the financial year that begins in it. */
	years: z.enum(['calendar', 'financial']),
	/** The year whose prices are 100. */
	indexYear: z.int().min(1900).max(2300),
	values: z
		.array(z.object({ year: z.int().min(1900).max(2300), index: positive }))
		.min(1)
		.max(300)
		.superRefine((values, context) => {
			values.forEach(({ year }, index) => {
				const before = values[index - 1]?.year;
				if (before === undefined || year === before + 1) return;
				context.addIssue({
					code: 'custom',
					path: [index, 'year'],
					message: `must be ${before + 1}: years follow each other`
				});
			});
		})
});

const range = z.object({ upperPercent: notNegative, lowerPercent: notNegative });

const optimismBias = z.object({
	types: z
		.array(
			z.object({
				key: line(60),
				name: line(100),
				/** Whether the cost it raises is capital or operating cost. */
				raises: z.enum(['capital', 'operating']),
				duration: range.nullable(),
				cost: range
			})
		)
		.min(1)
		.max(60)
});

const valueBands = z.object({
	bands: z
		.array(
			z.object({
				name: line(60),
				/** From this ratio on; null for the lowest band. A ratio on a boundary is in the band that begins there. */
				from: decimal.nullable()
			})
		)
		.min(1)
		.max(20)
		.superRefine((bands, context) => {
			bands.forEach(({ from }, index) => {
				if ((from === null) === (index === 0)) return;
				context.addIssue({
					code: 'custom',
					path: [index, 'from'],
					message: index === 0 ? 'must be null: the lowest band has no beginning' : 'must be a number'
				});
			});
		})
});

const pounds = z.object({
	pounds: positive,
	lowPounds: positive.nullable(),
	highPounds: positive.nullable(),
	/** Null where the source does not say. */
	priceYear: z.int().min(1900).max(2300).nullable()
});

const values = z.object({
	wellby: pounds.nullable(),
	qaly: pounds.nullable(),
	/** What (median income / own income) is raised to for the weight of a pound. */
	distributionalExponent: positive
});

const barnett = z.object({
	programmes: z
		.array(z.object({ key: line(60), name: line(200), comparabilityPercent: notNegative }))
		.min(1)
		.max(500),
	nations: z
		.array(
			z.object({
				nation: z.enum(Object.keys(devolved) as [Devolved]),
				populationSharePercent: notNegative,
				/** Of which population the share is: England, England and Wales. */
				shareOf: line(100),
				needsFactor: positive,
				vatFactor: positive
			})
		)
		.min(1)
		.max(3)
});

const contents = {
	discount_rates: discountRates,
	deflators,
	optimism_bias: optimismBias,
	value_bands: valueBands,
	values,
	barnett
} as const satisfies Record<ParameterKind, z.ZodType>;

function editionOf<Kind extends ParameterKind>(kind: Kind) {
	return z.object({
		kind: z.literal(kind),
		edition: line(100),
		/** From when on it holds: a day, a month or a year; null where the source does not say. */
		startsOn: z
			.string()
			.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a day, a month or a year, such as "2026-02-05" or "2026-02"')
			.nullable(),
		/** Where the values come from. */
		source: line(1000),
		content: contents[kind]
	});
}

/** One edition of one kind of values: what it is called, from when on it holds, where it comes from, the values. */
export const editionSchema = z.discriminatedUnion(
	'kind',
	[
		editionOf('discount_rates'),
		editionOf('deflators'),
		editionOf('optimism_bias'),
		editionOf('value_bands'),
		editionOf('values'),
		editionOf('barnett')
	],
	{ error: `must be one of ${Object.keys(parameterKinds).join(', ')}` }
);

export type Edition = z.infer<typeof editionSchema>;

export type EditionOf<Kind extends ParameterKind> = Extract<Edition, { kind: Kind }>;

export type Schedule = z.infer<typeof schedule>;
