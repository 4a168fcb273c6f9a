/** Short references, unique in a review and never reused. */
export const referenceKinds = {
	E: { noun: 'evidence', folder: 'evidence' },
	F: { noun: 'finding', folder: 'findings' },
	R: { noun: 'recommendation', folder: 'recommendations' },
	P: { noun: 'paper', folder: 'papers' },
	B: { noun: 'bid', folder: 'bids' },
	L: { noun: 'letter', folder: 'letters' },
	C: { noun: 'condition', folder: 'conditions' },
	W: { noun: 'write-round', folder: 'rounds' },
	M: { noun: 'meeting', folder: 'meetings' },
	A: { noun: 'action', folder: 'actions' },
	U: { noun: 'undertaking', folder: 'undertakings' }
} as const;

export type ReferenceKind = keyof typeof referenceKinds;

export function reference(kind: ReferenceKind, number: number): string {
	return `${kind}${number}`;
}

/** Reads F104 (in either case). @returns null for anything else, and for numbers no counter can reach */
export function parseReference(text: string): { kind: ReferenceKind; number: number } | null {
	const match = /^([EFRPBLCWMAU])([1-9]\d{0,8})$/i.exec(text);
	const kind = match?.[1]?.toUpperCase();
	return match && isKind(kind) ? { kind, number: Number(match[2]) } : null;
}

/** The number in a reference of one kind, as a URL carries it. @returns null when it is no such reference */
export function numberIn(kind: ReferenceKind, text: string): number | null {
	const parsed = parseReference(text);
	return parsed?.kind === kind ? parsed.number : null;
}

/** The address of a record: /reviews/first-1001-days/findings/F104. @returns null for what is no reference */
export function referencePath(reviewSlug: string, text: string): string | null {
	const parsed = parseReference(text);
	if (!parsed) return null;
	return `/reviews/${reviewSlug}/${referenceKinds[parsed.kind].folder}/${reference(parsed.kind, parsed.number)}`;
}

function isKind(text: string | undefined): text is ReferenceKind {
	return text !== undefined && text in referenceKinds;
}
