import {
	type Block,
	defaultStyles,
	type DocumentModel,
	type HeadingLevel,
	plainRuns,
	type Run
} from '#lib/documents/document.ts';
import { type Numbering, numberDocument, recommendationLabel, referenceLabel } from '#lib/documents/numbering.ts';
import { longDate } from '#lib/ui/dates.ts';
import { highestMarking } from './pack.ts';

export type PackHead = {
	title: string;
	review: string;
	banner: string | null;
	department: string;
	meetingOn: string | null;
};

/**
 * One document of several, with its contents and one run of page numbers. Paragraphs and recommendations keep the numbers
 * that they have in their own paper, since that is how a meeting speaks of them; notes and tables are numbered through.
 */
export function composePack(head: PackHead, items: readonly DocumentModel[]): DocumentModel {
	const parts = items.map((item, index) => composeItem(item, index + 1));
	return {
		title: head.title,
		language: 'en-GB',
		marking: highestMarking(items.map((item) => item.marking)),
		banner: head.banner,
		status: head.meetingOn ? `Papers for ${longDate(head.meetingOn)}` : null,
		byLine: head.review,
		properties: {
			subject: 'Meeting pack',
			creator: head.department,
			keywords: [head.review, ...items.map((item) => item.title)],
			snapshot: null
		},
		// The lists of a paper with numbered paragraphs are lettered, and stay so.
		numbered: items.some((item) => item.numbered),
		styles: defaultStyles,
		contents: true,
		blocks: parts.flatMap((part) => part.blocks),
		footnotes: parts.flatMap((part) => part.footnotes)
	};
}

/** What an item is called in the pack, in its contents and in the names of its files. */
export function itemTitle(item: Pick<DocumentModel, 'title'>, position: number): string {
	return `Item ${position}: ${item.title}`;
}

function composeItem(item: DocumentModel, position: number): Pick<DocumentModel, 'blocks' | 'footnotes'> {
	const numbering = numberDocument(item);
	const within: Within = { numbering, key: (key) => `${position} ${key}` };
	const lines = [item.byLine, item.status, item.marking].filter((line) => line !== null);
	return {
		blocks: [
			{ type: 'pageBreak' },
			{ type: 'heading', level: 1, runs: plainRuns(itemTitle(item, position)) },
			...lines.map((line): Block => ({ type: 'paragraph', numbered: false, runs: plainRuns(line) })),
			...numbering.model.blocks.map((block) => inPack(block, within))
		],
		footnotes: numbering.model.footnotes.map((note) => ({ ...note, key: within.key(note.key) }))
	};
}

type Within = {
	numbering: Numbering;
	/** Tells the notes of one item from those of another. */
	key: (key: string) => string;
};

function inPack(block: Block, within: Within): Block {
	const { numbering } = within;
	switch (block.type) {
		case 'heading':
			return { type: 'heading', level: Math.min(4, block.level + 1) as HeadingLevel, runs: runsIn(block.runs, within) };
		case 'annex':
			return {
				type: 'heading',
				level: 2,
				runs: [...plainRuns(`Annex ${numbering.annex(block)}: `), ...runsIn(block.runs, within)]
			};
		case 'paragraph': {
			const number = numbering.paragraph(block);
			const before = number === null ? [] : plainRuns(`${number}. `);
			return { type: 'paragraph', numbered: false, runs: [...before, ...runsIn(block.runs, within)] };
		}
		case 'recommendation': {
			const label = recommendationLabel(numbering.recommendation(block).number);
			const words = [label, block.verb].filter((word) => word !== null).join(' ');
			const after = block.reference === null ? [] : plainRuns(` ${referenceLabel(block.reference)}`);
			return {
				type: 'paragraph',
				numbered: false,
				runs: [{ type: 'strong', runs: plainRuns(words) }, ...plainRuns(' '), ...runsIn(block.runs, within), ...after]
			};
		}
		case 'list':
			return { ...block, items: block.items.map((item) => item.map((each) => inPack(each, within))) };
		case 'quote':
			return { ...block, blocks: block.blocks.map((each) => inPack(each, within)) };
		case 'table':
			return {
				type: 'table',
				caption: block.caption && runsIn(block.caption, within),
				align: block.align,
				header: block.header.map((cell) => runsIn(cell, within)),
				rows: block.rows.map((row) => row.map((cell) => runsIn(cell, within)))
			};
		case 'figure':
			return { type: 'figure', svg: block.svg, alt: block.alt, caption: runsIn(block.caption, within) };
		default:
			return block;
	}
}

/** Marks keep to their own item; places within a paper are named in words, because two papers may name theirs alike. */
function runsIn(runs: Run[], within: Within): Run[] {
	return runs.flatMap((run): Run[] => {
		switch (run.type) {
			case 'footnotes':
				return [{ type: 'footnotes', keys: run.keys.map(within.key) }];
			case 'anchor':
				return [];
			case 'crossReference':
				return plainRuns(within.numbering.target(run.name)?.label ?? '');
			case 'link': {
				const inner = runsIn(run.runs, within);
				return run.href.startsWith('#') ? inner : [{ ...run, runs: inner }];
			}
			case 'strong':
			case 'emphasis':
				return [{ ...run, runs: runsIn(run.runs, within) }];
			default:
				return [run];
		}
	});
}
