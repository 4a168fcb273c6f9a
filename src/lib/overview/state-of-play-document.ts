import {
	type Block,
	defaultStyles,
	type DocumentModel,
	plainRuns,
	type Run,
	runsText
} from '#lib/documents/document.ts';
import { layoutTable } from '#lib/documents/layout.ts';
import { LINES_PER_PAGE, measureBlocks, TITLE_LINES } from '#lib/documents/length.ts';
import { longDate, shortDate } from '#lib/ui/dates.ts';
import { byPressure, countOwed, countsOf, holdersText, type OwedPost, type OwedThing, owedKinds } from './owed.ts';
import {
	changesOfDays,
	changeText,
	contestedText,
	type StateOfPlay,
	summary,
	undertakingText
} from './state-of-play.ts';

/** How much of each part is printed: the most pressing, and the rest as counts with where to look. */
type Most = Record<'pressing' | 'posts' | 'contested' | 'undertakings' | 'thin' | 'dates' | 'changes', number>;

const mostPressing = 24;
const leastPressing = 3;

/** Parts give way together, so that none pushes another off the page. */
function mostBeside(pressing: number): Most {
	const part = (share: number) => Math.max(1, Math.round(pressing * share));
	return {
		pressing,
		posts: part(0.6),
		contested: part(0.25),
		undertakings: part(0.2),
		thin: part(0.2),
		dates: part(0.3),
		changes: part(0.25)
	};
}

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

/** As much as one page holds: the fuller a part is, the less of each is printed. */
function blocksOnOnePage(state: StateOfPlay): Block[] {
	for (let pressing = mostPressing; pressing > leastPressing; pressing -= 1) {
		const blocks = blocksOf(state, mostBeside(pressing));
		if (linesOf(blocks) <= LINES_PER_PAGE - TITLE_LINES) return blocks;
	}
	return blocksOf(state, mostBeside(leastPressing));
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
const tableLine = 0.86;
const cellSpace = 0.45;

function blocksOf(state: StateOfPlay, most: Most): Block[] {
	return [
		paragraph(plainRuns(summary(state))),
		heading('Who owes what'),
		...owedBlocks(state.owed, most),
		heading('Beside that'),
		said(
			'Contested',
			state.contested.map((row) => `${row.reference} ${short(row.title)} (${contestedText(row)})`),
			most.contested,
			'nobody disagrees with a recommendation that is with the group'
		),
		...(state.undertakings.length === 0
			? []
			: [
					said(
						'Undertakings overdue',
						state.undertakings.map((row) => `${row.reference} ${short(undertakingText(row))}`),
						most.undertakings,
						''
					)
				]),
		said(
			'Thin',
			state.thin.map((row) => `${row.reference} ${short(row.title)} (${row.why})`),
			most.thin,
			'every recommendation rests on evidence from more than one occasion'
		),
		said(
			'Dates',
			state.dates
				.filter(({ dueOn, standing }) => dueOn >= state.madeOn || standing?.startsWith('late'))
				.map((date) => `${shortDate(date.dueOn)} ${short(date.title)}${date.standing ? ` (${date.standing})` : ''}`),
			most.dates,
			'none is recorded'
		),
		said(
			`Changed in the last ${changesOfDays} days`,
			state.changes.map((change) => `${shortDate(change.on)}: ${changeText(change)}`),
			most.changes,
			'nothing'
		)
	];
}

function owedBlocks(owed: readonly OwedPost[], most: Most): Block[] {
	if (owed.length === 0) return [paragraph(plainRuns('Nothing is owed.'))];
	const pressing = owed
		.flatMap((post) => post.things.map((thing) => ({ post, thing })))
		.sort((one, other) => byPressure(one.thing, other.thing))
		.slice(0, most.pressing);
	const { things } = countOwed(owed);
	const all = said(
		`All ${things}, by post`,
		owed.map((post) => `${short(post.post)}: ${countsOf(post.things)}`),
		most.posts,
		''
	);
	return [
		{
			type: 'table',
			caption: null,
			align: ['left', 'left', 'left', 'left'],
			header: ['Owed', 'By', 'Since', 'Due'].map(plainRuns),
			rows: pressing.map(({ post, thing }) => [
				plainRuns(owedText(thing)),
				plainRuns([short(post.post), holdersText(post)].filter((text) => text !== null).join(': ')),
				plainRuns(`${shortDate(thing.since)} (${thing.days})`),
				dueRuns(thing)
			])
		},
		paragraph(plainRuns('In brackets: working days since.')),
		...(things > pressing.length ? [all] : [])
	];
}

/** "Position: R7 Register a birth" */
function owedText({ kind, reference, text }: OwedThing): string {
	return `${owedKinds[kind].label}: ${reference} ${short(text)}`;
}

function dueRuns({ dueOn, overdue }: OwedThing): Run[] {
	if (dueOn === null) return plainRuns('No day');
	return overdue ? [{ type: 'strong', runs: plainRuns(`${shortDate(dueOn)}, overdue`) }] : plainRuns(shortDate(dueOn));
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
