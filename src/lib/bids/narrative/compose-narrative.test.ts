import { expect, it } from 'vitest';
import { runsText } from '#lib/documents/document.ts';
import { pdfRefusals } from '#lib/documents/refusal.ts';
import { toHtml } from '#lib/documents/to-html.ts';
import { money } from '#lib/ui/money.ts';
import { benefitLine, bidContent, costLine, planWith } from '../../../../tests/support/bid-content.ts';
import { sampleBidContent } from '../../../../tests/support/sample-bid.ts';
import { appraise } from '../appraisal/appraise.ts';
import { shippedEditions } from '../appraisal/editions.server.ts';
import { totalOf } from '../costs/totals.ts';
import { bidWorkbook } from '../workbook/bid-workbook.ts';
import type { BidCopy } from '../workbook/copy.ts';
import { summed } from '../workbook/vocabulary.ts';
import { composeNarrative, headlineText } from './compose-narrative.server.ts';
import { costTableBlocks, costTablesOf } from './cost-table.ts';

const working: BidCopy = { of: 'working', at: new Date('2021-09-03T10:04:00Z') };
const version: BidCopy = {
	of: 'version',
	number: 2,
	sha256: 'ab'.repeat(32),
	frozenAt: new Date('2021-09-03T10:04:00Z'),
	submittedAt: new Date('2021-09-04T10:04:00Z')
};
const alone = { banner: 'FICTIONAL', position: null };

function tablesOf(model: ReturnType<typeof composeNarrative>) {
	return model.blocks.flatMap((block) =>
		block.type === 'table'
			? [
					{
						caption: runsText(block.caption ?? []),
						header: block.header.map(runsText),
						rows: block.rows.map((row) => row.map(runsText))
					}
				]
			: []
	);
}

it('tells a bid in five cases and says of a draft what its record does not say', () => {
	const model = composeNarrative(sampleBidContent(), working, alone);
	const headings = model.blocks.flatMap((block) =>
		block.type === 'heading' && block.level === 1 ? [runsText(block.runs)] : []
	);
	expect(headings).toEqual([
		'The bid at a glance',
		'Strategic case',
		'Economic case',
		'Commercial case',
		'Financial case',
		'Management case'
	]);
	expect(model).toMatchObject({
		marking: 'OFFICIAL-SENSITIVE',
		banner: 'FICTIONAL',
		status: 'DRAFT, 3 September 2021 at 11:04am'
	});
	const html = toHtml(model);
	expect(html).toContain('Still to be said in the record:');
	expect(html).toContain(
		'£5m and the nominal lines come to £4.92m: £80,000 more than its lines. Rounded in the press line.'
	);
	expect(pdfRefusals(model)).toEqual([]);
});

it('prints the number and the hash of a version, and the Treasury in its own words', () => {
	const position = {
		stance: 'reserved',
		words: 'Not before the evaluation.\n\nThen perhaps.',
		version: 2,
		postTitle: 'Spending team',
		givenAt: new Date('2021-09-05T10:04:00Z')
	} as const;
	const model = composeNarrative(sampleBidContent(), version, { banner: null, position });
	expect(model.properties.snapshot).toEqual({ sha256: version.sha256, number: '2' });
	expect(model.status).toBe('Version 2, submitted 4 September 2021 at 11:04am');
	const html = toHtml(model);
	for (const words of ['Reserved', 'Not before the evaluation.', 'Then perhaps.', version.sha256])
		expect(html).toContain(words);
	expect(html).not.toContain('DRAFT');
});

