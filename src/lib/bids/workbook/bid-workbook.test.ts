import { describe, expect, it, test } from 'vitest';
import { workbookFormats } from '#lib/documents/filename.ts';
import { toOds } from '#lib/documents/workbook/to-ods.ts';
import { toXlsx } from '#lib/documents/workbook/to-xlsx.ts';
import { sampleBidContent } from '../../../../tests/support/sample-bid.ts';
import { libreOfficePython } from '../../../../tests/support/libreoffice.ts';
import { type ReadSheets, readSheets, recalculate, sheetsOf } from '../../../../tests/support/workbooks.ts';
import { appraise } from '../appraisal/appraise.ts';
import { defaultPlan } from '../appraisal/default-plan.ts';
import { shippedEditions } from '../appraisal/editions.server.ts';
import { bidContentSchema, type BidContent } from '../content.ts';
import { totalOf } from '../costs/totals.ts';
import { bidWorkbook } from './bid-workbook.ts';
import { hundredths } from './cells.ts';
import { copyText } from './copy.ts';
import { summed, vocabularyOf } from './vocabulary.ts';

const absent = libreOfficePython() === null;
const working = { of: 'working', at: new Date('2021-09-03T10:04:00Z') } as const;
const version = {
	of: 'version',
	number: 2,
	sha256: 'ab'.repeat(32),
	frozenAt: new Date('2021-09-03T10:04:00Z'),
	submittedAt: null
} as const;
const write = { xlsx: toXlsx, ods: toOds };

/** With benefits that go on, health rates, optimism bias, and lines in the money of every kind of year. */
function appraised(lines: number): BidContent {
	const content = sampleBidContent({ lines });
	const editions = shippedEditions;
	const plan = defaultPlan(content.fiscalEvent, editions, '2026-08-01');
	const full = {
		...plan.full,
		on: true,
		optimismBias: [{ projectType: 'standard_buildings', sharePercent: '100', mitigationPercent: '40' }]
	};
	const [first] = content.benefitLines;
	const health = { ...first, id: 204, description: 'Healthier lives', kind: 'health', priceYear: 2021 };
	const withHealth = bidContentSchema.parse({ ...content, benefitLines: [...content.benefitLines, health] });
	const deflatorExtension = { ratePercent: '2', owner: 'Fictional Analyst', source: 'Assumed' };
	const appraisal = appraise(
		withHealth,
		{
			...plan,
			priceYear: 2023,
			presentValueYear: 2021,
			horizonYears: 12,
			benefitsContinue: true,
			deflatorExtension,
			full
		},
		editions
	);
	return { ...withHealth, appraisal };
}

describe.each(workbookFormats)('a bid as %s', (format) => {
	it('is read back as it was', () => {
		const workbook = bidWorkbook(sampleBidContent(), working, 'FICTIONAL');
		const read = readSheets(write[format](workbook), format);
		expect(values(read)).toEqual(values(sheetsOf(workbook)));
	});

	test.skipIf(absent)(
		'comes to the application’s figures to the penny when LibreOffice works out every formula',
		() => {
			const workbook = bidWorkbook(appraised(40), version, null);
			const wanted = sheetsOf(workbook);
			const formulas = Object.values(wanted).flatMap((cells) => Object.values(cells).filter(({ formula }) => formula));
			expect(formulas.length).toBeGreaterThan(700);
			expect(differences(wanted, recalculate(write[format](workbook), format))).toEqual([]);
		},
		200_000
	);
});

