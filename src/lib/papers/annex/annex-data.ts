import * as z from 'zod';

/**
 * The line behind a paper as data: from each recommendation to the findings for and against it, and from each finding to
 * what was heard. The published JSON Schema is made from this.
 */
export const annexDataSchema = z
	.object({
		$schema: z.string(),
		format: z.literal('throughline-annex'),
		edition: z.literal(1),
		madeAt: z.iso.datetime(),
		review: z.string(),
		/** A label that must not be missed, such as FICTIONAL. */
		banner: z.string().nullable(),
		marking: z.string(),
		paper: z.object({
			reference: z.string(),
			title: z.string(),
			profile: z.string(),
			gate: z.string(),
			workingVersion: z.number().int(),
			wordsSha256: z.string().describe('SHA-256 of the words of the paper as they stand')
		}),
		snapshot: z
			.object({
				number: z.number().int(),
				gate: z.string(),
				takenAt: z.iso.datetime(),
				sha256: z.string(),
				sameWords: z.boolean().describe('Whether the words of the paper are still those of the snapshot')
			})
			.nullable()
			.describe('The latest frozen copy of the paper'),
		recommendations: z.array(
			z.object({
				reference: z.string(),
				version: z.number().int(),
				verb: z.string(),
				title: z.string(),
				text: z.string(),
				findings: z.array(
					z.object({
						reference: z.string(),
						version: z.number().int(),
						sentence: z.string(),
						stance: z.enum(['supports', 'qualifies', 'contradicts']),
						note: z.string().nullable(),
						needsRecheck: z.boolean(),
						cited: z.boolean().describe('Whether the paper cites it')
					})
				)
			})
		),
		citations: z.array(
			z.object({
				section: z.string(),
				finding: z.string(),
				citedVersion: z.number().int(),
				version: z.number().int()
			})
		),
		findings: z
			.array(
				z.object({
					reference: z.string(),
					version: z.number().int(),
					sentence: z.string().nullable().describe('null once the finding is withdrawn'),
					sources: z.array(
						z.object({
							event: z.string(),
							kind: z.string(),
							date: z.iso.date(),
							note: z.string().describe('Where it was heard, in words that may be shown; nobody is named'),
							passages: z.array(
								z.object({
									quote: z.string().nullable().describe('null for the event as a whole, and once consent is withdrawn'),
									attribution: z.enum(['named', 'role_only', 'unattributed']),
									consent: z.enum(['given', 'not_asked', 'withdrawn']),
									speakerRole: z.string().nullable()
								})
							)
						})
					)
				})
			)
			.describe('Every finding named above, each once')
	})
	.describe('The line behind a paper, for officials');

export type AnnexData = z.infer<typeof annexDataSchema>;

/** Where the JSON Schema is served, for anybody. */
export const annexSchemaPath = '/schemas/traceability-annex-1.json';
