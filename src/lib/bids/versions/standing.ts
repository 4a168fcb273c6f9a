/** The version that is frozen of a bid as it now stands: what the next saved change puts out of date. */
export type StandingSignatures = {
	version: number;
	submittedAt: Date | null;
	signatures: { teamId: number; shortName: string; personName: string; signedAt: Date }[];
};

/** A department that agreed its share as it stands: what the next saved change to that share's lines lapses. */
export type StandingAgreement = { shortName: string; personName: string };
