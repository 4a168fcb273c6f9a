/** The tables of a bid that are to be had as CSV. */
export const tableLabels = {
	costs: 'Cost lines, a row for each year',
	benefits: 'Benefit lines, a row for each year',
	record: 'Record, a row for each field'
} as const;

export type Table = keyof typeof tableLabels;

export const tableNames = Object.keys(tableLabels).filter((name): name is Table => name in tableLabels);
