import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';

export const fundForm = z.object({
	revision: fields.revision(),
	recommendationIds: fields.identifiers('a recommendation').default([])
});

export const recostForm = z.object({
	recommendationId: fields.identifier('a recommendation'),
	version: fields.wholeNumber('a version', { min: 1 })
});
