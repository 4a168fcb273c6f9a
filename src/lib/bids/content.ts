import { z } from 'zod';
import { deliverabilityRatings, nations, newBurdens, scalabilities, textFieldNames } from './record.ts';

const pence = z.int();
const year = z.int();
const team = z.object({ id: z.int(), name: z.string(), shortName: z.string() });
const oneOf = <T extends Record<string, unknown>>(words: T) => z.enum(Object.keys(words) as [keyof T & string]);

/** What an evidence item under a benefit says of itself. */
const evidence = z.object({
	reference: z.string(),
	text: z.string(),
	version: z.int(),
	/** "EIF: Level 3", "GRADE-CERQual: High", as `strengthText` says it; null where nobody has judged it. */
	strength: z.string().nullable(),
	sourceKind: z.string().nullable(),
	note: z.string().nullable()
});

/**
 * A bid as it is exported, compared and frozen: everything that one reader may see of it, resolved to plain words and
 * numbers. Money is pence, years are the start of a financial year, staff hundredths of a full-time equivalent. Lines
 * are joined to options and departments by id, to assumptions by number.
 */
export const bidContentSchema = z.object({
	format: z.literal(1),
	reference: z.string(),
	title: z.string(),
	marking: z.object({ sensitive: z.boolean(), handling: z.string().nullable() }),
	fiscalEvent: z.object({
		name: z.string(),
		firstYear: year,
		lastYear: year,
		capitalLastYear: year,
		returnDueOn: z.string().nullable()
	}),
	lead: team,
	partners: z.array(team),
	record: z.partialRecord(z.enum(textFieldNames as [(typeof textFieldNames)[number]]), z.string()).and(
		z.object({
			deliverabilityRating: oneOf(deliverabilityRatings).optional(),
			scalability: oneOf(scalabilities).optional(),
			newBurdens: oneOf(newBurdens).optional(),
			extent: z.array(oneOf(nations)).optional()
		})
	),
	recommendations: z.array(
		z.object({
			id: z.int(),
			reference: z.string(),
			version: z.int(),
			title: z.string(),
			text: z.string(),
			leadDepartment: z.string()
		})
	),
	outcomes: z.array(
		z.object({
			metric: z.string(),
			baseline: z.string(),
			target: z.string(),
			targetYear: year.nullable(),
			source: z.string()
		})
	),
	options: z.array(
		z.object({
			id: z.int(),
			kind: z.enum(['bau', 'do_minimum', 'minimum', 'preferred', 'stretch']),
			name: z.string(),
			description: z.string(),
			leadOnly: z.boolean()
		})
	),
	assumptions: z.array(
		z.object({
			number: z.int(),
			text: z.string(),
			owner: z.string(),
			source: z.string(),
			confidence: z.enum(['high', 'medium', 'low']),
			teamId: z.int(),
			finding: z.string().nullable()
		})
	),
	costLines: z.array(
		z.object({
			id: z.int(),
			optionId: z.int(),
			teamId: z.int(),
			recommendation: z.string().nullable(),
			description: z.string(),
			flow: z.enum(['cost', 'saving', 'income']),
			budget: z.enum(['rdel_programme', 'rdel_admin', 'cdel', 'ame']),
			baseline: z.boolean(),
			priceYear: year.nullable(),
			steadyStatePence: pence.nullable(),
			cells: z.array(
				z.object({ year, pence: pence.nullable(), staffHundredths: z.int().nullable(), assumption: z.int().nullable() })
			)
		})
	),
	benefitLines: z.array(
		z.object({
			id: z.int(),
			optionId: z.int(),
			teamId: z.int(),
			recommendation: z.string().nullable(),
			description: z.string(),
			kind: z.enum(['cash_releasing', 'non_cash_releasing', 'social', 'health', 'not_monetised']),
			priceYear: year.nullable(),
			quintile: z.int().nullable(),
			assumption: z.int().nullable(),
			cells: z.array(z.object({ year, pence })),
			evidence: z.array(evidence)
		})
	),
	headline: z.object({ pence: pence.nullable(), linesPence: pence, explanation: z.string().nullable() }),
	/** The lead's own rank, where the reader may know it. */
	priorityRank: z.int().nullable(),
	/** The stored appraisal that goes with it (appraisals.content), null where there is none. */
	appraisal: z.unknown().nullable()
});

export type BidContent = z.infer<typeof bidContentSchema>;
