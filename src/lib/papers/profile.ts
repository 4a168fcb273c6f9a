import * as z from 'zod';

/** The shape of a document as data: what it is called, how long it may be, which sections it has, how it looks. */
export const profileSchema = z.object({
	key: z.string(),
	name: z.string(),
	edition: z.string(),
	source: z.string(),
	/** What the meter measures against; null where there is no limit. */
	longestPages: z.number().nullable(),
	/** The line under the title; {sponsor} stands for the title of the sponsoring post. */
	byline: z.string().nullable(),
	/** Whether the document goes to a committee. */
	committee: z.boolean(),
	numberedParagraphs: z.boolean(),
	paragraphStyle: z.string(),
	recommendationStyle: z.string(),
	/** The words that lead into the recommendations, such as "Ministers are invited to:". */
	invitation: z.string(),
	mayBePublished: z.boolean(),
	gates: z.array(z.enum(['exposure', 'coordination', 'final', 'lodged'])),
	sections: z.array(
		z.object({
			heading: z.string(),
			hint: z.string(),
			starter: z.string().default(''),
			annex: z.boolean().default(false),
			/** Whether its paragraphs claim things that evidence should stand behind. */
			argued: z.boolean().default(false)
		})
	)
});

export type Profile = z.infer<typeof profileSchema>;
