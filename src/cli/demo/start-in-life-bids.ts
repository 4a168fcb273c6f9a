import { sameHealthVisitor } from './start-in-life-submission.ts';
import { day, type DemoBid, type DemoFiscalEvent } from './shape.ts';

/**
 * Bids of the fictional review. Every figure is invented and illustrative. The joint bid has the shape of a published
 * package whose announced parts come to £492m under a headline of £500m (HM Treasury, Autumn Budget and Spending Review
 * 2021, HC 822): its own parts, under labels of their own, do the same.
 */
export const startInLifeEvents: readonly DemoFiscalEvent[] = [
	{
		key: 'settlement',
		name: 'Settlement of the Council',
		firstYear: 0,
		lastYear: 2,
		capitalLastYear: 3,
		returnDueOn: day(28),
		guidance: `Each bid names the recommendations it pays for, the outcomes it is judged by and what happens if it is not funded.

- Put new money apart from what is in the baseline already.
- A joint bid comes in once, from the department in the lead, with each partner’s own share in it.
- Say what can be stopped or made smaller before asking for more.`,
		blankReturn: 'Settlement of the Council, blank return.xlsx',
		envelope: { rdel: [180, 190, 200], cdel: [10, 10, 10, 5] }
	}
];

export const startInLifeBids: readonly DemoBid[] = [
	{
		key: 'first-year',
		fiscalEvent: 'settlement',
		departments: ['families', 'care', 'places'],
		title: 'Family hubs and the first year at home',
		headline: 500,
		record: {
			summary:
				'Three years of family hubs in 75 council areas, help with feeding and with parents’ mental health in the same buildings, and support for families in difficulty through councils. *All figures are invented and illustrative.*',
			objectives:
				'- By the last year, nine in ten expectant parents in the 75 areas can name their hub at 28 weeks.\n- Every new parent who wants help with feeding has it within a day.\n- Both parents are asked how they are, and seen within four weeks where they need it.',
			additionality:
				'Hubs exist today where councils found money of their own. Without this bid the 31 that are open would run on one-year grants, and no council has said that it would open another.',
			ifNotFunded:
				'The grant for the hubs that are open ends with the financial year. Staff on fixed terms would be given notice in its last quarter.',
			equality:
				'Families who live far from a hub and parents with little English gain least from a building alone; the outreach lines answer to that.',
			distribution: 'Two thirds of the 75 areas are among the poorer half of councils.',
			valueEvidence:
				'The visits heard consistently that one reception works. What it saves elsewhere was measured in one place only, over one year.',
			deliveryBody: 'Councils, with maternity services and health visiting teams',
			grantRoute: 'Ring-fenced grant to councils; allocations to maternity services',
			legalPowers: 'Existing powers to pay grants to councils. No change of law is needed.',
			controlTotal: 'RDEL and CDEL of the department that pays each line',
			inBaseline: 'The one-year grant for the 31 hubs that are open, shown as baseline lines.',
			steadyState: 'After the period the hubs that are open cost the same each year; the capital lines end.',
			inflationAssumption: 'GDP deflator, as forecast when the bid was prepared',
			payAssumption: '2.8% a year',
			offsets: 'Three national helplines with the same callers are joined into one.',
			scalability: 'partly',
			scalabilityText: 'By the number of areas. Fewer than 40 would end hubs that are open today.',
			newBurdens: 'funded',
			newBurdensText: 'Councils’ own work of planning and reporting is in the grant.',
			extent: ['england'],
			seniorResponsibleOwner: 'Director, Early Family Life, Department for Families',
			accountingOfficer: 'Permanent Secretary, Department for Families',
			financeDirector: 'Finance Director, Department for Families',
			deliverability: 'Buildings are found in 52 of the 75 areas. Recruiting health visitors is what decides the pace.',
			deliverabilityRating: 'amber',
			readiness: 'Grant letters can go out in the month after the settlement; 31 hubs are open.',
			risks:
				'- **Staff.** Too few health visitors to fill the posts; owner: Department of Care; the pace follows the intake of each year.\n- **Buildings.** Repairs cost more than surveyed; owner: councils; a tenth is held back each year.',
			evaluationPlan:
				'Areas that start later are compared with those that start first. Reported in the second and third year by an evaluator from outside.'
		},
		recommendations: ['family-hubs', 'feeding-help', 'four-weeks'],
		outcomes: [
			{
				metric: 'Expectant parents who can name their local hub at 28 weeks',
				baseline: '38%, from the group’s own survey',
				target: '90%',
				targetYear: 2,
				source: 'Survey of parents by each council, published yearly'
			},
			{
				metric: 'Parents who wanted help with feeding and had it within a day',
				baseline: 'Not measured today',
				target: '95%',
				targetYear: 2,
				source: 'Returns of maternity services'
			}
		],
		bau: 'The 31 hubs that are open run on one-year grants, area by area.',
		preferred: {
			name: '75 council areas',
			description: 'A hub in each of 75 areas, feeding help every day, and both parents asked how they are.'
		},
		options: [
			{
				key: 'forty-areas',
				kind: 'minimum',
				name: '40 council areas',
				description: 'The hubs that are open and nine more, without the information for every family.'
			},
			{
				key: 'hubs-only',
				kind: 'minimum',
				name: 'Hubs without feeding help',
				description: 'What the lead could live with if the Treasury asks for a smaller bid.',
				leadOnly: true
			}
		],
		lines: [
			{
				option: 'bau',
				department: 'families',
				recommendation: 'family-hubs',
				description: 'One-year grant for the hubs that are open',
				budget: 'rdel_programme',
				baseline: true,
				thousands: [12_000, 12_000, 12_000]
			},
			{
				option: 'preferred',
				department: 'families',
				recommendation: 'family-hubs',
				description: 'Family hubs in 75 council areas',
				budget: 'rdel_programme',
				thousands: [18_000, 25_000, 27_000],
				steadyState: 27_000
			},
			{
				option: 'preferred',
				department: 'families',
				recommendation: 'family-hubs',
				description: 'Making buildings fit for a shared reception',
				budget: 'cdel',
				thousands: [5_000, 4_000, 2_000]
			},
			{
				option: 'preferred',
				department: 'families',
				recommendation: 'family-hubs',
				description: 'Team that pays the grants and visits the areas',
				budget: 'rdel_admin',
				thousands: [400, 300, 300],
				staff: [8, 6, 6]
			},
			{
				option: 'preferred',
				department: 'families',
				description: 'Parenting programmes',
				budget: 'rdel_programme',
				thousands: [12_000, 18_000, 20_000]
			},
			{
				option: 'preferred',
				department: 'families',
				description: 'What to expect: information for every family',
				budget: 'rdel_programme',
				thousands: [4_000, 3_000, 3_000]
			},
			{
				option: 'preferred',
				department: 'care',
				recommendation: 'four-weeks',
				description: 'Parents’ mental health and the bond with the baby',
				budget: 'rdel_programme',
				thousands: [24_000, 36_000, 40_000],
				staff: [310, 460, 520],
				steadyState: 40_000
			},
			{
				option: 'preferred',
				department: 'care',
				recommendation: 'feeding-help',
				description: 'Help with feeding, seven days a week',
				budget: 'rdel_programme',
				thousands: [12_000, 18_000, 20_000],
				staff: [180, 260, 290]
			},
			{
				option: 'preferred',
				department: 'places',
				description: 'Support for families in difficulty, through councils',
				budget: 'rdel_programme',
				thousands: [60_000, 70_000, 70_000]
			},
			{
				option: 'forty-areas',
				department: 'families',
				recommendation: 'family-hubs',
				description: 'Family hubs in 40 council areas',
				budget: 'rdel_programme',
				thousands: [14_000, 15_000, 15_000]
			},
			{
				option: 'hubs-only',
				department: 'families',
				recommendation: 'family-hubs',
				description: 'Family hubs in 75 council areas',
				budget: 'rdel_programme',
				thousands: [18_000, 25_000, 27_000]
			}
		],
		assumptions: [
			{
				department: 'families',
				text: 'A hub costs £240,000 in its first year and £360,000 in a full one, with a shared reception and outreach five days a week.',
				owner: 'Head of family hubs, Department for Families',
				source: 'Accounts of the hub in Harrowmouth, last year; illustrative',
				confidence: 'medium',
				lines: ['Family hubs in 75 council areas']
			},
			{
				department: 'care',
				text: 'Help with feeding is wanted at weekends by more than half of those who want it at all, so rotas cover seven days.',
				owner: 'Chief Nurse’s office, Department of Care',
				source: 'The group’s survey of parents',
				confidence: 'high',
				finding: 'weekend-feeding',
				lines: ['Help with feeding, seven days a week']
			}
		],
		explanation: {
			by: 'families',
			words:
				'The lines come to £492m. £10m for trying out new roles in the hubs is announced with the package and paid from the training budget, which is in the baseline; the hubs cost £81.75m before rounding. With both, the parts come to £501.75m, announced as £500m. All figures are illustrative.'
		},
		returns: [
			{
				department: 'families',
				fileName: 'Families return, hubs.xlsx',
				title: 'Department for Families: family hubs, second return (£m)',
				rows: [
					{ description: 'Family hubs in 75 council areas', budget: 'RDEL', years: [18, 25.5, 28] },
					{ description: 'Making buildings fit for a shared reception', budget: 'Capital DEL', years: [5, 4, 2] },
					{ description: 'Outreach vans for places without a hub', budget: 'Capital DEL', years: [0.6, 0.3, 0.3] },
					{ description: 'Parenting programmes', budget: 'Parenting fund', years: [12, 18, 'tbc'] }
				],
				takenOver: false
			}
		],
		rank: 1,
		fallback: 'We could live with 60 areas if the buildings are paid for in the first year.',
		released: true
	},
	{
		key: 'one-letter',
		fiscalEvent: 'settlement',
		departments: ['livelihoods'],
		title: 'One letter about money at twenty weeks',
		headline: 2,
		record: {
			summary:
				'One letter to every expectant parent that says what they are owed and how to claim it. *All figures are invented and illustrative.*',
			objectives: 'Families claim in the month in which they could, and not after the birth.',
			additionality: 'Seven letters from four bodies go out today; none of them says what the others offer.',
			deliveryBody: 'Department for Livelihoods',
			extent: ['england', 'wales', 'scotland'],
			newBurdens: 'none',
			scalability: 'no',
			seniorResponsibleOwner: 'Director, Family Payments, Department for Livelihoods'
		},
		recommendations: ['one-letter'],
		outcomes: [],
		bau: 'Each body goes on sending its own letter.',
		preferred: { name: 'One letter', description: 'One letter at twenty weeks, on paper and by message.' },
		options: [],
		lines: [
			{
				option: 'preferred',
				department: 'livelihoods',
				recommendation: 'one-letter',
				description: 'Printing and sending',
				budget: 'rdel_admin',
				thousands: [900, 850, 850],
				staff: [4, 3, 3]
			},
			{
				option: 'preferred',
				department: 'livelihoods',
				recommendation: 'one-letter',
				description: 'Letters that are no longer sent',
				flow: 'saving',
				budget: 'rdel_admin',
				thousands: [0, 500, 700]
			}
		],
		returns: [
			{
				department: 'livelihoods',
				fileName: 'Livelihoods return.xlsx',
				title: 'Department for Livelihoods: one letter (£m)',
				rows: [
					{
						description: 'Testing the letter with parents who do not read English easily',
						budget: 'RDEL',
						years: [0.1]
					}
				],
				takenOver: true
			}
		]
	},
	sameHealthVisitor
];
