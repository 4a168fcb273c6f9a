import type { Block } from '#lib/documents/document.ts';
import type { Appraisal } from '../appraisal/appraisal.ts';
import { figureBlocks, pictureBlock } from '#lib/documents/charts/figure.ts';
import { optionFrontier, tornadoChart } from '../charts/appraisal-charts.server.ts';
import { type OutcomeShown, resultView, type ResultView } from '../appraisal/screen/result.server.ts';
import type { MaybeShown } from '../appraisal/screen/shown.server.ts';
import type { BidContent } from '../content.ts';
import { annex, heading, list, paragraph, table } from './blocks.ts';

/** The appraisal that goes with a content: written by this application and kept as it was. Null where there is none. */
export function appraisalOf({ appraisal }: BidContent): Appraisal | null {
	return appraisal === null ? null : (appraisal as Appraisal);
}

/** What the bid is worth to society, in real terms: no figure here stands in a table with nominal money. */
export function appraisalBlocks(appraisal: Appraisal): Block[] {
	const view = resultView(appraisal);
	const { headline, evidence } = view;
	const preferred = view.options.find((option) => option.preferred);
	const options = optionFrontier(appraisal);
	const compared = view.against ? 'against business as usual' : 'against spending nothing';
	return [
		heading(2, 'What it is worth'),
		paragraph(
			`The preferred option ${compared}, over ${view.years}: net present social value ${headline.npsv.text}; ${ratioText(headline)}. All figures of this section are real: ${view.basis}.`
		),
		...(evidence.without > 0
			? [
					paragraph(
						`${evidence.without} of the ${evidence.of} benefits in these figures ${evidence.without === 1 ? 'has' : 'have'} no evidence behind ${evidence.without === 1 ? 'it' : 'them'} yet.`
					)
				]
			: []),
		outcomeTable(
			`The options compared, ${compared} (${view.basis})`,
			'Option',
			view.compared.map((option) => ({
				name: option.preferred ? `${option.name} (preferred)` : option.name,
				outcome: option.outcome
			}))
		),
		...(view.baseline
			? [
					outcomeTable(
						`The baseline that the options are compared with, in its own figures (${view.basis})`,
						'Baseline',
						[view.baseline]
					)
				]
			: []),
		outcomeTable(
			`Low, central and high case of the preferred option (${view.basis})`,
			'Case',
			view.cases.map(({ name, changes, outcome }) => ({ name: named(name, changes), outcome }))
		),
		...(view.switching.length > 0
			? [
					table(
						'By how much one thing alone must change for the net value to be nothing',
						['What changes', 'By how much'],
						view.switching.map(({ label, value, reachable }) => [
							label,
							`${textOf(value)}${value.shown && !reachable ? ' (cannot happen)' : ''}`
						])
					)
				]
			: []),
		...(preferred
			? [
					table(
						`${preferred.name}, year by year (£, ${view.prices}, not discounted but in the last column)`,
						['Year', 'Costs', 'Savings', 'Benefits', 'Net', 'Discounted net'],
						preferred.years.map(({ year, cost, saving, benefit, net, discountedNet }) => [
							year,
							...[cost, saving, benefit, net, discountedNet].map(({ text }) => text)
						]),
						5
					)
				]
			: []),
		...(options ? figureBlocks(options) : []),
		...(view.full ? fullBlocks(appraisal, view.full, view.basis) : [])
	];
}

/** Nominal money of every line, those in the prices of a year brought to the money of each year by the deflators. */
export function financialBlocks(appraisal: Appraisal): Block[] {
	const found = resultView(appraisal).financial.find(({ optionId }) => optionId === appraisal.preferredOptionId);
	if (!found) return [];
	return [
		table(
			'All lines of the preferred option by year and type, those in fixed prices inflated (£, nominal)',
			['Type', ...found.years, 'All years'],
			[
				...found.rows.map(({ label, years, total }) => [label, ...years.map(({ text }) => text), total.text]),
				['Total', ...found.total.years.map(({ text }) => text), found.total.total.text]
			],
			found.years.length + 1
		)
	];
}

