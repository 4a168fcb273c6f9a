import type { Profile } from './profile-schema.ts';

/** The gates that a profile may have, in their order. */
export const profileGates = ['exposure', 'coordination', 'final', 'lodged', 'decided'] as const;

/** What the printed lines of a profile may be filled from: {committee} stands for the name of the committee. */
export const placeholders = {
	sponsor: 'the post that leads as sponsor',
	sponsors: 'every sponsoring post',
	department: 'the department that answers for the paper',
	committee: 'the committee',
	meeting: 'the committee and the date of its meeting',
	reference: 'the committee’s own reference',
	contact: 'the official contact',
	addressee: 'whom it is addressed to',
	copies: 'who gets a copy',
	reply_by: 'the last day for replies',
	review: 'the title of the review',
	date: 'the day of the copy'
} as const;

export type Placeholder = keyof typeof placeholders;

/** What a profile may ask to be filled in before a paper is lodged. */
export const requirable = {
	sponsor: 'sponsor',
	committee: 'committee',
	meeting_on: 'date of the meeting',
	contact: 'official contact',
	addressee: 'addressee',
	copies: 'list of copies',
	reply_by: 'last day for replies'
} as const;

export type Requirable = keyof typeof requirable;

export type { Profile };

export type PrintedLine = Profile['head'][number];

/** Whether one edition comes after another: 2 after 1, 10 after 9, 2026-03 after 2025-11. */
export function isLaterEdition(edition: string, than: string): boolean {
	const [a, b] = [edition, than].map((each) => each.split(/[.-]/).map(Number));
	for (let at = 0; at < Math.max(a?.length ?? 0, b?.length ?? 0); at++) {
		const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0);
		if (difference !== 0) return difference > 0;
	}
	return false;
}

/** The edition that follows when somebody changes a profile here. */
export function nextEdition(edition: string): string {
	return String(Number(edition.split(/[.-]/)[0]) + 1);
}

/** The words of a line with its facts in place, or null while one of them is not known. */
export function fillTemplate(words: string, facts: Record<Placeholder, string | null>): string | null {
	let missing = false;
	const filled = words.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
		const value = name in placeholders ? facts[name as Placeholder] : whole;
		if (!value) missing = true;
		return value ?? '';
	});
	return missing ? null : filled;
}
