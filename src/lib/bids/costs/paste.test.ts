import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeBlock } from './copy.ts';
import { readBlock, yearsInHeading } from './paste.ts';

test('a block from a spreadsheet is read cell by cell', () => {
	expect(readBlock('Hubs\t1,200\t\r\nStaff\t"two\nlines"\t3\r\n')).toEqual([
		['Hubs', '1,200', ''],
		['Staff', 'two\nlines', '3']
	]);
	expect(readBlock('12"\t"a ""word"""')).toEqual([['12"', 'a "word"']]);
	expect(readBlock('5')).toEqual([['5']]);
});

test('what is copied is pasted as it was', () => {
	const text = fc.string().map((words) => words.replaceAll('\r', '').trim());
	fc.assert(
		fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 }), (rows) => {
			expect(readBlock(writeBlock(rows))).toEqual(rows);
		})
	);
});

test('a heading with years says which column is which', () => {
	expect(yearsInHeading(['Line', '2022-23', '2023/24', 'FY 2024-2025'])).toEqual([null, 2022, 2023, 2024]);
	expect(yearsInHeading(['Hubs', '1200', '2022'])).toBeNull();
	expect(yearsInHeading(['Hubs', '5', '6'])).toBeNull();
	expect(yearsInHeading(['2022-24'])).toBeNull();
});
