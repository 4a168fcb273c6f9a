import { type Block, defaultStyles, type DocumentModel, type Footnote, plainRuns } from '#lib/documents/document.ts';
import { figureBlocks, pictureBlock } from '#lib/documents/charts/figure.ts';
import { markingText } from '#lib/reviews/review.ts';
import { longDate } from '#lib/ui/dates.ts';
import { money } from '#lib/ui/money.ts';
import { financialYear, optionKinds } from '../bid.ts';
import { costProfile } from '../charts/cost-profile.ts';
import { costWaterfalls } from '../charts/cost-waterfall.ts';
import type { BidContent } from '../content.ts';
import { askedFor, type FixedPrices, notCountedText } from '../costs/asked.ts';
import { type Case, missingFields } from '../record.ts';
import { type BidCopy, copyText } from '../workbook/copy.ts';
import { assumptionsAnnex, linesAnnex } from './annexes.ts';
import { appraisalAnnex, appraisalBlocks, appraisalOf, financialBlocks } from './appraisal-blocks.server.ts';
import { benefitBlocks } from './benefit-blocks.ts';
import { annex, heading, labelled, list, paragraph, table } from './blocks.ts';
import { costTableBlocks, costTablesOf, pricesOf } from './cost-table.ts';
import { positionBlocks, type StatedPosition } from './position-blocks.ts';
import { caseBlocks } from './record-blocks.ts';

/**
 * A copy of a bid as a document in five cases. Every page carries the marking; work says DRAFT, a version its number and
 * hash. Nominal and real money never stand in one table.
 * @param around a label of the review such as "FICTIONAL", and where the Treasury stands on what was submitted
 */
export function composeNarrative(
	content: BidContent,
	copy: BidCopy,
	around: { banner: string | null; position: StatedPosition | null }
): DocumentModel {
	const appraisal = appraisalOf(content);
	const preferred = content.options.find(({ kind }) => kind === 'preferred') ?? null;
	const parts = new Map<Case, { blocks: Block[]; footnotes: Footnote[] }>();
	const said = (of: Case): Block[] => {
		const part = caseBlocks(content, of);
		parts.set(of, part);
		return part.blocks;
	};
	const blocks = [
		...opening(content, copy),
		...(around.position ? [heading(2, 'The Treasury'), ...positionBlocks(around.position)] : []),
		...said('strategic'),
		...outcomeBlocks(content),
		...said('economic'),
		...optionBlocks(content),
		...(appraisal
			? appraisalBlocks(appraisal)
			: [paragraph('No appraisal of the bid as it stands in this copy goes with it.')]),
		...content.options.flatMap((option) => benefitBlocks(content, option)),
		...said('commercial'),
		...said('financial'),
		...financialCase(content, preferred),
		...(appraisal && content.costLines.some(({ priceYear }) => priceYear !== null) ? financialBlocks(appraisal) : []),
		...said('management'),
		...assumptionsAnnex(content),
		...(preferred ? linesAnnex(content, preferred.id) : []),
		...(appraisal ? appraisalAnnex(appraisal) : []),
		...aboutCopy(copy)
	];
	const departments = [content.lead, ...content.partners].map(({ name }) => name).join(', ');
	return {
		title: content.title,
		language: 'en-GB',
		marking: markingText(content.marking.sensitive, content.marking.handling),
		banner: around.banner,
		status: copyText(copy),
		byLine: `Bid ${content.reference} for ${content.fiscalEvent.name}: ${departments}`,
		properties: {
			subject: `Bid for ${content.fiscalEvent.name}`,
			creator: content.lead.name,
			keywords: [content.reference, ...content.recommendations.map(({ reference }) => reference)],
			snapshot: copy.of === 'version' ? { sha256: copy.sha256, number: String(copy.number) } : null
		},
		numbered: false,
		styles: defaultStyles,
		contents: true,
		blocks,
		footnotes: distinct([...parts.values()].flatMap(({ footnotes }) => footnotes))
	};
}

/** The difference between the headline and its lines, with what explains it and what is in other prices. */
export function headlineText(headline: BidContent['headline'], fixed: readonly FixedPrices[]): string {
	return [comparedText(headline), notCountedText(fixed)].filter((text) => text !== null).join(' ');
}

function comparedText({ pence, linesPence, explanation }: BidContent['headline']): string {
	if (pence === null)
		return `No headline is set. The new nominal money of the preferred option comes to ${money(linesPence)}.`;
	if (pence === linesPence) return `The headline is ${money(pence)}, and so is the sum of the nominal lines.`;
	const gap = BigInt(pence) - BigInt(linesPence);
	const size = money(gap < 0n ? -gap : gap);
	return `The headline is ${money(pence)} and the nominal lines come to ${money(linesPence)}: ${size} ${gap > 0n ? 'more' : 'less'} than its lines. ${explanation ?? 'Nobody has explained the difference yet.'}`;
}

