import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { type CheckKind, checkKinds } from '../checks/check.ts';
import { profileSchema } from '../profile-schema.ts';
import { type Profile, profileGates, requirable, type Requirable } from '../profile.ts';
import { PROFILE_FILE_MAX_BYTES, readProfileFile } from './file.ts';

/** A file, or its text where no file can be chosen: read and checked before anything is stored. */
export const importForm = z
	.object({ file: z.instanceof(File).optional(), text: z.string().optional() })
	.transform(async ({ file, text }, context): Promise<Profile> => {
		const field = file ? 'file' : 'text';
		const refuse = (message: string) => context.addIssue({ code: 'custom', path: [field], message });
		if (!file && !text?.trim()) {
			refuse('Choose a file, or paste its text here');
			return z.NEVER;
		}
		if ((file?.size ?? text?.length ?? 0) > PROFILE_FILE_MAX_BYTES) {
			refuse(`A profile must be smaller than ${PROFILE_FILE_MAX_BYTES / 1000} KB`);
			return z.NEVER;
		}
		const read = readProfileFile(file ? await file.text() : (text ?? ''));
		if (read.ok) return read.profile;
		for (const problem of read.problems) refuse(problem);
		return z.NEVER;
	});

const requirableNames = Object.keys(requirable).filter((name): name is Requirable => name in requirable);

const printedLine = z.object({
	label: fields.optionalLine('the label', 60),
	text: fields.line('the words of the line', 500)
});

const section = z.object({
	heading: fields.line('a heading', 200),
	hint: fields.optionalProse('the hint', 2000),
	starter: fields.optionalProse('the words to start with', 20_000),
	annex: fields.checkbox(),
	argued: fields.checkbox(),
	required: fields.checkbox(),
	requiredAbovePages: fields.optionalWholeNumber('the number of pages', { min: 1, max: 500 }),
	longestWords: fields.optionalWholeNumber('the number of words', { min: 1, max: 200_000 })
});

const gateOrNone = fields.optionalOneOf('a gate', profileGates);

const laidDown = z.object({
	/** The edition that the page was made from. */
	base: fields.line('the edition', 30),
	name: fields.line('a name', 100),
	about: fields.optionalLine('what it is for', 500),
	source: fields.optionalProse('where its rules come from', 1000),
	longestPages: fields.optionalWholeNumber('the number of pages', { min: 1, max: 500 }),
	longestWords: fields.optionalWholeNumber('the number of words', { min: 1, max: 200_000 }),
	byline: fields.optionalLine('the line under the title', 500),
	head: fields.rows('lines', printedLine, { max: 20 }),
	foot: fields.rows('lines', printedLine, { max: 20 }),
	contents: fields.checkbox(),
	committee: fields.checkbox(),
	handling: fields.optionalLine('the handling instruction', 100),
	numberedParagraphs: fields.checkbox(),
	paragraphStyle: fields.line('the style of paragraphs', 60),
	recommendationStyle: fields.line('the style of recommendations', 60),
	invitation: fields.line('the words before the recommendations', 300),
	mayBePublished: fields.checkbox(),
	releaseWorkingDays: fields.optionalWholeNumber('the number of working days', { min: 1, max: 500 }),
	gates: fields.someOf('the gates', profileGates, { min: 1 }),
	requires: fields.someOf('what is needed', requirableNames),
	checks: z.object(
		Object.fromEntries(checkKinds.map((kind) => [kind, gateOrNone])) as Record<CheckKind, typeof gateOrNone>
	),
	sections: fields.rows('sections', section, { min: 1, max: 40 })
});

/** A profile as the form lays it down, held against the same rules as a file; its key and edition are given when it is saved. */
export const profileForm = laidDown.transform(({ base, ...typed }, context): { base: string; words: Profile } => {
	const asked = checkKinds.flatMap((check) => {
		const gate = typed.checks[check];
		return gate === null ? [] : [{ check, gate }];
	});
	const profile = {
		...typed,
		key: 'typed',
		edition: '1',
		about: typed.about ?? '',
		source: typed.source ?? '',
		checks: asked,
		sections: typed.sections.map((each) => ({ ...each, hint: each.hint ?? '', starter: each.starter ?? '' }))
	};
	const parsed = profileSchema.safeParse(profile);
	if (parsed.success) return { base, words: parsed.data };
	for (const { path, message } of parsed.error.issues) {
		const kind = path[0] === 'checks' ? asked[Number(path[1])]?.check : undefined;
		context.addIssue({ code: 'custom', path: kind ? ['checks', kind] : [...path], message: sentence(message) });
	}
	return z.NEVER;
});

/** What the form shows of a profile. */
export function valuesOf(profile: Profile) {
	const asked = new Map(profile.checks.map(({ check, gate }) => [check, gate]));
	return {
		...profile,
		checks: Object.fromEntries(checkKinds.map((kind) => [kind, asked.get(kind) ?? '']))
	};
}

export const adoptForm = z.object({ revision: fields.revision(), edition: fields.line('an edition', 30) });

function sentence(message: string): string {
	return message.startsWith('{') ? message : `This ${message}`;
}
