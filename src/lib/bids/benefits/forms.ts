import * as z from 'zod';
import { parseReference } from '#lib/reviews/reference.ts';
import * as fields from '#lib/forms/fields.ts';
import { benefitKindNames, type StrengthScale, strengthScales } from '../bid.ts';
import { aboveCeiling, withinCeiling } from '../forms.ts';
import { type BenefitCell, mostBenefitYears, nominal } from './benefit.ts';

const cell = z.object({
	year: fields.wholeNumber('the year', { min: 1990, max: 2400 }),
	pence: fields.optionalMoney('the amount')
});

const benefit = {
	description: fields.line('what is gained', 300).refine(withinCeiling, aboveCeiling),
	optionId: fields.identifier('an option'),
	kind: fields.oneOf('what kind of benefit it is', benefitKindNames),
	cells: z.array(cell).max(mostBenefitYears).default([]),
	repeatUntil: fields.optionalWholeNumber('the last year', { min: 1990, max: 2400 }),
	priceYear: z
		.string('Select what money it is in')
		.regex(/^(?:nominal|[12]\d{3})$/, 'Select what money it is in')
		.transform((text) => (text === nominal ? null : Number(text))),
	recommendationId: fields.optionalIdentifier('a recommendation'),
	quintile: fields.optionalWholeNumber('who gains', { min: 1, max: 5 }),
	assumptionId: fields.optionalIdentifier('an assumption')
};

export const newBenefitForm = z.object({ teamId: fields.identifier('where it lands'), ...benefit });

export const benefitForm = z.object({ revision: fields.revision(), ...benefit });

export const removeBenefitForm = z.object({ revision: fields.revision() });

const finding = z
	.string('Select a finding')
	.trim()
	.transform((text) => parseReference(text))
	.refine((named) => named?.kind === 'F', 'Select a finding')
	.transform((named) => named?.number ?? 0);

export const evidenceForm = z.object({
	finding,
	/** "eif:3" */
	strength: z
		.string()
		.optional()
		.transform((text, context) => {
			if (!text) return null;
			const [name = '', level = ''] = text.split(':');
			if (isScale(name) && level in strengthScales[name].levels) return { scale: name, level };
			context.addIssue({ code: 'custom', message: 'Select a strength from the list' });
			return z.NEVER;
		}),
	note: fields.optionalProse('a note', 1000).refine(withinCeiling, aboveCeiling)
});

export const withoutEvidenceForm = z.object({ finding });

function isScale(name: string): name is StrengthScale {
	return name in strengthScales;
}

/** The years for which something was typed. */
export function filledCells(cells: readonly { year: number; pence: number | null }[]): BenefitCell[] {
	return cells.flatMap(({ year, pence }) => (pence === null ? [] : [{ year, pence }]));
}
