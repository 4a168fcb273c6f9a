import { address, type Cell, type Workbook } from '#lib/documents/workbook/workbook.ts';

const money = (number: string): Cell => ({ type: 'number', style: 'Money', number });
const text = (words: string, style = 'Text'): Cell => ({ type: 'text', style, text: words });

/** A workbook of two sheets with everything that a workbook can hold. @param lines how many lines it adds up */
export function sampleWorkbook({ lines = 3 } = {}): Workbook {
	const last = lines + 1;
	const pence = lines * 1050;
	const total = `${pence / 100 - 10.5}`;
	return {
		title: 'B3: “Family hubs” & <others>',
		language: 'en-GB',
		marking: 'OFFICIAL - SENSITIVE',
		status: 'DRAFT, Friday 14 June 2019',
		properties: {
			subject: 'A fictional bid',
			creator: 'Department for Families',
			keywords: ['bid'],
			snapshot: { number: '2', sha256: 'ab'.repeat(32) }
		},
		styles: {
			Heading: { format: { kind: 'text' }, bold: true, fill: 'E8ECEF', wrap: true, lineBelow: true },
			Text: { format: { kind: 'text' }, wrap: true },
			Result: { format: { kind: 'general' }, italic: true },
			Money: { format: { kind: 'number', decimals: 2, grouped: true, prefix: '£' }, align: 'right' },
			'Money total': {
				format: { kind: 'number', decimals: 2, grouped: true, prefix: '£' },
				bold: true,
				lineAbove: true,
				size: 11
			},
			Share: { format: { kind: 'percent', decimals: 1 } },
			Day: { format: { kind: 'date' }, align: 'left', colour: '5A6672' }
		},
		names: [
			{ name: 'Amounts', sheet: 'Lines & more', range: `$C$2:$C$${last}` },
			{ name: 'Kinds', sheet: 'Lines & more', range: `$B$2:$B$${last}` },
			{ name: 'Allowed', sheet: "Reader's lists", range: '$A$1:$A$2' }
		],
		sheets: [
			{
				name: 'Lines & more',
				widths: [30, 12, 16],
				rows: [
					[text('Line', 'Heading'), text('Kind', 'Heading'), text('Amount', 'Heading')],
					[text('=HYPERLINK("http://example.org")'), text('Saving'), money('10.50')],
					...Array.from({ length: lines - 1 }, (_, index) => [
						text(index === 0 ? '  two spaces, _x000D_ and\na second line' : `Line ${index + 2}`),
						text('Cost'),
						money('10.50')
					]),
					[],
					[
						text('Costs'),
						null,
						{
							type: 'formula',
							style: 'Money total',
							formula: 'SUMIFS(Amounts,Kinds,"Cost")',
							result: { number: total }
						}
					],
					[
						text('Share of costs'),
						null,
						{
							type: 'formula',
							style: 'Share',
							formula: `IF(SUM(C2:C${last})=0,0,C${last + 2}/SUM($C$2:$C$${last}))`,
							result: { number: `${(lines - 1) / lines}` }
						}
					],
					[
						text('Says'),
						null,
						{
							type: 'formula',
							style: 'Result',
							formula: `IF(ROUND(-C${last + 2}+1,2)<=-1,"more, ""or"" so","less")`,
							result: { text: 'more, "or" so' }
						}
					],
					[text('On'), null, { type: 'date', style: 'Day', date: '2019-06-14' }]
				],
				frozen: { rows: 1, columns: 1 },
				repeatedRows: { from: 1, to: 1 },
				printArea: `A1:${address(last + 4, 2)}`,
				landscape: true,
				validations: [
					{ range: `B2:B${last}`, list: "'Reader''s lists'!$A$1:$A$2", message: 'Choose a kind from the list' }
				]
			},
			{
				name: "Reader's lists",
				widths: [20],
				rows: [
					[text('Cost')],
					[text('Saving')],
					[
						{
							type: 'formula',
							style: 'Money',
							formula: `INDEX('Lines & more'!C2:C${last},MATCH("Saving",Kinds,0))`,
							result: { number: '10.5' }
						}
					]
				],
				frozen: { rows: 0, columns: 0 },
				repeatedRows: null,
				printArea: null,
				landscape: false,
				validations: []
			}
		]
	};
}
