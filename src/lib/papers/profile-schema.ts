import * as z from 'zod';
import { marksAboveCeiling } from '#lib/reviews/review.ts';
import { checkKinds } from './checks/check.ts';
import { placeholders, profileGates, requirable, type Requirable } from './profile.ts';

const line = (max: number) => z.string().trim().min(1).max(max);
const text = (max: number) => z.string().max(max);
const styleName = line(60).regex(/^[A-Za-z][A-Za-z0-9 -]*$/, 'may hold letters, digits, spaces and hyphens only');

/** Placeholders are the only thing in a profile that is not printed as it stands. */
const template = line(500).superRefine((words, context) => {
	for (const [whole, name = ''] of words.matchAll(/\{([^{}]*)\}/g)) {
		if (Object.hasOwn(placeholders, name)) continue;
		const known = Object.keys(placeholders).map((each) => `{${each}}`);
		context.addIssue({ code: 'custom', message: `${whole} stands for nothing: use ${known.join(', ')}` });
	}
});

/** A line of the head or the foot. It is left out while anything that it is filled from is not known. */
const printedLine = z.object({ label: line(60).nullable().default(null), text: template });

const section = z.object({
	heading: line(200),
	hint: text(2000),
	starter: text(20_000).default(''),
	annex: z.boolean().default(false),
	/** Whether its paragraphs claim things that evidence should stand behind. */
	argued: z.boolean().default(false),
	/** Whether a paper is not lodged without it. */
	required: z.boolean().default(false),
	/** Required once the paper is longer than this many pages. */
	requiredAbovePages: z.number().int().min(1).max(500).nullable().default(null),
	longestWords: z.number().int().min(1).max(200_000).nullable().default(null)
});

/** The shape of a document as data: what it is called, how long it may be, what it needs, how it looks. */
export const profileSchema = z
	.object({
		key: z
			.string()
			.regex(/^[a-z][a-z0-9_]{2,59}$/, 'must be 3 to 60 small letters, digits and underscores, a letter first'),
		name: line(100),
		edition: z.string().regex(/^\d{1,4}(?:[.-]\d{1,4}){0,3}$/, 'must be a number such as 2, 2.1 or 2026-03'),
		/** Where its rules come from. */
		source: text(1000),
		/** What it is for, in a sentence. */
		about: text(500).default(''),
		/** Whether papers have been taken through all its gates; a file that comes in is never taken at its word. */
		tried: z.boolean().default(false),
		/** What the meter measures against; null where there is no limit. */
		longestPages: z.number().min(0.5).max(500).nullable(),
		longestWords: z.number().int().min(1).max(200_000).nullable().default(null),
		/** The line under the title. */
		byline: template.nullable(),
		/** Printed between the title and the text. */
		head: z
			.array(printedLine)
			.max(20)
			.default([{ label: null, text: '{meeting}' }]),
		/** Printed after the text, before the annexes. */
		foot: z.array(printedLine).max(20).default([]),
		contents: z.boolean().default(false),
		/** Whether the document goes to a committee. */
		committee: z.boolean(),
		/** The handling instruction that a paper starts with. */
		handling: line(100).nullable().default(null),
		numberedParagraphs: z.boolean(),
		paragraphStyle: styleName,
		recommendationStyle: styleName,
		/** The words that lead into the recommendations, such as "Ministers are invited to:". */
		invitation: line(300),
		mayBePublished: z.boolean(),
		/** How many working days after the decision it is to be published. */
		releaseWorkingDays: z.number().int().min(1).max(500).nullable().default(null),
		gates: z.array(z.enum(profileGates)).min(1).max(profileGates.length),
		/** What must be filled in before it is lodged. */
		requires: z
			.array(z.enum(Object.keys(requirable) as [Requirable, ...Requirable[]]))
			.max(20)
			.default([]),
		/** The rows of the check sheet, each with the gate that it holds up. */
		checks: z
			.array(z.object({ check: z.enum(checkKinds), gate: z.enum(profileGates) }))
			.max(20)
			.default([]),
		sections: z.array(section).min(1).max(40)
	})
	.superRefine((profile, context) => {
		const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
		if (!profile.gates.includes('lodged')) refuse(['gates'], 'must hold “lodged”, or no paper would ever be done');
		repeated(profile.gates).forEach((index) => refuse(['gates', index], 'is named twice'));
		repeated(profile.sections.map((each) => each.heading.toLowerCase())).forEach((index) =>
			refuse(['sections', index, 'heading'], 'is the heading of an earlier section')
		);
		repeated(profile.checks.map((each) => each.check)).forEach((index) =>
			refuse(['checks', index, 'check'], 'is named twice')
		);
		profile.checks.forEach(({ gate }, index) => {
			if (!profile.gates.includes(gate) || gate === 'decided') {
				refuse(['checks', index, 'gate'], 'must be one of the profile’s gates up to “lodged”');
			}
		});
		for (const { path, words } of wordsOf(profile)) {
			if (marksAboveCeiling(words))
				refuse(path, 'speaks of a marking above OFFICIAL, which this service does not hold');
		}
	});

export type Profile = z.infer<typeof profileSchema>;

function repeated(values: readonly string[]): number[] {
	return values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []));
}

function wordsOf(profile: {
	name: string;
	handling: string | null;
	head: { text: string }[];
	foot: { text: string }[];
	sections: { heading: string; starter: string }[];
}): { path: (string | number)[]; words: string }[] {
	return [
		{ path: ['name'], words: profile.name },
		{ path: ['handling'], words: profile.handling ?? '' },
		...(['head', 'foot'] as const).flatMap((part) =>
			profile[part].map((each, index) => ({ path: [part, index, 'text'], words: each.text }))
		),
		...profile.sections.flatMap(({ heading, starter }, index) => [
			{ path: ['sections', index, 'heading'], words: heading },
			{ path: ['sections', index, 'starter'], words: starter }
		])
	];
}
