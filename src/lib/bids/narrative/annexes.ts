import type { Block } from '#lib/documents/document.ts';
import { money } from '#lib/ui/money.ts';
import { budgets, confidences, flows } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { priceBases, totalOf } from '../costs/totals.ts';
import { type CostLine, NO_RECOMMENDATION, summed } from '../workbook/vocabulary.ts';
import { annex, paragraph, table } from './blocks.ts';
import { pricesOf } from './cost-table.ts';

/** Every assumption with who answers for it, where it comes from and how sure it is. */
export function assumptionsAnnex(content: BidContent): Block[] {
	const { assumptions, lead, partners } = content;
	const of = (teamId: number) => [lead, ...partners].find(({ id }) => id === teamId)?.shortName ?? '';
	return [
		annex('Assumptions'),
		assumptions.length === 0
			? paragraph('No assumption has been written down.')
			: table(
					'Assumptions, each with its owner and source',
					['No.', 'Assumption', 'Owner', 'Source', 'Confidence'],
					assumptions.map(({ number, text, owner, source, confidence, teamId, finding }) => [
						`A${number}`,
						text,
						[owner, of(teamId)].filter((part) => part !== '').join(', '),
						[source, finding].filter((part) => part !== null && part !== '').join('; '),
						confidences[confidence].label
					])
				)
	];
}

/** Every line of what is asked for, tied to its recommendation; what is in the baseline is named and not added up. */
export function linesAnnex(content: BidContent, optionId: number): Block[] {
	const lines = content.costLines.filter((line) => line.optionId === optionId);
	if (lines.length === 0) return [];
	return [
		annex('Cost lines'),
		paragraph('Each year of each line, and the assumption under it, is in the workbook of the bid.'),
		...priceBases(lines).map((prices) =>
			table(
				`Lines over all years (£, ${pricesOf(prices)})`,
				['Line', 'Department', 'Recommendation', 'Type', 'Assumptions', 'All years'],
				lines
					.filter(({ priceYear }) => priceYear === prices)
					.map((line) => [
						line.baseline ? `${line.description} (in the baseline, not added up)` : line.description,
						[content.lead, ...content.partners].find(({ id }) => id === line.teamId)?.shortName ?? '',
						line.recommendation ?? NO_RECOMMENDATION,
						line.flow === 'cost'
							? budgets[line.budget].label
							: `${budgets[line.budget].label}, ${flows[line.flow].label.toLowerCase()}`,
						assumptionsOf(line),
						money(totalOf([summed(line)]).pence)
					]),
				1
			)
		)
	];
}

function assumptionsOf({ cells }: CostLine): string {
	const under = new Set(cells.flatMap(({ assumption }) => (assumption === null ? [] : [assumption])));
	return under.size === 0
		? 'None'
		: [...under]
				.sort((a, b) => a - b)
				.map((number) => `A${number}`)
				.join(', ');
}
