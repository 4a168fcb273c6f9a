import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { optionKindNames } from '../bid.ts';
import { bidLine } from '../forms.ts';

const words = {
	name: bidLine('a name', 200),
	description: fields.optionalProse('a description', 5000).transform((text) => text ?? ''),
	leadOnly: fields.checkbox()
};

/** Business as usual and the preferred option are there from the start. */
export const addOptionForm = z.object({
	kind: fields.oneOf('the kind of option', ['do_minimum', 'minimum', 'stretch']),
	...words
});

export const editOptionForm = z
	.object({ kind: fields.oneOf('the kind of option', optionKindNames), ...words, revision: fields.revision() })
	.refine(({ kind, leadOnly }) => !(leadOnly && kind === 'preferred'), {
		path: ['leadOnly'],
		message: 'The preferred option is what the bid asks for: it cannot be kept to the lead'
	});

export const removeOptionForm = z.object({ revision: fields.revision() });
