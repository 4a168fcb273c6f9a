import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { bidLine, optionalBidLine, optionalBidText, optionalYearField } from '../forms.ts';
import { deliverabilityRatings, nations, newBurdens, scalabilities, textFieldNames, textFields } from '../record.ts';

export const mostTextCharacters = 10_000;

/** The texts of the record as the fields of one form, each under its own name. */
const texts = eachOf(textFieldNames, (name) => {
	const { label, size } = textFields[name];
	const called = label.charAt(0).toLowerCase() + label.slice(1);
	return size === 'line' ? optionalBidLine(called, 300) : optionalBidText(called, mostTextCharacters);
});

export const editBidForm = z
	.object({
		revision: fields.revision(),
		title: bidLine('a title', 200),
		sensitive: fields.checkbox(),
		handling: optionalBidLine('the handling instruction', 100),
		headlinePence: fields.optionalMoney('the headline'),
		extent: fields.someOf('a nation', namesOf(nations)).default([]),
		scalability: fields.optionalOneOf('whether it can be made smaller', namesOf(scalabilities)),
		newBurdens: fields.optionalOneOf('whether councils bear new burdens', namesOf(newBurdens)),
		deliverabilityRating: fields.optionalOneOf('the delivery confidence', namesOf(deliverabilityRatings)),
		...texts
	})
	.transform(({ revision, title, sensitive, handling, headlinePence, ...record }) => ({
		revision,
		title,
		sensitive,
		handling,
		headlinePence,
		record
	}));

export const outcomesForm = z.object({
	revision: fields.revision(),
	outcomes: fields.rows(
		'outcomes',
		z.object({
			metric: bidLine('what is measured', 300),
			baseline: bidLine('the baseline', 300),
			target: bidLine('the target', 300),
			targetYear: optionalYearField('the year of the target'),
			source: bidLine('the source', 500)
		}),
		{ max: 30 }
	)
});

export const confidenceForm = z.object({
	/** 0 where nothing was kept yet. */
	seen: fields.wholeNumber('the revision', { min: 0 }),
	priorityRank: fields.optionalWholeNumber('the rank', { min: 1, max: 1000 }),
	fallback: fields.optionalProse('the fall-back', 10_000)
});

export const releaseForm = z.object({});

export const withdrawForm = z.object({
	revision: fields.revision(),
	because: fields.prose('why the bid is withdrawn', 1000)
});

function eachOf<Name extends string, Value>(names: readonly Name[], make: (name: Name) => Value): Record<Name, Value> {
	// Each name gets its value, which the compiler cannot see for a list made at run time.
	return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}

function namesOf<Name extends string>(of: Record<Name, unknown>): Name[] {
	return Object.keys(of).filter((name): name is Name => name in of);
}
