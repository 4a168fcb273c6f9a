import * as z from 'zod';
import { checkMarkdown, MARKDOWN_MAX_BYTES } from '#lib/documents/markdown.ts';
import * as fields from '#lib/forms/fields.ts';
import { marksAboveCeiling } from '#lib/reviews/review.ts';
import { gateNames } from './paper.ts';

const withinCeiling = (text: string | null) => text === null || !marksAboveCeiling(text);
const aboveCeiling = 'Throughline holds nothing above OFFICIAL: leave SECRET and TOP SECRET material out';

const started = {
	title: fields.line('a title', 200).refine(withinCeiling, aboveCeiling),
	sponsorPostId: fields.optionalIdentifier('the sponsor'),
	committee: fields.optionalLine('the committee', 200),
	meetingOn: fields.optionalDate('the date of the meeting')
};

const details = {
	...started,
	coSponsorPostIds: fields.identifiers('the other sponsors'),
	committeeReference: fields.optionalLine('the committee’s own reference', 60),
	contact: fields.optionalLine('the official contact', 200),
	addressee: fields.optionalLine('the addressee', 200).refine(withinCeiling, aboveCeiling),
	copies: fields.optionalLine('who gets a copy', 500).refine(withinCeiling, aboveCeiling),
	replyBy: fields.optionalDate('the last day for replies')
};

export const startPaperForm = z.object({ profile: fields.line('the kind of paper', 60), ...started });

export const paperDetailsForm = z.object({
	revision: fields.revision(),
	...details,
	sensitive: fields.checkbox(),
	handling: fields.optionalLine('the handling instruction', 100).refine(withinCeiling, aboveCeiling)
});

const heading = fields
	.line('a heading', 200)
	.refine(withinCeiling, aboveCeiling)
	.refine((text) => !text.includes('[^'), 'Cite evidence in the text of the section, not in its heading');

/** The text of a section, as every form that can change it checks it. */
export const sectionBody = fields
	.prose('the text', MARKDOWN_MAX_BYTES, { min: 0 })
	.optional()
	.transform((text) => text ?? '')
	.superRefine((text, context) => {
		const message = checkMarkdown(text);
		if (message) context.addIssue({ code: 'custom', message });
	});

/** Brings an earlier wording back. */
export const returnForm = z.object({
	version: fields.wholeNumber('a version', { min: 1 }),
	revision: fields.revision()
});

export const addSectionForm = z.object({ heading, annex: fields.checkbox() });

/** The wording that the text began from; a form that does not say began from the present one. */
const version = fields.optionalWholeNumber('the version', { min: 1 });

export const sectionForm = z.object({
	revision: fields.revision(),
	version,
	heading,
	body: sectionBody,
	annex: fields.checkbox()
});

/** What is kept of a section's form as it stands: nothing that was typed is refused but for its size. */
export const keepDraftForm = z.object({
	revision: fields.revision(),
	version,
	heading: z
		.string()
		.optional()
		.transform((text) => (text ?? '').slice(0, 1000)),
	body: z
		.string()
		.optional()
		.transform((text) => text ?? ''),
	annex: fields.checkbox()
});

/** What a person makes of their own words and those that were saved meanwhile. */
export const joinForm = z.object({
	revision: fields.revision(),
	keptAt: z.iso.datetime('This page is out of date. Reload it, then choose again.'),
	heading,
	annex: fields.checkbox(),
	choices: z
		.array(z.enum(['theirs', 'mine', 'both'], 'Choose whose words to keep'))
		.max(500)
		.default([])
});

export const keepMineForm = joinForm.pick({ revision: true, keptAt: true });

export const nothingForm = z.object({});

/** What the preview and the search beside the editor read of a section's form: nothing is refused, nothing saved. */
export const draftSectionForm = z.object({
	heading: z.string().optional(),
	body: z
		.string()
		.optional()
		.transform((text) => text ?? ''),
	version,
	find: fields.optionalLine('words', 200)
});

export const moveSectionForm = z.object({
	sectionId: fields.identifier('a section'),
	direction: fields.oneOf('a direction', ['up', 'down', 'in', 'out'])
});

/** The outline of a paper as "12:1 14:2": sections in their order, each with its level. */
const outline = z
	.string('This page is out of date. Reload it, then try again.')
	.regex(/^(?:[1-9]\d{0,14}:[1-3](?: |$)){1,100}$/, 'This page is out of date. Reload it, then try again.');

export const arrangeForm = z.object({
	seen: outline,
	order: outline.transform((text) =>
		text.split(' ').map((place) => {
			const [id, level] = place.split(':');
			return { id: Number(id), level: Number(level) };
		})
	)
});

export const removeSectionForm = z.object({ sectionId: fields.identifier('a section'), revision: fields.revision() });

export const restoreSectionForm = z.object({ sectionId: fields.identifier('a section') });

export const acceptForm = z.object({
	reference: fields.line('a reference', 12),
	version: fields.wholeNumber('a version', { min: 1 })
});

export const freezeForm = z.object({
	gate: fields.oneOf('the gate', gateNames),
	/** The hash of the words that the page showed: what is frozen is what was seen. */
	seen: z.string('This page is out of date. Reload it, then freeze again.').regex(/^[0-9a-f]{64}$/)
});

const digest = z.string('This page is out of date. Reload it.').regex(/^[0-9a-f]{64}$/);

export const refreshForm = z.object({
	/** F104 or "evidence R7"; nothing for all of them. */
	key: fields.optionalLine('what to refresh', 170),
	seen: digest
});

export const spillForm = z.object({
	revision: fields.revision(),
	from: fields.wholeNumber('a paragraph', { min: 0, max: 10_000 }),
	heading
});
