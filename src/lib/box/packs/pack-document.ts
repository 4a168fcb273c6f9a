import {
	type Block,
	defaultStyles,
	type DocumentModel,
	plainRuns,
	type Run,
	runsText
} from '#lib/documents/document.ts';
import { stances } from '#lib/positions/position.ts';
import { linkStances } from '#lib/recommendations/link.ts';
import { verbs } from '#lib/recommendations/recommendation.ts';
import { reference } from '#lib/reviews/reference.ts';
import { longDate, plainDate } from '#lib/ui/dates.ts';
import { adviceParts, clearedParts } from '../box.ts';
import { type BoxCard, costText, findingSource, othersText } from '../card.ts';
import { boxTitle } from '../reading.ts';
import { markLabels } from './marks.ts';

export type PackHead = {
	review: string;
	banner: string | null;
	marking: string;
	department: string;
	post: string;
	number: number;
	madeOn: string;
	minutes: number;
};

/**
 * A minister's box on paper: the return sheet, whose rows and columns carry the numbers that are typed when it comes back,
 * then a page or less for each recommendation in the same order.
 */
export function packDocument(head: PackHead, cards: readonly BoxCard[]): DocumentModel {
	return {
		title: `Box of the ${head.post}`,
		language: 'en-GB',
		marking: head.marking,
		banner: head.banner,
		status: `Pack ${head.number}, ${longDate(head.madeOn)}`,
		byLine: head.review,
		properties: {
			subject: 'Box pack and return sheet',
			creator: head.department,
			keywords: cards.map((card) => reference('R', card.number)),
			snapshot: null
		},
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: [],
		blocks: [
			paragraph([strong(`${boxTitle(cards.length, head.minutes)}.`)]),
			...sheetBlocks(head, cards),
			...cards.flatMap((card, index) => [
				{ type: 'pageBreak' } as const,
				...cardBlocks(card, `${index + 1} of ${cards.length}`)
			])
		]
	};
}

/**
 * Lines of small type for what stands beside the words on a page, counted on printed pages. What a minister decides on is
 * never cut: words of more than twelve hundred letters may run on to a second page.
 */
const linesOnPage = 27;
const lettersInLine = 66;
/** A line of the words themselves, which are printed larger, takes the room of so many lines of small type. */
const wordLine = { letters: 76, lines: 1.3 };
const fewestLines = 10;
/** And all that a page holds, in the same lines. */
const wholePage = 67;

/** How the lines left beside the words are shared out. */
const shares = { advice: 0.26, findings: 0.2, others: 0.15, conditions: 0.09, question: 0.08 };

type Room = (part: keyof typeof shares) => number;

/** A card with as much of what others wrote as one page holds: all of it where there is room. */
function cardBlocks(card: BoxCard, place: string): Block[] {
	const lines = Math.max(fewestLines, linesOnPage - Math.ceil(card.text.length / wordLine.letters) * wordLine.lines);
	const tried = [6, 4, 3, 2.5, 2, 1.7, 1.4, 1.2, 1].map((times) =>
		composeCard(card, place, (part) => Math.max(1, Math.floor(lines * times * shares[part])))
	);
	return tried.find((blocks) => linesOf(blocks) <= wholePage) ?? tried.at(-1) ?? [];
}

function composeCard(card: BoxCard, place: string, room: Room): Block[] {
	const { advice } = card;
	return [
		heading(1, `${place}: ${reference('R', card.number)} ${shortened(card.title, 100)}`),
		keyTable([
			['Advice', text(advice ? stances[advice.stance].label : 'Officials have written none.')],
			...(advice ? adviceRows(advice, room) : [])
		]),
		paragraph([
			strong(`You are invited to ${verbs[card.verb].phrase} (version ${card.version}, led by ${card.leadShortName}): `),
			...text(card.text)
		]),
		keyTable([
			['Cost', text(ended(shortened(costText(card.cost), 2 * lettersInLine)))],
			['For', findingRuns(card.inFavour, room)],
			['Against', findingRuns(card.against, room)],
			...standingRows(card, room),
			...beforeRow(card)
		]),
		{
			type: 'table',
			caption: null,
			align: markLabels.map(() => 'centre' as const),
			header: markLabels.map((label, index) => text(`${index + 1} ${label}`)),
			rows: [markLabels.map(() => text('□'))]
		}
	];
}

/** About how many lines of small type blocks take, white space and all. */
function linesOf(blocks: readonly Block[]): number {
	return blocks.reduce((sum, block) => {
		if (block.type === 'table') {
			const rows = [block.header, ...block.rows];
			return sum + rows.reduce((inner, row) => inner + 0.7 + Math.max(...row.map(cellLines)), 1.5);
		}
		if (block.type === 'heading') return sum + 4;
		return block.type === 'paragraph'
			? sum + 1 + Math.ceil(runsText(block.runs).length / wordLine.letters) * wordLine.lines
			: sum;
	}, 0);
}

function cellLines(runs: Run[]): number {
	return runsText(runs)
		.split('\n')
		.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / lettersInLine)), 0);
}

/** Names beside what they name; the first row stands out. */
function keyTable([first, ...rest]: [string, Run[]][]): Block {
	const [name = '', runs = []] = first ?? [];
	return {
		type: 'table',
		caption: null,
		align: ['left', 'left'],
		header: [text(name), runs],
		rows: rest.map(([key, value]) => [text(key), value])
	};
}

