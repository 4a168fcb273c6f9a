/** Whose bank holidays a review may keep; the timetable has their names. */
export const nationNames = ['england', 'wales', 'scotland', 'northern_ireland'] as const;

export type ReviewSettings = {
	/** Whose bank holidays the working-day clock keeps. */
	nation: (typeof nationNames)[number];
	/** Whether letters may be sent from the application, through its outbox. */
	sendsLetters: boolean;
	revision: number;
};

/** What a review that has chosen nothing keeps to. */
export const usualSettings: ReviewSettings = { nation: 'england', sendsLetters: false, revision: 1 };
