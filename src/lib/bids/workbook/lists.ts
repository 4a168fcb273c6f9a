import { columnName, type NamedRange, type Sheet } from '#lib/documents/workbook/workbook.ts';
import { benefitKindNames, benefitKinds, budgetNames, budgets, flowNames, flows } from '../bid.ts';
import { headings, type Row, words } from './cells.ts';
import { IN_BASELINE, NEW_MONEY, type Vocabulary } from './vocabulary.ts';

/** What the columns of the line sheets may hold. */
export function listsSheet({ options, departments, recommendations }: Vocabulary): {
	sheet: Sheet;
	names: NamedRange[];
} {
	const lists = [
		{ name: 'Options', entries: [...options.values()] },
		{ name: 'Departments', entries: [...departments.values()] },
		{ name: 'Recommendations', entries: recommendations },
		{ name: 'Budgets', entries: budgetNames.map((each) => budgets[each].label) },
		{ name: 'Flows', entries: flowNames.map((each) => flows[each].label) },
		{ name: 'Statuses', entries: [NEW_MONEY, IN_BASELINE] },
		{ name: 'Benefit_kinds', entries: benefitKindNames.map((each) => benefitKinds[each].label) }
	];
	const longest = Math.max(...lists.map(({ entries }) => entries.length));
	return {
		sheet: {
			name: 'Lists',
			widths: lists.map(() => 24),
			rows: [
				headings(lists.map(({ name }) => name.replace('_', ' '))),
				...Array.from({ length: longest }, (_, index): Row =>
					lists.map(({ entries }) => {
						const entry = entries[index];
						return entry === undefined ? null : words(entry);
					})
				)
			],
			frozen: { rows: 1, columns: 0 },
			repeatedRows: { from: 1, to: 1 },
			printArea: null,
			landscape: true,
			validations: []
		},
		names: lists.map(({ name, entries }, index) => ({
			name: `List_${name}`,
			sheet: 'Lists',
			range: `$${columnName(index)}$2:$${columnName(index)}$${Math.max(2, entries.length + 1)}`
		}))
	};
}
