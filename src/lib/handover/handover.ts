/** A kind of thing that is still open, so that nobody hands over a mess unawares. */
export type OpenKind = {
	title: string;
	count: number;
	/** The first of them, in a line each. */
	items: string[];
	/** Whether there are more lines than these. */
	more: boolean;
	/** Where they are dealt with. */
	href: string;
};

export type HandoverRecommendation = {
	reference: string;
	title: string;
	verb: string;
	text: string;
	version: number;
	/** Its text state, route and lead, in words. */
	stands: string;
	/** How much evidence stands behind it, and which findings, by what they say of it. */
	line: string[];
	positions: string[];
	/** Agreements, announcement and delivery, in their order. */
	decisions: string[];
	cabinet: string[];
	replies: string[];
	conditions: string[];
	bids: string[];
	undertakings: string[];
	actions: string[];
};

export type HandoverRound = {
	reference: string;
	title: string;
	facts: [string, string][];
	/** Each department with where it stands and the conditions it asks for. */
	departments: string[];
	clearances: string[];
};

/** Everything that whoever takes over a review has to know, as far as its reader may see it. Dates are ISO. */
export type Handover = {
	review: { title: string; banner: string | null; marking: string; slug: string };
	madeOn: string;
	about: [string, string][];
	aims: string[];
	open: OpenKind[];
	/** What falls due, the soonest first; what has passed is late. */
	due: { on: string; what: string; late: boolean }[];
	posts: { department: string; title: string; role: string; holders: string[] }[];
	recommendations: HandoverRecommendation[];
	rounds: HandoverRound[];
	letters: string[];
	undertakings: string[];
	actions: string[];
	documents: { reference: string; what: string; on: string; sha256: string; where: string }[];
	settings: [string, string][];
	/** What is not printed here because there is too much of it. */
	left: string[];
};

/** How much of each a pack holds: a pack is read by a person, and made while they wait. */
export const atMost = {
	recommendations: 150,
	findingsOfEach: 12,
	rounds: 30,
	rows: 300,
	documents: 600,
	openItems: 20
} as const;

/** "Still open: 3 answers owed, 2 undertakings" for the head of the page and of the document. */
export function openSummary(open: readonly OpenKind[]): string {
	if (open.length === 0) return 'Nothing is open: it can be handed over as it stands.';
	const total = open.reduce((sum, { count }) => sum + count, 0);
	return `${total.toLocaleString('en-GB')} ${total === 1 ? 'thing is' : 'things are'} still open, of ${open.length} ${open.length === 1 ? 'kind' : 'kinds'}.`;
}
