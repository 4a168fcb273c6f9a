import { toDocx } from '#lib/documents/to-docx.ts';
import { markWord } from '#lib/documents/word/mark.ts';
import { readWord } from '#lib/documents/word/reading.ts';
import { type PaperContent, paperContentSchema } from '#lib/papers/content.ts';
import { profiles } from '#lib/papers/profiles.server.ts';
import { compareReturned } from '#lib/papers/word/compare.ts';
import type { Found } from '#lib/papers/word/found.ts';
import { markPaper, type Remarks, type Sent } from '#lib/papers/word/marking.ts';

/** A paper as it went out for comment. */
export type SentPaper = { bytes: Uint8Array; sent: Sent; bodies: Map<number, string> };

const noRemarks: Remarks = { suggestions: [], comments: [] };

/** The content of a paper with these sections, numbered from 11. */
export function paperContent(bodies: readonly string[]): PaperContent {
	return paperContentSchema.parse({
		format: 1,
		title: 'Support from conception to two',
		review: 'Fictional review',
		banner: 'FICTIONAL',
		byline: null,
		committee: null,
		meetingOn: null,
		department: 'Fictional Centre',
		marking: 'OFFICIAL',
		profile: profiles.find(({ key }) => key === 'uk_cabinet_committee'),
		sections: bodies.map((body, index) => ({ key: 11 + index, heading: `Section ${index + 1}`, body, annex: false })),
		evidence: [1, 2, 3].map((number) => ({
			reference: `F${number}`,
			version: 1,
			sentence: 'Parents did not know.',
			note: `Visit ${number}`
		})),
		recommendations: [
			{
				reference: 'R7',
				version: 1,
				verb: 'agree',
				title: 'One visitor',
				text: 'that each family keeps one health visitor'
			}
		]
	});
}

/** Sends a paper out for comment, each section in version 3. */
export async function sendPaper(bodies: readonly string[], remarks: Remarks = noRemarks): Promise<SentPaper> {
	const content = paperContent(bodies);
	const versions = new Map(content.sections.map(({ key }) => [key, 3]));
	const copy = { kind: 'working' as const, version: 4, at: new Date('2026-03-01T10:00:00.000Z') };
	const { model, marks, sent } = markPaper(content, copy, versions, remarks);
	const job = { token: 'ab'.repeat(12), marks: marks.marks, comments: sent.comments };
	const bytes = markWord(await toDocx(model), job);
	return { bytes, sent, bodies: new Map(content.sections.map(({ key, body }) => [key, body])) };
}

/** What a file says when it comes back. */
export function bringBack({ bytes, sent, bodies }: SentPaper, returned: Uint8Array): Found {
	return compareReturned(readWord(bytes), readWord(returned), sent, bodies);
}
