/**
 * The one place where live slots are made known. Papers define what a slot is and bring the first kinds; a noun on a
 * higher floor, which papers may not know, adds its own kinds here.
 */
import { bidSlots } from '#lib/bids/slots/kinds.server.ts';
import { paperSlots } from '#lib/papers/slots/kinds.server.ts';
import { registerSlotKinds } from '#lib/papers/slots/registry.server.ts';

registerSlotKinds([...paperSlots, ...bidSlots]);
