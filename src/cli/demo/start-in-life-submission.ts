import type { DemoBid } from './shape.ts';

/** A joint bid of the fictional review that has been submitted. Every figure is invented and illustrative. */
export const sameHealthVisitor: DemoBid = {
	key: 'same-health-visitor',
	fiscalEvent: 'settlement',
	departments: ['care', 'families'],
	title: 'The same health visitor for the first year',
	record: {
		summary:
			'Enough health visitors for each family to keep one for the first year, and training for those who lead the teams. *All figures are invented and illustrative.*',
		objectives: 'By the last year eight in ten families see the same health visitor at every visit of the first year.',
		additionality: 'Teams are filled from one-year contracts today, which is why the visitor changes.',
		ifNotFunded: 'Families go on meeting three or four visitors in the first year, and telling their story to each.',
		deliveryBody: 'Community health services, commissioned by councils',
		grantRoute: 'Addition to the public health grant',
		legalPowers: 'Existing powers. No change of law is needed.',
		controlTotal: 'RDEL of the Department of Care and of the Department for Families',
		inflationAssumption: 'GDP deflator, as forecast when the bid was prepared',
		payAssumption: '2.8% a year',
		deliverability: 'Training takes a year; the first posts are filled by people who return.',
		deliverabilityRating: 'amber_green',
		newBurdens: 'funded',
		scalability: 'yes',
		scalabilityText: 'By the number of areas that begin in the first year.',
		extent: ['england'],
		seniorResponsibleOwner: 'Director, Community Health, Department of Care',
		accountingOfficer: 'Permanent Secretary, Department of Care',
		risks:
			'- **Returners.** Fewer come back than the survey says; owner: Department of Care; the second intake makes up for it.\n- **Leaving.** Those who are trained leave for other work; owner: community health services.',
		evaluationPlan: 'The number of visitors each family met, from the records of each service, published every year.'
	},
	recommendations: ['same-health-visitor'],
	outcomes: [
		{
			metric: 'Families who saw one health visitor at every visit of the first year',
			baseline: '22%, from the records of four services',
			target: '80%',
			targetYear: 2,
			source: 'Records of community health services'
		}
	],
	bau: 'Teams are filled year by year, and the visitor changes.',
	preferred: { name: 'Permanent posts', description: 'Posts for good, with a year of training for those who return.' },
	options: [],
	lines: [
		{
			option: 'preferred',
			department: 'care',
			recommendation: 'same-health-visitor',
			description: 'Health visitors in permanent posts',
			budget: 'rdel_programme',
			thousands: [9_000, 18_500, 21_000],
			staff: [150, 300, 340],
			steadyState: 21_000
		},
		{
			option: 'preferred',
			department: 'care',
			recommendation: 'same-health-visitor',
			description: 'One-year contracts that end',
			flow: 'saving',
			budget: 'rdel_programme',
			thousands: [0, 2_500, 4_000]
		},
		{
			option: 'preferred',
			department: 'families',
			recommendation: 'same-health-visitor',
			description: 'Training for those who lead the teams',
			budget: 'rdel_programme',
			thousands: [1_200, 4_200, 1_200]
		}
	],
	submission: {
		treasuryPost: 'exchequer-team',
		stance: 'reserved',
		words:
			'Reserved. The case for the same visitor is made; the number of people who would return rests on one survey. We will look again when the first intake is known.',
		note: 'Ask what the second year costs if only half of them return.',
		questions: [
			{
				question: 'How many of the posts are filled today by people on one-year contracts?',
				dueIn: 2,
				answer: {
					by: 'care',
					text: '118 of 640, by the count of last month. They could apply for the permanent posts.'
				}
			},
			{ question: 'What does the training cost for each person who finishes it?', dueIn: 6 }
		]
	}
};
