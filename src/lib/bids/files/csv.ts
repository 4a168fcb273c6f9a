import { stringify } from 'csv-stringify/sync';
import { markingText } from '#lib/reviews/review.ts';
import { noEvidenceYet } from '../benefits/evidence.ts';
import { benefitKinds, budgets, financialYear, flows, optionKinds } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { hundredths } from '../workbook/cells.ts';
import { copyText } from '../workbook/copy.ts';
import { recordFields } from '../workbook/record-sheets.ts';
import type { LoadedCopy } from './copies.server.ts';
import type { Table } from './tables.ts';

/**
 * One table of a bid as CSV: a row for each amount of each year, or for each field of the record. A text that a
 * spreadsheet would take for a formula begins with an apostrophe; the file begins with a byte order mark, without which
 * Excel reads it in the wrong letters.
 */
export function bidCsv({ content, copy }: LoadedCopy, table: Table): string {
	const common = {
		Marking: markingText(content.marking.sensitive, content.marking.handling),
		State: copyText(copy),
		Bid: content.reference
	};
	const rows = tables[table](content).map((row) => ({ ...common, ...row }));
	const columns = [...Object.keys(common), ...headings[table]];
	return stringify(rows, { header: true, columns, bom: true, record_delimiter: 'windows', escape_formulas: true });
}

type Row = Record<string, string>;

const lineHeadings = ['Option', 'Option name', 'Department', 'Recommendation', 'Description'];
const headings: Record<Table, string[]> = {
	costs: [
		...lineHeadings,
		'Cost, saving or income',
		'Budget',
		'New or baseline',
		'Prices',
		'Year',
		'Pounds',
		'Full-time equivalents',
		'Assumption'
	],
	benefits: [...lineHeadings, 'Kind', 'Prices', 'Year', 'Pounds', 'Evidence', 'Assumption'],
	record: ['Case', 'Field', 'Text']
};

const tables: Record<Table, (content: BidContent) => Row[]> = {
	costs: (content) =>
		content.costLines.flatMap((line) => {
			const about = {
				...lineFacts(content, line),
				'Cost, saving or income': flows[line.flow].label,
				Budget: budgets[line.budget].label,
				'New or baseline': line.baseline ? 'Baseline' : 'New'
			};
			const years = line.cells.map(({ year, pence, staffHundredths, assumption }) => ({
				...about,
				Year: financialYear(year),
				Pounds: pence === null ? '' : hundredths(pence),
				'Full-time equivalents': staffHundredths === null ? '' : hundredths(staffHundredths),
				Assumption: assumption === null ? '' : `A${assumption}`
			}));
			if (line.steadyStatePence === null) return years;
			return [...years, { ...about, Year: 'Each year after', Pounds: hundredths(line.steadyStatePence) }];
		}),
	benefits: (content) =>
		content.benefitLines.flatMap((line) => {
			const about = {
				...lineFacts(content, line),
				Kind: benefitKinds[line.kind].label,
				Evidence:
					line.evidence.map(({ reference, strength }) => `${reference} (${strength ?? 'not judged'})`).join('; ') ||
					noEvidenceYet,
				Assumption: line.assumption === null ? '' : `A${line.assumption}`
			};
			if (line.cells.length === 0) return [about];
			return line.cells.map(({ year, pence }) => ({ ...about, Year: financialYear(year), Pounds: hundredths(pence) }));
		}),
	record: (content) => [
		...[
			{ Field: 'Title', Text: content.title },
			{ Field: 'Fiscal event', Text: content.fiscalEvent.name },
			{ Field: 'Lead department', Text: content.lead.name },
			{ Field: 'Partner departments', Text: content.partners.map(({ name }) => name).join(', ') }
		].map((row) => ({ Case: '', ...row })),
		...recordFields(content).map(({ case: of, label, text }) => ({ Case: of, Field: label, Text: text }))
	]
};

function lineFacts(
	{ options, lead, partners }: BidContent,
	line: {
		optionId: number;
		teamId: number;
		recommendation: string | null;
		description: string;
		priceYear: number | null;
	}
): Row {
	const option = options.find(({ id }) => id === line.optionId);
	return {
		Option: option ? optionKinds[option.kind].label : '',
		'Option name': option?.name ?? '',
		Department: [lead, ...partners].find(({ id }) => id === line.teamId)?.shortName ?? '',
		Recommendation: line.recommendation ?? '',
		Description: line.description,
		Prices: line.priceYear === null ? 'Money of the day' : financialYear(line.priceYear)
	};
}
