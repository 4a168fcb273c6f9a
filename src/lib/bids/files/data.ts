import { z } from 'zod';
import { markingText } from '#lib/reviews/review.ts';
import { bidContentSchema } from '../content.ts';
import { copyText } from '../workbook/copy.ts';
import type { LoadedCopy } from './copies.server.ts';

/**
 * A bid as JSON for other programs. Money is whole pence, staff hundredths of a full-time equivalent, years the calendar
 * year in which a financial year begins. The guide says what each field holds.
 */
export const bidFileSchema = z.object({
	kind: z.literal('throughline-bid'),
	format: z.literal(1),
	marking: z.string(),
	banner: z.string().nullable(),
	/** In words: "DRAFT, 14 June 2019 at 3:05pm". */
	state: z.string(),
	copy: z.discriminatedUnion('of', [
		z.object({ of: z.literal('working'), at: z.iso.datetime() }),
		z.object({
			of: z.literal('version'),
			number: z.int(),
			sha256: z.string(),
			frozenAt: z.iso.datetime(),
			submittedAt: z.iso.datetime().nullable()
		})
	]),
	units: z.object({ money: z.literal('pence'), staff: z.literal('hundredths of a full-time equivalent') }),
	bid: bidContentSchema
});

export type BidFile = z.infer<typeof bidFileSchema>;

/** A copy as the text of a `BidFile`. @throws ZodError where the content is not what the schema promises */
export function bidJson({ content, copy, banner }: LoadedCopy): string {
	const file = bidFileSchema.parse({
		kind: 'throughline-bid',
		format: 1,
		marking: markingText(content.marking.sensitive, content.marking.handling),
		banner,
		state: copyText(copy),
		copy:
			copy.of === 'working'
				? { of: 'working', at: copy.at.toISOString() }
				: { ...copy, frozenAt: copy.frozenAt.toISOString(), submittedAt: copy.submittedAt?.toISOString() ?? null },
		units: { money: 'pence', staff: 'hundredths of a full-time equivalent' },
		bid: content
	} satisfies BidFile);
	return `${JSON.stringify(file, null, '\t')}\n`;
}
