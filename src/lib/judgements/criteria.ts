/** Where the questions come from. The words of the answers are the application’s own. */
export const criteriaSource = {
	name: 'GRADE Evidence to Decision framework',
	cited: 'Alonso-Coello and others, GRADE Evidence to Decision (EtD) frameworks, BMJ 2016; 353: i2016 and i2089'
} as const;

export type Answer = {
	value: string;
	text: string;
	/** Whether it speaks for the recommendation, against it, or neither. */
	leans: 'for' | 'against' | 'neither';
};

export type Criterion = {
	key: CriterionKey;
	label: string;
	question: string;
	/** On the short sheet, on the full one, or on both. */
	sheets: readonly ('five' | 'ten')[];
	answers: readonly Answer[];
	/** What it follows of the framework. */
	source: string;
};

export type CriterionKey =
	| 'problem'
	| 'effect'
	| 'benefit'
	| 'harm'
	| 'certainty'
	| 'values'
	| 'balance'
	| 'cost'
	| 'fairness'
	| 'acceptable'
	| 'deliverable'
	| 'conclusion';

const varies: Answer = { value: 'varies', text: 'It varies between places or groups', leans: 'neither' };
const unknown: Answer = { value: 'unknown', text: 'We do not know', leans: 'neither' };

function yesOrNo(yes: string, rather: string, doubtful: string, no: string): Answer[] {
	return [
		{ value: 'yes', text: yes, leans: 'for' },
		{ value: 'rather', text: rather, leans: 'for' },
		{ value: 'doubtful', text: doubtful, leans: 'against' },
		{ value: 'no', text: no, leans: 'against' },
		varies,
		unknown
	];
}

