import { move } from 'piscina';
import type { DocumentModel } from './document.ts';
import type { DocumentFormat } from './filename.ts';
import { toDocx } from './to-docx.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';

export type RenderJob = {
	model: DocumentModel;
	format: DocumentFormat;
};

/** Runs in its own thread; the bytes are handed over and not copied. */
export default async function render({ model, format }: RenderJob): Promise<Uint8Array> {
	return move(await emit(model, format)) as Uint8Array;
}

async function emit(model: DocumentModel, format: DocumentFormat): Promise<Uint8Array> {
	if (format === 'docx') return toDocx(model);
	return new TextEncoder().encode(format === 'html' ? toHtml(model) : toMarkdown(model));
}
