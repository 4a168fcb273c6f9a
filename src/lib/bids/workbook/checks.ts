import { quotedSheet, type Sheet } from '#lib/documents/workbook/workbook.ts';
import { financialYear } from '../bid.ts';
import type { BidContent } from '../content.ts';
import { askedFor, notCountedText } from '../costs/asked.ts';
import { formula, headings, hundredths, number, type Row, textFormula, words } from './cells.ts';
import { FIXED_TOTALS, TOTALS, type TotalPlaces } from './totals.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Whether the totals still agree with one another, with the application and with the headline. */
export function checksSheet(
	content: BidContent,
	{ shownOption }: Vocabulary,
	totals: { nominal: TotalPlaces; fixed: { priceYear: number; places: TotalPlaces }[] }
): Sheet {
	const rows: Row[] = [
		[words('Checks', 'Title')],
		[words('Every difference is nothing as long as nobody has changed a figure in this file.', 'Note')],
		[],
		[words('Totals', 'Heading')],
		headings(['What is compared', 'One', 'The other', 'Difference', 'Says'])
	];
	const compared = (what: string, one: string, other: string, amount: bigint) => {
		const row = rows.length + 1;
		rows.push([
			words(what),
			formula(one, 'Amount', hundredths(amount)),
			/^\d|^-/.test(other) ? number(other, 'Amount') : formula(other, 'Amount', hundredths(amount)),
			formula(`ROUND(B${row}-C${row},2)`, 'Amount', '0'),
			textFormula(`IF(D${row}=0,"Ties","Does not tie")`, 'Result', 'Ties')
		]);
	};
	const tables = [
		{ sheet: TOTALS, of: 'money of the day', places: totals.nominal },
		...totals.fixed.map(({ priceYear, places }) => ({
			sheet: FIXED_TOTALS,
			of: `${financialYear(priceYear)} prices`,
			places
		}))
	];
	for (const { sheet, of, places } of tables) {
		const on = (cell: string) => `${quotedSheet(sheet)}!${cell}`;
		const { pence } = places.shown;
		compared(`By budget and by department, ${of}`, on(places.byBudget), on(places.byDepartment), pence);
		compared(`By budget and by recommendation, ${of}`, on(places.byBudget), on(places.byRecommendation), pence);
	}
	rows.push(
		[],
		[words(`With the application (as long as the option shown is “${shownOption}”)`, 'Heading')],
		headings(['What is compared', 'This workbook', 'Throughline', 'Difference', 'Says'])
	);
	for (const { sheet, of, places } of tables) {
		compared(
			`All years, ${of}`,
			`${quotedSheet(sheet)}!${places.byBudget}`,
			hundredths(places.shown.pence),
			places.shown.pence
		);
	}
	rows.push([], ...headlineRows(content, rows.length + 1));
	return {
		name: 'Checks',
		widths: [64, 20, 20, 20, 20],
		rows,
		frozen: { rows: 0, columns: 0 },
		repeatedRows: null,
		printArea: null,
		landscape: true,
		validations: []
	};
}

/** The headline is what the bid is said to ask for; the lines are those of the preferred option, as the bid's page adds them. */
function headlineRows({ headline, options, costLines }: BidContent, at: number): Row[] {
	if (headline.pence === null) return [[words('The bid has no headline figure yet.')]];
	const row = at + 2;
	const difference = BigInt(headline.pence) - BigInt(headline.linesPence);
	const notCounted = notCountedText(askedFor(costLines, options.find(({ kind }) => kind === 'preferred')?.id).fixed);
	return [
		[words('Headline', 'Heading')],
		headings(['', 'Headline', 'Nominal lines of the preferred option', 'Difference', 'Says']),
		[
			words('What the bid is said to ask for, and what its lines come to'),
			number(hundredths(headline.pence), 'Money'),
			number(hundredths(headline.linesPence), 'Amount'),
			formula(`B${row + 1}-C${row + 1}`, 'Amount', hundredths(difference)),
			textFormula(
				`IF(ROUND(D${row + 1},2)=0,"Ties","Does not tie")`,
				'Result',
				difference === 0n ? 'Ties' : 'Does not tie'
			)
		],
		[
			words(
				headline.explanation
					? `Explained: ${headline.explanation}`
					: difference === 0n
						? ''
						: 'Nobody has explained the difference yet.'
			)
		],
		...(notCounted === null ? [] : [[words(notCounted)]])
	];
}
