import type { ChartFigure } from '#lib/documents/charts/figure.ts';
import { waterfall } from '#lib/documents/charts/waterfall.ts';
import type { BidContent } from '../content.ts';
import { priceBases, totalOf } from '../costs/totals.ts';
import { pricesOf } from '../narrative/cost-table.ts';
import { type CostLine, summed } from '../workbook/vocabulary.ts';
import { inPence } from './cost-profile.ts';

/** How an option takes the baseline to what is spent in all: new cost on top, savings and income off; over all years. */
export function costWaterfalls(content: BidContent, option: { id: number; name: string }): ChartFigure[] {
	const all = content.costLines.filter(({ optionId }) => optionId === option.id);
	return priceBases(all).map((prices) => {
		const lines = all.filter(({ priceYear }) => priceYear === prices);
		const asked = lines.filter(({ baseline }) => !baseline);
		const sum = (of: readonly CostLine[]) => totalOf(of.map(summed)).pence;
		const flow = (name: CostLine['flow']) => sum(asked.filter((line) => line.flow === name));
		const income = flow('income');
		return waterfall({
			title: `From the baseline to what “${option.name}” spends, over all years (£, ${pricesOf(prices)})`,
			stepsAre: 'Step',
			amountsAre: 'Amount',
			steps: [
				{
					label: 'In the baseline already',
					kind: 'level',
					amount: inPence(sum(lines.filter(({ baseline }) => baseline)))
				},
				{ label: 'New cost', kind: 'change', amount: inPence(flow('cost')) },
				{ label: 'Savings', kind: 'change', amount: inPence(flow('saving')) },
				...(income === 0n ? [] : [{ label: 'Income', kind: 'change' as const, amount: inPence(income) }]),
				{ label: 'Net, with the baseline', kind: 'level', amount: inPence(sum(lines)) }
			]
		});
	});
}
