import {
	type Block,
	defaultStyles,
	type DocumentModel,
	plainRuns,
	type Run,
	runsText
} from '#lib/documents/document.ts';
import { layoutTable } from '#lib/documents/layout.ts';
import { LINES_PER_PAGE, measureBlocks } from '#lib/documents/length.ts';
import { longDate, shortDate } from '#lib/ui/dates.ts';
import { countOwed, type OwedPost, type OwedThing, owedKinds } from './owed.ts';
import {
	changesOfDays,
	changeText,
	contestedText,
	type StateOfPlay,
	summary,
	undertakingText
} from './state-of-play.ts';

/** How many posts are printed, and of each part beside them how much; of the rest how much there is and where to look. */
type Most = { posts: number; beside: number };

/** How many things of one kind are named in the row of a post. */
const mostNamed = 8;

const mostPosts = 24;
const mostBeside = 8;

/** The chair’s page for Friday: one sheet of A4, also for a review in which much is owed. Pure: everything was read before. */
export function stateOfPlayDocument(state: StateOfPlay): DocumentModel {
	return {
		title: `State of play: ${state.review.title}`,
		language: 'en-GB',
		marking: state.review.marking,
		banner: state.review.banner,
		status: `As of ${longDate(state.madeOn)}`,
		byLine: null,
		properties: { subject: 'State of play', creator: 'Secretariat', keywords: [], snapshot: null },
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: [],
		blocks: blocksOnOnePage(state)
	};
}

/** As much as one page holds. What is beside gives way before who owes what. */
function blocksOnOnePage(state: StateOfPlay): Block[] {
	const most = { posts: Math.min(state.owed.length, mostPosts), beside: mostBeside };
	let blocks = blocksOf(state, most);
	while (linesOf(blocks) > LINES_PER_PAGE - titleLines && (most.beside > 1 || most.posts > 1)) {
		if (most.beside > 1) most.beside -= 1;
		else most.posts -= 1;
		blocks = blocksOf(state, most);
	}
	return blocks;
}

/** Rows of a table by the columns that it is printed with, everything else as the meter of papers counts it. */
function linesOf(blocks: readonly Block[]): number {
	return blocks.reduce((lines, block) => {
		if (block.type !== 'table') return lines + measureBlocks([block]).lines;
		const { letters } = layoutTable(block);
		const rows = [block.header, ...block.rows].map((row) =>
			Math.max(...row.map((cell, column) => Math.ceil(runsText(cell).length / Math.max(1, (letters[column] ?? 1) - 2))))
		);
		return lines + rows.reduce((sum, each) => sum + each * tableLine + cellSpace, 1);
	}, 0);
}

/** A line of a table, and the space that a row leaves around it, in lines of the text. */
const tableLine = 0.72;
const cellSpace = 0.33;

/** The title and the day it was made, without the other lines that a paper has there. */
const titleLines = 5;

function blocksOf(state: StateOfPlay, most: Most): Block[] {
	return [
		paragraph(plainRuns(summary(state))),
		heading('Who owes what'),
		...owedBlocks(state.owed, most),
		heading('Beside that'),
		said(
			'Contested',
			state.contested.map((row) => `${row.reference} ${short(row.title)} (${contestedText(row)})`),
			most.beside,
			'nobody disagrees with a recommendation that is with the group'
		),
		...(state.undertakings.length === 0
			? []
			: [
					said(
						'Undertakings overdue',
						state.undertakings.map((row) => `${row.reference} ${short(undertakingText(row))}`),
						most.beside,
						''
					)
				]),
		said(
			'Thin',
			state.thin.map((row) => `${row.reference} ${short(row.title)} (${row.why})`),
			most.beside,
			'every recommendation rests on evidence from more than one occasion'
		),
		said(
			'Dates',
			state.dates
				.filter(({ dueOn, standing }) => dueOn >= state.madeOn || standing?.startsWith('late'))
				.map((date) => `${shortDate(date.dueOn)} ${short(date.title)}${date.standing ? ` (${date.standing})` : ''}`),
			most.beside,
			'none is recorded'
		),
		said(
			`Changed in the last ${changesOfDays} days`,
			state.changes.map((change) => `${shortDate(change.on)}: ${changeText(change)}`),
			most.beside,
			'nothing'
		)
	];
}

/** A row for each post, whoever owes the most pressing thing first. */
function owedBlocks(owed: readonly OwedPost[], { posts }: Most): Block[] {
	if (owed.length === 0) return [paragraph(plainRuns('Nothing is owed.'))];
	const left = owed.slice(posts);
	const { things, overdue } = countOwed(left);
	return [
		{
			type: 'table',
			caption: null,
			align: ['left', 'left', 'left', 'left', 'right'],
			header: ['By', 'Owes', 'Since', 'Due', 'Overdue'].map(plainRuns),
			rows: owed
				.slice(0, posts)
				.map((post) => [
					plainRuns(short(post.post) + (post.isPost && post.holders.length === 0 ? ' (vacant)' : '')),
					plainRuns(owedText(post.things)),
					plainRuns(sinceText(post.things)),
					plainRuns(dueText(post.things)),
					overdueRuns(post.things)
				])
		},
		paragraph(plainRuns('Since is the day of the oldest, in brackets the working days; due is the day of the first.')),
		...(left.length === 0
			? []
			: [
					paragraph(
						plainRuns(
							`${left.length === 1 ? 'One more post owes' : `${left.length} more posts owe`} ${things}, ${overdue} overdue: see the page “State of play”.`
						)
					)
				])
	];
}

/** "Positions: R2, R3 and 12 more; letter: L3" */
function owedText(things: readonly OwedThing[]): string {
	const kinds = Map.groupBy(things, ({ kind }) => kind);
	const words = [...kinds].map(([kind, own]) => {
		const { one, many } = owedKinds[kind];
		const named = own.slice(0, mostNamed).map(({ reference }) => reference);
		const more = own.length > mostNamed ? ` and ${own.length - mostNamed} more` : '';
		return `${own.length === 1 ? one : many}: ${named.join(', ')}${more}`;
	});
	return capitalised(words.join('; '));
}

function sinceText(things: readonly OwedThing[]): string {
	const oldest = things.reduce((one, other) => (other.since < one.since ? other : one));
	return `${shortDate(oldest.since)} (${oldest.days})`;
}

/** The things of a post stand in the order of their days. */
function dueText(things: readonly OwedThing[]): string {
	const dueOn = things[0]?.dueOn ?? null;
	return dueOn === null ? 'No day' : shortDate(dueOn);
}

function overdueRuns(things: readonly OwedThing[]): Run[] {
	const overdue = things.filter((thing) => thing.overdue).length;
	return overdue === 0 ? plainRuns('None') : [{ type: 'strong', runs: plainRuns(String(overdue)) }];
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Thin: R3 … (rests on one occasion); R9 …; and 4 more on the page “State of play”." */
function said(label: string, items: readonly string[], most: number, none: string): Block {
	const rest = items.length - most;
	const listed = [...items.slice(0, most), ...(rest > 0 ? [`and ${rest} more on the page “State of play”`] : [])];
	const words = listed.length === 0 ? none : listed.join('; ');
	return paragraph([{ type: 'strong', runs: plainRuns(label) }, ...plainRuns(`: ${words}.`)]);
}

function short(text: string): string {
	return text.length <= 48 ? text : `${text.slice(0, 47).replace(/\s\S*$/, '')}…`;
}

function heading(text: string): Block {
	return { type: 'heading', level: 1, runs: plainRuns(text) };
}

function paragraph(runs: Run[]): Block {
	return { type: 'paragraph', numbered: false, runs };
}