function opening(content: BidContent, copy: BidCopy): Block[] {
	const { fiscalEvent, lead, partners, recommendations, priorityRank } = content;
	const missing = missingFields(content.record);
	const { fixed } = askedFor(content.costLines, content.options.find(({ kind }) => kind === 'preferred')?.id);
	return [
		heading(1, 'The bid at a glance'),
		labelled('Lead department', plainRuns(lead.name)),
		...(partners.length > 0
			? [labelled('Partner departments', plainRuns(partners.map(({ name }) => name).join(', ')))]
			: []),
		labelled(
			'Period',
			plainRuns(
				`${financialYear(fiscalEvent.firstYear)} to ${financialYear(fiscalEvent.lastYear)}, capital to ${financialYear(fiscalEvent.capitalLastYear)}`
			)
		),
		...(fiscalEvent.returnDueOn ? [labelled('Return due', plainRuns(longDate(fiscalEvent.returnDueOn)))] : []),
		...(priorityRank === null ? [] : [labelled('Rank of the lead department', plainRuns(String(priorityRank)))]),
		labelled('Headline', plainRuns(headlineText(content.headline, fixed))),
		...(copy.of === 'working' && missing.length > 0
			? [paragraph('Still to be said in the record:'), list(missing)]
			: []),
		recommendations.length === 0
			? paragraph('No recommendation of the review is tied to this bid.')
			: table(
					'Recommendations that the bid funds',
					['Reference', 'Recommendation', 'Lead department'],
					recommendations.map(({ reference, version, title, text, leadDepartment }) => [
						`${reference}, version ${version}`,
						`${title}: ${text}`,
						leadDepartment
					])
				)
	];
}

function outcomeBlocks({ outcomes }: BidContent): Block[] {
	if (outcomes.length === 0) return [paragraph('No outcome has been set to measure success by.')];
	return [
		table(
			'Outcomes that success is measured by',
			['Metric', 'Baseline', 'Target', 'By', 'Source'],
			outcomes.map(({ metric, baseline, target, targetYear, source }) => [
				metric,
				baseline,
				target,
				targetYear === null ? 'Not said' : financialYear(targetYear),
				source
			])
		)
	];
}

function optionBlocks({ options }: BidContent): Block[] {
	return [
		table(
			'The options',
			['Kind', 'Option', 'What it is'],
			options.map(({ kind, name, description, leadOnly }) => [
				optionKinds[kind].label,
				leadOnly ? `${name} (fall-back of the lead)` : name,
				description
			])
		)
	];
}

/** By year, by type and by department, with what the other options would ask for. */
function financialCase(content: BidContent, preferred: BidContent['options'][number] | null): Block[] {
	const tables = preferred ? costTablesOf(content, preferred.id) : [];
	if (tables.length === 0) return [paragraph('The preferred option asks for no money yet.')];
	const others = content.options.flatMap(({ id, name }) =>
		costTablesOf(content, id).map(({ prices, total }) => ({ name, prices, total }))
	);
	return [
		heading(2, 'What it costs'),
		paragraph(
			'New money of the preferred option, savings and income taken off. Amounts of a million and more are rounded to £10,000; totals are of the exact amounts, which the workbook of the bid holds to the penny.'
		),
		...tables.flatMap((each) => [
			pictureBlock(costProfile(each)),
			...costTableBlocks(each, 'byType', 'By year and type'),
			...costTableBlocks(each, 'byDepartment', 'By year and department')
		]),
		...(preferred ? costWaterfalls(content, preferred).flatMap(figureBlocks) : []),
		...[...new Set(others.map(({ prices }) => prices))].map((prices) =>
			table(
				`The options beside each other (£, ${pricesOf(prices)})`,
				['Option', 'All years'],
				others.filter((each) => each.prices === prices).map(({ name, total }) => [name, money(BigInt(total.total))]),
				1
			)
		)
	];
}

function aboutCopy(copy: BidCopy): Block[] {
	return [
		annex('About this copy'),
		paragraph(`${copyText(copy)}.`),
		paragraph(
			copy.of === 'version'
				? `The content of this version does not change. Its SHA-256 is ${copy.sha256}.`
				: 'This is work that changes: it has no number and no hash. Quote a version.'
		)
	];
}

function distinct(notes: readonly Footnote[]): Footnote[] {
	return [...new Map(notes.map((note) => [note.key, note])).values()];
}
