import type { BidContent } from '#lib/bids/content.ts';

/**
 * A joint bid of two departments with everything that a bid can hold: three options, four budgets, savings and income,
 * baseline lines, staff, money of the day and of other prices. @param lines how many cost lines, at least 8
 */
export function sampleBidContent({ lines = 12 } = {}): BidContent {
	const years = [2022, 2023, 2024, 2025];
	const budgets = ['rdel_programme', 'rdel_admin', 'cdel', 'ame'] as const;
	const flows = ['cost', 'cost', 'saving', 'cost', 'income'] as const;
	return {
		format: 1,
		reference: 'B3',
		title: 'Family hubs in every place',
		marking: { sensitive: true, handling: null },
		fiscalEvent: {
			name: 'Fictional spending review',
			firstYear: 2022,
			lastYear: 2024,
			capitalLastYear: 2025,
			returnDueOn: '2021-09-30'
		},
		lead: { id: 1, name: 'Department for Families', shortName: 'Families' },
		partners: [{ id: 2, name: 'Department of Care', shortName: 'Care*' }],
		record: {
			summary: '=1+1 is how this summary begins.\n\nIt has two paragraphs.',
			seniorResponsibleOwner: 'Fictional Owner',
			deliverabilityRating: 'amber',
			extent: ['england', 'wales']
		},
		recommendations: [
			{
				id: 7,
				reference: 'R7',
				version: 2,
				title: 'Hubs',
				text: 'Open a hub in every place.',
				leadDepartment: 'Families'
			},
			{ id: 9, reference: 'R9', version: 1, title: 'Digital', text: 'Digitise the record.', leadDepartment: 'Care' }
		],
		outcomes: [{ metric: 'Places with a hub', baseline: '3', target: '75', targetYear: 2024, source: 'Own count' }],
		options: [
			{ id: 11, kind: 'bau', name: 'Business as usual', description: '', leadOnly: false },
			{ id: 12, kind: 'minimum', name: 'Half of the places', description: '', leadOnly: false },
			{ id: 13, kind: 'minimum', name: 'A third of the places', description: 'Fall-back', leadOnly: true },
			{ id: 14, kind: 'preferred', name: 'Every place', description: '', leadOnly: false }
		],
		assumptions: [
			{
				number: 1,
				text: 'A hub costs the same everywhere',
				owner: 'Fictional Analyst',
				source: 'Survey of 2021',
				confidence: 'medium',
				teamId: 1,
				finding: 'F4'
			}
		],
		costLines: Array.from({ length: lines }, (_, index) => ({
			id: 100 + index,
			optionId: index < 8 ? 14 : ([11, 12, 13, 14][index % 4] ?? 14),
			teamId: index % 3 === 1 ? 2 : 1,
			recommendation: [null, 'R7', 'R9'][index % 3] ?? null,
			description: `Line ${index + 1}: ${index === 0 ? '+hubs' : 'running costs'}`,
			flow: flows[index % 5] ?? 'cost',
			budget: budgets[index % 4] ?? 'rdel_programme',
			baseline: index % 7 === 6,
			priceYear: index % 6 === 5 ? 2021 : null,
			steadyStatePence: index % 2 === 0 ? 1_234_567 + index : null,
			cells: years
				.filter((year) => year < 2025 || index % 4 === 2)
				.map((year) => ({
					year,
					pence: (index + 1) * 10_000_033 + (year - 2022) * 17,
					staffHundredths: index % 2 === 0 ? 1250 + index : null,
					assumption: index === 0 && year === 2023 ? 1 : null
				}))
		})),
		benefitLines: [
			{
				id: 201,
				optionId: 14,
				teamId: 2,
				recommendation: 'R7',
				description: 'Fewer admissions',
				kind: 'cash_releasing',
				priceYear: null,
				quintile: null,
				assumption: 1,
				cells: [{ year: 2024, pence: 5_000_001 }],
				evidence: []
			},
			{
				id: 202,
				optionId: 14,
				teamId: 1,
				recommendation: null,
				description: 'Better starts',
				kind: 'social',
				priceYear: 2022,
				quintile: 1,
				assumption: null,
				cells: years.map((year) => ({ year, pence: 250_000_050 })),
				evidence: [
					{
						reference: 'F4',
						text: 'Children did better',
						version: 1,
						strength: 'EIF: Level 3',
						sourceKind: 'research',
						note: null
					}
				]
			},
			{
				id: 203,
				optionId: 14,
				teamId: 1,
				recommendation: null,
				description: 'Trust',
				kind: 'not_monetised',
				priceYear: null,
				quintile: null,
				assumption: null,
				cells: [],
				evidence: []
			}
		],
		headline: { pence: 500_000_000, linesPence: 492_000_000, explanation: 'Rounded in the press line.' },
		priorityRank: 1,
		appraisal: null
	};
}
