import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { nationNames } from './settings.ts';

export const settingsForm = z.object({
	revision: fields.revision(),
	nation: fields.oneOf('whose bank holidays count', nationNames),
	sendsLetters: fields.checkbox(),
	fullJudgements: fields.checkbox(),
	independentFirstView: fields.checkbox()
});
