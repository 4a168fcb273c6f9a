import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { marksAboveCeiling } from '#lib/reviews/review.ts';

export const withinCeiling = (text: string | null) => text === null || !marksAboveCeiling(text);
export const aboveCeiling = 'Throughline holds nothing above OFFICIAL: leave SECRET and TOP SECRET material out';

export const bidTitle = fields.line('a title', 200).refine(withinCeiling, aboveCeiling);

export const startBidForm = z.object({ fiscalEventId: fields.identifier('a fiscal event'), title: bidTitle });
