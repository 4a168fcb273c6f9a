/** Something that stands in the way of freezing a bid, or that its reader will ask about. */
export type Hindrance = {
	/** Whether the bid cannot be frozen because of it. */
	blocks: boolean;
	text: string;
	/** The page of the bid where it is put right, after the bid's own address. */
	page: '/recommendations' | '/edit' | '/costs' | '/shares' | '/benefits' | '/appraisals';
};

export function blocking(hindrances: readonly Hindrance[]): Hindrance[] {
	return hindrances.filter(({ blocks }) => blocks);
}
