import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { invitedTo } from '#lib/papers/content.ts';
import { londonDate, longDate, plainDate } from '#lib/ui/dates.ts';
import { daysWords } from '../clock.ts';
import type { Round } from '../queries.server.ts';

/** The sheet that goes on top of every request: who asks what of whom, by when, on which copy. Pure. */
export function coverSheet(round: Round, review: { banner: string | null }): DocumentModel {
	return {
		title: round.rules.letter.coverTitle,
		language: 'en-GB',
		marking: round.snapshot.marking,
		banner: review.banner,
		status: round.issuedOn === null ? 'Not issued yet' : null,
		byLine: null,
		properties: {
			subject: `Write-round: ${round.title}`,
			creator: round.sponsor.title,
			keywords: [],
			snapshot: { sha256: round.snapshot.sha256, number: String(round.snapshot.number) }
		},
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: [],
		blocks: coverBlocks(round)
	};
}

/** The cover sheet with the letter behind it, in one document. */
export function coveredLetter(round: Round, letter: DocumentModel): DocumentModel {
	const { head = [], ...rest } = letter;
	return {
		...rest,
		title: `${round.rules.letter.coverTitle}: ${round.title}`,
		blocks: [
			...coverBlocks(round),
			{ type: 'pageBreak' },
			...head,
			{ type: 'heading', level: 1, runs: plainRuns(letter.title) },
			...letter.blocks
		]
	};
}

function coverBlocks(round: Round): Block[] {
	const { committee, sponsor, paper, snapshot, rules } = round;
	const due =
		round.replyBy === null
			? `${daysWords(round.clearDays)} after the letter`
			: `${longDate(round.replyBy)} (${daysWords(round.givenDays ?? 0)})`;
	const rows: [string, string[]][] = [
		['Subject', [round.title]],
		['From', [sponsor.title, sponsor.departmentName]],
		['To', [committee.chair, `Chair of the ${committee.name}`]],
		...(committee.secretary === ''
			? []
			: ([['Secretary of the committee', [committee.secretary]]] as [string, string[]][])),
		['Copied to', [committee.copiedTo === '' ? 'Nobody' : committee.copiedTo]],
		['Date of the letter', [round.issuedOn === null ? 'Not issued yet' : longDate(round.issuedOn)]],
		['Replies by', [due]],
		...(round.shortNoticeBecause === null
			? []
			: ([['Reason for the short notice', [round.shortNoticeBecause]]] as [string, string[]][])),
		['What is asked', [round.ask]],
		['Spending', [round.spendsMoney ? 'Money is asked for: the Treasury must be content' : 'No money is asked for']],
		[
			'Paper',
			[
				paper.title,
				`Copy ${snapshot.number}, frozen on ${plainDate(londonDate(snapshot.takenAt))}`,
				`SHA-256 ${snapshot.sha256}`
			]
		],
		['Rules', [`${rules.name}, edition ${rules.edition}`, ...(rules.tried ? [] : ['Not tried with these rules'])]]
	];
	return [
		{
			type: 'table',
			caption: null,
			align: ['left', 'left'],
			header: [plainRuns('About'), plainRuns('This request')],
			rows: rows.map(([name, words]) => [plainRuns(name), lines(words)])
		},
		heading('What the committee is invited to agree'),
		{
			type: 'list',
			ordered: true,
			items: round.recommendations.map((each) => {
				const { verb, text } = invitedTo(each);
				return [paragraph([{ type: 'strong', runs: plainRuns(verb) }, ...plainRuns(` ${text}`)])];
			})
		},
		heading('Departments that are asked'),
		{
			type: 'table',
			caption: null,
			align: ['left', 'left'],
			header: [plainRuns('Department'), plainRuns('Why it is asked')],
			rows: round.addressees.map((each) => [
				lines([each.departmentName, each.postTitle]),
				plainRuns(withoutReferences(each.mustBeAskedBecause ?? 'To be heard'))
			])
		}
	];
}

/** What leaves the review carries no working references. */
function withoutReferences(words: string): string {
	return words.replace(/ \((?:R\d+(?:, )?)+\)/g, '');
}

function heading(text: string): Block {
	return { type: 'heading', level: 1, runs: plainRuns(text) };
}

function paragraph(runs: Run[]): Block {
	return { type: 'paragraph', numbered: false, runs };
}

function lines(texts: readonly string[]): Run[] {
	return texts.flatMap((text, index): Run[] =>
		index === 0 ? plainRuns(text) : [{ type: 'break' }, ...plainRuns(text)]
	);
}
