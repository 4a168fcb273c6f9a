/**
 * The fields of a bid's record beside its title, partners, options, outcomes and lines: what the five-case form and the
 * Treasury's published bid forms ask for. Kept as one object on the bid; a field that is empty is not there.
 */
export const cases = {
	strategic: { label: 'Strategic case', asks: 'Why act, and why this?' },
	economic: { label: 'Economic case', asks: 'Is it worth it to society?' },
	commercial: { label: 'Commercial case', asks: 'Who delivers it, and how is it bought?' },
	financial: { label: 'Financial case', asks: 'What does it cost each budget, in which year?' },
	management: { label: 'Management case', asks: 'Can it be done, and who answers for it?' }
} as const;

export type Case = keyof typeof cases;

export const caseNames = Object.keys(cases).filter((name): name is Case => name in cases);

export const deliverabilityRatings = {
	red: { label: 'Red: seems unachievable', colour: 'red' },
	amber_red: { label: 'Amber-red: in doubt', colour: 'orange' },
	amber: { label: 'Amber: feasible, with issues to settle', colour: 'yellow' },
	amber_green: { label: 'Amber-green: probable', colour: 'turquoise' },
	green: { label: 'Green: highly likely', colour: 'green' }
} as const;

export const scalabilities = {
	yes: { label: 'Yes' },
	partly: { label: 'In part' },
	no: { label: 'No' }
} as const;

export const newBurdens = {
	none: { label: 'None' },
	funded: { label: 'Yes, funded in this bid' },
	unfunded: { label: 'Yes, not yet funded' },
	not_assessed: { label: 'Not assessed yet' }
} as const;

export const nations = {
	england: { label: 'England' },
	wales: { label: 'Wales' },
	scotland: { label: 'Scotland' },
	northern_ireland: { label: 'Northern Ireland' }
} as const;

export type Nation = keyof typeof nations;

export type BidRecord = Partial<Record<TextField, string>> & {
	deliverabilityRating?: keyof typeof deliverabilityRatings;
	scalability?: keyof typeof scalabilities;
	newBurdens?: keyof typeof newBurdens;
	extent?: Nation[];
};

type TextFieldShape = {
	label: string;
	hint: string | null;
	case: Case;
	/** One line, or Markdown of several paragraphs. */
	size: 'line' | 'text';
	/** What the Treasury's forms always ask for: its absence is shown and blocks freezing. */
	required: boolean;
};

export const textFields = {
	summary: field('Summary', 'What is asked for and why, in a few sentences.', 'strategic', 'text', true),
	objectives: field('Objectives', 'What will be different, for whom, by when.', 'strategic', 'text', true),
	additionality: field('Additionality', 'What would not happen without this money.', 'strategic', 'text', true),
	ifNotFunded: field('What happens if it is not funded', null, 'strategic', 'text', true),
	equality: field('Equality', 'What the equality analysis says so far.', 'strategic', 'text', false),
	distribution: field('Distribution', 'Who gains and who loses, by income and by place.', 'economic', 'text', false),
	valueEvidence: field('Evidence of what works', null, 'economic', 'text', false),
	deliveryBody: field(
		'Delivery body',
		'Who delivers: a council, the NHS, an arm’s-length body.',
		'commercial',
		'line',
		true
	),
	grantRoute: field(
		'Grant route',
		'How the money gets there: ring-fenced grant, settlement, contract.',
		'commercial',
		'line',
		false
	),
	legalPowers: field('Legal powers', 'The power to spend, or the change of law needed.', 'commercial', 'text', false),
	controlTotal: field(
		'Control total scored',
		'Which control total the spending scores against.',
		'financial',
		'line',
		false
	),
	inBaseline: field('What is in the baseline already', null, 'financial', 'text', false),
	steadyState: field('Cost after the period', 'What the steady state costs and why.', 'financial', 'text', false),
	inflationAssumption: field('Inflation assumed', null, 'financial', 'line', false),
	payAssumption: field('Pay assumed', null, 'financial', 'line', false),
	offsets: field(
		'Offsets and efficiencies',
		'What is stopped or saved to pay for part of it.',
		'financial',
		'text',
		false
	),
	scalabilityText: field(
		'How it could be made smaller',
		'And whether the department can pay more itself.',
		'financial',
		'text',
		false
	),
	newBurdensText: field('New burdens on councils', null, 'financial', 'text', false),
	seniorResponsibleOwner: field('Senior responsible owner', null, 'management', 'line', true),
	accountingOfficer: field('Accounting officer', null, 'management', 'line', true),
	financeDirector: field('Finance director', null, 'management', 'line', false),
	deliverability: field('Deliverability', 'What has to go right, and how sure that is.', 'management', 'text', false),
	readiness: field('First-year readiness', 'What is in place on day one, what is not.', 'management', 'text', false),
	risks: field('Risks', 'The main risks, their owners and what is done about them.', 'management', 'text', true),
	evaluationPlan: field('Evaluation plan', 'What is measured, by whom, reported when.', 'management', 'text', true)
} as const satisfies Record<string, TextFieldShape>;

export type TextField = keyof typeof textFields;

export const textFieldNames = Object.keys(textFields).filter((name): name is TextField => name in textFields);

/** The labels of what the record must say and does not say yet. */
export function missingFields(record: BidRecord): string[] {
	return textFieldNames
		.filter((name) => textFields[name].required && !record[name])
		.map((name) => textFields[name].label);
}

function field(label: string, hint: string | null, of: Case, size: 'line' | 'text', required: boolean): TextFieldShape {
	return { label, hint, case: of, size, required };
}
