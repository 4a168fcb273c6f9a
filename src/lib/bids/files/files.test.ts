import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleBidContent } from '../../../../tests/support/sample-bid.ts';
import type { BidContent } from '../content.ts';
import type { BidCopy } from '../workbook/copy.ts';
import { bidCsv } from './csv.ts';
import { bidFileSchema, bidJson } from './data.ts';
import { fileGroups } from './groups.ts';
import { tableNames } from './tables.ts';

const working: BidCopy = { of: 'working', at: new Date('2021-09-03T10:04:00Z') };
const version: BidCopy = {
	of: 'version',
	number: 2,
	sha256: 'ab'.repeat(32),
	frozenAt: new Date('2021-09-03T10:04:00Z'),
	submittedAt: new Date('2021-09-04T10:04:00Z')
};
const loaded = (content: BidContent, copy: BidCopy = working) => ({
	content,
	copy,
	banner: 'FICTIONAL',
	position: null,
	bid: { id: 1, reviewId: 1, number: 3, leadTeamId: 1 }
});
const rows = (csv: string) => parse(csv, { columns: true, bom: true }) as Record<string, string>[];

describe('CSV', () => {
	it('holds every amount of every line, to the penny', () => {
		const content = sampleBidContent({ lines: 40 });
		const read = rows(bidCsv(loaded(content), 'costs'));
		const sum = content.costLines
			.flatMap(({ cells, steadyStatePence }) => [steadyStatePence, ...cells.map(({ pence }) => pence)])
			.reduce<bigint>((so, pence) => so + BigInt(pence ?? 0), 0n);
		const pence = (text = '') => {
			const [whole = '0', rest = ''] = text.split('.');
			return BigInt(whole || '0') * 100n + BigInt(rest.padEnd(2, '0'));
		};
		expect(read.reduce((so, { Pounds }) => so + pence(Pounds), 0n)).toBe(sum);
		expect(read[0]).toMatchObject({
			Marking: 'OFFICIAL-SENSITIVE',
			State: 'DRAFT, 3 September 2021 at 11:04am',
			Bid: 'B3',
			Option: 'Preferred',
			Department: 'Families',
			Prices: 'Money of the day',
			Year: '2022-23'
		});
		expect(rows(bidCsv(loaded(content), 'benefits')).map(({ Description }) => Description)).toContain('Trust');
	});

	it('begins with a byte order mark, and no text is a formula', () => {
		const csv = bidCsv(loaded(sampleBidContent()), 'record');
		expect(csv.codePointAt(0)).toBe(0xfeff);
		expect(rows(csv).find(({ Field }) => Field === 'Summary')?.['Text']).toMatch(/^'=1\+1 is how/);
		fc.assert(
			fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (sign, rest) => {
				const content = sampleBidContent();
				const [option] = content.options;
				const hostile = { ...content, title: sign + rest, options: option ? [{ ...option, name: sign + rest }] : [] };
				for (const table of tableNames) {
					for (const row of rows(bidCsv(loaded(hostile), table)))
						for (const value of Object.values(row)) expect(value).not.toMatch(/^[=+\-@\t\r]/);
				}
			}),
			{ numRuns: 30 }
		);
	});
});

describe('JSON', () => {
	it.each([working, version])('is what its schema promises, of a copy %#', (copy) => {
		const content = sampleBidContent();
		const read = bidFileSchema.parse(JSON.parse(bidJson(loaded(content, copy))));
		expect(read.bid).toEqual(content);
		expect(read.copy).toMatchObject(copy.of === 'version' ? { number: 2, sha256: copy.sha256 } : { of: 'working' });
		expect(read).toMatchObject({ kind: 'throughline-bid', marking: 'OFFICIAL-SENSITIVE', banner: 'FICTIONAL' });
	});

	it('is not made of what the schema does not know', () => {
		const content = { ...sampleBidContent(), options: [{ id: 1 }] } as unknown as BidContent;
		expect(() => bidJson(loaded(content))).toThrow();
	});
});

it('offers each file of the work and of a version at an address of its own', () => {
	const all = [null, 2].flatMap((number) => fileGroups('/files', number).flatMap(({ links }) => links));
	expect(new Set(all.map(({ href }) => href)).size).toBe(all.length);
	expect(all.map(({ href }) => href)).toContain('/files/workbook?format=ods&version=2');
	expect(all.map(({ href }) => href)).toContain('/files/data?format=csv&table=costs');
});
