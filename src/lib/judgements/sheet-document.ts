import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { reference } from '#lib/reviews/reference.ts';
import { longDate, shortDate, londonDate } from '#lib/ui/dates.ts';
import { answerText, criteriaSource } from './criteria.ts';
import { type Judgement, type Sheet, type SheetRow, sheetSummary } from './judgement.ts';
import { missings } from './missing.ts';

/** The evidence-to-decision sheet as a document. Pure: everything was read before, as far as its reader may see it. */
export function sheetDocument(
	sheet: Sheet,
	recommendation: { number: number; title: string; text: string; version: number },
	review: { title: string; banner: string | null; marking: string; madeOn: string }
): DocumentModel {
	const name = reference('R', recommendation.number);
	return {
		title: `Evidence to decision: ${recommendation.title}`,
		language: 'en-GB',
		marking: review.marking,
		banner: review.banner,
		status: `${name}, version ${recommendation.version}, as of ${longDate(review.madeOn)}`,
		byLine: null,
		properties: { subject: `Evidence to decision, ${name}`, creator: review.title, keywords: [], snapshot: null },
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: [],
		blocks: [
			{ type: 'quote', blocks: [paragraph(recommendation.text)] },
			paragraph(sheetSummary(sheet)),
			...sheet.rows.flatMap(rowBlocks),
			{ type: 'rule' },
			paragraph(`The questions follow the ${criteriaSource.name}: ${criteriaSource.cited}.`)
		]
	};
}

function rowBlocks(row: SheetRow): Block[] {
	const { criterion, hidden, missing, contested } = row;
	const judgements = [...row.own, ...row.others];
	const notes = [
		...missing.map((lack) => missings[lack]),
		...(contested ? ['Departments lean different ways'] : []),
		...(hidden ? ['Others’ judgements are shown once you have given your own'] : [])
	];
	return [
		{ type: 'heading', level: 1, runs: plainRuns(criterion.label) },
		paragraph(criterion.question),
		...(notes.length > 0 ? [emphasised(`${notes.join('. ')}.`)] : []),
		...(judgements.length > 0
			? [
					{
						type: 'table' as const,
						caption: null,
						align: ['left' as const, 'left' as const, 'left' as const],
						header: ['Department', 'Judgement', 'Findings and comment'].map(plainRuns),
						rows: judgements.map(judgementRow)
					}
				]
			: [])
	];
}

function judgementRow(judgement: Judgement): Run[][] {
	const on = `Version ${judgement.version}, ${shortDate(londonDate(judgement.givenAt))}`;
	return [
		lines([judgement.departmentName, judgement.postTitle]),
		lines([
			answerText(judgement.criterion, judgement.answer),
			judgement.lapsed ? `${on}: the words have changed since` : on
		]),
		lines([
			...judgement.findings.map(({ number, sentence }) => `${reference('F', number)} ${sentence ?? 'Withdrawn'}`),
			...(judgement.comment === null ? [] : judgement.comment.split('\n').filter((line) => line.trim() !== ''))
		])
	];
}

function paragraph(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: plainRuns(text) };
}

function emphasised(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: [{ type: 'emphasis', runs: plainRuns(text) }] };
}

function lines(texts: string[]): Run[] {
	return texts.flatMap((text, index): Run[] =>
		index === 0 ? plainRuns(text) : [{ type: 'break' }, ...plainRuns(text)]
	);
}
