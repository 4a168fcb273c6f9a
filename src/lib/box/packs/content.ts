import * as z from 'zod';
import { eventKinds } from '#lib/evidence/event.ts';
import { grades, positionStances, stances } from '#lib/positions/position.ts';
import { linkStances } from '#lib/recommendations/link.ts';
import { costStatuses, verbs } from '#lib/recommendations/recommendation.ts';
import { adviceParts, askedOfNames } from '../box.ts';
import type { BoxCard } from '../card.ts';

const oneOf = <Words extends Record<string, unknown>>(words: Words) =>
	z.enum(Object.keys(words) as [keyof Words & string]);

const finding = z.object({
	findingNumber: z.int(),
	sentence: z.string(),
	stance: oneOf(linkStances),
	sourceKind: oneOf(eventKinds).nullable(),
	placeName: z.string().nullable(),
	eventOn: z.string().nullable(),
	eventCount: z.int()
});

const card = z.object({
	recommendationId: z.int(),
	number: z.int(),
	title: z.string(),
	verb: oneOf(verbs),
	text: z.string(),
	version: z.int(),
	leadShortName: z.string(),
	advice: z
		.object({
			stance: z.enum(positionStances),
			reason: z.string(),
			proposedText: z.string().nullable(),
			onOlderWords: z.boolean(),
			version: z.int(),
			writtenBy: z.string(),
			cleared: z.array(z.object({ part: oneOf(adviceParts), by: z.string(), on: z.string() }))
		})
		.nullable(),
	inFavour: z.array(finding),
	against: z.array(finding),
	cost: z.object({
		status: oneOf(costStatuses),
		bids: z.array(
			z.object({
				reference: z.string(),
				title: z.string(),
				askedPence: z.int(),
				submittedVersion: z.int().nullable()
			})
		)
	}),
	others: z
		.object({
			disagreeing: z.array(
				z.object({ shortName: z.string(), stance: oneOf(stances), lapsed: z.boolean(), reason: z.string().nullable() })
			),
			content: z.int(),
			silent: z.int()
		})
		.nullable(),
	before: z
		.object({
			stance: oneOf(stances),
			version: z.int(),
			on: z.string(),
			lapsed: z.boolean(),
			text: z.string()
		})
		.nullable(),
	conditions: z.array(
		z.object({
			reference: z.string(),
			shortName: z.string(),
			text: z.string(),
			grade: oneOf(grades),
			met: z.boolean(),
			own: z.boolean()
		})
	),
	questions: z.array(
		z.object({
			id: z.int(),
			askedOf: z.enum(askedOfNames),
			text: z.string(),
			on: z.string(),
			answer: z.string().nullable(),
			answeredBy: z.string().nullable()
		})
	)
}) satisfies z.ZodType<BoxCard>;

/** A box as it went on paper. */
export const packContentSchema = z.object({ format: z.literal(1), minutes: z.int(), cards: z.array(card) });

export type PackContent = z.infer<typeof packContentSchema>;
