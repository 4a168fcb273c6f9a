import { day, type DemoCalendarPeriod, type DemoCommittee, type DemoPaper, type DemoRound } from './shape.ts';

/** Two frozen papers and the write-rounds on them. Fictional, as all of "Start in life". */
export const committees: readonly DemoCommittee[] = [
	{
		key: 'families-and-communities',
		name: 'Families and Communities Committee',
		chair: 'Keeper of the Seals',
		secretary: 'Orla Vance, Committee Secretariat',
		copiedTo: 'the Prime Minister, members of the Families and Communities Committee and the Cabinet Secretary'
	}
];

export const calendarPeriods: readonly DemoCalendarPeriod[] = [
	{ kind: 'recess', name: 'Recess of both Houses', startsOn: day(32), endsOn: day(46) }
];

export const roundPapers: readonly DemoPaper[] = [
	{
		key: 'asked-alone-paper',
		profile: 'uk_cabinet_committee',
		title: 'Asking about safety at every booking',
		sponsor: 'home-cabinet',
		committee: 'Families and Communities Committee',
		sensitive: true,
		final: 'at_once',
		sections: [
			{
				heading: 'Summary',
				body: 'This paper asks colleagues to agree that every woman is asked about her safety, alone, when she books her maternity care. It costs nothing new and needs no law.'
			},
			{ heading: 'Recommendation', body: '::recommendation R:asked-alone\n' },
			{
				heading: 'Consideration',
				body: 'Where every woman is seen alone at booking, 7 in every 100 say that they are not safe at home, against 2 before.[^F:asked-alone] The question is asked by the midwife who books her, with nobody else in the room.'
			}
		]
	},
	{
		key: 'hubs-paper',
		profile: 'uk_cabinet_committee',
		title: 'Family hubs, and help within four weeks',
		sponsor: 'families-cabinet',
		committee: 'Families and Communities Committee',
		final: 'after_review',
		sections: [
			{
				heading: 'Summary',
				body: 'This paper asks colleagues to agree to a family hub in every council area and to help within four weeks for parents who are unwell. Both need money, and go to the spending review as one bid.'
			},
			{ heading: 'Recommendation', body: '::recommendation R:family-hubs\n\n::recommendation R:four-weeks\n' },
			{
				heading: 'Consideration',
				body: 'Of the parents who answered our survey, 41 in every 100 did not know before the birth what help was offered where they live.[^F:did-not-know] Where services share a building and a reception, families seem to come: missed antenatal appointments in Harrowmouth fell from 14 to 6 in every 100 in the year after midwives moved in, on the hub’s own count.[^F:missed-appointments]\n\nLong waits are not bound to happen. With one form and one list, the team in Carrickmoyle saw half of its families within 19 days and all of them within 33.[^F:nineteen-days]'
			}
		]
	}
];

export const rounds: readonly DemoRound[] = [
	{
		key: 'asked-alone-round',
		paper: 'asked-alone-paper',
		committee: 'families-and-communities',
		sponsor: 'home-cabinet',
		title: 'Asking about safety at every booking',
		ask: 'I seek the Committee’s agreement that every woman is asked about her safety, alone, when she books her maternity care.\n\nThe question costs nothing new, and needs guidance and not law. Midwives in three areas ask it already.',
		spendsMoney: false,
		alsoAsks: [
			{ department: 'families', because: 'Family hubs take bookings too' },
			{ department: 'places', because: 'Councils run the refuges that women are led to' }
		],
		shortNoticeBecause:
			'The maternity guidance goes to print this week, and the next edition is a year away. The Committee Secretary has agreed.'
	},
	{
		key: 'hubs-round',
		paper: 'hubs-paper',
		committee: 'families-and-communities',
		sponsor: 'families-cabinet',
		title: 'Family hubs, and help within four weeks',
		ask: 'I seek the Committee’s agreement to a family hub in every council area and to help within four weeks for parents who are unwell.\n\nThe issues are the money, which three departments would share, and whether a hub is the right answer where few families live.',
		spendsMoney: true,
		alsoAsks: [
			{ department: 'home', because: 'Hubs are where many women first speak of their safety' },
			{ department: 'livelihoods', because: 'Debt advice would move into the hubs' }
		]
	},
	{
		key: 'four-weeks-round',
		paper: 'hubs-paper',
		committee: 'families-and-communities',
		sponsor: 'families-cabinet',
		title: 'Help within four weeks, by itself',
		ask: 'I seek the Committee’s agreement to help within four weeks for parents who are unwell.\n\nThis is a second way, should the Exchequer not be content with hubs in every council area.',
		spendsMoney: true,
		recommendations: ['four-weeks'],
		prepared: true
	}
];
