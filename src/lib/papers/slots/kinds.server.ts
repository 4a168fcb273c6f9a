import { chartSlot } from './chart.server.ts';
import { disagreementSlot } from './disagreement.server.ts';
import { evidenceSlot } from './evidence.server.ts';
import { opposingSlot } from './opposing.server.ts';
import { recommendationListSlot } from './recommendation-list.server.ts';
import { recommendationSlot } from './recommendation.server.ts';
import type { SlotKind } from './slot.ts';

/** The kinds of slot that rest on papers and the floors below them, in the order of the help. */
export const paperSlots: readonly SlotKind[] = [
	recommendationSlot,
	recommendationListSlot,
	evidenceSlot,
	opposingSlot,
	disagreementSlot,
	chartSlot
];
