import type { CellStyle } from '#lib/documents/workbook/workbook.ts';

const INK = '1B2733';
const GREY = '5A6672';
const HEAD = 'E8ECEF';
/** What a person may type over. */
const INPUT = 'FFF8E1';
const GOOD = 'E3F1E6';

/** @param decimals of pounds: none where every amount of the bid is whole pounds */
export function bidStyles(decimals: 0 | 2): Record<string, CellStyle> {
	const text = { kind: 'text' } as const;
	const money = { kind: 'number', decimals, grouped: true, prefix: '£' } as const;
	const staff = { kind: 'number', decimals: 2, grouped: true } as const;
	const number = (places: number) => ({ kind: 'number', decimals: places, grouped: false }) as const;
	return {
		Title: { format: text, bold: true, size: 16, colour: INK },
		Heading: { format: text, bold: true, size: 12, colour: INK },
		'Column heading': { format: text, bold: true, fill: HEAD, wrap: true, lineBelow: true },
		'Year heading': { format: text, bold: true, fill: HEAD, align: 'right', lineBelow: true },
		Text: { format: text, wrap: true },
		Label: { format: text, bold: true, wrap: true },
		/** Runs over its neighbours. */
		Note: { format: text, colour: GREY },
		Marking: { format: text, bold: true, size: 12 },
		Choice: { format: text, fill: INPUT },
		Money: { format: money, fill: INPUT },
		Amount: { format: money },
		'Money total': { format: money, bold: true, lineAbove: true },
		Staff: { format: staff, fill: INPUT },
		'Staff amount': { format: staff },
		'Staff total': { format: staff, bold: true, lineAbove: true },
		Whole: { format: number(0), align: 'left' },
		Year: { format: number(0), bold: true, fill: HEAD, align: 'right', lineBelow: true },
		Factor: { format: number(6) },
		Index: { format: number(4), fill: INPUT },
		Rate: { format: { kind: 'percent', decimals: 2 }, fill: INPUT },
		Ratio: { format: number(2), bold: true },
		Result: { format: { kind: 'general' }, bold: true, fill: GOOD },
		Said: { format: { kind: 'general' } }
	};
}
