/** What the parts of a plan are called, by the names of their fields. */
export const planLabels: Record<string, string> = {
	startYear: 'First year (in which the financial year begins)',
	horizonYears: 'How many years',
	priceYear: 'In the prices of',
	presentValueYear: 'Present value in',
	steadyStateYears: 'Years of steady state after the period',
	benefitsContinue: 'Benefits go on after the last year entered',
	'editions.discount_rates': 'Discount rates',
	'editions.deflators': 'GDP deflators',
	'editions.value_bands': 'Value-for-money bands',
	'editions.optimism_bias': 'Optimism bias',
	'editions.values': 'Other values',
	'editions.barnett': 'Barnett parameters',
	'deflatorExtension.ratePercent': 'Inflation assumed, % a year',
	'deflatorExtension.owner': 'Who says so',
	'deflatorExtension.source': 'Where it is from',
	'cases.costUpPercent': 'Low case: costs up by %',
	'cases.costDownPercent': 'High case: costs down by %',
	'cases.benefitDownPercent': 'Low case: benefits down by %',
	'cases.benefitUpPercent': 'High case: benefits up by %',
	delayYears: 'Years of delay that are tried',
	'full.on': 'Full appraisal',
	'full.healthRate': 'Health rates for health and life',
	'full.optimismBias': 'Types of works',
	'full.scenarios': 'Scenarios',
	'full.monteCarlo.costs.lowPercent': 'Draws of costs: least, %',
	'full.monteCarlo.costs.likelyPercent': 'Draws of costs: likeliest, %',
	'full.monteCarlo.costs.highPercent': 'Draws of costs: most, %',
	'full.monteCarlo.benefits.lowPercent': 'Draws of benefits: least, %',
	'full.monteCarlo.benefits.likelyPercent': 'Draws of benefits: likeliest, %',
	'full.monteCarlo.benefits.highPercent': 'Draws of benefits: most, %',
	'full.monteCarlo.runs': 'Runs',
	'full.monteCarlo.seed': 'Seed',
	'full.monteCarlo.draws': 'How draws are made',
	'full.distribution.medianPounds': 'Median income, £',
	'full.distribution.quintilePounds': 'Incomes of the fifths, £',
	'full.distribution.source': 'Where the incomes are from',
	'full.barnett': 'Barnett programmes'
};

/** A plan, or what was typed of one, by the names of its fields; rows as one text. Ticked is "Yes". */
export function flatPlan(values: Record<string, unknown>, under = ''): Record<string, string> {
	const flat: Record<string, string> = {};
	for (const [name, value] of Object.entries(values)) {
		const key = under + name;
		if (Array.isArray(value)) flat[key] = value.map(rowText).filter(Boolean).join('\n');
		else if (typeof value === 'object' && value !== null) Object.assign(flat, flatPlan(asRecord(value), `${key}.`));
		else if (value === true || value === 'on') flat[key] = 'Yes';
		else flat[key] = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	}
	return flat;
}

function rowText(row: unknown): string {
	if (typeof row !== 'object' || row === null) return '';
	return Object.entries(asRecord(row))
		.filter(([name]) => name !== 'teamId')
		.map(([, value]) => (typeof value === 'string' || typeof value === 'number' ? String(value) : ''))
		.filter(Boolean)
		.join(', ');
}

function asRecord(value: object): Record<string, unknown> {
	return { ...value };
}
