import { type PaperContent, paperContentSchema } from '../content.ts';
import { paragraphsOf } from '../paragraphs.ts';
import { publicSlot, slotLine, slotsOf } from './public-slots.ts';
import { withheldMark, type WithholdingCode } from './codes.ts';
import type { Removal, RemovalPlace } from './removal.ts';

/**
 * The public text: made anew from what may be public, so that whatever else the frozen text holds, now or in later
 * editions of its format, is not in it. What has not been decided yet is left out too.
 */
export function redact(content: PaperContent, title: string, removals: readonly Removal[]): PaperContent {
	const out = removals.filter((removal) => removal.state !== 'kept');
	const sections = content.sections
		.filter(({ key }) => !out.some((removal) => removal.place === 'section' && removal.sectionKey === key))
		.map(({ key, heading, body, annex, level }, index) => ({
			key: index + 1,
			heading,
			body: redactBody(
				body,
				out.filter((removal) => removal.sectionKey === key)
			),
			annex,
			level
		}))
		.filter(({ body }) => body !== '');
	const slots = sections
		.flatMap(({ body }) => slotsOf(body))
		.flatMap((slot) => {
			const shown = publicSlot(content, slot);
			return shown ? [{ ...slot, ...shown }] : [];
		});
	const placed = new Set(slots.flatMap(({ recommendations }) => recommendations));
	const { name, key, edition, source, longestPages, numberedParagraphs, paragraphStyle, recommendationStyle } =
		content.profile;
	return paperContentSchema.parse({
		format: 1,
		title,
		review: content.review,
		banner: content.banner,
		byline: out.some((removal) => removal.place === 'byline') ? null : content.byline,
		committee: null,
		meetingOn: null,
		department: content.department,
		marking: 'OFFICIAL',
		profile: {
			...{ name, key, edition, source, longestPages, numberedParagraphs, paragraphStyle, recommendationStyle },
			...{ invitation: content.profile.invitation, byline: null, head: [], foot: [] },
			...{ committee: false, mayBePublished: true, gates: ['lodged'], sections: content.profile.sections }
		},
		sections: withoutGaps(sections).map((section) => ({ ...section, body: withPublicSlots(section.body, content) })),
		evidence: [],
		recommendations: content.recommendations.filter(({ reference }) => placed.has(reference)),
		slots: slots.flatMap(({ kind, argument, markdown, data }) =>
			markdown === null && kind !== 'recommendation' ? [{ kind, argument, data }] : []
		)
	});
}

/** What stood below a section that is left out moves up: no level of heading is skipped. */
function withoutGaps<Part extends { annex: boolean; level?: number | undefined }>(sections: readonly Part[]): Part[] {
	let above = 0;
	return sections.map((section, index) => {
		if (section.annex !== sections[index - 1]?.annex) above = 0;
		above = Math.min(section.level ?? 1, above + 1);
		return { ...section, level: above > 1 ? above : undefined };
	});
}

/** What the public reads in the place of a slot; of what it may not read nothing is left, whatever the register says. */
function withPublicSlots(body: string, content: PaperContent): string {
	return body.replace(slotLine, (line: string, kind: string, argument = '') => {
		const slot = publicSlot(content, { kind, argument: argument.trim().replace(/\s+/g, ' ') });
		return slot === null ? '' : (slot.markdown ?? line);
	});
}

/** The words of the original that a removal withholds, for the eyes of those who decide. */
export function wordsAt(content: PaperContent, removal: RemovalPlace): string {
	if (removal.sectionKey === null) {
		const fields = { committee: content.committee, meeting: content.meetingOn, byline: content.byline };
		return fields[removal.place] ?? '';
	}
	const section = content.sections.find(({ key }) => key === removal.sectionKey);
	if (!section) return '';
	if (removal.place === 'section') return [section.heading, section.body].join('\n\n');
	const text = paragraphsOf(section.body)[removal.paragraph] ?? '';
	return removal.place === 'paragraph' ? text : text.slice(removal.startsAt, removal.endsAt);
}

/** Where a removal is, in words that give nothing away. */
export function placeInWords(content: PaperContent, removal: RemovalPlace): string {
	if (removal.sectionKey === null) {
		const fields = {
			committee: 'The name of the committee',
			meeting: 'The date of the meeting',
			byline: 'The line under the title'
		};
		return fields[removal.place];
	}
	const section = `Section ${content.sections.findIndex(({ key }) => key === removal.sectionKey) + 1}`;
	if (removal.place === 'section') return section;
	const paragraph = `${section}, paragraph ${removal.paragraph + 1}`;
	return removal.place === 'paragraph' ? paragraph : `${paragraph}, some words`;
}

function redactBody(body: string, removals: readonly Removal[]): string {
	const paragraphs = paragraphsOf(body).map((text, index) => {
		const here = removals.filter((removal) => removal.paragraph === index);
		const [whole] = here.filter((removal) => removal.place === 'paragraph').sort(silentFirst);
		if (whole) return withheldMark(whole.code, true);
		return cut(
			text,
			here.flatMap((removal) => (removal.place === 'passage' ? [removal] : []))
		);
	});
	// Several paragraphs withheld for the same reason, one after another, leave one mark.
	const kept = paragraphs.filter((text) => text.trim() !== '');
	const left = kept.filter((text, index) => !(text.startsWith('[Withheld') && text === kept[index - 1]));
	return withoutComments(left.join('\n\n'));
}

/** What an author has commented out would be printed as it stands. */
function withoutComments(text: string): string {
	return text.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim();
}

/** Where one reason must leave no trace, no other reason for the same words may leave one. */
function silentFirst(a: { code: WithholdingCode }, b: { code: WithholdingCode }): number {
	return withheldMark(a.code, true).length - withheldMark(b.code, true).length;
}

type Cut = { startsAt: number; endsAt: number; code: WithholdingCode };

function cut(text: string, passages: readonly Cut[]): string {
	const merged: Cut[] = [];
	for (const passage of [...passages].sort((a, b) => a.startsAt - b.startsAt || b.endsAt - a.endsAt)) {
		const last = merged.at(-1);
		if (last && passage.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, passage.endsAt);
		else merged.push({ ...passage });
	}
	return merged.reduceRight(
		(words, { startsAt, endsAt, code }) => words.slice(0, startsAt) + withheldMark(code, false) + words.slice(endsAt),
		text
	);
}
