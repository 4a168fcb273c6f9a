import { move } from 'piscina';
import type { DocumentModel } from './document.ts';
import type { DocumentFormat, WorkbookFormat } from './filename.ts';
import { type Refusal, Refused } from './refusal.ts';
import type { Workbook } from './workbook/workbook.ts';

export type RenderJob =
	| {
			model: DocumentModel;
			format: DocumentFormat;
			/** False for a PDF that has its tags and does not promise PDF/UA. */
			accessible: boolean;
	  }
	| { workbook: Workbook; format: WorkbookFormat };

/** A class does not survive the way between two threads, so what is refused comes back as data. */
export type Rendered = Uint8Array | { refusals: Refusal[] };

/** Runs in its own thread; the bytes are handed over and not copied. */
export default async function render(job: RenderJob): Promise<Rendered> {
	try {
		return move(await emit(job)) as Uint8Array;
	} catch (error) {
		if (error instanceof Refused) return { refusals: error.refusals };
		throw error;
	}
}

/** Each writer is loaded when it is first asked for: the PDF's alone brings fifty megabytes. */
async function emit(job: RenderJob): Promise<Uint8Array> {
	if ('workbook' in job) {
		return job.format === 'xlsx'
			? (await import('./workbook/to-xlsx.ts')).toXlsx(job.workbook)
			: (await import('./workbook/to-ods.ts')).toOds(job.workbook);
	}
	const { model, format, accessible } = job;
	switch (format) {
		case 'docx':
			return (await import('./to-docx.ts')).toDocx(model);
		case 'odt':
			return (await import('./to-odt.ts')).toOdt(model);
		case 'pdf':
			return (await import('./to-pdf.ts')).toPdf(model, { accessible });
		case 'html':
			return new TextEncoder().encode((await import('./to-html.ts')).toHtml(model));
		case 'markdown':
			return new TextEncoder().encode((await import('./to-markdown.ts')).toMarkdown(model));
	}
}
