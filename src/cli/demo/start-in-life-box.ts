import type { DemoAdvice, DemoBoxQuestion } from './shape.ts';

/** What officials advise their ministers, and what ministers ask. Fictional, as the review is. */
export const startInLifeAdvice: readonly DemoAdvice[] = [
	{
		department: 'livelihoods',
		recommendation: 'same-health-visitor',
		stance: 'content',
		reason:
			'It is within the Department of Care’s own authority and costs us nothing. Parents who go back to work say that a visitor whom they know is one appointment fewer to explain themselves at.',
		cleared: [
			{ part: 'policy', by: 'Deputy director, Working Families' },
			{ part: 'finance', by: 'Head of finance, Working Families' },
			{ part: 'legal', by: 'Legal adviser, employment' }
		]
	},
	{
		department: 'livelihoods',
		recommendation: 'feeding-help',
		stance: 'content',
		reason:
			'We have no part in it and no cost. Agreeing early helps the Department of Care, whose support you will want for paid time at appointments.',
		cleared: [
			{ part: 'policy', by: 'Deputy director, Working Families' },
			{ part: 'finance', by: 'Head of finance, Working Families' }
		]
	},
	{
		department: 'livelihoods',
		recommendation: 'tell-it-once',
		stance: 'content_subject_to',
		reason:
			'We support the aim. The record must not carry what a parent has told a work coach about money: people would stop telling us. The Home Department’s concern about addresses is a real one and is not ours to settle.',
		proposedText: 'Nothing that was said about benefits or work goes into the core record.',
		cleared: [
			{ part: 'policy', by: 'Deputy director, Working Families' },
			{ part: 'legal', by: 'Legal adviser, information' }
		]
	},
	{
		department: 'livelihoods',
		recommendation: 'birth-registration',
		stance: 'content',
		reason: 'A parent who registers at the hub can hear about money at twenty weeks and at birth in the same building.',
		cleared: [{ part: 'policy', by: 'Deputy director, Working Families' }]
	},
	{
		department: 'families',
		recommendation: 'birth-registration',
		afterEdits: 1,
		stance: 'content',
		reason:
			'The new words keep one day a week at the hub and ask offices with a counter of their own to offer what the hub does. That is what the visit to the registration office showed would work. Three of our pilot areas can start at once.',
		cleared: [
			{ part: 'policy', by: 'Deputy director, Early Years' },
			{ part: 'finance', by: 'Finance partner, Early Years' },
			{ part: 'legal', by: 'Legal adviser, families' }
		],
		seenByAdviser: true
	},
	{
		department: 'families',
		recommendation: 'settled-home',
		stance: 'content',
		reason:
			'Six weeks is the line that the health visitors asked for. Local Places’ worry about homes is fair; it is for the drafting and not against the aim.',
		cleared: [{ part: 'policy', by: 'Deputy director, Early Years' }]
	},
	{
		department: 'care',
		recommendation: 'paid-time',
		stance: 'content_if_reworded',
		reason:
			'Two appointments are too few where a scan has to be repeated. Livelihoods’ officials have said that they could live with three.',
		proposedText:
			'The second parent should have a right to paid time off work for three antenatal appointments, with the cost to employers of fewer than fifty people met in full and in advance.',
		cleared: [
			{ part: 'policy', by: 'Deputy director, Maternity' },
			{ part: 'finance', by: 'Finance partner, Maternity' }
		]
	}
];

export const startInLifeQuestions: readonly DemoBoxQuestion[] = [
	{
		recommendation: 'tell-it-once',
		post: 'livelihoods-minister',
		recordedBy: 'livelihoods-office',
		askedOf: 'officials',
		text: 'Would a work coach be able to open the record?',
		answer:
			'No. As drafted, only midwifery, health visiting and general practice would. The condition that we advise you to ask for puts it beyond doubt.'
	},
	{
		recommendation: 'settled-home',
		post: 'livelihoods-minister',
		askedOf: 'officials',
		text: 'How many of these families have a parent in work, and where would they be moved to?'
	},
	{
		recommendation: 'birth-registration',
		post: 'families-minister',
		recordedBy: 'families-office',
		askedOf: 'secretariat',
		text: 'Has every registration district been asked, or only those near a hub?'
	}
];

export const startInLifePacks = [
	{ post: 'families-minister', madeBy: 'families-office' },
	{ post: 'livelihoods-minister', madeBy: 'livelihoods-office' }
] as const;
