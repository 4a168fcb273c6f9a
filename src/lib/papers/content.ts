import * as z from 'zod';
import { type Verb, verbs } from '#lib/recommendations/recommendation.ts';
import { profileSchema } from './profile-schema.ts';

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
	/** The titles of the sponsoring posts, the one that leads first. */
	sponsors: z.array(z.string()).default([]),
	/** What the head and the foot print beside the text; a fact not known yet is null. */
	facts: z
		.object({
			reference: z.string().nullable(),
			contact: z.string().nullable(),
			addressee: z.string().nullable(),
			copies: z.string().nullable(),
			replyBy: z.string().nullable()
		})
		.default({ reference: null, contact: null, addressee: null, copies: null, replyBy: null }),
	/** The department that answers for the paper. */
	department: z.string(),
	marking: z.string(),
	profile: profileSchema,
	sections: z.array(
		z.object({
			key: z.number(),
			heading: z.string(),
			body: z.string(),
			annex: z.boolean(),
			/** 2 and 3 for what is part of another section; a main section has none. */
			level: z.number().optional()
		})
	),
	/** What each citation stands for; the note says where it was heard. */
	evidence: z.array(
		z.object({ reference: z.string(), version: z.number(), sentence: z.string().nullable(), note: z.string() })
	),
	/** The recommendations that are placed, one by one or in lists. */
	recommendations: z.array(
		z.object({
			reference: z.string(),
			version: z.number(),
			verb: z.enum(verbNames),
			title: z.string(),
			text: z.string()
		})
	),
	/** What every live slot prints, but for those that place one recommendation: their words stand above. */
	slots: z.array(z.object({ kind: z.string(), argument: z.string(), data: z.unknown() })).default([])
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
	const { verb, text } = invitedTo(recommendation);
	return `**${verb}** ${text}`;
}

/**
 * What ministers are invited to do, so that it reads on after "Ministers are invited to:". A text that is a sentence of
 * its own becomes "agree that every council …" where its first word may lose its capital, else "agree: Harbour …".
 */
export function invitedTo({ verb, text }: { verb: Verb; text: string }): { verb: string; text: string } {
	const { phrase } = verbs[verb];
	if (!/^\p{Lu}/u.test(text)) return { verb: phrase, text };
	if ((verb === 'agree' || verb === 'note') && plainOpening.test(text)) {
		return { verb: phrase, text: `that ${text.charAt(0).toLowerCase()}${text.slice(1)}` };
	}
	return { verb: `${phrase}:`, text };
}

const plainOpening =
	/^(?:The|An?|Each|Every|All|Both|Any|No|Some|This|These|It|They|There|When|Where|If|From|Until|At|In|On|By|For|As|One|Two|Three)\s/;
