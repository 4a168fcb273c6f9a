import type { Block } from '#lib/documents/document.ts';
import { money } from '#lib/ui/money.ts';
import { noEvidenceYet } from '../benefits/evidence.ts';
import { benefitKinds, financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { priceBases } from '../costs/totals.ts';
import type { BenefitLine } from '../workbook/vocabulary.ts';
import { heading, paragraph, table } from './blocks.ts';
import { pricesOf } from './cost-table.ts';

/** The benefits of an option with what stands behind each; a table for each price base, and one for what is in no money. */
export function benefitBlocks(content: BidContent, option: { id: number; name: string }): Block[] {
	const lines = content.benefitLines.filter(({ optionId }) => optionId === option.id);
	const inMoney = lines.filter(({ kind }) => kind !== 'not_monetised');
	const others = lines.filter(({ kind }) => kind === 'not_monetised');
	if (lines.length === 0) return [];
	const landing = ({ teamId }: BenefitLine) =>
		[content.lead, ...content.partners].find(({ id }) => id === teamId)?.shortName ?? '';
	const bare = lines.filter(({ evidence }) => evidence.length === 0).length;
	return [
		heading(2, `Benefits of “${option.name}”`),
		...(bare > 0
			? [
					paragraph(
						`${bare} of ${lines.length} ${lines.length === 1 ? 'benefit has' : 'benefits have'} no evidence behind ${bare === 1 ? 'it' : 'them'} yet, and ${bare === 1 ? 'is' : 'are'} marked so.`
					)
				]
			: []),
		...priceBases(inMoney).map((prices) =>
			table(
				`Benefits (£, ${pricesOf(prices)}, not discounted)`,
				['Benefit', 'Kind', 'Lands with', 'Evidence', 'Years', 'Amount'],
				inMoney
					.filter(({ priceYear }) => priceYear === prices)
					.map((line) => [
						named(line),
						benefitKinds[line.kind].label,
						landing(line),
						evidenceOf(line),
						yearsOf(line),
						money(line.cells.reduce((sum, { pence }) => sum + BigInt(pence), 0n))
					]),
				1
			)
		),
		...(others.length > 0
			? [
					table(
						'Benefits that are not put in money',
						['Benefit', 'Lands with', 'Evidence'],
						others.map((line) => [named(line), landing(line), evidenceOf(line)])
					)
				]
			: [])
	];
}

function named({ description, recommendation, assumption }: BenefitLine): string {
	const notes = [recommendation, assumption === null ? null : `assumption A${assumption}`].filter(Boolean);
	return notes.length > 0 ? `${description} (${notes.join(', ')})` : description;
}

function evidenceOf({ evidence }: BenefitLine): string {
	if (evidence.length === 0) return noEvidenceYet;
	return evidence
		.map(({ reference, strength, text }) => `${reference} (${strength ?? 'strength not judged'}): ${text}`)
		.join('; ');
}

function yearsOf({ cells }: BenefitLine): string {
	const years = cells.map(({ year }) => year).sort((a, b) => a - b);
	const [first] = years;
	const last = years.at(-1);
	if (first === undefined || last === undefined) return 'None';
	return first === last ? financialYear(first) : `${financialYear(first)} to ${financialYear(last)}`;
}
