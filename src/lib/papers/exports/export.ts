import type { DocumentModel } from '#lib/documents/document.ts';
import type { DocumentFormat } from '#lib/documents/filename.ts';

export type ExportState = 'waiting' | 'working' | 'ready' | 'refused' | 'failed';

/** What a format did not accept, with the section to mend where there is one. */
export type Problem = {
	message: string;
	section: { id: number; heading: string } | null;
};

/** What takes longer is made while its reader waits on a page that says how far it is. */
export const LONGEST_WAIT_MS = 2_000;
/** How long a file that was made is kept for the person who asked. */
export const KEPT_HOURS = 24;
/** A document that was begun this long ago was begun by a process that is no more. */
export const LOST_AFTER_MS = 90_000;

/** How long a document takes to make on a quiet machine, as measured on papers of 12, 110 and 220 pages. */
export function estimateMs(characters: number, model: Pick<DocumentModel, 'contents'>, format: DocumentFormat): number {
	const rates: Record<DocumentFormat, number> = {
		docx: model.contents ? 24 : 3,
		odt: 1,
		pdf: 4.5,
		html: 0.3,
		markdown: 0.3
	};
	return Math.round(250 + (characters / 1000) * rates[format]);
}

/** How far a document is, in per cent: by the time it should take, and never done before it is. */
export function progressOf(
	{ state, startedAt, estimateMs: expected }: { state: ExportState; startedAt: Date | null; estimateMs: number },
	now: Date
): number {
	if (state === 'waiting' || !startedAt) return 5;
	if (state !== 'working') return 100;
	const share = (now.getTime() - startedAt.getTime()) / (expected * 1.5);
	return Math.round(Math.min(95, Math.max(5, share * 100)));
}
