import { createHash } from 'node:crypto';
import type { DocumentModel } from '#lib/documents/document.ts';
import { renderDocument } from '#lib/documents/render.server.ts';
import type { PublicFile } from './commands.server.ts';

/** Makes the files of a public copy; never within a transaction. @throws Busy, DocumentTooLarge, RenderFailed, Refused */
export async function renderPublicFiles(model: DocumentModel): Promise<PublicFile[]> {
	const files: PublicFile[] = [];
	for (const format of publicFormats) {
		const bytes = await renderDocument(model, format);
		files.push({ format, bytes, sha256: createHash('sha256').update(bytes).digest('hex') });
	}
	return files;
}

const publicFormats = ['html', 'pdf'] as const;
