/** The kinds of values that an appraisal takes from an edition: published, dated, with their source. */
export const parameterKinds = {
	discount_rates: { label: 'Discount rates', about: 'What a pound in a later year counts for today.' },
	deflators: { label: 'GDP deflators', about: 'What takes general inflation out of money of different years.' },
	optimism_bias: { label: 'Optimism bias', about: 'By how much projects of a type have cost more than was planned.' },
	value_bands: { label: 'Value-for-money bands', about: 'The words that go with a benefit-cost ratio. Advisory.' },
	values: { label: 'Other values', about: 'What a year of life and of wellbeing is worth, and the weight of income.' },
	barnett: {
		label: 'Barnett parameters',
		about: 'What the devolved administrations receive when English spending changes.'
	}
} as const;

export type ParameterKind = keyof typeof parameterKinds;

export const parameterKindNames = Object.keys(parameterKinds).filter(
	(name): name is ParameterKind => name in parameterKinds
);

/** Which of the schedules of one edition of discount rates. */
export const schedules = {
	standard: { label: 'Standard' },
	health: { label: 'Health and life' },
	reduced: { label: 'Reduced, for sensitivity' }
} as const;

export type ScheduleName = keyof typeof schedules;

export const devolved = {
	scotland: { label: 'Scotland' },
	wales: { label: 'Wales' },
	northern_ireland: { label: 'Northern Ireland' }
} as const;

export type Devolved = keyof typeof devolved;
