import type { DemoReview } from './shape.ts';

/**
 * Review A: as reported. What a sector magazine (April 2019) and a local newspaper (about 27 February 2015) say, in our
 * own words and without quotation marks, because the bodies are real. Nothing is added: where an article is silent, the
 * field is empty or says that it was not reported. Recommendations are what the group was said to be considering; there
 * are no positions, letters, replies or costs. Composition and announcement are of public record in 2018.
 */
export const first1001Days: DemoReview = {
	slug: 'first-1001-days',
	title: 'First 1,001 days, 2018-19',
	commission:
		'Asked for by the Prime Minister in summer 2018: a cross-government group, chaired by the Leader of the House of Commons, on support for families from conception to a child’s second birthday. The article of April 2019 lists junior ministers of the Home Office, Work and Pensions, Education, Local Government and the Treasury. A list of December 2018 adds Health, and its Treasury member was the Chief Secretary, who is not a junior minister. Members write to the Secretaries of State of their own departments for agreement; from there some proposals go to Cabinet, the Treasury is asked for more money for early help in the autumn spending review, and a public statement follows.',
	commissionedBy: 'The Prime Minister',
	chair: 'chair',
	markingCeiling: 'official',
	banner: 'As reported: facts taken from published press articles; no real person’s views are invented',
	state: 'closed',
	provenance: 'reported',
	openedOn: '2018-07-27',
	questions: [
		'Where are the gaps in provision?',
		'What is best practice?',
		'What differs by place without reason?',
		'What could be expanded?',
		'What should be universal and is not?',
		'How can departments co-ordinate better?',
		'What more can government do early in a child’s life?'
	],
	milestones: [
		{ title: 'Group announced', date: '2018-07-27' },
		{ title: 'Update given to the joint all-party groups', date: '2019-04-29' },
		{ title: 'Visit to Devon planned for this week', date: '2019-05-06' },
		{ title: 'Full report to the all-party groups promised', date: '2019-06-10' }
	],
	departments: [
		{ key: 'leader', name: 'Office of the Leader of the House of Commons', shortName: 'Leader’s Office' },
		{ key: 'education', name: 'Department for Education', shortName: 'Education' },
		{
			key: 'local-government',
			name: 'Ministry of Housing, Communities and Local Government',
			shortName: 'Local Government'
		},
		{ key: 'home-office', name: 'Home Office', shortName: 'Home Office' },
		{ key: 'work-and-pensions', name: 'Department for Work and Pensions', shortName: 'Work and Pensions' },
		{ key: 'health', name: 'Department of Health and Social Care', shortName: 'Health' },
		{ key: 'treasury', name: 'HM Treasury', shortName: 'Treasury', treasury: true },
		{ key: 'number-ten', name: 'Prime Minister’s Office, 10 Downing Street', shortName: 'No 10' }
	],
	posts: [
		{ key: 'secretariat', department: 'leader', title: 'Secretariat of the group', holder: 'reported-secretariat' },
		{
			key: 'chair',
			department: 'leader',
			title: 'Leader of the House of Commons, chair of the group',
			holder: 'reported-chair'
		},
		{
			key: 'leader-official',
			department: 'leader',
			title: 'Evidence official, Leader’s Office',
			holder: 'reported-leader-official'
		},
		{
			key: 'education-official',
			department: 'education',
			title: 'Evidence official, Education',
			holder: 'reported-education-official'
		},
		{
			key: 'education-minister',
			department: 'education',
			title: 'Junior minister, Education',
			holder: 'reported-education-minister'
		},
		{
			key: 'education-office',
			department: 'education',
			title: 'Private office of the junior minister, Education',
			serves: 'education-minister',
			holder: 'reported-education-office'
		},
		{
			key: 'education-adviser',
			department: 'education',
			title: 'Special adviser, Education',
			holder: 'reported-education-adviser'
		},
		{ key: 'education-cabinet', department: 'education', title: 'Secretary of State for Education' },
		{
			key: 'education-cabinet-office',
			department: 'education',
			title: 'Private office of the Secretary of State for Education',
			serves: 'education-cabinet',
			holder: 'reported-education-cabinet-office'
		},
		{
			key: 'local-official',
			department: 'local-government',
			title: 'Evidence official, Local Government',
			holder: 'reported-local-official'
		},
		{
			key: 'local-minister',
			department: 'local-government',
			title: 'Junior minister, Local Government',
			holder: 'reported-local-minister'
		},
		{
			key: 'local-office',
			department: 'local-government',
			title: 'Private office of the junior minister, Local Government',
			serves: 'local-minister',
			holder: 'reported-local-office'
		},
		{
			key: 'local-adviser',
			department: 'local-government',
			title: 'Special adviser, Local Government',
			holder: 'reported-local-adviser'
		},
		{
			key: 'local-cabinet',
			department: 'local-government',
			title: 'Secretary of State for Housing, Communities and Local Government'
		},
		{
			key: 'local-cabinet-office',
			department: 'local-government',
			title: 'Private office of the Secretary of State for Housing, Communities and Local Government',
			serves: 'local-cabinet',
			holder: 'reported-local-cabinet-office'
		},
		{ key: 'home-minister', department: 'home-office', title: 'Junior minister, Home Office' },
		{ key: 'work-minister', department: 'work-and-pensions', title: 'Junior minister, Work and Pensions' },
		{ key: 'health-minister', department: 'health', title: 'Junior minister, Health' },
		{ key: 'treasury-minister', department: 'treasury', title: 'Treasury member of the group' },
		{
			key: 'treasury-team',
			department: 'treasury',
			title: 'Spending team, HM Treasury',
			holder: 'reported-treasury-team'
		},
		{ key: 'observer', department: 'number-ten', title: 'Observer, 10 Downing Street', holder: 'reported-observer' }
	],
	teams: [
		{
			department: 'leader',
			memberships: [
				{ post: 'secretariat', role: 'secretariat' },
				{ post: 'chair', role: 'chair' },
				{ post: 'leader-official', role: 'official' }
			]
		},
		{
			department: 'education',
			memberships: [
				{ post: 'education-official', role: 'official' },
				{ post: 'education-minister', role: 'minister' },
				{ post: 'education-office', role: 'private_office' },
				{ post: 'education-adviser', role: 'special_adviser' },
				{ post: 'education-cabinet', role: 'cabinet_minister' },
				{ post: 'education-cabinet-office', role: 'cabinet_private_office' }
			]
		},
		{
			department: 'local-government',
			memberships: [
				{ post: 'local-official', role: 'official' },
				{ post: 'local-minister', role: 'minister' },
				{ post: 'local-office', role: 'private_office' },
				{ post: 'local-adviser', role: 'special_adviser' },
				{ post: 'local-cabinet', role: 'cabinet_minister' },
				{ post: 'local-cabinet-office', role: 'cabinet_private_office' }
			]
		},
		{ department: 'home-office', memberships: [{ post: 'home-minister', role: 'minister' }] },
		{ department: 'work-and-pensions', memberships: [{ post: 'work-minister', role: 'minister' }] },
		{ department: 'health', memberships: [{ post: 'health-minister', role: 'minister' }] },
		{
			department: 'treasury',
			memberships: [
				{ post: 'treasury-team', role: 'treasury' },
				{ post: 'treasury-minister', role: 'minister' }
			]
		},
		{ department: 'number-ten', memberships: [{ post: 'observer', role: 'observer' }] }
	],
	themes: [
		{ key: 'one-service', label: 'One service from conception to school age' },
		{ key: 'close-to-home', label: 'Services close to home' },
		{ key: 'knowing', label: 'Knowing what there is' },
		{ key: 'children-s-centres', label: 'Children’s centres' },
		{ key: 'working-together', label: 'Departments and services together' }
	],
	events: [
		{
			key: 'islington',
			team: 'leader',
			title: 'Roundtable on perinatal health, Islington',
			kind: 'roundtable',
			status: 'held',
			startsOn: '2019-01-01',
			dateNote: 'early 2019; day not reported',
			place: { name: 'Islington, north London', code: 'E09000019', codeYear: 2019 },
			host: 'Family Action',
			contributors: [{ role: 'Participants, not listed in the article', attribution: 'unattributed' }],
			basis: 'on_record',
			question: 1,
			notes: `Source: a sector magazine, April 2019.

The article reports a roundtable on perinatal health held in early 2019. It is assumed to be the same event as a round table in north London mentioned in the same article.

- Some of the families discussed had violence at home, insecure housing and debt.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'lambeth',
			team: 'leader',
			title: 'Visit to a family action hub, Lambeth',
			kind: 'visit',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'held by 29 April 2019; day not reported',
			place: { name: 'Lambeth, London', code: 'E09000022', codeYear: 2019 },
			host: 'A family action hub',
			contributors: [],
			basis: 'on_record',
			question: 2,
			notes: `Source: a sector magazine, April 2019.

- The hub offers one service from conception to school age.
- It brings together midwifery checks, English classes, help with substance misuse, a programme to reduce parental conflict, and breastfeeding support.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'manchester',
			team: 'leader',
			title: 'Visit to Sure Start, Manchester',
			kind: 'visit',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'held by 29 April 2019; day not reported',
			place: { name: 'Manchester', code: 'E08000003', codeYear: 2019 },
			host: 'Sure Start',
			visitingParty: 'With a Labour member of Parliament; others not reported',
			contributors: [],
			basis: 'on_record',
			question: 2,
			notes: `Source: a sector magazine, April 2019.

- The visit is reported as an example of best practice.
- The service runs from an antenatal programme right through to school age, with several levels of intervention.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'peterborough',
			team: 'leader',
			title: 'Visit to a National Childbirth Trust drop-in, Peterborough',
			kind: 'visit',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'held by 29 April 2019; day not reported',
			place: { name: 'Peterborough', code: 'E06000031', codeYear: 2019 },
			host: 'National Childbirth Trust',
			contributors: [],
			basis: 'on_record',
			question: 2,
			notes: `Source: a sector magazine, April 2019.

- A drop-in for bumps and beyond runs in deprived areas.
- It serves some parents who are socially isolated.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'devon',
			team: 'leader',
			title: 'Visit to Devon',
			kind: 'visit',
			status: 'planned',
			startsOn: '2019-05-06',
			endsOn: '2019-05-12',
			dateNote: 'planned for the week of 6 May 2019',
			place: { name: 'Devon (rural)', code: 'E10000008', codeYear: 2019 },
			contributors: [],
			basis: 'on_record',
			question: 3,
			notes: `Source: a sector magazine, April 2019.

Planned, to see how services reach a very rural area. Neither article reports whether it took place.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'civil-servants',
			team: 'leader',
			title: 'Roundtable of civil servants',
			kind: 'roundtable',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'held by 29 April 2019; day not reported',
			contributors: [{ role: 'Civil servants, number not reported', attribution: 'unattributed' }],
			basis: 'on_record',
			question: 6,
			notes: `Source: a sector magazine, April 2019.

The article reports that it was held, and nothing of what was said.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'practitioners',
			team: 'leader',
			title: 'Practitioners’ advisory panel',
			kind: 'panel_sitting',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'sat by 29 April 2019; day not reported',
			contributors: [{ role: 'Practitioners, number not reported', attribution: 'unattributed' }],
			basis: 'on_record',
			question: 6,
			notes: `Source: a sector magazine, April 2019.

- The panel looks at what people do on the ground and at joined-up services, from the family’s point of view.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'academics',
			team: 'leader',
			title: 'Academics’ advisory panel',
			kind: 'panel_sitting',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'sat by 29 April 2019; day not reported',
			contributors: [{ role: 'Academics, number not reported', attribution: 'unattributed' }],
			basis: 'on_record',
			question: 2,
			notes: `Source: a sector magazine, April 2019.

The article reports that the panel advises on research, and nothing of what it advised.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'parents-website',
			team: 'leader',
			title: 'Survey of parents through Mumsnet',
			kind: 'survey',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'done by 29 April 2019; dates not reported',
			host: 'Mumsnet',
			contributors: [{ role: 'Parents, number not reported', attribution: 'unattributed' }],
			basis: 'on_record',
			question: 5,
			notes: `Source: a sector magazine, April 2019.

- Parents were asked what they think is good and what they would like to see.
- The result is described as good information. No figures are reported.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'departments',
			team: 'leader',
			title: 'Work under way in departments',
			kind: 'departmental_return',
			status: 'held',
			startsOn: '2019-04-29',
			dateNote: 'under way in April 2019',
			contributors: [{ role: 'Departments of the group', attribution: 'role_only' }],
			basis: 'on_record',
			question: 4,
			notes: `Source: a sector magazine, April 2019.

- Departments are looking at the next phase of the Troubled Families programme.
- They are looking at what Education could do, for example through children’s centres.
- They are gathering practice and gaps, and what could be expanded or made universal.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'all-party-groups',
			team: 'leader',
			title: 'Meeting with the joint all-party groups',
			kind: 'meeting',
			status: 'held',
			startsOn: '2019-04-29',
			host: 'Joint all-party groups',
			contributors: [
				{ role: 'Chair of the group', attribution: 'role_only' },
				{ role: 'Speaker from the floor', attribution: 'unattributed' }
			],
			basis: 'on_record',
			question: 7,
			notes: `Source: a sector magazine, April 2019.

## What the chair is reported as saying

- Expectant parents may not know which services they will need, unlike parents who are choosing a school.
- A drive of 70 miles to a children’s centre or an antenatal class is not convenient; services must be more local.
- Health visitors can be scouts who signpost. This is what the review was coming to, and is recorded as a recommendation and not as evidence.

## What was asked from the floor

- Strengthen health visitors.
- Take a population approach that tells all parents what they need to know.
`,
			promises: [
				{
					text: 'Report fully to the all-party groups',
					due: '2019-06-10',
					owner: 'Chair of the group'
				}
			],
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'oxford-launch',
			team: 'leader',
			title: 'Report of a county campaign’s launch, Oxford',
			kind: 'published_source',
			status: 'written_up',
			startsOn: '2015-02-27',
			dateNote: 'about 27 February 2015: predates the review and is stale',
			place: { name: 'Oxford', code: 'E07000178', codeYear: 2015 },
			host: 'Conference of a parent-infant charity (OXPIP)',
			contributors: [
				{ role: 'Campaign group', attribution: 'role_only' },
				{ role: 'Director of the charity', attribution: 'role_only' },
				{ role: 'Mother', headCount: 1, attribution: 'role_only' }
			],
			basis: 'on_record',
			question: 7,
			publisher: 'A local newspaper',
			publishedOn: '2015-02-27',
			notes: `Source: a local newspaper, about 27 February 2015. It predates the review by more than three years.

## What the campaign asked for

- It asked government, councils, clinical commissioning groups and health and wellbeing boards to put children under two first.
- It asked for children’s centres to be the central place of support, offering health visitors, GP services, housing, finance and parenting classes, and birth registration.

## What others are reported as saying

- The charity’s director: problems reach families of all backgrounds, wealthy parents too, and get harder to address with time.
- One mother found the centres essential, and breastfeeding support essential in the early days.
- The same mother found support not obvious after discharge, above all for those who work.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		},
		{
			key: 'oxford-council',
			team: 'leader',
			title: 'Report of the county council’s budget for children’s services',
			kind: 'published_source',
			status: 'written_up',
			startsOn: '2015-02-27',
			dateNote: '2015: predates the review and is stale',
			contributors: [{ role: 'Cabinet member, county council', attribution: 'role_only' }],
			basis: 'on_record',
			question: 3,
			publisher: 'A local newspaper',
			publishedOn: '2015-02-27',
			notes: `Source: a local newspaper, about 27 February 2015. It predates the review by more than three years.

- Cuts of £3.7m to children’s services are spread over three years’ budgets.
- The cabinet member is reported as saying that the cuts need not end these services, and that other ways through children’s centres are being looked at.
`,
			state: 'shared',
			notesShared: true,
			provenance: 'reported'
		}
	],
	findings: [
		{
			key: 'violence-housing-debt',
			team: 'leader',
			passages: [
				{
					event: 'islington',
					quote: 'Some of the families discussed had violence at home, insecure housing and debt.',
					attribution: 'unattributed',
					contributor: 0
				}
			],
			sentence:
				'Some families discussed at a perinatal health roundtable had violence at home, insecure housing and debt.',
			kind: 'Missing',
			theme: 'working-together',
			whoseView: 'Participants',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'one-service',
			team: 'leader',
			passages: [
				{
					event: 'lambeth',
					quote: 'The hub offers one service from conception to school age.',
					attribution: 'role_only'
				}
			],
			sentence: 'A family action hub in Lambeth offers one service from conception to school age.',
			kind: 'Best practice',
			theme: 'one-service',
			service: 'Family hub or early help',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'under-one-roof',
			team: 'leader',
			passages: [
				{
					event: 'lambeth',
					quote:
						'midwifery checks, English classes, help with substance misuse, a programme to reduce parental conflict, and breastfeeding support',
					attribution: 'role_only'
				}
			],
			sentence:
				'The Lambeth hub brings together midwifery checks, English classes, help with substance misuse, a programme to reduce parental conflict and breastfeeding support.',
			kind: 'Best practice',
			theme: 'working-together',
			service: 'Family hub or early help',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'levels-of-intervention',
			team: 'leader',
			passages: [
				{
					event: 'manchester',
					quote:
						'The service runs from an antenatal programme right through to school age, with several levels of intervention.',
					attribution: 'role_only'
				}
			],
			sentence:
				'Sure Start in Manchester runs from an antenatal programme through to school age, with several levels of intervention.',
			kind: 'Best practice',
			theme: 'one-service',
			service: 'Family hub or early help',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'isolated-parents',
			team: 'leader',
			passages: [
				{
					event: 'peterborough',
					quote: 'It serves some parents who are socially isolated.',
					attribution: 'role_only'
				}
			],
			sentence:
				'A National Childbirth Trust drop-in in deprived areas of Peterborough serves some socially isolated parents.',
			kind: 'Best practice',
			theme: 'close-to-home',
			reach: 'targeted',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'family-s-point-of-view',
			team: 'leader',
			passages: [
				{
					event: 'practitioners',
					quote: 'what people do on the ground and at joined-up services, from the family’s point of view',
					attribution: 'unattributed',
					contributor: 0
				}
			],
			sentence: 'A practitioners’ panel looks at joined-up services from the family’s point of view.',
			kind: 'Co-ordination',
			theme: 'working-together',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'what-parents-like',
			team: 'leader',
			passages: [
				{
					event: 'parents-website',
					quote: 'Parents were asked what they think is good and what they would like to see.',
					attribution: 'unattributed',
					contributor: 0
				}
			],
			sentence:
				'Parents have been asked through a website what they think is good and what they would like to see; no figures are reported.',
			kind: 'Ask',
			theme: 'knowing',
			whoseView: 'Parents',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'troubled-families',
			team: 'leader',
			passages: [
				{
					event: 'departments',
					quote: 'Departments are looking at the next phase of the Troubled Families programme.',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence: 'Departments are looking at the next phase of the Troubled Families programme.',
			kind: 'Could expand',
			theme: 'working-together',
			whoseView: 'Departments',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'education-s-part',
			team: 'leader',
			passages: [
				{
					event: 'departments',
					quote: 'They are looking at what Education could do, for example through children’s centres.',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence: 'Departments are looking at what Education could do, for example through children’s centres.',
			kind: 'Could expand',
			theme: 'children-s-centres',
			whoseView: 'Departments',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'expanded-or-universal',
			team: 'leader',
			passages: [
				{
					event: 'departments',
					quote: 'They are gathering practice and gaps, and what could be expanded or made universal.',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence: 'Departments are gathering practice and gaps, and what could be expanded or made universal.',
			kind: 'Should be universal',
			theme: 'working-together',
			whoseView: 'Departments',
			nature: 'fact',
			state: 'shared'
		},
		{
			key: 'may-not-know',
			team: 'leader',
			passages: [
				{
					event: 'all-party-groups',
					quote:
						'Expectant parents may not know which services they will need, unlike parents who are choosing a school.',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence:
				'In the reported view of the chair, expectant parents may not know which services they will need, unlike parents choosing a school.',
			kind: 'Missing',
			theme: 'knowing',
			lifeStage: 'Pregnancy',
			whoseView: 'The chair',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'seventy-miles',
			team: 'leader',
			passages: [
				{
					event: 'all-party-groups',
					quote: 'A drive of 70 miles to a children’s centre or an antenatal class is not convenient',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence:
				'In the reported view of the chair, a drive of 70 miles to a children’s centre or an antenatal class is not convenient, and services must be more local.',
			kind: 'Differs by place',
			theme: 'close-to-home',
			whoseView: 'The chair',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'strengthen-health-visitors',
			team: 'leader',
			passages: [
				{
					event: 'all-party-groups',
					quote: 'Strengthen health visitors.',
					attribution: 'unattributed',
					contributor: 1
				}
			],
			sentence: 'A question from the floor of the all-party groups asked for health visitors to be strengthened.',
			kind: 'Ask',
			theme: 'knowing',
			service: 'Health visiting',
			whoseView: 'The floor',
			nature: 'ask',
			state: 'shared'
		},
		{
			key: 'tell-all-parents',
			team: 'leader',
			passages: [
				{
					event: 'all-party-groups',
					quote: 'Take a population approach that tells all parents what they need to know.',
					attribution: 'unattributed',
					contributor: 1
				}
			],
			sentence:
				'A question from the floor of the all-party groups asked for a population approach that tells all parents what they need to know.',
			kind: 'Should be universal',
			theme: 'knowing',
			reach: 'universal',
			whoseView: 'The floor',
			nature: 'ask',
			state: 'shared'
		},
		{
			key: 'under-twos-first',
			team: 'leader',
			passages: [
				{
					event: 'oxford-launch',
					quote:
						'It asked government, councils, clinical commissioning groups and health and wellbeing boards to put children under two first.',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence:
				'In 2015 a county campaign asked government, councils and health bodies to put children under two first.',
			kind: 'Ask',
			theme: 'working-together',
			whoseView: 'Campaign group',
			nature: 'ask',
			state: 'shared'
		},
		{
			key: 'central-place',
			team: 'leader',
			passages: [
				{
					event: 'oxford-launch',
					quote:
						'children’s centres to be the central place of support, offering health visitors, GP services, housing, finance and parenting classes, and birth registration',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence:
				'In 2015 a county campaign asked for children’s centres to be the central place of support, from health visitors and GP services to birth registration.',
			kind: 'Ask',
			theme: 'children-s-centres',
			service: 'Family hub or early help',
			whoseView: 'Campaign group',
			nature: 'ask',
			state: 'shared'
		},
		{
			key: 'all-backgrounds',
			team: 'leader',
			passages: [
				{
					event: 'oxford-launch',
					quote: 'problems reach families of all backgrounds, wealthy parents too, and get harder to address with time',
					attribution: 'role_only',
					contributor: 1
				}
			],
			sentence:
				'In 2015 the director of a parent-infant charity was reported as saying that problems reach families of all backgrounds and get harder to address with time.',
			kind: 'Should be universal',
			theme: 'one-service',
			service: 'Parent-infant relationship',
			whoseView: 'Charity',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'centres-essential',
			team: 'leader',
			passages: [
				{
					event: 'oxford-launch',
					quote: 'One mother found the centres essential, and breastfeeding support essential in the early days.',
					attribution: 'role_only',
					contributor: 2
				}
			],
			sentence:
				'In 2015 one mother was reported to have found children’s centres essential, and breastfeeding support essential in the early days.',
			kind: 'Best practice',
			theme: 'children-s-centres',
			service: 'Infant feeding',
			scope: '1 mother',
			whoseView: 'Parents',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'after-discharge',
			team: 'leader',
			passages: [
				{
					event: 'oxford-launch',
					quote: 'found support not obvious after discharge, above all for those who work',
					attribution: 'role_only',
					contributor: 2
				}
			],
			sentence:
				'In 2015 one mother was reported to have found support not obvious after discharge, above all for those who work.',
			kind: 'Missing',
			theme: 'knowing',
			scope: '1 mother',
			whoseView: 'Parents',
			nature: 'opinion',
			state: 'shared'
		},
		{
			key: 'three-years-of-cuts',
			team: 'leader',
			passages: [
				{
					event: 'oxford-council',
					quote: 'Cuts of £3.7m to children’s services are spread over three years’ budgets.',
					attribution: 'role_only'
				}
			],
			sentence: 'In 2015 a county council’s budgets held £3.7m of cuts to children’s services over three years.',
			kind: 'Differs by place',
			theme: 'children-s-centres',
			whoseView: 'Local newspaper',
			nature: 'fact',
			state: 'shared',
			relations: [{ to: 'central-place', kind: 'conflicts_with' }]
		},
		{
			key: 'need-not-end',
			team: 'leader',
			passages: [
				{
					event: 'oxford-council',
					quote:
						'the cuts need not end these services, and that other ways through children’s centres are being looked at',
					attribution: 'role_only',
					contributor: 0
				}
			],
			sentence:
				'In 2015 a county council’s cabinet member was reported as saying that its cuts need not end services for children, and that other ways through children’s centres were being looked at.',
			kind: 'Do differently',
			theme: 'children-s-centres',
			whoseView: 'County council',
			nature: 'opinion',
			state: 'shared'
		}
	],
	recommendations: [
		{
			key: 'scouts',
			title: 'Health visitors as scouts',
			text: 'Health visitors could act as scouts who signpost parents to the services they need.',
			verb: 'agree_further_work',
			lead: 'leader',
			partners: [],
			question: 5,
			costStatus: 'unknown',
			owner: 'Lead department not reported; held by the chair’s office',
			state: 'emerging'
		},
		{
			key: 'more-local',
			title: 'Services closer to home',
			text: 'Services such as children’s centres and antenatal classes should be more local to the families who use them.',
			verb: 'agree_further_work',
			lead: 'leader',
			partners: [],
			question: 3,
			costStatus: 'unknown',
			owner: 'Lead department not reported; held by the chair’s office',
			state: 'emerging'
		},
		{
			key: 'education-s-part',
			title: 'What Education could do',
			text: 'The Department for Education could contribute further, for example through children’s centres.',
			verb: 'agree_further_work',
			lead: 'education',
			partners: [],
			question: 7,
			costStatus: 'unknown',
			state: 'emerging'
		},
		{
			key: 'troubled-families',
			title: 'Next phase of the Troubled Families programme',
			text: 'The next phase of the Troubled Families programme could be part of what government does early in a child’s life.',
			verb: 'agree_further_work',
			lead: 'leader',
			partners: [],
			question: 7,
			costStatus: 'unknown',
			owner: 'Lead department not reported; held by the chair’s office',
			state: 'emerging'
		},
		{
			key: 'early-help-money',
			title: 'More funding for early help',
			text: 'The Treasury should be asked for more funding for early help in the autumn spending review.',
			verb: 'agree_further_work',
			lead: 'leader',
			partners: [],
			lever: 'money',
			question: 7,
			route: 'spending_review',
			costStatus: 'unknown',
			owner: 'Lead department not reported; held by the chair’s office',
			state: 'emerging'
		}
	],
	links: [
		{ finding: 'may-not-know', recommendation: 'scouts', stance: 'supports', note: ourReading() },
		{ finding: 'strengthen-health-visitors', recommendation: 'scouts', stance: 'supports', note: ourReading() },
		{ finding: 'tell-all-parents', recommendation: 'scouts', stance: 'qualifies', note: ourReading() },
		{ finding: 'after-discharge', recommendation: 'scouts', stance: 'supports', note: ourReading() },
		{ finding: 'seventy-miles', recommendation: 'more-local', stance: 'supports', note: ourReading() },
		{ finding: 'isolated-parents', recommendation: 'more-local', stance: 'supports', note: ourReading() },
		{ finding: 'education-s-part', recommendation: 'education-s-part', stance: 'supports', note: ourReading() },
		{ finding: 'central-place', recommendation: 'education-s-part', stance: 'supports', note: ourReading() },
		{ finding: 'centres-essential', recommendation: 'education-s-part', stance: 'supports', note: ourReading() },
		{ finding: 'three-years-of-cuts', recommendation: 'education-s-part', stance: 'qualifies', note: ourReading() },
		{ finding: 'troubled-families', recommendation: 'troubled-families', stance: 'supports', note: ourReading() },
		{ finding: 'violence-housing-debt', recommendation: 'troubled-families', stance: 'supports', note: ourReading() }
	],
	positions: [],
	fiscalEvents: [],
	bids: [],
	papers: [
		{
			key: 'interim-update',
			profile: 'interim_update',
			title: 'First 1,001 days: draft interim update to the joint all-party groups',
			sponsor: 'chair',
			meetingOn: '2019-06-10',
			sections: [
				{
					heading: 'About this draft',
					body: `This draft shows how the reported facts of the review would be set out. It was put together from two press articles and was not written, seen or approved by the group, its chair or any department. Where the articles are silent it says nothing.
`
				},
				{
					heading: 'What was asked',
					body: `The group was asked where the gaps are in support for families from conception to age two, what is best practice, what differs by place without reason, what could be expanded, what should be universal and is not, how departments can co-ordinate better, and what more government can do early in a child’s life.
`
				},
				{
					heading: 'What has been seen and heard',
					body: `A family action hub in Lambeth offers one service from conception to school age,[^F:one-service] bringing together midwifery checks, English classes, help with substance misuse, a programme to reduce parental conflict and breastfeeding support.[^F:under-one-roof] Sure Start in Manchester runs from an antenatal programme through to school age, with several levels of intervention.[^F:levels-of-intervention] A National Childbirth Trust drop-in in Peterborough serves some socially isolated parents.[^F:isolated-parents]

At a roundtable on perinatal health, some of the families discussed had violence at home, insecure housing and debt.[^F:violence-housing-debt] Parents were asked through a website what they think is good and what they would like to see.[^F:what-parents-like] A practitioners’ panel looks at joined-up services from the family’s point of view.[^F:family-s-point-of-view]

Older press evidence, from 2015, is kept apart because it predates the review. A county campaign asked for children’s centres to be the central place of support,[^F:central-place] while the county council’s budgets held £3.7m of cuts to children’s services.[^F:three-years-of-cuts]
`
				},
				{
					heading: 'What is being considered',
					body: `These are reported as being considered. None has been agreed.

::recommendation R:scouts

::recommendation R:more-local

::recommendation R:education-s-part

::recommendation R:troubled-families

::recommendation R:early-help-money

They follow from what the chair and the floor are reported to have said: that expectant parents may not know which services they will need,[^F:may-not-know] that a drive of 70 miles is not convenient,[^F:seventy-miles] and that health visitors should be strengthened.[^F:strengthen-health-visitors] Departments are also looking at the next phase of the Troubled Families programme[^F:troubled-families] and at what Education could do.[^F:education-s-part]
`
				},
				{
					heading: 'What happens next',
					body: `A visit to Devon is planned for the week of 6 May 2019, to see how services reach a very rural area. Ministers of the group write to the Secretaries of State of their own departments for agreement; from there some proposals go to Cabinet, and the Treasury is asked for more funding for early help in the autumn spending review. A public statement follows. The all-party groups have been promised a full report on 10 June 2019.
`
				}
			]
		}
	]
};

/** The articles report findings and proposals, but not which led to which. */
function ourReading(): string {
	return 'A connection made for this demonstration; the articles do not draw it.';
}
