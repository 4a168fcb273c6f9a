/** Whose bank holidays a review may keep; the timetable has their names. */
export const nationNames = ['england', 'wales', 'scotland', 'northern_ireland'] as const;

export type ReviewSettings = {
	/** Whose bank holidays the working-day clock keeps. */
	nation: (typeof nationNames)[number];
	/** Whether letters may be sent from the application, through its outbox. */
	sendsLetters: boolean;
	/** Ten criteria on the evidence-to-decision sheet instead of five. */
	fullJudgements: boolean;
	/** Others’ judgements are kept back until a post has given its own. */
	independentFirstView: boolean;
	revision: number;
};

/** What a review that has chosen nothing keeps to. */
export const usualSettings: ReviewSettings = {
	nation: 'england',
	sendsLetters: false,
	fullJudgements: false,
	independentFirstView: false,
	revision: 1
};

/** The columns that hold them. */
export const settingColumns = [
	'nation',
	'sendsLetters',
	'fullJudgements',
	'independentFirstView',
	'revision'
] as const satisfies (keyof ReviewSettings)[];
