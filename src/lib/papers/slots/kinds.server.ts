import { recommendationSlot } from './recommendation.server.ts';
import type { SlotKind } from './slot.ts';

/** The kinds of slot that rest on papers and the floors below them, in the order of the help. */
export const paperSlots: readonly SlotKind[] = [recommendationSlot];
