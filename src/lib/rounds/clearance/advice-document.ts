import { type Block, defaultStyles, type DocumentModel, plainRuns, type Run } from '#lib/documents/document.ts';
import { grades } from '#lib/positions/position.ts';
import { longDate, plainDate } from '#lib/ui/dates.ts';
import { conditionStates } from '../ledger/ledger.ts';
import { gateWithin } from '../rule-words.ts';
import { type Advice, type AdviceComment, groupsOf, openComments, verdict } from './advice.ts';

/** The clearance advice as a document. Pure: everything was read before. */
export function adviceDocument(advice: Advice): DocumentModel {
	const { round, copy, review } = advice;
	return {
		title: `Clearance advice: ${round.title}`,
		language: 'en-GB',
		marking: copy.marking,
		banner: review.banner,
		status: `${round.name}, as of ${longDate(advice.madeOn)}`,
		byLine: `To the chair of the ${round.committee}, ${round.chair}`,
		properties: { subject: 'Clearance advice', creator: 'Secretariat', keywords: [round.name], snapshot: null },
		numbered: false,
		styles: defaultStyles,
		contents: false,
		footnotes: [],
		blocks: [
			paragraph(verdict(advice)),
			heading('What is to be cleared'),
			table(
				['About', 'This round'],
				[
					['Asked by', round.sponsor],
					['Issued', longDate(round.issuedOn)],
					['Replies due', longDate(round.replyBy)],
					['Spending', round.spendsMoney ? 'Money is asked for' : 'No money is asked for'],
					['Frozen copy', `${copy.paper} ${copy.title}, snapshot ${copy.number}`],
					['SHA-256', copy.sha256],
					['Rules', round.rules]
				]
			),
			...listOf(
				advice.recommendations.map(
					(each) =>
						`${each.reference} ${each.title}, version ${each.version}${each.movedOn ? ' (changed in meaning since it was frozen)' : ''}`
				),
				'Nothing is asked.'
			),
			...obstacleBlocks(advice),
			heading('Who agrees to what'),
			table(
				['Department', ...advice.recommendations.map(({ reference }) => reference), 'Reply'],
				advice.departments.map((each) => [
					each.name,
					...each.cells.map(({ label }) => label),
					each.reply ? `${plainDate(each.reply.datedOn)}${each.standing.late ? ', late' : ''}` : each.standing.label
				])
			),
			...treasuryBlocks(advice),
			...objectionBlocks(advice),
			...silenceBlocks(advice),
			...commentBlocks(advice)
		]
	};
}

function obstacleBlocks({ obstacles }: Advice): Block[] {
	return [
		heading('What stands in the way'),
		...listOf(
			obstacles.map(
				({ gate, words, source, meetingMayOverride }) =>
					`${words}${gate === 'round' ? '' : ` Rule: ${gateWithin(gate)}.`}${source ? ` Source: ${source}` : ''}${meetingMayOverride ? ' A meeting may decide all the same.' : ''}`
			),
			'Nothing. The chair may be asked to clear; nothing clears by itself.'
		)
	];
}

function treasuryBlocks({ treasury, round }: Advice): Block[] {
	const about = heading('The Treasury’s position, in its own words');
	if (!treasury) {
		return [
			about,
			paragraph(
				round.spendsMoney
					? 'The Treasury is not asked, and money is asked for.'
					: 'The Treasury is not asked: no money is asked for.'
			)
		];
	}
	const given = treasury.datedOn ? `, ${plainDate(treasury.datedOn)}, from ${treasury.sentBy ?? 'its office'}` : '';
	return [
		about,
		paragraph(`${treasury.name}: ${treasury.label}${given}.`),
		...(treasury.text === null ? [paragraph('It gave no further words.')] : [quote(treasury.text)])
	];
}

function objectionBlocks(advice: Advice): Block[] {
	const { objecting } = groupsOf(advice);
	return [
		heading('Objections that stand'),
		...(objecting.length === 0
			? [paragraph('None.')]
			: objecting.flatMap(({ name, standing, reply }) => [
					paragraph(`${name}: ${standing.label}.`),
					...(reply?.text ? [quote(reply.text)] : [])
				]))
	];
}

function silenceBlocks(advice: Advice): Block[] {
	const { silent, owing, waiting, late } = groupsOf(advice);
	const named = (list: typeof silent) =>
		list.map(({ name, standing }) => `${name}: ${standing.label.toLowerCase()}. ${standing.because ?? ''}`.trim());
	return [
		heading('Silence and late replies'),
		...listOf([...named(owing), ...named(silent), ...named(waiting)], 'Every department that was asked has replied.'),
		...listOf(
			late.map(
				({ name, standing, reply }) => `${name}: ${standing.label}, dated ${plainDate(reply?.datedOn ?? '')}, late.`
			),
			'No reply came late.'
		)
	];
}

function commentBlocks(advice: Advice): Block[] {
	const { conditions, remarks, settled } = openComments(advice);
	const rows = (list: AdviceComment[]) =>
		list.map((each) => [
			each.reference,
			each.department,
			each.recommendation,
			`${grades[each.grade].label}: ${each.text}`,
			stateWords(each)
		]);
	const header = ['Number', 'Department', 'On', 'Comment', 'State'];
	return [
		heading('Open conditions'),
		conditions.length === 0 ? paragraph('None.') : table(header, rows(conditions)),
		heading('Other comments that are open'),
		remarks.length === 0 ? paragraph('None.') : table(header, rows(remarks)),
		heading('Met or dealt with'),
		settled.length === 0 ? paragraph('None.') : table(header, rows(settled))
	];
}

function stateWords({ state, metVersion, handled, owner }: AdviceComment): string {
	const { label } = conditionStates[state];
	const version = metVersion === null ? '' : `, version ${metVersion}`;
	const who = owner !== null && (state === 'open' || state === 'reopened') ? `; owner: ${owner}` : '';
	return `${label}${version}${who}${handled === null ? '' : `. ${handled}`}`;
}

function heading(text: string): Block {
	return { type: 'heading', level: 1, runs: plainRuns(text) };
}

function paragraph(text: string): Block {
	return { type: 'paragraph', numbered: false, runs: plainRuns(text) };
}

/** Words as they came, paragraph by paragraph, never shortened. */
function quote(text: string): Block {
	const blocks = text.split(/\n{2,}/).map((part): Block => {
		const runs = part
			.split('\n')
			.flatMap((line, index): Run[] => (index === 0 ? plainRuns(line) : [{ type: 'break' }, ...plainRuns(line)]));
		return { type: 'paragraph', numbered: false, runs };
	});
	return { type: 'quote', blocks };
}

function listOf(items: readonly string[], none: string): Block[] {
	if (items.length === 0) return [paragraph(none)];
	return [{ type: 'list', ordered: false, items: items.map((item) => [paragraph(item)]) }];
}

function table(header: string[], rows: string[][]): Block {
	return {
		type: 'table',
		caption: null,
		align: header.map(() => 'left' as const),
		header: header.map(plainRuns),
		rows: rows.map((row) => row.map(plainRuns))
	};
}
