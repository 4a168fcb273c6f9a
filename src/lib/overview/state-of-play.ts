import type { AuditEvent } from '#lib/audit/catalogue.ts';
import { auditEvents } from '#lib/audit/catalogue.ts';
import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { recommendationStates, type RecommendationState } from '#lib/recommendations/recommendation.ts';
import { longDate, shortDate } from '#lib/ui/dates.ts';

/** The changes of the last days that the page reports. */
export const changesOfDays = 7;

export type OwedPost = {
	post: string;
	department: string;
	holders: string[];
	answers: { reference: string; title: string; since: string; why: 'asked' | 'lapsed' }[];
};

/** The chair's one page: who owes what, since when, what is contested, what changed. Dates are ISO. */
export type StateOfPlay = {
	review: { title: string; banner: string | null; marking: string };
	madeOn: string;
	states: { state: RecommendationState; count: number }[];
	owed: OwedPost[];
	contested: { reference: string; title: string; notContent: string[]; notYet: string[]; conditions: number }[];
	thin: { reference: string; title: string; why: string }[];
	toRecheck: number;
	untagged: number;
	dates: { title: string; dueOn: string; late: boolean }[];
	changes: { on: string; who: string; event: AuditEvent; reference: string | null }[];
};

export const owedWords = {
	asked: 'asked',
	lapsed: 'the words changed after the answer'
} as const;

/** "R7 Register a birth, since 14 Nov 2026 (the words changed after the answer)" */
function owedText({ reference, title, since, why }: OwedPost['answers'][number]): string {
	const lapsed = why === 'lapsed' ? ` (${owedWords.lapsed})` : '';
	return `${reference} ${title}, since ${shortDate(since)}${lapsed}`;
}

export function changeText({ who, event, reference }: StateOfPlay['changes'][number]): string {
	const act = auditEvents[event];
	if (!reference) return `${who} ${act}`;
	return act.includes(' this ')
		? `${who} ${act.replace(/ this (\w+)/, ` ${reference}`)}`
		: `${who} ${act} on ${reference}`;
}

/** The same page as a document. Pure: everything was read before. */
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
			heading('Thin'),
			...listOrNone(
				state.thin.map((row) => `${row.reference} ${row.title}: ${row.why}`),
				'Every recommendation rests on evidence from more than one occasion.'
			),
			heading('Dates'),
			...listOrNone(
				state.dates.map((date) => `${longDate(date.dueOn)}: ${date.title}${date.late ? ' (passed)' : ''}`),
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

export function contestedText({ notContent, notYet, conditions }: StateOfPlay['contested'][number]): string {
	const parts: string[] = [];
	if (notContent.length > 0) parts.push(`not content: ${notContent.join(', ')}`);
	if (notYet.length > 0) parts.push(`not yet: ${notYet.join(', ')}`);
	if (conditions > 0) parts.push(conditions === 1 ? 'one condition open' : `${conditions} conditions open`);
	return parts.join('; ');
}

export function summary(state: StateOfPlay): string {
	const counts = state.states.map(
		({ state: name, count }) => `${count} ${recommendationStates[name].label.toLowerCase()}`
	);
	const owed = state.owed.reduce((sum, post) => sum + post.answers.length, 0);
	const parts = [
		counts.length === 0 ? 'No recommendation yet.' : `Recommendations: ${counts.join(', ')}.`,
		owed === 0 ? 'No answer is owed.' : `${owed} ${owed === 1 ? 'answer is' : 'answers are'} owed.`,
		state.toRecheck === 0 ? '' : `${state.toRecheck} ${state.toRecheck === 1 ? 'tag needs' : 'tags need'} a re-check.`,
		state.untagged === 0 ? '' : `${state.untagged} ${state.untagged === 1 ? 'finding has' : 'findings have'} no tag.`
	];
	return parts.filter((part) => part !== '').join(' ');
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
