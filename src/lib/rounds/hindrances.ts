import { clause } from './rule-words.ts';

/** What the issue of a round depends on, as it is today. */
export type Readiness = {
	addressees: readonly { departmentName: string; postTitle: string; vacant: boolean }[];
	/** Whom the rules say must be asked and who is not on the list. */
	missing: readonly { name: string; because: readonly string[]; isTreasury: boolean; hasPost: boolean }[];
	sponsor: { title: string; vacant: boolean };
	/** A later frozen copy of the same paper. */
	laterCopy: { number: number } | null;
	paper: string;
	/** What was reworded in meaning after it was frozen. */
	movedOn: readonly { reference: string; frozen: number; today: number }[];
	letter: 'none' | 'unsigned' | 'signed';
	spendsMoney: boolean;
	hasTreasury: boolean;
};

/** Something to know before a round is issued; `blocks` where it cannot be issued so. */
export type Hindrance = { blocks: boolean; words: string };

/** What stands against issuing a round, first what refuses it. */
export function hindrances(ready: Readiness): Hindrance[] {
	const blocks = (words: string) => ({ blocks: true, words });
	const warns = (words: string) => ({ blocks: false, words });
	return [
		...(ready.addressees.length === 0 ? [blocks('Nobody is asked yet: choose the departments.')] : []),
		...(ready.spendsMoney && !ready.hasTreasury
			? [blocks('Money is asked for, and no department of this review is the Treasury: add it to the departments.')]
			: []),
		...ready.missing.map(({ name, because, isTreasury, hasPost }) => {
			const why = because.map(clause).join('; ');
			if (!hasPost)
				return blocks(
					`${name} must be asked (${why}), and has no minister’s post in this review: add one to the members.`
				);
			return blocks(
				isTreasury
					? `${name} is not asked: nothing with money clears unless the Treasury is content.`
					: `${name} must be asked and is not: ${why}.`
			);
		}),
		...(ready.laterCopy
			? [
					blocks(
						`Snapshot ${ready.laterCopy.number} of ${ready.paper} has been frozen since: choose it, so that agreement is asked to the words that stand.`
					)
				]
			: []),
		...ready.movedOn.map(({ reference, frozen, today }) =>
			blocks(
				`${reference} has changed in meaning since it was frozen (version ${frozen}, now ${today}): freeze the paper anew and choose that copy.`
			)
		),
		...(ready.sponsor.vacant
			? [warns(`Nobody holds the post of ${ready.sponsor.title} just now: somebody has to sign the letter.`)]
			: []),
		...ready.addressees
			.filter(({ vacant }) => vacant)
			.map(({ departmentName, postTitle }) =>
				warns(`${postTitle} (${departmentName}) is vacant: whoever holds the post answers.`)
			),
		...(ready.letter === 'none' ? [warns('There is no letter of this round yet.')] : []),
		...(ready.letter === 'unsigned' ? [warns('The letter is not signed yet.')] : [])
	];
}

export function blocking(found: readonly Hindrance[]): Hindrance[] {
	return found.filter((each) => each.blocks);
}
