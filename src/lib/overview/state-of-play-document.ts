import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { longDate, shortDate } from '#lib/ui/dates.ts';
import {
	changesOfDays,
	changeText,
	contestedText,
	type OwedPost,
	owedWords,
	type StateOfPlay,
	summary,
	undertakingText
} from './state-of-play.ts';

/** The chair’s one page as a document. Pure: everything was read before. */
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
		blocks: [
			paragraph(summary(state)),
			heading('Who owes what'),
			...(state.owed.length === 0
				? [paragraph('No answer is owed.')]
				: [
						table(
							['Post', 'Owes an answer on'],
							state.owed.map((post) => [
								lines([
									`${post.department}: ${post.post}`,
									post.holders.length > 0 ? post.holders.join(', ') : 'Vacant'
								]),
								lines(post.answers.map(owedText))
							])
						)
					]),
			heading('Contested'),
			...listOrNone(
				state.contested.map((row) => `${row.reference} ${row.title}: ${contestedText(row)}`),
				'Nobody disagrees with a recommendation that is with the group.'
			),
			...(state.undertakings.length === 0
				? []
				: [
						heading('Undertakings overdue'),
						...listOrNone(
							state.undertakings.map((row) => `${row.reference} ${undertakingText(row)}`),
							''
						)
					]),
			heading('Thin'),
			...listOrNone(
				state.thin.map((row) => `${row.reference} ${row.title}: ${row.why}`),
				'Every recommendation rests on evidence from more than one occasion.'
			),
			heading('Dates'),
			...listOrNone(
				state.dates.map(
					(date) => `${longDate(date.dueOn)}: ${date.title}${date.standing ? ` (${date.standing})` : ''}`
				),
				'No key date is recorded.'
			),
			heading(`What changed in the last ${changesOfDays} days`),
			...listOrNone(
				state.changes.map((change) => `${shortDate(change.on)}: ${changeText(change)}`),
				'Nothing changed.'
			)
		]
	};
}

/** "R7 Register a birth, since 14 Nov 2026 (the words changed after the answer)" */
function owedText({ reference, title, since, why }: OwedPost['answers'][number]): string {
	const lapsed = why === 'lapsed' ? ` (${owedWords.lapsed})` : '';
	return `${reference} ${title}, since ${shortDate(since)}${lapsed}`;
}

function heading(text: string): Block {
	return { type: 'heading', level: 1, runs: plainRuns(text) };
}

function paragraph(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: plainRuns(text) };
}

function table(header: string[], rows: Run[][][]): Block {
	return {
		type: 'table',
		caption: null,
		align: header.map(() => 'left' as const),
		header: header.map(plainRuns),
		rows
	};
}

function lines(texts: string[]): Run[] {
	return texts.flatMap((text, index): Run[] =>
		index === 0 ? plainRuns(text) : [{ type: 'break' }, ...plainRuns(text)]
	);
}

function listOrNone(items: string[], none: string): Block[] {
	if (items.length === 0) return [paragraph(none)];
	return [{ type: 'list', ordered: false, items: items.map((item) => [paragraph(item)]) }];
}