it('comes to the figures of the workbook, and keeps money of the day apart from fixed prices', () => {
	const content = sampleBidContent({ lines: 40 });
	const preferred = content.options.find(({ kind }) => kind === 'preferred')?.id ?? 0;
	const tables = costTablesOf(content, preferred);
	expect(tables.map(({ prices }) => prices)).toEqual([null, 2021]);
	for (const each of tables) {
		const lines = content.costLines.filter(
			({ optionId, baseline, priceYear }) => optionId === preferred && !baseline && priceYear === each.prices
		);
		expect(each.total.total).toBe(String(totalOf(lines.map(summed)).pence));
		for (const by of [each.byType, each.byDepartment]) {
			each.years.forEach((_, index) =>
				expect(by.reduce((sum, { years }) => sum + BigInt(years[index] ?? 0), 0n)).toBe(
					BigInt(each.total.years[index] ?? 0)
				)
			);
		}
	}
	const nominal = tables.find(({ prices }) => prices === null);
	const cells = bidWorkbook(content, working, null).sheets.flatMap(({ rows }) => rows.flat());
	const results = new Set(cells.flatMap((cell) => (cell?.type === 'formula' ? [JSON.stringify(cell.result)] : [])));
	const pounds = (pence = '0') => {
		const sign = pence.startsWith('-') ? '-' : '';
		const digits = pence.replace('-', '').padStart(3, '0');
		return `${sign}${digits.slice(0, -2)}${digits.endsWith('00') ? '' : `.${digits.slice(-2)}`}`;
	};
	for (const { total, years } of nominal?.byType ?? [])
		for (const pence of [total, ...years]) expect(results).toContain(JSON.stringify({ number: pounds(pence) }));
	const printed = tablesOf(composeNarrative(content, working, alone)).find(({ caption }) =>
		caption.startsWith('By year and type (£, nominal')
	);
	expect(printed?.rows.at(-1)?.[1]).toBe(money(BigInt(nominal?.total.years[0] ?? 0)));
	for (const { caption } of tablesOf(composeNarrative(content, working, alone)))
		expect(caption).not.toMatch(/nominal.*real|real.*nominal/);
});

it('marks a benefit that no finding stands behind', () => {
	const model = composeNarrative(sampleBidContent(), working, alone);
	const benefits = tablesOf(model).flatMap(({ caption, rows }) => (caption.startsWith('Benefits') ? rows : []));
	const evidence = new Map(benefits.map((row) => [row[0]?.split(' (')[0], row.join(' | ')]));
	expect(evidence.get('Fewer admissions')).toContain('No evidence yet');
	expect(evidence.get('Trust')).toContain('No evidence yet');
	expect(evidence.get('Better starts')).toContain('F4 (EIF: Level 3): Children did better');
});

it('prints the appraisal with its basis, editions and advisory band', () => {
	const content = bidContent({
		costs: [costLine({ amounts: [100_000_000, 100_000_000], priceYear: null })],
		benefits: [benefitLine({ amounts: [0, 0, 400_000_000] })]
	});
	const made = appraise(content, planWith({ full: { on: true } }), shippedEditions);
	const model = composeNarrative({ ...content, appraisal: made }, version, alone);
	const captions = tablesOf(model).map(({ caption }) => caption);
	expect(captions).toContainEqual(
		expect.stringMatching(
			/^The options compared, against business as usual \(£, .*present value in 2024-25, Green Book/
		)
	);
	expect(toHtml(model)).toMatch(/benefit-cost ratio \d\.\d\d, \w+.*\(advisory/);
	const pictures = model.blocks.flatMap((block) => (block.type === 'figure' ? [runsText(block.caption)] : []));
	for (const start of ['Cost against benefit', 'What moves the net value', 'Cost profile', 'From the baseline'])
		expect(pictures).toContainEqual(expect.stringMatching(new RegExp(`^${start}`)));
	expect(captions).toContain('Values used, each with its edition and source');
});

it('splits a table that a page is too narrow for, and loses no year', () => {
	const years = Array.from({ length: 10 }, (_, index) => 1_000_000_00 + index);
	const content = bidContent({ costs: [costLine({ amounts: years, priceYear: null })] });
	const [whole] = costTablesOf(content, 2);
	if (!whole) throw new Error('No table');
	const parts = costTableBlocks(whole, 'byType', 'By year and type').flatMap((block) =>
		block.type === 'table' ? [block.header.map(runsText)] : []
	);
	expect(parts).toHaveLength(2);
	expect(parts.flat().filter((head) => /^\d{4}-/.test(head))).toHaveLength(10);
	expect(parts[1]?.at(-1)).toBe('All years');
});

it('says of a headline what it is not', () => {
	expect(headlineText({ pence: null, linesPence: 5, explanation: null }, [])).toContain('No headline is set');
	expect(headlineText({ pence: 5, linesPence: 5, explanation: null }, [])).toContain('so is the sum');
	expect(headlineText({ pence: 4_00, linesPence: 5_00, explanation: null }, [])).toContain(
		'£1 less than its lines. Nobody'
	);
	const fixed = [{ priceYear: 2021, lines: 1, pence: 9_00 }];
	expect(headlineText({ pence: 5, linesPence: 5, explanation: null }, fixed)).toContain(
		'nominal lines. Not counted: 1 line in 2021-22 prices (£9).'
	);
});
