import type { SlotKind } from '#lib/papers/slots/slot.ts';
import { bidChartSlot } from './chart.server.ts';
import { bidCostsSlot } from './costs.server.ts';
import { bidPositionSlot } from './position.server.ts';

/** The kinds of slot that bring bids into papers, in the order of the help. */
export const bidSlots: readonly SlotKind[] = [bidCostsSlot, bidChartSlot, bidPositionSlot];
