import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { longDate, shortDate } from '#lib/ui/dates.ts';
import { type Handover, type HandoverRecommendation, type HandoverRound, openSummary } from './handover.ts';

/** The hand-over pack as a document: what is open first, then everything in its order. Pure: everything was read before. */
export function handoverDocument(pack: Handover): DocumentModel {
	return {
		title: `Hand-over: ${pack.review.title}`,
		language: 'en-GB',
		marking: pack.review.marking,
		banner: pack.review.banner,
		status: `As of ${longDate(pack.madeOn)}`,
		byLine: null,
		properties: { subject: 'Hand-over pack', creator: 'Secretariat', keywords: [], snapshot: null },
		numbered: false,
		styles: defaultStyles,
		contents: true,
		footnotes: [],
		blocks: [
			heading(1, 'What is still open'),
			paragraph(openSummary(pack.open)),
			...pack.open.flatMap(({ title, count, items, more }) => [
				heading(2, `${title}: ${count.toLocaleString('en-GB')}`),
				...list(items),
				...(more ? [paragraph('The first of them are named; the rest stand in the application.')] : [])
			]),
			heading(1, 'What falls due'),
			...(pack.due.length === 0
				? [paragraph('Nothing names a day.')]
				: [
						table(
							['Day', 'What'],
							pack.due.map(({ on, what, late }) => [`${longDate(on)}${late ? ' (passed)' : ''}`, what])
						)
					]),
			heading(1, 'The review'),
			table(['About', 'This review'], pack.about),
			...(pack.aims.length === 0 ? [] : [heading(2, 'Aims'), ...pack.aims.map(paragraph)]),
			heading(1, 'Posts, and who held them'),
			table(
				['Post', 'Role', 'Held by'],
				pack.posts.map(({ department, title, role, holders }) => [
					`${title}\n${department}`,
					role,
					holders.length === 0 ? 'Nobody on record' : holders.join('\n')
				])
			),
			heading(1, 'Recommendations'),
			...(pack.recommendations.length === 0
				? [paragraph('There is no recommendation.')]
				: pack.recommendations.flatMap(recommendationBlocks)),
			heading(1, 'Write-rounds'),
			...(pack.rounds.length === 0 ? [paragraph('No write-round was begun.')] : pack.rounds.flatMap(roundBlocks)),
			...listed('Letters', pack.letters, 'No letter was written.'),
			...listed('Undertakings made in public', pack.undertakings, 'No undertaking is recorded.'),
			...listed('Open actions and reports', pack.actions, 'No action is open and no report is owed.'),
			heading(1, 'Where every document is'),
			...(pack.documents.length === 0
				? [paragraph('Nothing has been frozen, sent or received as a file.')]
				: [
						paragraph('Each with the SHA-256 of what is kept, and its address in the application.'),
						table(
							['Document', 'Kept since', 'SHA-256', 'Address'],
							pack.documents.map(({ reference, what, on, sha256, where }) => [
								`${reference} ${what}`,
								shortDate(on),
								breakable(sha256),
								where
							])
						)
					]),
			heading(1, 'Settings'),
			table(['Setting', 'Value'], pack.settings),
			...(pack.left.length === 0 ? [] : [heading(1, 'What is not printed here'), ...list(pack.left)])
		]
	};
}

function recommendationBlocks(it: HandoverRecommendation): Block[] {
	return [
		heading(2, `${it.reference} ${it.title}`),
		paragraph(`Ministers are invited to ${it.verb}: ${it.text}`),
		paragraph(`Version ${it.version}. ${it.stands}.`),
		...part('The line behind it', it.line, 'No finding is tagged to it.'),
		...part('Positions of the group', it.positions),
		...part('Decisions', it.decisions),
		...part('Cabinet ministers', it.cabinet),
		...part('Replies in write-rounds', it.replies),
		...part('Conditions', it.conditions),
		...part('Bids', it.bids),
		...part('Undertakings', it.undertakings),
		...part('Open actions', it.actions)
	];
}

function roundBlocks(it: HandoverRound): Block[] {
	return [
		heading(2, `${it.reference} ${it.title}`),
		table(
			['About', 'This round'],
			it.facts.map(([key, value]) => [key, key.startsWith('SHA-256') ? breakable(value) : value])
		),
		...part('Departments', it.departments),
		...part('What the chair of the committee decided', it.clearances, 'Nothing is decided yet.')
	];
}

/** A part of a recommendation or a round; without anything to say and words for that, nothing. */
function part(title: string, items: readonly string[], none?: string): Block[] {
	if (items.length === 0 && none === undefined) return [];
	const head: Block = { type: 'paragraph', numbered: false, runs: [{ type: 'strong', runs: plainRuns(title) }] };
	return [head, ...(items.length === 0 ? [paragraph(none ?? '')] : list(items))];
}

function listed(title: string, items: readonly string[], none: string): Block[] {
	return [heading(1, title), ...(items.length === 0 ? [paragraph(none)] : list(items))];
}

function heading(level: 1 | 2, text: string): Block {
	return { type: 'heading', level, runs: plainRuns(text) };
}

function paragraph(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: lines(text) };
}

function list(items: readonly string[]): Block[] {
	if (items.length === 0) return [];
	return [{ type: 'list', ordered: false, items: items.map((item) => [paragraph(item)]) }];
}

function table(header: string[], rows: readonly (readonly string[])[]): Block {
	return {
		type: 'table',
		caption: null,
		align: header.map(() => 'left' as const),
		header: header.map(plainRuns),
		rows: rows.map((row) => row.map(lines))
	};
}

function lines(text: string): Run[] {
	return text
		.split('\n')
		.flatMap((line, index): Run[] => (index === 0 ? plainRuns(line) : [{ type: 'break' }, ...plainRuns(line)]));
}

/** Sixty-four characters in a row would push a column off the page. */
function breakable(digest: string): string {
	return digest.replace(/[0-9a-f]{64}/, (found) => found.match(/.{16}/g)?.join('\n') ?? found);
}
