import * as z from 'zod';
import { identifier, oneOf } from '#lib/forms/fields.ts';

/** Ids of bids in their order, "4,2,7". */
const order = z
	.string()
	.regex(/^\d{1,15}(?:,\d{1,15}){0,499}$/)
	.transform((text) => text.split(',').map(Number));

export const rankForm = z.object({ seen: order, order });

export const moveForm = z.object({ seen: order, bidId: identifier('a bid'), to: oneOf('where to', ['up', 'down']) });
