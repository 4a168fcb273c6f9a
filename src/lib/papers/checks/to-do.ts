import type { TagColour } from '#lib/ui/tag.ts';
import { type CheckKind, checks, type CheckState, checkStates, isOpen } from './check.ts';

/** A row of the check sheet that is still to do; one that was never recorded needs no tag to say so. */
export type CheckToDo = { kind: CheckKind; label: string; tag: { label: string; colour: TagColour } | null };

/** @returns the rows still to do, or null where the profile asks for none; a row that holds up no gate is not asked for */
export function checksToDo(
	sheet: readonly { kind: CheckKind; state: CheckState; gate: unknown }[]
): CheckToDo[] | null {
	const asked = sheet.filter((row) => row.gate !== null);
	if (asked.length === 0) return null;
	return asked
		.filter(({ state }) => isOpen(state))
		.map(({ kind, state }) => ({
			kind,
			label: checks[kind].label,
			tag: state === 'missing' ? null : checkStates[state]
		}));
}
