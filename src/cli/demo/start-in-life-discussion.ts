import type { DemoJudgement, DemoThread } from './shape.ts';

/** What is said of the recommendations of the fictional review. */
export const startInLifeThreads: readonly DemoThread[] = [
	{
		recommendation: 'feeding-help',
		by: 'places-official',
		about: 'face to face or by telephone',
		body: 'Read strictly, a service that only ever telephones would meet this. Is that what is meant?',
		replies: [
			{
				by: 'care-official',
				body: 'No. Most parents who answered the survey would rather be seen at home. We would sooner say “face to face wherever the family wants it”.'
			}
		]
	},
	{
		recommendation: 'feeding-help',
		by: 'livelihoods-official',
		body: 'Does an answer by text message count as help by telephone?',
		replies: [
			{ by: 'care-official', body: 'It does not: the measure counts help that was had, not a reply that was sent.' }
		],
		resolved: { by: 'secretariat', body: 'Settled by the measure. The words stay.' }
	},
	{
		recommendation: 'feeding-help',
		by: 'families-adviser',
		kept: true,
		body: 'The minister will be asked whether ten visits in fourteen days are enough. Can we live with that?',
		replies: [
			{
				by: 'families-official',
				body: 'Yes, if the telephone is staffed on all fourteen days.'
			}
		]
	},
	{
		recommendation: 'birth-registration',
		by: 'places-official',
		about: 'on at least one day a week',
		body: 'Small districts share one registrar. Could “a week” be “a fortnight” for them?',
		replies: [
			{
				by: 'home-official',
				body: 'A birth has to be registered within six weeks, so a fortnight would do. We will look at the numbers.'
			}
		]
	},
	{
		recommendation: 'birth-registration',
		by: 'families-official',
		afterEdits: 1,
		about: 'it should offer what the hub offers there',
		body: 'All of it, or a way to it? An office cannot weigh babies.'
	}
];

/** One sheet that is half full and one that has hardly been begun. */
export const startInLifeJudgements: readonly DemoJudgement[] = [
	{
		recommendation: 'feeding-help',
		by: 'care-official',
		criterion: 'problem',
		answer: 'yes',
		comment: 'More than half of those who wanted help at a weekend could not find it.',
		findings: ['thirty-one-miles', 'weekend-feeding']
	},
	{
		recommendation: 'feeding-help',
		by: 'families-official',
		criterion: 'problem',
		answer: 'yes',
		findings: ['weekend-feeding']
	},
	{
		recommendation: 'feeding-help',
		by: 'care-official',
		criterion: 'effect',
		answer: 'better',
		comment: 'A call on the right day does much of it; a visit does more.',
		findings: ['call-on-the-right-day', 'seen-at-home']
	},
	{
		recommendation: 'feeding-help',
		by: 'care-official',
		criterion: 'cost',
		answer: 'moderate',
		comment: 'Weekdays are staffed. The weekends are what is new.'
	},
	{
		recommendation: 'feeding-help',
		by: 'exchequer-official',
		criterion: 'cost',
		answer: 'large',
		comment: 'No cost by year has been shown yet, so we take the high end.'
	},
	{
		recommendation: 'feeding-help',
		by: 'care-official',
		criterion: 'deliverable',
		answer: 'doubtful',
		comment: 'Not face to face on Christmas Day, and not everywhere.'
	},
	{
		recommendation: 'feeding-help',
		by: 'families-official',
		criterion: 'deliverable',
		answer: 'rather',
		comment: 'The telephone can start at once; the visits need rotas.',
		findings: ['weekend-feeding']
	},
	{
		recommendation: 'tell-it-once',
		by: 'care-official',
		criterion: 'problem',
		answer: 'yes',
		findings: ['told-eleven-times']
	}
];