/** Which values were used, from where, and what a reader has to know of the figures. */
export function appraisalAnnex(appraisal: Appraisal): Block[] {
	const { notes, editions, factors } = resultView(appraisal);
	return [
		annex('How the appraisal was made'),
		list(notes),
		table(
			'Values used, each with its edition and source',
			['Kind', 'Edition', 'Holds from', 'Source'],
			editions.map(({ kind, edition, startsOn, source }) => [kind, edition, startsOn ?? 'Not said', source])
		),
		table(
			'Discount factors used',
			['Year', 'Standard', 'Health and life', 'Reduced'],
			factors.map(({ year, standard, health, reduced }) => [year, standard, health ?? 'None', reduced ?? 'None']),
			3
		)
	];
}

function outcomeTable(caption: string, what: string, rows: readonly { name: string; outcome: OutcomeShown }[]): Block {
	return table(
		caption,
		[what, 'Band', 'Costs', 'Benefits', 'Net value', 'Ratio'],
		rows.map(({ name, outcome: { costs, benefits, npsv, bcr, band } }) => [
			name,
			band ?? 'None',
			costs.text,
			benefits.text,
			npsv.text,
			textOf(bcr)
		]),
		4
	);
}

function fullBlocks(appraisal: Appraisal, full: NonNullable<ResultView['full']>, basis: string): Block[] {
	const chart = tornadoChart(appraisal);
	const { optimismBias, scenarios, tornado, distribution, monteCarlo, barnett } = full;
	return [
		...(optimismBias
			? [
					paragraph(
						`Optimism bias raises capital costs by ${optimismBias.capital.text} and operating costs by ${optimismBias.operating.text}.`
					),
					table(
						'Optimism bias and what is done about it',
						['Type of project', 'Raises', 'Share', 'Upper bound', 'Mitigated', 'Adds'],
						optimismBias.rows.map(({ name, raises, share, upper, mitigation, contribution }) => [
							name,
							raises,
							share,
							upper,
							mitigation,
							contribution
						]),
						4
					)
				]
			: []),
		...(scenarios.length > 0
			? [
					outcomeTable(
						`Scenarios (${basis})`,
						'Scenario',
						scenarios.map(({ name, changes, outcome }) => ({ name: named(name, changes), outcome }))
					)
				]
			: []),
		...(chart
			? [
					pictureBlock(chart),
					table(
						`The numbers behind “${chart.title}”`,
						['What changes', 'At its worse', 'Net value', 'At its better', 'Net value'],
						tornado.map(({ label, lowLabel, highLabel, low, high }) => [
							label,
							lowLabel,
							low.text,
							highLabel,
							high.text
						])
					)
				]
			: []),
		table(
			`Net value in ${monteCarlo.runs} random runs (${basis})`,
			['Measure', 'Net value'],
			[
				['Mean', monteCarlo.mean.text],
				...monteCarlo.percentiles.map(({ percent, npsv }) => [`${percent} in 100 runs at most`, npsv.text]),
				['Share of runs below nothing', monteCarlo.belowZero.text]
			],
			1
		),
		...(distribution.groups
			? [
					table(
						`Who gains, weighted by income (${basis})`,
						['Households', 'Weight', 'Benefits', 'Weighted'],
						distribution.groups.map(({ name, weight, benefits, weighted }) => [
							name,
							weight,
							benefits.text,
							weighted.text
						]),
						3
					)
				]
			: []),
		...(barnett.nations
			? [
					table(
						'Barnett consequentials (£, nominal)',
						['Nation', ...barnett.years, 'All years'],
						barnett.nations.map(({ name, years, total }) => [name, ...years.map(({ text }) => text), total.text]),
						barnett.years.length + 1
					)
				]
			: [])
	];
}

function ratioText({ bcr, band }: OutcomeShown): string {
	if (!bcr.shown) return `no benefit-cost ratio: ${bcr.absent}`;
	return `benefit-cost ratio ${bcr.shown.text}${band ? `, ${band}` : ''}`;
}

function textOf(value: MaybeShown): string {
	return value.shown ? value.shown.text : value.absent;
}

function named(name: string, changes: string): string {
	return changes === '' ? name : `${name}: ${changes}`;
}
