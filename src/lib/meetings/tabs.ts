/** The pages of a meeting. Once it is closed its minute is all there is to it. */
export const meetingTabs = [
	{ text: 'Agenda', path: '', planned: true },
	{ text: 'Attendance', path: 'attendance', planned: true },
	{ text: 'Positions', path: 'positions', planned: true },
	{ text: 'Decisions and actions', path: 'decisions', planned: true },
	{ text: 'Minute', path: 'minute', planned: false }
] as const;
