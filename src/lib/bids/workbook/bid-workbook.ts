import type { Sheet, Workbook } from '#lib/documents/workbook/workbook.ts';
import { markingText } from '#lib/reviews/review.ts';
import type { Appraisal } from '../appraisal/appraisal.ts';
import type { BidContent } from '../content.ts';
import { appraisalSheets } from './appraisal-sheets.ts';
import { type Row, words } from './cells.ts';
import { checksSheet } from './checks.ts';
import { type BidCopy, copyText } from './copy.ts';
import { benefitSheets, costSheets } from './lines.ts';
import { listsSheet } from './lists.ts';
import { assumptionsSheet, plainSheet, recordSheet } from './record-sheets.ts';
import { bidStyles } from './styles.ts';
import { totalSheets } from './totals.ts';
import { vocabularyOf } from './vocabulary.ts';

/** A bid as a workbook whose formulas come to the application's own figures. @param banner such as "FICTIONAL" */
export function bidWorkbook(content: BidContent, copy: BidCopy, banner: string | null): Workbook {
	const vocabulary = vocabularyOf(content);
	const lists = listsSheet(vocabulary);
	const costs = costSheets(content, vocabulary);
	const totals = totalSheets(content, vocabulary);
	const benefits = benefitSheets(content, vocabulary);
	const appraised =
		content.appraisal === null
			? { sheets: [], names: [] }
			: appraisalSheets(content, content.appraisal as Appraisal, vocabulary);
	const sheets = [
		recordSheet(content),
		...totals.sheets,
		...costs.sheets,
		assumptionsSheet(content, vocabulary),
		...benefits.sheets,
		...appraised.sheets,
		checksSheet(content, vocabulary, totals),
		lists.sheet
	];
	const marking = markingText(content.marking.sensitive, content.marking.handling);
	return {
		title: `${content.reference} ${content.title}`,
		language: 'en-GB',
		marking,
		status: [banner, copyText(copy)].filter((part) => part !== null).join(', '),
		properties: {
			subject: `Bid to ${content.fiscalEvent.name}`,
			creator: content.lead.name,
			keywords: [content.reference],
			snapshot: copy.of === 'version' ? { number: String(copy.number), sha256: copy.sha256 } : null
		},
		styles: bidStyles(wholePounds(content) ? 0 : 2),
		names: [...lists.names, ...costs.names, ...totals.names, ...benefits.names, ...appraised.names],
		sheets: [readMeSheet(content, copy, { banner, marking, sheets }), ...sheets]
	};
}

function readMeSheet(
	content: BidContent,
	copy: BidCopy,
	{ banner, marking, sheets }: { banner: string | null; marking: string; sheets: readonly Sheet[] }
): Sheet {
	const facts: [string, string][] = [
		['Bid', `${content.reference} ${content.title}`],
		['Lead department', content.lead.name],
		['Fiscal event', content.fiscalEvent.name],
		['State', copyText(copy)],
		...(copy.of === 'version' ? [['SHA-256 of the version', copy.sha256] as [string, string]] : []),
		['Units', 'Pounds. Staff in full-time equivalents. Years are financial years, April to March.'],
		[
			'Prices',
			'Money of the day (nominal) and money in the prices of one year (real) stand on different sheets and are never added together.'
		],
		[
			'Signs',
			'Amounts are never negative. Totals take savings and income off costs, so a negative total is a net saving.'
		],
		[
			'Formulas',
			'Totals and checks are live: they are worked out again when the file is opened or a yellow cell is changed.'
		],
		...(content.options.some(({ leadOnly }) => leadOnly)
			? [
					[
						'For the lead department',
						'This file holds options that the lead department keeps to itself. Whoever has the file has them.'
					] as [string, string]
				]
			: []),
		['What counts', 'The bid as Throughline holds it. A figure that is changed here changes nothing there.']
	];
	return {
		...plainSheet('Read me', [26, 96]),
		rows: [
			[words(marking, 'Marking')],
			...(banner === null ? [] : [[words(banner, 'Marking')]]),
			[words(`${content.reference} ${content.title}`, 'Title')],
			[],
			...facts.map(([label, text]): Row => [words(label, 'Label'), words(text)]),
			[],
			[words('Sheets', 'Heading')],
			...sheets.map(({ name }): Row => [words(name, 'Label'), words(about(name))])
		],
		landscape: false
	};
}

const sheetTexts: Record<string, string> = {
	Record: 'What the bid says, case by case; recommendations, outcomes and options.',
	'Cost totals': 'Totals by year, budget, department and recommendation of the option that you choose, and by option.',
	'Fixed price totals': 'The same for lines in the prices of one year.',
	Costs: 'Every cost, saving and income in money of the day.',
	'Costs in fixed prices': 'Every cost, saving and income in the prices of one year.',
	Staff: 'Full-time equivalents of the lines that have any.',
	Assumptions: 'What the figures rest on, whose it is and where it comes from.',
	Benefits: 'Benefits in money of the day, with their evidence.',
	'Benefits in fixed prices': 'Benefits in the prices of one year, with their evidence.',
	'Benefits not in money': 'Benefits that nobody has put in money, with their evidence.',
	Appraisal: 'What the options are worth: present values, net value, ratio, low and high case. Real terms.',
	'Real terms': 'Every appraised line in the prices of the appraisal, with its present value.',
	'Appraised, money of the day': 'What was entered in money of the day, as it was appraised.',
	'Appraised, fixed prices':
		'What was entered in the prices of one year, and what goes on after the last year entered.',
	Rates: 'Discount rates and factors, GDP deflators, and the editions used.',
	Checks: 'Whether totals agree with one another, with the application and with the headline.',
	Lists: 'What the columns of the lines may hold.'
};

function about(name: string): string {
	return sheetTexts[name] ?? '';
}

function wholePounds({ costLines, benefitLines }: BidContent): boolean {
	const amounts = [
		...costLines.flatMap(({ cells, steadyStatePence }) => [steadyStatePence, ...cells.map(({ pence }) => pence)]),
		...benefitLines.flatMap(({ cells }) => cells.map(({ pence }) => pence))
	];
	return amounts.every((pence) => (pence ?? 0) % 100 === 0);
}
