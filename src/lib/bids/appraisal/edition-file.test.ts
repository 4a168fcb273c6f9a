import { expect, test } from 'vitest';
import { readJsonFile, writeJsonFile } from '#lib/forms/json-file.ts';
import { editionTables, holdsFrom } from './edition-tables.ts';
import { editionSchema } from './edition.ts';
import { shippedEditions } from './editions.server.ts';

const [rates] = shippedEditions;
if (!rates) throw new Error('No edition comes along');
const text = writeJsonFile(rates);

function problems(changed: string): string[] {
	const read = readJsonFile(changed, editionSchema, 'an edition of this kind');
	return read.ok ? [] : read.problems;
}

function lineOf(words: string): number {
	return text.slice(0, text.indexOf(words)).split('\n').length;
}

test.each(shippedEditions.map((edition) => [`${edition.kind}, ${edition.edition}`, edition] as const))(
	'%s goes out as a file and comes back the same, and reads as tables',
	(_, edition) => {
		expect(readJsonFile(writeJsonFile(edition), editionSchema, 'an edition')).toEqual({ ok: true, data: edition });
		for (const { columns, rows } of editionTables(edition)) {
			expect(rows.length).toBeGreaterThan(0);
			for (const row of rows) expect(row).toHaveLength(columns.length);
		}
	}
);

test('what is wrong with a file is told in plain words, with its line', () => {
	expect(problems(text.replace('"ratePercent": "3.5"', '"ratePercent": 3.5'))).toEqual([
		`Line ${lineOf('"ratePercent"')}, content.schedules.standard[0].ratePercent: must be text in quotation marks.`
	]);
	expect(problems(text.replace('"3.5"', '"three"'))).toEqual([
		`Line ${lineOf('"ratePercent"')}, content.schedules.standard[0].ratePercent: must be a number in quotation marks, such as "3.5".`
	]);
	expect(problems(text.replace('"fromYear": 31', '"fromYear": 32'))).toEqual([
		`Line ${lineOf('"fromYear": 31')}, content.schedules.standard[1].fromYear: must be 31.`
	]);
	expect(problems(text.replace('"kind": "discount_rates"', '"kind": "interest"'))).toEqual([
		'Line 2, kind: must be one of discount_rates, deflators, optimism_bias, value_bands, values, barnett.'
	]);
	expect(problems(text.replace('"source"', '"comes_from"'))).toEqual([
		'Line 1, source: is missing: it must be text in quotation marks.'
	]);
	expect(problems(text.replace('"fromYear": 0', '"script": "x", "fromYear": 0'))).toEqual([
		`Line ${lineOf('"fromYear": 0')}, content.schedules.standard[0].script: is not a field of an edition of this kind.`
	]);
	expect(problems('Green Book')).toHaveLength(1);
});

test('when an edition holds from is said as precisely as its source says', () => {
	expect(['2026-02-05', '2025-12', '2025', null].map(holdsFrom)).toEqual([
		'5 February 2026',
		'December 2025',
		'2025',
		'not stated by the source'
	]);
});