describe('the workbook of a bid', () => {
	it('says what it is on its first sheet', () => {
		const { 'Read me': readMe = {} } = sheetsOf(bidWorkbook(sampleBidContent(), version, 'FICTIONAL'));
		const said = Object.values(readMe).map(({ value }) => value);
		for (const each of ['OFFICIAL-SENSITIVE', 'FICTIONAL', 'B3 Family hubs in every place', 'ab'.repeat(32)])
			expect(said).toContain(each);
		expect(said).toContain('Version 2, frozen for signature 3 September 2021 at 11:04am, not submitted');
		expect(copyText(working)).toBe('DRAFT, 3 September 2021 at 11:04am');
	});

	it('keeps money of the day and money of other prices on sheets of their own', () => {
		const content = sampleBidContent();
		const workbook = bidWorkbook(content, working, null);
		const formulas = workbook.sheets.flatMap(({ rows }) =>
			rows.flatMap((row) => row.flatMap((cell) => (cell?.type === 'formula' ? cell.formula : [])))
		);
		expect(formulas.filter((formula) => formula.includes('Costs_') && formula.includes('Fixed_'))).toEqual([]);
		for (const formula of formulas.filter((each) => each.includes('Fixed_')))
			expect(formula).toContain('Fixed_Prices,"2021-22"');
		const named = (name: string) =>
			content.costLines.filter(({ priceYear }) => (priceYear === null) === (name === 'Costs')).length;
		for (const name of ['Costs', 'Costs in fixed prices']) {
			const lines = workbook.sheets
				.find((sheet) => sheet.name === name)
				?.rows.filter((row) => row[0]?.type === 'number');
			expect(lines).toHaveLength(named(name));
		}
	});

	it('takes its totals from the preferred option', () => {
		const content = sampleBidContent({ lines: 40 });
		const total = totalOf(
			content.costLines
				.filter(({ optionId, baseline, priceYear }) => optionId === 14 && !baseline && priceYear === null)
				.map(summed)
		);
		const { 'Cost totals': totals = {}, Checks: checks = {} } = sheetsOf(bidWorkbook(content, working, null));
		expect(totals['B3']?.value).toBe('Preferred');
		const wanted = Number(hundredths(total.pence));
		expect(Object.values(totals).map(({ value }) => value)).toContain(wanted);
		const said = Object.values(checks).map(({ value }) => value);
		expect(said).toContain(wanted);
		expect(said.filter((each) => each === 'Ties').length).toBeGreaterThanOrEqual(5);
		expect(said).toContain('Does not tie');
		expect(said).toContain('Explained: Rounded in the press line.');
	});

	it('appraises to the application’s own figures, kept to the last place', () => {
		const content = appraised(40);
		const { cases, options } = content.appraisal as ReturnType<typeof appraise>;
		const { Appraisal: sheet = {} } = sheetsOf(bidWorkbook(content, working, null));
		const values = Object.values(sheet).map(({ value }) => value);
		expect(values).toContain(Number(cases.low.outcome.npsv.value));
		for (const { npsv } of options) expect(values).toContain(Number(npsv.value));
		const names = bidWorkbook(content, working, null).sheets.map(({ name }) => name);
		expect(names).toContain('Rates');
		expect(bidWorkbook(sampleBidContent(), working, null).sheets.map(({ name }) => name)).not.toContain('Appraisal');
	});

	it('adds up by words that no spreadsheet takes for a pattern, and by none twice', () => {
		const content = sampleBidContent();
		const team = (id: number, shortName: string) => ({ id, name: shortName, shortName });
		const vocabulary = vocabularyOf({
			...content,
			partners: [team(2, '*'), team(3, '<>Families'), team(4, 'families'), team(5, '~?')]
		});
		expect([...vocabulary.options.values()]).toEqual(['Business as usual', 'Minimum', 'Minimum 2', 'Preferred']);
		const names = [...vocabulary.departments.values()];
		expect(names).toEqual(['Families', 'Unnamed', 'Families 2', 'families 3', 'Unnamed 2']);
	});

	it.each([
		['without lines', { costLines: [], benefitLines: [] }],
		['without options', { options: [], costLines: [], benefitLines: [] }],
		['without a headline', { headline: { pence: null, linesPence: 0, explanation: null } }],
		['with a text longer than a cell', { record: { summary: 'x'.repeat(70_000) } }],
		['in whole pounds', { costLines: sampleBidContent().costLines.slice(0, 0), benefitLines: [] }]
	])('is made of a bid %s', (_, change) => {
		const content: BidContent = bidContentSchema.parse({ ...sampleBidContent(), ...change });
		const workbook = bidWorkbook(content, working, null);
		for (const format of workbookFormats) {
			const read = readSheets(write[format](workbook), format);
			expect(values(read)).toEqual(values(sheetsOf(workbook)));
		}
	});
});

function values(sheets: ReadSheets): Record<string, Record<string, string | number>> {
	return Object.fromEntries(
		Object.entries(sheets).map(([name, cells]) => [
			name,
			Object.fromEntries(Object.entries(cells).map(([at, { value }]) => [at, value]))
		])
	);
}

/** Every cell whose value is another, or another by a twentieth of a penny. */
function differences(wanted: ReadSheets, found: ReadSheets): string[] {
	return Object.entries(wanted).flatMap(([sheet, cells]) =>
		Object.entries(cells).flatMap(([at, { value, formula }]) => {
			const other = found[sheet]?.[at]?.value;
			const same =
				typeof value === 'number' ? typeof other === 'number' && Math.abs(value - other) < 0.0005 : value === other;
			return same ? [] : [`${sheet} ${at}: ${value} is ${other} by ${formula}`];
		})
	);
}
