import {
	type Block,
	composeBlocks,
	defaultStyles,
	type DocumentModel,
	plainRuns,
	type Run
} from '#lib/documents/document.ts';
import { reference } from '#lib/reviews/reference.ts';
import { longDate } from '#lib/ui/dates.ts';
import { asks } from './letter.ts';
import { scheduleSlot, withScheduleSlot } from './merge.ts';
import type { Ask } from './table.ts';

/** Everything that is printed of a letter, whoever sends it to whom. */
export type LetterToPrint = {
	number: number;
	/** The first line of the letterhead: the sender's department, under the name of its day. */
	letterhead: string;
	senderTitle: string;
	addressee: string;
	subject: string;
	/** Markdown. A line `{{schedule}}` is where the schedule stands; otherwise it follows the signature. */
	text: string;
	copiedTo: string;
	replyBy: string | null;
	schedule: ScheduleLine[];
	/** Who signed and when; null while nobody has. */
	signature: { by: string; on: string } | null;
	/** The day that the letter carries: when it was issued or signed. Null prints "Draft". */
	date: string | null;
	/** What goes with it, as it is listed at the end. */
	enclosures?: string[];
};

export type ScheduleLine = { number: number; title: string; text: string; ask: Ask };

/** A letter as a document. Pure: everything was read before. @param review whose marking and banner every page carries */
export function letterDocument(
	letter: LetterToPrint,
	review: { marking: string; banner: string | null }
): DocumentModel {
	const name = reference('L', letter.number);
	const body = composeBlocks(withScheduleSlot(letter.text), {
		citation: () => null,
		slot: (slot) => (slot === scheduleSlot ? scheduleBlocks(letter.schedule) : null),
		showReferences: false
	});
	const placed = letter.text !== withScheduleSlot(letter.text);
	return {
		title: letter.subject,
		language: 'en-GB',
		marking: review.marking,
		banner: review.banner,
		status: letter.date === null ? 'Draft' : null,
		byLine: null,
		properties: { subject: `Letter ${name}`, creator: letter.senderTitle, keywords: [], snapshot: null },
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: body.footnotes,
		head: [
			paragraph([
				{ type: 'strong', runs: plainRuns(letter.letterhead) },
				{ type: 'break' },
				...plainRuns(letter.senderTitle)
			]),
			paragraph(plainRuns(`Reference: ${name}`), letter.date === null ? [] : plainRuns(longDate(letter.date))),
			paragraph(lines(letter.addressee))
		],
		blocks: [
			...body.blocks,
			...signatureBlocks(letter),
			// A closing sentence in the letter may have said it.
			...(letter.copiedTo === '' || letter.text.includes(letter.copiedTo)
				? []
				: [paragraph(lines(`Copied to: ${letter.copiedTo}`))]),
			...(letter.enclosures?.length ? [paragraph(plainRuns(`Enclosed: ${letter.enclosures.join('; ')}`))] : []),
			...(letter.schedule.length > 0 && !placed
				? [heading('Schedule: what is asked'), ...scheduleBlocks(letter.schedule)]
				: [])
		]
	};
}

/** What is asked, those that the department leads first. */
function scheduleBlocks(schedule: ScheduleLine[]): Block[] {
	if (schedule.length === 0) return [];
	return [
		{
			type: 'table',
			caption: null,
			align: ['left', 'left', 'left'],
			header: ['Reference', 'Recommendation', 'What is asked'].map(plainRuns),
			rows: schedule.map((line) => [
				plainRuns(reference('R', line.number)),
				[{ type: 'strong', runs: plainRuns(line.title) }, { type: 'break' }, ...plainRuns(line.text)],
				plainRuns(asks[line.ask].schedule)
			])
		}
	];
}

function signatureBlocks(letter: LetterToPrint): Block[] {
	if (!letter.signature) return [paragraph(plainRuns('Not signed yet')), paragraph(plainRuns(letter.senderTitle))];
	return [
		paragraph(
			plainRuns(`Signed on ${longDate(letter.signature.on)}`),
			[{ type: 'strong', runs: plainRuns(letter.signature.by) }],
			plainRuns(letter.senderTitle)
		)
	];
}

function heading(text: string): Block {
	return { type: 'heading', level: 1, runs: plainRuns(text) };
}

/** The parts of one paragraph, each on a line of its own. */
function paragraph(...parts: Run[][]): Block {
	const runs = parts
		.filter((part) => part.length > 0)
		.flatMap((part, index): Run[] => (index === 0 ? part : [{ type: 'break' }, ...part]));
	return { type: 'paragraph', numbered: false, runs };
}

function lines(text: string): Run[] {
	return text
		.split('\n')
		.flatMap((line, index): Run[] => (index === 0 ? plainRuns(line) : [{ type: 'break' }, ...plainRuns(line)]));
}
