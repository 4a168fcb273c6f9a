import type { Trx } from '#lib/db/asActor.server.ts';
import type { PaperContent } from './content.ts';
import { readFrozen } from './frozen.server.ts';
import { contentOf, type Manuscript, workingVersion } from './manuscript.ts';
import { gates } from './paper.ts';
import { getSnapshot, type SnapshotRow } from './queries.server.ts';
import { longDate, londonDate } from '#lib/ui/dates.ts';

/** One side of a comparison: a frozen copy, or the working text. */
export type Side = {
	/** As the address carries it: the number of a snapshot, or 'working'. */
	value: string;
	label: string;
	marking: string;
	/** null where the stored text cannot be read. */
	content: PaperContent | null;
};

/**
 * Finds what an address names: `working`, the number of a snapshot, or the SHA-256 of the words that somebody cleared.
 * @returns null for what is no copy of this paper
 */
export async function findSide(
	trx: Trx,
	manuscript: Manuscript,
	snapshots: readonly SnapshotRow[],
	named: string
): Promise<Side | null> {
	if (named === 'working') {
		const content = contentOf(manuscript);
		const label = `Working text, version ${workingVersion(manuscript)}`;
		return { value: 'working', label, marking: content.marking, content };
	}
	// The latest of several that hold the same words.
	const row = snapshots.find((each) => String(each.number) === named || each.sha256 === named);
	if (!row) return findCleared(trx, manuscript.paper, named);
	const { content, marking } = await getSnapshot(trx, manuscript.paper.id, row.number);
	const frozen = await readFrozen(trx, manuscript.paper.reviewId, content);
	return { value: String(row.number), label: snapshotLabel(row), marking, content: frozen?.content ?? null };
}

/** "Snapshot 3, final, Friday 14 June 2019" */
export function snapshotLabel(row: Pick<SnapshotRow, 'number' | 'gate' | 'takenAt'>): string {
	return `Snapshot ${row.number}, ${gates[row.gate].label.toLowerCase()}, ${longDate(londonDate(row.takenAt))}`;
}

/** Words that somebody cleared, which need not have been frozen. */
async function findCleared(trx: Trx, paper: { id: number; reviewId: number }, digest: string): Promise<Side | null> {
	const found = await trx
		.selectFrom('checkedWords')
		.select('content')
		.where('paperId', '=', paper.id)
		.where('sha256', '=', digest)
		.executeTakeFirst();
	if (!found) return null;
	const content = (await readFrozen(trx, paper.reviewId, found.content))?.content ?? null;
	return { value: digest, label: 'The words that were cleared', marking: content?.marking ?? '', content };
}
