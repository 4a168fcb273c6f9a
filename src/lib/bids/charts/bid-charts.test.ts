import { expect, it } from 'vitest';
import { money } from '#lib/ui/money.ts';
import { benefitLine, bidContent, costLine, planWith } from '../../../../tests/support/bid-content.ts';
import { sampleBidContent } from '../../../../tests/support/sample-bid.ts';
import { appraise } from '../appraisal/appraise.ts';
import { shippedEditions } from '../appraisal/editions.server.ts';
import { poundsText } from '../appraisal/screen/shown.server.ts';
import { costTablesOf } from '../narrative/cost-table.ts';
import { optionFrontier, tornadoChart } from './appraisal-charts.server.ts';
import { costProfile } from './cost-profile.ts';
import { costWaterfalls } from './cost-waterfall.ts';

it('the cost profile prints the figures of the cost table, one chart for each price base', () => {
	const tables = costTablesOf(sampleBidContent({ lines: 40 }), 14);
	expect(tables).toHaveLength(2);
	for (const each of tables) {
		const { table, title } = costProfile(each);
		expect(title).toContain(each.prices === null ? 'nominal' : '2021-22 prices');
		expect(table.header.slice(1, -1)).toEqual(each.byType.map(({ label }) => label));
		table.rows.forEach((row, index) => {
			expect(row.slice(1, -1)).toEqual(each.byType.map(({ years }) => money(BigInt(years[index] ?? 0))));
			expect(row.at(-1)).toBe(money(BigInt(each.total.years[index] ?? 0)));
		});
	}
});

it('the waterfall leads from the baseline over new cost and savings to the net', () => {
	const content = bidContent({
		costs: [
			costLine({ amounts: [500_00], priceYear: null, baseline: true }),
			costLine({ amounts: [300_00, 100_00], priceYear: null }),
			costLine({ amounts: [50_00], priceYear: null, flow: 'saving' })
		]
	});
	const [chart, ...more] = costWaterfalls(content, { id: 2, name: 'A hub in every district' });
	expect(more).toEqual([]);
	expect(chart?.table.rows).toEqual([
		['In the baseline already', '£500'],
		['New cost', '£400'],
		['Savings', '−£50'],
		['Net, with the baseline', '£850']
	]);
});

it('the tornado and the frontier print the figures of the appraisal', () => {
	const content = bidContent({
		costs: [costLine({ amounts: [100_000_000, 100_000_000] })],
		benefits: [benefitLine({ amounts: [0, 0, 400_000_000] })]
	});
	const made = appraise(content, planWith({ full: { on: true } }), shippedEditions);
	const tornado = tornadoChart(made);
	expect(tornado?.table.rows).toEqual(
		made.full?.tornado.map(({ label, lowLabel, highLabel, low, high }) => [
			label,
			lowLabel,
			poundsText(low.value),
			highLabel,
			poundsText(high.value)
		])
	);
	expect(optionFrontier(made)?.table.rows).toEqual([
		['Business as usual', '£0', '£0', 'Yes'],
		[
			'A hub in every district',
			...[made.options[1]?.presentValueCosts, made.options[1]?.presentValueBenefits].map((figure) =>
				poundsText(figure?.value ?? '')
			),
			'Yes'
		]
	]);
	expect(tornadoChart(appraise(content, planWith({ full: { on: false } }), shippedEditions))).toBeNull();
});
