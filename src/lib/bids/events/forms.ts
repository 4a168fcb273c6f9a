import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { bidLine, optionalBidText, optionalYearField, yearField } from '../forms.ts';

const details = {
	name: bidLine('a name', 200),
	firstYear: yearField('the first year'),
	lastYear: yearField('the last year'),
	/** Left blank, capital is settled for as long as the rest. */
	capitalLastYear: optionalYearField('the last year of capital'),
	returnDueOn: fields.optionalDate('the return date'),
	guidance: optionalBidText('the guidance', 20_000)
};

type Years = { firstYear: number; lastYear: number; capitalLastYear: number };

function withCapital<Typed extends { lastYear: number; capitalLastYear: number | null }>(typed: Typed) {
	return { ...typed, capitalLastYear: typed.capitalLastYear ?? typed.lastYear };
}

const ordered = ({ firstYear, lastYear, capitalLastYear }: Years, context: z.RefinementCtx) => {
	const refuse = (path: string, message: string) => {
		context.addIssue({ code: 'custom', path: [path], message });
	};
	if (lastYear < firstYear) refuse('lastYear', 'The last year must be the first year or later');
	if (capitalLastYear < lastYear) refuse('capitalLastYear', 'The last year of capital must be the last year or later');
	if (capitalLastYear >= firstYear + mostYears) refuse('capitalLastYear', `Plan ${mostYears} years or fewer`);
};

const mostYears = 15;

export const fiscalEventForm = z.object(details).transform(withCapital).superRefine(ordered);

export const editFiscalEventForm = z
	.object({ ...details, revision: fields.revision() })
	.transform(withCapital)
	.superRefine(ordered);

const amount = fields.optionalMoney('an amount');

export const envelopeForm = z.object({
	revision: fields.revision(),
	years: z
		.array(z.object({ year: yearField('the year'), rdel: amount, cdel: amount, ame: amount }))
		.max(mostYears)
		.default([])
});
