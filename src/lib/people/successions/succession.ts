import { plainDate } from '#lib/ui/dates.ts';

export type Succession = {
	departmentId: number;
	departmentName: string;
	successorId: number;
	successorName: string;
	/** ISO date: the first day on which the successor stands for it. */
	since: string;
	isWhole: boolean;
};

const longestName = 200;
const longestShortName = 40;

/** What a department that went over into another is called since then: under the new name, and still told from others. */
export function formerName(successor: Named, former: Named): Named {
	return {
		name: fitted(successor.name, ' (formerly ', former.name, longestName),
		shortName: fitted(successor.shortName, ' (was ', former.shortName, longestShortName)
	};
}

/** "On 1 April 2026 it went over into the Department for Growth", from the side of the department that lost something. */
export function whatBecame({ since, successorName, isWhole }: Succession): string {
	return isWhole
		? `It is now part of ${successorName}, since ${plainDate(since)}`
		: `Some of its posts went to ${successorName} on ${plainDate(since)}`;
}

/** The same from the side of the successor. */
export function whatCame({ since, departmentName, isWhole }: Succession): string {
	return isWhole
		? `${departmentName} became part of it on ${plainDate(since)}`
		: `Some posts of ${departmentName} came on ${plainDate(since)}`;
}

type Named = { name: string; shortName: string };

/** Both names are cut alike where together they would be too long. */
function fitted(first: string, between: string, second: string, most: number): string {
	const room = most - between.length - 1;
	if (first.length + second.length <= room) return `${first}${between}${second})`;
	const half = Math.floor(room / 2);
	const ofFirst = Math.max(half, room - second.length);
	return `${cut(first, ofFirst)}${between}${cut(second, room - Math.min(first.length, ofFirst))})`;
}

function cut(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
