import { dateTime } from '#lib/ui/dates.ts';

/** Which state of a bid a file holds: the work as it stood at a moment, or a version that was frozen. */
export type BidCopy =
	| { of: 'working'; at: Date }
	| { of: 'version'; number: number; sha256: string; frozenAt: Date; submittedAt: Date | null };

/** "DRAFT, 14 June 2019 at 3:05pm", "Version 2, submitted 14 June 2019 at 3:05pm". */
export function copyText(copy: BidCopy): string {
	if (copy.of === 'working') return `DRAFT, ${dateTime(copy.at)}`;
	return copy.submittedAt
		? `Version ${copy.number}, submitted ${dateTime(copy.submittedAt)}`
		: `Version ${copy.number}, frozen for signature ${dateTime(copy.frozenAt)}, not submitted`;
}
