import { day, type DemoMeeting } from './shape.ts';

/** The meetings of the fictional group: the one that agreed four recommendations, and the next. */
export const startInLifeMeetings: readonly DemoMeeting[] = [
	{
		title: 'Third meeting of the group',
		plannedOn: day(-11),
		meetsOn: day(-6),
		startsAt: '14:30',
		place: 'Council Office, room 3, and by call',
		leftOut: ['birth-registration', 'tell-it-once'],
		items: [
			{
				title: 'Minute of the second meeting',
				note: 'The secretariat',
				atEnd: false,
				words: 'Agreed without changes. The three actions from it are done.'
			},
			{
				title: 'Any other business',
				atEnd: true,
				words: 'The next meeting looks at what is left, with costs.'
			}
		],
		held: {
			attendance: [
				{ post: 'chair', presence: 'present' },
				{ post: 'families-minister', presence: 'present' },
				{ post: 'care-minister', presence: 'present' },
				{ post: 'places-minister', presence: 'present' },
				{ post: 'home-minister', presence: 'apologies' },
				{ post: 'livelihoods-minister', presence: 'present' },
				{ post: 'exchequer-minister', presence: 'substitute', who: 'The Deputy Director, Families spending team' }
			],
			alsoPresent: 'Officials of the six departments; the evaluation lead.',
			said: [{ recommendation: 'settled-home', post: 'families-minister', stance: 'content' }],
			decisions: [
				{
					recommendation: 'family-hubs',
					outcome: 'recommended',
					words: 'Recommended with the two conditions on record. The bid shows the smaller option.'
				},
				{ recommendation: 'same-health-visitor', outcome: 'recommended' },
				{ recommendation: 'four-weeks', outcome: 'recommended' },
				{ recommendation: 'asked-alone', outcome: 'recommended' },
				{
					recommendation: 'settled-home',
					outcome: 'deferred',
					words: 'Until it is known how many of the families could be moved at no cost.'
				},
				{
					recommendation: 'feeding-help',
					outcome: 'reworded',
					words: 'Promise the telephone every day and the visit on working days.'
				},
				{
					recommendation: 'paid-time',
					outcome: 'deferred',
					words: 'The group comes back to it once employers have answered.'
				}
			],
			actions: [
				{
					text: 'Say how many of the 1,870 families could be moved at no cost',
					owner: 'places-official',
					due: day(-2),
					recommendation: 'settled-home',
					reportBackTo: 'the group'
				},
				{
					text: 'Write the words on feeding help again, with the telephone every day',
					owner: 'care-official',
					due: day(4),
					recommendation: 'feeding-help',
					reportBackTo: 'the group',
					reportBackOn: day(8)
				},
				{
					text: 'Send the note on burdens to councils to every private office',
					owner: 'families-official',
					due: day(-4),
					recommendation: 'family-hubs',
					done: { on: day(-4), outcome: 'Sent. Local Places asked for one more line, which is in.' }
				},
				{
					text: 'Tell the hosts of the visits what came of them',
					owner: 'families-minister',
					due: day(10),
					reportBackTo: 'the chair'
				}
			]
		}
	},
	{
		title: 'Fourth meeting of the group',
		plannedOn: day(-1),
		meetsOn: day(8),
		startsAt: '10:00',
		place: 'By call: the secretariat sends the details on the day before',
		leftOut: [],
		items: [
			{ title: 'Actions from the third meeting', note: 'The secretariat', atEnd: false },
			{ title: 'What goes to Cabinet, and when', note: 'The chair', atEnd: true },
			{ title: 'Any other business', atEnd: true }
		]
	}
];
