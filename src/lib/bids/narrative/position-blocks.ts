import { type Block, plainRuns } from '#lib/documents/document.ts';
import { dateTime } from '#lib/ui/dates.ts';
import { type TreasuryStance, treasuryStances } from '../bid.ts';
import { labelled, paragraph } from './blocks.ts';

/** Where the Treasury's spending team stands, as it said itself. */
export type StatedPosition = {
	stance: TreasuryStance;
	words: string;
	/** The submitted version that it was given on. */
	version: number;
	postTitle: string;
	givenAt: Date;
};

/** The Treasury's own words as they were written, and what they are about. */
export function positionBlocks({ stance, words, version, postTitle, givenAt }: StatedPosition): Block[] {
	return [
		labelled('The Treasury’s position', plainRuns(treasuryStances[stance].label)),
		...(words === ''
			? []
			: [
					{
						type: 'quote' as const,
						blocks: words.split(/\n{2,}/).map(paragraph)
					}
				]),
		paragraph(`Given by ${postTitle} on version ${version}, ${dateTime(givenAt)}. These are the Treasury’s own words.`)
	];
}
