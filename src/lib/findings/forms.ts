import * as z from 'zod';
import { attributions } from '#lib/evidence/event.ts';
import { belowSecret, keysOf } from '#lib/evidence/forms.ts';
import * as fields from '#lib/forms/fields.ts';
import { parseReference } from '#lib/reviews/reference.ts';
import { accuracyOutcomes, natures, reaches, relationKinds } from './finding.ts';

const sentence = belowSecret(fields.line('the finding in one sentence', 600));

const details = {
	kindId: fields.optionalIdentifier('a kind'),
	themeId: fields.optionalIdentifier('a theme'),
	lifeStage: belowSecret(fields.optionalLine('the life stage', 80)),
	service: belowSecret(fields.optionalLine('the service', 80)),
	reach: fields.optionalOneOf('a reach', keysOf(reaches)),
	scope: belowSecret(fields.optionalLine('the scope', 200)),
	whoseView: belowSecret(fields.optionalLine('whose view it is', 200)),
	nature: fields.optionalOneOf('what it is', keysOf(natures))
};

const passage = {
	quote: fields.optionalProse('the words from the notes', 5000),
	/** Where the selection began; only a hint for words that stand in the notes more than once. */
	near: fields.optionalWholeNumber('the place of the words', { min: 0, max: 10_000_000 }),
	attribution: fields.optionalOneOf('how it may be quoted', keysOf(attributions)),
	contributorId: fields.optionalIdentifier('who said it'),
	consent: fields.checkbox()
};

/** The number of a finding, as a box in a list posts it. */
const findingNumber = fields.identifier('findings').refine((number) => number < 1e9, 'Select findings from the list');

/** The form beside the notes: a passage, and the finding that it goes to or makes. */
export const passageForm = z
	.object({
		...passage,
		words: fields.optionalLine('words to look for', 200),
		/** '' makes a new finding. */
		finding: z.string().optional(),
		sentence: belowSecret(fields.optionalLine('the finding in one sentence', 600)),
		teamId: fields.optionalIdentifier('the department'),
		...details
	})
	.superRefine(({ finding, sentence: written }, context) => {
		if (!finding && written === null) {
			context.addIssue({
				code: 'custom',
				path: ['sentence'],
				message: 'Enter the finding in one sentence, or choose a finding that says it already'
			});
		}
		if (finding && parseReference(finding)?.kind !== 'F') {
			context.addIssue({ code: 'custom', path: ['finding'], message: 'Select a finding from the list' });
		}
	});

/** Looking for a finding that says it already checks nothing else yet. */
export const findForm = z.looseObject({
	words: fields.optionalLine('words to look for', 200),
	quote: z.string().optional()
});

export const findingForm = z.object({ revision: fields.revision(), sentence, ...details });

export const bulkForm = z
	.object({
		findings: z.array(findingNumber).min(1, 'Tick at least one finding').max(200, 'Tick 200 findings or fewer'),
		kindId: details.kindId,
		themeId: details.themeId,
		lifeStage: details.lifeStage,
		service: details.service,
		reach: details.reach,
		nature: details.nature
	})
	.superRefine(({ findings: _, ...wanted }, context) => {
		if (Object.values(wanted).every((value) => value === null)) {
			context.addIssue({ code: 'custom', path: ['kindId'], message: 'Choose what the ticked findings should be' });
		}
	});

export const bulkShareForm = z.object({
	findings: z.array(findingNumber).min(1, 'Tick at least one finding').max(200, 'Tick 200 findings or fewer')
});

export const stateForm = z.object({ revision: fields.revision() });

/** A page that asks only whether to go on. */
export const consentForm = z.object({});

export const relationForm = z.object({
	kind: fields.oneOf('how they are related', keysOf(relationKinds)),
	to: fields
		.line('the reference of the other finding', 12)
		.refine((text) => parseReference(text)?.kind === 'F', 'Enter the reference of a finding, like F104')
		.transform((text) => parseReference(text)?.number ?? 0)
});

export const removeRelationForm = z.object({ relationId: fields.identifier('a relation') });

export const askAccuracyForm = z
	.object({
		teamId: fields.optionalIdentifier('a department'),
		body: belowSecret(fields.optionalLine('the body', 200))
	})
	.superRefine(({ teamId, body }, context) => {
		if (teamId === null && body === null) {
			context.addIssue({
				code: 'custom',
				path: ['teamId'],
				message: 'Select the department that the finding is about, or enter the name of the body'
			});
		}
	});

export const answerAccuracyForm = z
	.object({
		checkId: fields.identifier('a check'),
		outcome: fields.oneOf('whether the facts are right', keysOf(accuracyOutcomes)),
		note: belowSecret(fields.optionalProse('a note', 2000))
	})
	.superRefine(({ outcome, note }, context) => {
		if (outcome === 'disputed' && note === null) {
			context.addIssue({ code: 'custom', path: ['note'], message: 'Enter what is wrong' });
		}
	});

const label = belowSecret(fields.line('a name', 80));

export const vocabularyForm = z.object({ label });
export const renameForm = z.object({ id: fields.identifier('a word'), label });
export const wordForm = z.object({ id: fields.identifier('a word') });
export const moveForm = z.object({
	id: fields.identifier('a kind'),
	direction: fields.oneOf('a direction', ['up', 'down'])
});