/** In the order of the sheet. A criterion of both sheets keeps its judgements when the review changes from one to the other. */
export const criteria: readonly Criterion[] = [
	{
		key: 'problem',
		label: 'The problem',
		question: 'Is the problem one that ministers should act on now?',
		sheets: ['five', 'ten'],
		answers: yesOrNo('Yes, it is pressing', 'Probably', 'Probably not', 'No'),
		source: 'Is the problem a priority?'
	},
	{
		key: 'effect',
		label: 'The effect',
		question: 'How much better would it make things for those it is meant for?',
		sheets: ['five'],
		answers: [
			{ value: 'much', text: 'Much better', leans: 'for' },
			{ value: 'better', text: 'Better', leans: 'for' },
			{ value: 'little', text: 'Little or no difference', leans: 'against' },
			{ value: 'worse', text: 'It may make things worse', leans: 'against' },
			varies,
			unknown
		],
		source: 'Desirable and undesirable effects, and the balance between them, in one question'
	},
	{
		key: 'benefit',
		label: 'What it would gain',
		question: 'How large are the gains that can be expected?',
		sheets: ['ten'],
		answers: [
			{ value: 'large', text: 'Large', leans: 'for' },
			{ value: 'moderate', text: 'Moderate', leans: 'for' },
			{ value: 'small', text: 'Small', leans: 'neither' },
			{ value: 'trivial', text: 'Hardly any', leans: 'against' },
			varies,
			unknown
		],
		source: 'How substantial are the desirable anticipated effects?'
	},
	{
		key: 'harm',
		label: 'What it would do harm to',
		question: 'How large is the harm that must be expected?',
		sheets: ['ten'],
		answers: [
			{ value: 'trivial', text: 'Hardly any', leans: 'for' },
			{ value: 'small', text: 'Small', leans: 'neither' },
			{ value: 'moderate', text: 'Moderate', leans: 'against' },
			{ value: 'large', text: 'Large', leans: 'against' },
			varies,
			unknown
		],
		source: 'How substantial are the undesirable anticipated effects?'
	},
	{
		key: 'certainty',
		label: 'How sure we can be',
		question: 'How far can the evidence of its effects be relied on?',
		sheets: ['ten'],
		answers: [
			{ value: 'high', text: 'Far: more evidence is unlikely to change the picture', leans: 'for' },
			{ value: 'moderate', text: 'Fairly far', leans: 'for' },
			{ value: 'low', text: 'Not far', leans: 'against' },
			{ value: 'very_low', text: 'Hardly at all', leans: 'against' },
			{ value: 'none', text: 'There is no evidence of its effects', leans: 'neither' }
		],
		source: 'What is the overall certainty of the evidence of effects?'
	},
	{
		key: 'values',
		label: 'What people value',
		question: 'Do those affected agree on which outcomes matter most?',
		sheets: ['ten'],
		answers: [
			{ value: 'agree', text: 'They agree', leans: 'for' },
			{ value: 'mostly', text: 'They mostly agree', leans: 'for' },
			{ value: 'partly', text: 'They differ in part', leans: 'neither' },
			{ value: 'differ', text: 'They differ on what matters', leans: 'against' },
			unknown
		],
		source: 'Is there important uncertainty about or variability in how much people value the main outcomes?'
	},
	{
		key: 'balance',
		label: 'Gains against harm',
		question: 'Do the gains outweigh the harm?',
		sheets: ['ten'],
		answers: yesOrNo('Clearly', 'Probably', 'Probably not', 'No, the harm outweighs the gains'),
		source: 'Does the balance between desirable and undesirable effects favour the intervention or the comparison?'
	},
	{
		key: 'cost',
		label: 'The cost',
		question: 'What would it cost, beside what is spent today?',
		sheets: ['five', 'ten'],
		answers: [
			{ value: 'saves', text: 'It saves money', leans: 'for' },
			{ value: 'none', text: 'Hardly anything', leans: 'for' },
			{ value: 'moderate', text: 'A moderate amount', leans: 'neither' },
			{ value: 'large', text: 'A large amount', leans: 'against' },
			varies,
			unknown
		],
		source: 'How large are the resource requirements? Cost-effectiveness is for the appraisal of a bid.'
	},
	{
		key: 'fairness',
		label: 'Who gains or loses',
		question: 'What would it do to differences between groups and places?',
		sheets: ['five', 'ten'],
		answers: [
			{ value: 'narrows', text: 'It narrows them', leans: 'for' },
			{ value: 'rather_narrows', text: 'It probably narrows them', leans: 'for' },
			{ value: 'none', text: 'Hardly anything', leans: 'neither' },
			{ value: 'rather_widens', text: 'It probably widens them', leans: 'against' },
			{ value: 'widens', text: 'It widens them', leans: 'against' },
			varies,
			unknown
		],
		source: 'What would be the impact on health equity? Asked of any outcome.'
	},
	{
		key: 'acceptable',
		label: 'Whether it is accepted',
		question: 'Would those who must carry it out, pay for it or live with it accept it?',
		sheets: ['ten'],
		answers: yesOrNo('Yes', 'Probably', 'Probably not', 'No'),
		source: 'Is the intervention acceptable to key stakeholders?'
	},
	{
		key: 'deliverable',
		label: 'Whether it can be delivered',
		question: 'Can it be put into practice, with the people and the means there are?',
		sheets: ['five', 'ten'],
		answers: yesOrNo('Yes', 'Probably', 'Probably not', 'No'),
		source: 'Is the intervention feasible to implement?'
	},
	{
		key: 'conclusion',
		label: 'Conclusion',
		question: 'On all of this, should ministers do it?',
		sheets: ['five', 'ten'],
		answers: [
			{ value: 'strong_for', text: 'Yes, without reserve', leans: 'for' },
			{ value: 'for', text: 'Yes, with reserve', leans: 'for' },
			{ value: 'either', text: 'It may be done or left', leans: 'neither' },
			{ value: 'against', text: 'Rather not', leans: 'against' },
			{ value: 'strong_against', text: 'No', leans: 'against' }
		],
		source: 'Type of recommendation: direction and strength, with its justification'
	}
];

/** The criteria of a review’s sheet, the conclusion last. */
export function criteriaOf(full: boolean): Criterion[] {
	return criteria.filter((criterion) => criterion.sheets.includes(full ? 'ten' : 'five'));
}

export function criterionNamed(key: string): Criterion | null {
	return criteria.find((criterion) => criterion.key === key) ?? null;
}

/** The words of an answer. One that is no longer offered reads as it was stored. */
export function answerText(key: string, value: string): string {
	return criterionNamed(key)?.answers.find((answer) => answer.value === value)?.text ?? value;
}

export function answerLeans(key: string, value: string): Answer['leans'] {
	return criterionNamed(key)?.answers.find((answer) => answer.value === value)?.leans ?? 'neither';
}
