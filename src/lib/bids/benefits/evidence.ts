/** What stands under a benefit that no finding or research is given for, wherever it prints. */
export const noEvidenceYet = 'No evidence yet';

/** "F104 (EIF: Level 3), F12", or that there is none. */
export function evidenceText(evidence: readonly { reference: string; strength: string | null }[]): string {
	if (evidence.length === 0) return noEvidenceYet;
	return evidence.map(({ reference, strength }) => (strength ? `${reference} (${strength})` : reference)).join(', ');
}

/** Said where a strength is chosen. Scales are of different things, and levels on them are never averaged. */
export const scaleHint =
	'GRADE-CERQual is for findings from what people said. EIF, Maryland, Nesta and GRADE are for research that measured an effect. Take the scale that fits this piece of evidence: scales are never averaged.';
