import * as z from 'zod';
import { type Verb, verbs } from '#lib/recommendations/recommendation.ts';
import { profileSchema } from './profile.ts';

const verbNames = Object.keys(verbs).filter((name): name is Verb => name in verbs);

/**
 * Everything that the words of a paper are made of, with its evidence resolved. A snapshot stores it as JSON text;
 * the working text is the same thing made afresh. Neither the gate nor the date is part of it, so that its hash says
 * whether two snapshots hold the same words.
 */
export const paperContentSchema = z.object({
	format: z.literal(1),
	title: z.string(),
	review: z.string(),
	banner: z.string().nullable(),
	byline: z.string().nullable(),
	committee: z.string().nullable(),
	meetingOn: z.string().nullable(),
	/** The department that answers for the paper. */
	department: z.string(),
	marking: z.string(),
	profile: profileSchema,
	sections: z.array(z.object({ key: z.number(), heading: z.string(), body: z.string(), annex: z.boolean() })),
	/** What each citation stands for; the note says where it was heard. */
	evidence: z.array(
		z.object({ reference: z.string(), version: z.number(), sentence: z.string().nullable(), note: z.string() })
	),
	recommendations: z.array(
		z.object({
			reference: z.string(),
			version: z.number(),
			verb: z.enum(verbNames),
			title: z.string(),
			text: z.string()
		})
	)
});

export type PaperContent = z.infer<typeof paperContentSchema>;

/** Reads a stored content. @returns null for what is no content, which only tampering can bring about */
export function readContent(text: string): PaperContent | null {
	try {
		return paperContentSchema.safeParse(JSON.parse(text)).data ?? null;
	} catch {
		return null;
	}
}

/** The words that a placed recommendation prints, as Markdown. */
export function recommendationWords(recommendation: { verb: Verb; text: string }): string {
	return `**${verbs[recommendation.verb].phrase}** ${recommendation.text}`;
}
