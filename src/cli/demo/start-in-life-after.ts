import type { Place } from '#lib/undertakings/undertaking.ts';

/** A promise in public. Days are counted from the day on which the demo is loaded. Fictional. */
export type DemoPromise = {
	place: Place;
	said: number;
	recorded: number;
	source: string;
	words: string;
	/** The post that made it; null where somebody else did. */
	by: string | null;
	byOther?: string;
	owner: string;
	due: number | null;
	touches: readonly string[];
	met?: { on: number; words: string };
	corrected?: { on: number; words: string; source: string; because: string };
};

export const promises: readonly DemoPromise[] = [
	{
		place: 'commons',
		said: -12,
		recorded: -2,
		source: 'Oral questions, column 212',
		words:
			'I will write to the honourable Member for Harrowmouth, and place in the Library, the number of family hubs that are open on the day.',
		by: 'families-minister',
		owner: 'families-official',
		due: -1,
		touches: ['family-hubs']
	},
	{
		place: 'committee',
		said: -20,
		recorded: -2,
		source: 'Oral evidence on help for new parents, question 41',
		words: 'We will publish how long parents wait for help, area by area, before the end of the financial year.',
		by: 'care-minister',
		owner: 'care-official',
		due: 60,
		touches: ['four-weeks'],
		corrected: {
			on: -5,
			words: 'We will publish how long parents wait for help, region by region, before the end of the financial year.',
			source: 'Letter to the committee, published with its evidence',
			because: 'Figures for areas would name single families'
		}
	},
	{
		place: 'press',
		said: -30,
		recorded: -2,
		source: 'Interview, Morning Programme',
		words: 'Nobody should have to tell their story seven times. We will come back on that this winter.',
		by: null,
		byOther: 'The Prime Minister',
		owner: 'families-minister',
		due: null,
		touches: ['tell-it-once']
	},
	{
		place: 'lords',
		said: -25,
		recorded: -2,
		source: 'Debate on early childhood, column 88',
		words: 'I undertake to meet the noble Baroness with officials before the group reports.',
		by: 'families-minister',
		owner: 'families-office',
		due: -3,
		touches: [],
		met: { on: -6, words: 'The meeting took place with two officials; a note of it is with the private office.' }
	}
];

/** An action that is reported back. */
export type DemoReported = {
	text: string;
	owner: string;
	given: number;
	due: number;
	reportOn: number;
	recommendation: string;
	report?: { on: number; words: string; next?: number };
	done?: { on: number; outcome: string };
};

export const reported: readonly DemoReported[] = [
	{
		text: 'Count how many councils have a building that could hold a hub',
		owner: 'families-official',
		given: -2,
		due: 10,
		reportOn: 14,
		recommendation: 'family-hubs',
		report: { on: -2, words: 'Ninety of the councils have answered; the rest have been asked again.', next: 12 }
	},
	{
		text: 'Ask the regions how many staff they would need for help within four weeks',
		owner: 'care-official',
		given: -2,
		due: -2,
		reportOn: -1,
		recommendation: 'four-weeks',
		done: { on: -2, outcome: 'Every region has answered, and the sum is with the finance lead.' }
	}
];
