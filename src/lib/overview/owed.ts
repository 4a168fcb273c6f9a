import type { NeedKind } from './needs.ts';

/** What a post may owe, in the words of its heading and of its count. `chasedAs` says after how many days it is late. */
export const owedKinds = {
	reply: { label: 'Reply to a write-round', one: 'reply', many: 'replies', chasedAs: 'replies' },
	letter_answer: {
		label: 'Answer to a letter',
		one: 'answer to a letter',
		many: 'answers to letters',
		chasedAs: 'letter_answers'
	},
	position: { label: 'Position', one: 'position', many: 'positions', chasedAs: 'answers' },
	letter: { label: 'Letter', one: 'letter', many: 'letters', chasedAs: 'letters' },
	condition: { label: 'Condition', one: 'condition', many: 'conditions', chasedAs: 'conditions' },
	tick: { label: 'Tick of a condition', one: 'tick', many: 'ticks', chasedAs: 'ticks' },
	question: { label: 'Question from a box', one: 'question', many: 'questions', chasedAs: 'box_questions' },
	advice: { label: 'Advice', one: 'piece of advice', many: 'pieces of advice', chasedAs: null },
	action: { label: 'Action', one: 'action', many: 'actions', chasedAs: 'actions' },
	report: { label: 'Report back', one: 'report back', many: 'reports back', chasedAs: 'report_back' }
} as const satisfies Record<string, { label: string; one: string; many: string; chasedAs: NeedKind | null }>;

export type OwedKind = keyof typeof owedKinds;

export type OwedThing = {
	kind: OwedKind;
	/** R7, W1, L3, C9 or A2. */
	reference: string;
	/** Where it stands, under the address of the review. */
	path: string;
	text: string;
	note: string | null;
	/** ISO date, with the working days since. */
	since: string;
	days: number;
	/** The day it is due; null where none can be told. */
	dueOn: string | null;
	/** Whether that day was named, or is what such things are usually given. */
	dayNamed: boolean;
	overdue: boolean;
};

/** A post with what it owes, the most pressing first. */
export type OwedPost = {
	/** Tells one from another on a page. */
	key: string;
	post: string;
	department: string;
	holders: string[];
	/** Whether it is a post at all, which could be vacant. */
	isPost: boolean;
	things: OwedThing[];
};

/** What is overdue comes first, the longest overdue before all; then what is due soonest; what has no day last. */
export function byPressure(one: OwedThing, other: OwedThing): number {
	return (
		(one.dueOn ?? '9999').localeCompare(other.dueOn ?? '9999') ||
		one.since.localeCompare(other.since) ||
		one.reference.localeCompare(other.reference, 'en', { numeric: true })
	);
}

/** Posts in the order of the most pressing thing that each owes. */
export function byMostPressing(one: OwedPost, other: OwedPost): number {
	const [first, second] = [one.things[0], other.things[0]];
	return first && second ? byPressure(first, second) : 0;
}

/** "3 positions, 1 action" */
export function countsOf(things: readonly { kind: OwedKind }[]): string {
	return Object.entries(owedKinds)
		.flatMap(([kind, { one, many }]) => {
			const count = things.filter((thing) => thing.kind === kind).length;
			return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
		})
		.join(', ');
}

export function countOwed(owed: readonly OwedPost[]): { things: number; overdue: number } {
	const things = owed.flatMap((post) => post.things);
	return { things: things.length, overdue: things.filter(({ overdue }) => overdue).length };
}

/** "Ravi Shah", "Vacant"; nothing for who is no post. */
export function holdersText({ holders, isPost }: Pick<OwedPost, 'holders' | 'isPost'>): string | null {
	if (!isPost) return null;
	return holders.length > 0 ? holders.join(', ') : 'Vacant';
}

/** "today", "1 working day", "12 working days" */
export function daysText(days: number): string {
	if (days === 0) return 'today';
	return days === 1 ? '1 working day' : `${days} working days`;
}
