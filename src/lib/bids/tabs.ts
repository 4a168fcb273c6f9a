export type BidTab = {
	text: string;
	/** Under the bid's own address; '' is the bid itself. */
	path: string;
	/** Whether those who see only what was submitted find something there. */
	submitted: boolean;
};

/** The pages of a bid, in this order: Record, Costs, Benefits, Appraisal, Sign-off, Treasury, Returns, Files. */
export const bidTabs: readonly BidTab[] = [
	{ text: 'Record', path: '', submitted: true },
	{ text: 'Costs', path: 'costs', submitted: false },
	{ text: 'Shares', path: 'shares', submitted: false },
	{ text: 'Benefits', path: 'benefits', submitted: true },
	{ text: 'Appraisal', path: 'appraisals', submitted: true },
	{ text: 'Sign-off', path: 'versions', submitted: true },
	{ text: 'Treasury', path: 'treasury', submitted: true },
	{ text: 'Questions', path: 'questions', submitted: true },
	{ text: 'Returns', path: 'returns', submitted: false },
	{ text: 'Files', path: 'files', submitted: true }
];
