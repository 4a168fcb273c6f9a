import { renderHtml, type SafeHtml } from '#lib/documents/html.ts';
import { referencePath } from '#lib/reviews/reference.ts';
import type { BidContent } from '../content.ts';
import { askedFor, notCountedText } from '../costs/asked.ts';
import {
	type Case,
	caseNames,
	cases,
	deliverabilityRatings,
	missingFields,
	nations,
	newBurdens,
	scalabilities,
	textFieldNames,
	textFields
} from '../record.ts';

export type RecordRow = { key: string; label: string; text: string | null; html: SafeHtml | null };

export type RecordView = {
	name: string;
	title: string;
	cases: { key: Case; label: string; asks: string; rows: RecordRow[]; missing: string[] }[];
	/** The labels of everything that the record must say and does not. */
	missing: string[];
	recommendations: { reference: string; version: number; title: string; leadDepartment: string }[];
	outcomes: BidContent['outcomes'];
	options: BidContent['options'];
	lead: BidContent['lead'];
	partners: BidContent['partners'];
	fiscalEvent: BidContent['fiscalEvent'];
	headline: BidContent['headline'];
	/** On lines in fixed prices, which the sum beside the headline does not hold. */
	notCounted: string | null;
	priorityRank: number | null;
};

/** A bid's record as its page shows it, from work or from a frozen version alike: case by case, what is missing said. */
export function recordView(content: BidContent, slug: string): RecordView {
	const names = new Set(content.recommendations.map((each) => each.reference));
	const html = (text: string) =>
		renderHtml(text, {
			headingOffset: 3,
			referenceHref: (name) => (names.has(name) ? referencePath(slug, name) : null)
		});
	return {
		name: content.reference,
		title: content.title,
		cases: caseNames.map((key) => ({
			key,
			label: cases[key].label,
			asks: cases[key].asks,
			rows: inOrder([...textRows(content, key, html), ...choiceRows(content, key)]),
			missing: textFieldNames
				.filter((name) => textFields[name].case === key && textFields[name].required && !content.record[name])
				.map((name) => textFields[name].label)
		})),
		missing: missingFields(content.record),
		recommendations: content.recommendations.map(({ reference, version, title, leadDepartment }) => ({
			reference,
			version,
			title,
			leadDepartment
		})),
		outcomes: content.outcomes,
		options: content.options,
		lead: content.lead,
		partners: content.partners,
		fiscalEvent: content.fiscalEvent,
		headline: content.headline,
		notCounted: notCountedText(
			askedFor(content.costLines, content.options.find(({ kind }) => kind === 'preferred')?.id).fixed
		),
		priorityRank: content.priorityRank
	};
}

function textRows(content: BidContent, of: string, html: (text: string) => SafeHtml): RecordRow[] {
	return textFieldNames.flatMap((name) => {
		const field = textFields[name];
		const said = content.record[name];
		if (field.case !== of || !said) return [];
		const line = field.size === 'line';
		return [{ key: name, label: field.label, text: line ? said : null, html: line ? null : html(said) }];
	});
}

/** A choice stands before the words that say more about it. */
function inOrder(rows: readonly RecordRow[]): RecordRow[] {
	const choices = rows.filter(({ key }) => rows.some((row) => row.key === `${key}Text`));
	return rows
		.filter((row) => !choices.includes(row))
		.flatMap((row) => [...choices.filter(({ key }) => row.key === `${key}Text`), row]);
}

/** What is chosen from a list, under the case that it belongs to. */
function choiceRows({ record }: BidContent, of: string): RecordRow[] {
	const chosen = [
		{
			key: 'extent',
			of: 'strategic',
			label: 'Territorial extent',
			text: record.extent?.map((nation) => nations[nation].label).join(', ')
		},
		{
			key: 'scalability',
			of: 'financial',
			label: 'Can it be made smaller?',
			text: record.scalability && scalabilities[record.scalability].label
		},
		{
			key: 'newBurdens',
			of: 'financial',
			label: 'Are there new burdens on councils?',
			text: record.newBurdens && newBurdens[record.newBurdens].label
		},
		{
			key: 'deliverabilityRating',
			of: 'management',
			label: 'Delivery confidence',
			text: record.deliverabilityRating && deliverabilityRatings[record.deliverabilityRating].label
		}
	];
	return chosen.flatMap((each) =>
		each.of === of && each.text ? [{ key: each.key, label: each.label, text: each.text, html: null }] : []
	);
}
