import { type Act, reachOf } from '#lib/access/acts.ts';
import { type Role, roleNames } from '#lib/access/roles.ts';
import { type Gate, gates } from '../paper.ts';

/** Whether everybody who reads a paper at a gate has a right, so that what needs it may stand in the paper. */
export function allReadersMay(act: Act, gate: Gate): boolean {
	return rolesReading(gate).every((role) => reachOf(act, role) !== null);
}

/** Why a slot may not stand in a paper at a gate, as a sentence. */
export function notForReaders(key: string, gate: Gate): string {
	return `“::${key}” shows what not everybody may see who reads this paper as ${gates[gate].label.toLowerCase()}: take it out.`;
}

/** A working paper is the secretariat's and the chair's; from the exposure draft on it is every member's. */
function rolesReading(gate: Gate): readonly Role[] {
	return gate === 'working' ? ['secretariat', 'chair'] : roleNames;
}
