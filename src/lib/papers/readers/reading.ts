import type { Role } from '#lib/access/roles.ts';
import { contentTypes } from '#lib/documents/filename.ts';

/** What was opened: the working text in one version, a snapshot by its number, or the traceability annex. */
export type Reading = {
	paperId: number;
	reviewId: number;
	copy: 'working' | 'snapshot' | 'annex';
	copyNumber: number;
	/** The format of a file that was taken; null for the screen. */
	takenAs: string | null;
};

/** Of these nothing is kept: ministers read unwatched, and the secretariat writes what is read. */
export const unrecorded: readonly Role[] = ['minister', 'cabinet_minister', 'chair', 'secretariat'];

export function copyInWords({ copy, copyNumber }: Pick<Reading, 'copy' | 'copyNumber'>): string {
	if (copy === 'snapshot') return `Snapshot ${copyNumber}`;
	const text = copy === 'annex' ? 'Traceability annex' : 'Working text';
	return `${text}, version ${copyNumber}`;
}

export function takenInWords(takenAs: string): string {
	if (takenAs === '') return 'Opened';
	const known = Object.entries(contentTypes).find(([format]) => format === takenAs);
	return `Downloaded: ${known?.[1].label ?? takenAs.toUpperCase()}`;
}
