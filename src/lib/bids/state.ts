/** How far a bid has come. Derived from what there is of it, never stored. */
export const bidStates = {
	work: { label: 'In work', colour: 'blue' },
	released: { label: 'Open to the secretariat', colour: 'turquoise' },
	frozen: { label: 'Out for signature', colour: 'purple' },
	submitted: { label: 'Submitted', colour: 'green' },
	withdrawn: { label: 'Withdrawn', colour: 'grey' }
} as const;

export type BidState = keyof typeof bidStates;

export type BidFacts = {
	changes: number;
	releasedAt: Date | null;
	withdrawnAt: Date | null;
	/** The last version of it, and the last that was submitted, with the count of changes that each holds. */
	lastVersion: { bidChanges: number; submitted: boolean } | null;
	lastSubmitted: { bidChanges: number } | null;
};

/** @returns the state, and whether the bid has changed since the version that the Treasury has */
export function bidState(bid: BidFacts): { state: BidState; changedSince: boolean } {
	const changedSince = bid.lastSubmitted !== null && bid.lastSubmitted.bidChanges !== bid.changes;
	if (bid.withdrawnAt) return { state: 'withdrawn', changedSince };
	if (bid.lastVersion && !bid.lastVersion.submitted && bid.lastVersion.bidChanges === bid.changes)
		return { state: 'frozen', changedSince };
	if (bid.lastSubmitted) return { state: 'submitted', changedSince };
	return { state: bid.releasedAt ? 'released' : 'work', changedSince };
}
