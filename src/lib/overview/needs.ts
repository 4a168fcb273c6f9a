import type { Role } from '#lib/access/roles.ts';

/** What waits for a person, in the order in which it is shown: what others wait for comes first. */
export const needKinds = {
	replies: { title: 'Write-rounds that wait for your reply', all: null },
	letters: { title: 'Letters to clear, to sign or to send', all: 'See all letters' },
	letter_answers: { title: 'Letters that wait for an answer', all: 'See all letters' },
	answers: { title: 'In the box: recommendations that wait for an answer', all: 'Open the box' },
	box_questions: { title: 'Questions from a minister’s box', all: null },
	advice: { title: 'Recommendations that need advice to your minister', all: 'Write advice on them' },
	drafting_changes: { title: 'Drafting changes made to words you answered', all: null },
	threads: { title: 'Comments that wait for your department’s reply', all: null },
	proposed_words: { title: 'Proposed words to accept or decline', all: null },
	ticks: { title: 'Conditions that your department may tick as met', all: 'See all conditions' },
	conditions: { title: 'Conditions that you own', all: 'See all conditions' },
	words: { title: 'Words about a disagreement to agree', all: null },
	noted: { title: 'Positions noted in a meeting, to confirm or correct', all: 'See them all on one page' },
	agreement: { title: 'Ready for the group’s agreement', all: null },
	clearance: { title: 'Write-rounds ready for the chair of the committee', all: null },
	accuracy: { title: 'Facts to confirm', all: null },
	recheck: { title: 'Tags that need a re-check', all: 'See all tags to re-check' },
	rounds: { title: 'Write-rounds to issue', all: 'See all write-rounds' },
	late_replies: { title: 'Late replies to write-rounds', all: null },
	cabinet_answers: { title: 'Cabinet ministers who owe an answer', all: 'See every answer' },
	owed: { title: 'Members who owe an answer', all: 'See the grid of positions' },
	meetings: { title: 'Meetings whose minute is not frozen', all: null },
	undertakings: { title: 'Undertakings made in public, to be met', all: 'See all undertakings' },
	overdue_undertakings: { title: 'Undertakings that are overdue', all: 'See all that are overdue' },
	milestones: { title: 'Milestones that are late or due soon', all: 'See the timetable' },
	actions: { title: 'Actions to do', all: 'See all actions' },
	report_back: { title: 'Actions to report back on', all: 'See everything to be reported back' },
	to_announce: { title: 'Agreed, not announced', all: 'See what is announced and delivered' },
	promises: { title: 'Promises made to hosts', all: null },
	write_up: { title: 'Visits and meetings to write up', all: null },
	drafts: { title: 'Your team’s drafts', all: null },
	untagged: { title: 'Findings without a tag', all: 'See all findings without a tag' },
	propose: { title: 'Emerging recommendations with evidence', all: 'See all emerging recommendations' },
	remarks: { title: 'Papers with suggestions and comments to decide', all: null },
	asked: { title: 'Drafts that ask for your comments', all: null },
	sign: { title: 'Bids to sign', all: null },
	share: { title: 'Shares of bids to agree', all: null },
	question: { title: 'Questions from the Treasury', all: null },
	treasury: { title: 'Bids that wait for the Treasury’s position', all: null },
	papers: { title: 'Papers whose evidence has changed', all: null }
} as const;

export type NeedKind = keyof typeof needKinds;

export type NeedItem = {
	/** F104, or the short name of a department. */
	reference: string;
	href: string;
	text: string;
	/** Why it waits, in a few words. */
	note: string | null;
	/** ISO date, with the word that says what it means. */
	date: { word: 'since' | 'due' | 'held'; on: string } | null;
};

export type Need = {
	kind: NeedKind;
	count: number;
	/** Where all of them are, when more wait than are listed. */
	allHref: string | null;
	/** The page shows the first of them. */
	items: NeedItem[];
};

export type ReviewNeeds = {
	review: { slug: string; title: string; banner: string | null };
	roles: Role[];
	needs: Need[];
};

/** How many of a kind the page lists before it only counts. */
export const listedAtMost = 5;

/** The list of one kind; null where nothing waits. */
export function need(
	kind: NeedKind,
	items: NeedItem[],
	allHref: string | null = null,
	count = items.length
): Need | null {
	return count === 0 ? null : { kind, count, allHref, items };
}