function adviceRows(advice: NonNullable<BoxCard['advice']>, room: Room): [string, Run[]][] {
	const letters = room('advice') * lettersInLine;
	const missing = clearedParts.filter((part) => !advice.cleared.some((one) => one.part === part));
	const cleared = [
		...(advice.onOlderWords ? [`Written on older words, version ${advice.version}`] : []),
		...advice.cleared.map(({ part, by, on }) => `${adviceParts[part].done}: ${shortened(by, 40)}, ${plainDate(on)}`),
		...(missing.length === 0
			? []
			: [`Not cleared: ${missing.map((part) => adviceParts[part].label.toLowerCase()).join(', ')}`])
	];
	return [
		[
			'Because',
			[
				...text(shortened(advice.reason, advice.proposedText ? letters * 0.6 : letters)),
				...(advice.proposedText
					? [{ type: 'break' } as const, ...text(`To ask for: ${shortened(advice.proposedText, letters * 0.4)}`)]
					: [])
			]
		],
		['Cleared', text(`${cleared.join('. ')}.`)]
	];
}

function beforeRow({ before }: BoxCard): [string, Run[]][] {
	if (!before) return [];
	const said = `${stances[before.stance].label}, on version ${before.version}, ${plainDate(before.on)}`;
	return [['You said', text(before.lapsed ? `${said}. The words have changed in meaning since.` : `${said}.`)]];
}

/** As many as there are lines for, each on lines of its own. */
function findingRuns(findings: BoxCard['inFavour'], room: Room): Run[] {
	if (findings.length === 0) return text('No shared finding.');
	const lines = room('findings');
	const shown = findings.slice(0, Math.max(1, Math.min(3, lines)));
	const letters = Math.floor(lines / shown.length) * lettersInLine;
	return shown.flatMap((finding, index): Run[] => {
		const stance = finding.stance === 'supports' ? '' : `${linkStances[finding.stance].label.toLowerCase()}: `;
		const source = shortened(findingSource(finding), 60);
		const sentence = shortened(finding.sentence, Math.max(40, letters - source.length - stance.length - 8));
		return [
			...(index === 0 ? [] : [{ type: 'break' } as const]),
			...text(`${reference('F', finding.findingNumber)} ${stance}${sentence} (${source})`)
		];
	});
}

function standingRows({ others, conditions, questions }: BoxCard, room: Room): [string, Run[]][] {
	const rows: [string, Run[]][] = [];
	if (others) {
		const disagreeing = listed(
			others.disagreeing.map(({ shortName, stance, lapsed, reason }) => ({
				head: `${shortName} ${stances[stance].label.toLowerCase()}${lapsed ? ' (on earlier words)' : ''}`,
				words: reason
			})),
			room('others')
		);
		rows.push(['Not agreed', text(`${ended(disagreeing || 'Nobody so far')} ${othersText(others)}`)]);
	}
	const open = conditions
		.filter(({ met }) => !met)
		.map(({ reference: name, shortName, text: words }) => ({ head: `${name} ${shortName}`, words }));
	if (open.length > 0) rows.push(['Conditions', text(ended(listed(open, room('conditions'))))]);
	const asked = questions.at(-1);
	if (asked) {
		const letters = (room('question') * lettersInLine) / 2;
		rows.push([
			'You asked',
			text(
				`${shortened(asked.text, letters)} ${asked.answer ? `Answer: ${shortened(asked.answer, letters)}` : 'Not answered yet.'}`
			)
		]);
	}
	return rows;
}

/** "Exchequer not content: the cost is not known; Home content subject to: …; and 2 more", in so many lines. */
function listed(items: readonly { head: string; words: string | null }[], lines: number): string {
	const shown = items.slice(0, Math.max(1, Math.min(4, lines)));
	const letters = Math.floor((lines * lettersInLine) / Math.max(1, shown.length));
	const parts = shown.map(({ head, words }) => {
		const rest = words ? shortened(words.replace(/[.\s]+$/, ''), Math.max(20, letters - head.length - 4)) : null;
		return rest ? `${head}: ${rest}` : head;
	});
	const more = items.length - shown.length;
	return [...parts, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function sheetBlocks({ post, number }: PackHead, cards: readonly BoxCard[]): Block[] {
	return [
		heading(1, 'Return sheet'),
		paragraph(text(`${post}, pack ${number}. One tick in each row; a row without a tick is left open.`)),
		paragraph(text(markLabels.map((label, index) => `${index + 1} ${label}`).join('; '))),
		{
			type: 'table',
			caption: null,
			align: ['right', 'left', ...markLabels.map(() => 'centre' as const), 'left'],
			header: [
				text('Row'),
				text('Recommendation'),
				...markLabels.map((_, index) => text(String(index + 1))),
				text('Reason, condition, words or question')
			],
			rows: cards.map((card, index) => [
				text(String(index + 1)),
				text(`${reference('R', card.number)} ${shortened(card.title, 60)}`),
				...markLabels.map(() => text('□')),
				[...text(' '), { type: 'break' } as const, ...text(' ')]
			])
		}
	];
}

function heading(level: 1 | 2, words: string): Block {
	return { type: 'heading', level, runs: text(words) };
}

function paragraph(runs: Run[]): Block {
	return { type: 'paragraph', numbered: false, runs };
}

function strong(words: string): Run {
	return { type: 'strong', runs: text(words) };
}

function text(words: string): Run[] {
	return plainRuns(words.replace(/\s+/g, ' '));
}

function ended(words: string): string {
	return /[.…!?]$/.test(words) ? words : `${words}.`;
}

/** The beginning of a text, cut between words. */
function shortened(words: string, most: number): string {
	const line = words.replace(/\s+/g, ' ').trim();
	return line.length <= most ? line : `${line.slice(0, most).replace(/\s\S*$/, '')}…`;
}
