import type { Sheet } from '#lib/documents/workbook/workbook.ts';
import { confidences, financialYear, optionKinds } from '../bid.ts';
import type { BidContent } from '../content.ts';
import {
	caseNames,
	cases,
	deliverabilityRatings,
	nations,
	newBurdens,
	scalabilities,
	textFieldNames,
	textFields
} from '../record.ts';
import { fitted, headings, number, pieces, type Row, words } from './cells.ts';
import type { Vocabulary } from './vocabulary.ts';

export type RecordField = { case: string; label: string; text: string };

/** The record as rows, in the order of the five cases; what is empty is not there. */
export function recordFields({ record }: BidContent): RecordField[] {
	const chosen: Record<string, { label: string; text: string | undefined }[]> = {
		strategic: [
			{ label: 'Territorial extent', text: record.extent?.map((nation) => nations[nation].label).join(', ') }
		],
		financial: [
			{ label: 'Can it be made smaller?', text: record.scalability && scalabilities[record.scalability].label },
			{ label: 'New burdens on councils', text: record.newBurdens && newBurdens[record.newBurdens].label }
		],
		management: [
			{
				label: 'Delivery confidence',
				text: record.deliverabilityRating && deliverabilityRatings[record.deliverabilityRating].label
			}
		]
	};
	return caseNames.flatMap((of) =>
		[
			...textFieldNames
				.filter((name) => textFields[name].case === of)
				.map((name) => ({ label: textFields[name].label, text: record[name] })),
			...(chosen[of] ?? [])
		].flatMap(({ label, text }) => (text ? [{ case: cases[of].label, label, text }] : []))
	);
}

export function recordSheet(content: BidContent): Sheet {
	const { fiscalEvent, lead, partners, recommendations, outcomes, options } = content;
	const facts: [string, string][] = [
		['Bid', `${content.reference} ${content.title}`],
		['Fiscal event', fiscalEvent.name],
		[
			'Period',
			`${financialYear(fiscalEvent.firstYear)} to ${financialYear(fiscalEvent.lastYear)}, capital to ${financialYear(fiscalEvent.capitalLastYear)}`
		],
		['Lead department', lead.name],
		['Partner departments', partners.map(({ name }) => name).join(', ') || 'None'],
		...(content.priorityRank === null
			? []
			: [['Priority rank of the lead', String(content.priorityRank)] as [string, string]])
	];
	return {
		...plainSheet('Record', [18, 30, 90, 24, 16]),
		rows: [
			[words('Record', 'Title')],
			...facts.map(([label, text]): Row => [null, words(label, 'Label'), words(text)]),
			[],
			headings(['Case', 'Field', 'What it says']),
			...recordFields(content).flatMap(({ case: of, label, text }) =>
				pieces(text).map((piece): Row => [words(of), words(label, 'Label'), words(piece)])
			),
			[],
			[words('Recommendations funded', 'Heading')],
			headings(['Reference', 'Title', 'Text as costed', 'Lead department', 'Version']),
			...recommendations.map(({ reference, title, text, leadDepartment, version }): Row => [
				words(reference, 'Label'),
				words(title),
				words(fitted(text)),
				words(leadDepartment),
				number(String(version), 'Whole')
			]),
			[],
			[words('Outcomes', 'Heading')],
			headings(['Target year', 'Metric', 'From and to', 'Source']),
			...outcomes.map(({ metric, baseline, target, targetYear, source }): Row => [
				words(targetYear === null ? '' : financialYear(targetYear)),
				words(metric, 'Label'),
				words(`${baseline || 'no baseline given'} → ${target || 'no target given'}`),
				words(source)
			]),
			[],
			[words('Options', 'Heading')],
			headings(['Kind', 'Name', 'Description', 'Known to']),
			...options.map(({ kind, name, description, leadOnly }): Row => [
				words(optionKinds[kind].label, 'Label'),
				words(name),
				words(description),
				words(leadOnly ? 'The lead department alone' : 'Everybody who has the bid')
			])
		]
	};
}

export function assumptionsSheet(content: BidContent, { departments }: Vocabulary): Sheet {
	const uses = (of: number) => [
		...content.costLines
			.filter(({ cells }) => cells.some(({ assumption }) => assumption === of))
			.map(({ description }) => description),
		...content.benefitLines.filter(({ assumption }) => assumption === of).map(({ description }) => description)
	];
	return {
		...plainSheet('Assumptions', [8, 70, 24, 40, 14, 18, 12, 50]),
		rows: [
			[words('Assumptions', 'Title')],
			[words('Every figure of a line that names a number here rests on it.', 'Note')],
			[],
			headings([
				'Number',
				'Assumption',
				'Owner',
				'Source',
				'Confidence',
				'Department',
				'Finding',
				'Lines that rest on it'
			]),
			...content.assumptions.map((each): Row => [
				words(`A${each.number}`, 'Label'),
				words(each.text),
				words(each.owner),
				words(each.source),
				words(confidences[each.confidence].label),
				words(departments.get(each.teamId) ?? ''),
				words(each.finding ?? ''),
				words(fitted(uses(each.number).join('\n')))
			])
		],
		frozen: { rows: 4, columns: 1 },
		repeatedRows: { from: 4, to: 4 }
	};
}

export function plainSheet(name: string, widths: number[]): Omit<Sheet, 'rows'> {
	return {
		name,
		widths,
		frozen: { rows: 0, columns: 0 },
		repeatedRows: null,
		printArea: null,
		landscape: true,
		validations: []
	};
}
