import type { Role } from '#lib/access/roles.ts';
import type { Calendar } from './calendar.ts';
import type { Diary } from './diary.ts';
import type { DemoReview } from './shape.ts';

/** One review on its way into the database: its content, its dates, and what its keys have become so far. */
export type Story = {
	review: DemoReview;
	calendar: Calendar;
	diary: Diary;
	ledger: Ledger;
};

export type LedgerKind =
	| 'account'
	| 'department'
	| 'post'
	| 'review'
	| 'team'
	| 'question'
	| 'theme'
	| 'kind'
	| 'event'
	| 'finding'
	| 'findingId'
	| 'recommendation'
	| 'recommendationId'
	| 'paper'
	| 'committee'
	| 'round'
	| 'fiscalEvent'
	| 'bid'
	| 'bidOption'
	| 'meeting'
	| 'action';

/** What the keys of the content have become: database ids, or numbers for what has a reference. */
export class Ledger {
	readonly #values = new Map<string, number>();

	set(kind: LedgerKind, key: string | number, value: number): void {
		this.#values.set(`${kind} ${key}`, value);
	}

	/** @throws for a key that nothing has been made from yet */
	get(kind: LedgerKind, key: string | number): number {
		const value = this.#values.get(`${kind} ${key}`);
		if (value === undefined) throw new Error(`There is no ${kind} ${key} yet`);
		return value;
	}
}

/** The account that acts for a department's officials. */
export function officialOf(review: DemoReview, department: string): string {
	return accountInRole(review, department, 'official');
}

export function secretariatOf(review: DemoReview): string {
	const team = review.teams.find(({ memberships }) => memberships.some(({ role }) => role === 'secretariat'));
	if (!team) throw new Error(`${review.slug} has no secretariat`);
	return accountInRole(review, team.department, 'secretariat');
}

/** The post that signs a department's share of a bid. */
export function financeLeadOf(department: string): string {
	return `${department}-finance`;
}

/** The account of the person who holds a post. @throws for a vacant post */
export function holderOf(review: DemoReview, postKey: string): string {
	const post = review.posts.find(({ key }) => key === postKey);
	if (!post?.holder) throw new Error(`Nobody holds ${postKey}`);
	return post.holder;
}

export function accountInRole(review: DemoReview, department: string, role: Role): string {
	const members = review.teams.find((team) => team.department === department)?.memberships ?? [];
	for (const member of members) {
		const post = review.posts.find(({ key }) => key === member.post);
		if (member.role === role && post?.holder) return post.holder;
	}
	throw new Error(`${department} has nobody in the role of ${role}`);
}
