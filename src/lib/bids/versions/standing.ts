/** The version that is frozen of a bid as it now stands: what the next saved change puts out of date. */
export type StandingSignatures = {
	version: number;
	submittedAt: Date | null;
	signatures: { teamId: number; shortName: string; personName: string; signedAt: Date }[];
};
