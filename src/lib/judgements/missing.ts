/** What a criterion of a sheet may still lack. */
export const missings = {
	judgement: 'Nobody has judged it yet',
	finding: 'No finding stands under it',
	today: 'Every judgement is on earlier words'
} as const;

export type Missing = keyof typeof missings;
