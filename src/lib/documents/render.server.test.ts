import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { checkOoxml } from '../../../tests/support/ooxml.ts';
import { SAMPLE, samplePaper } from '../../../tests/support/sample-paper.ts';
import type { DocumentModel } from './document.ts';
import { Busy, closeRenderer, DocumentTooLarge, renderDocument, RenderFailed } from './render.server.ts';
import { toHtml } from './to-html.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('renderDocument', () => {
	afterAll(closeRenderer);

	it('makes each format in the worker', async () => {
		const model = samplePaper();
		const [docx, html, markdown] = await Promise.all([
			renderDocument(model, 'docx'),
			renderDocument(model, 'html'),
			renderDocument(model, 'markdown')
		]);
		expect(checkOoxml(docx)).toMatchObject({ problems: [] });
		expect(checkOoxml(docx).footnotes).toHaveLength(SAMPLE.footnotes);
		expect(text(html)).toBe(toHtml(model));
		expect(text(markdown)).toContain('# The first 1,001 days');
	});

	it('goes on after a document that cannot be made', async () => {
		const broken = { ...samplePaper(), blocks: null } as unknown as DocumentModel;
		await expect(renderDocument(broken, 'html')).rejects.toBeInstanceOf(RenderFailed);
		expect(text(await renderDocument(samplePaper(), 'html'))).toContain('</html>');
	});

	it('goes on past the number of documents after which the thread is renewed', async () => {
		const model = { ...samplePaper(), blocks: [] };
		for (let round = 0; round < 6; round++) {
			const made = await Promise.all(Array.from({ length: 18 }, () => renderDocument(model, 'markdown')));
			expect(new Set(made.map(text)).size).toBe(1);
		}
	});

	it('turns away more than can wait, and recovers', async () => {
		const model = { ...samplePaper(), blocks: [] };
		const made = await Promise.allSettled(Array.from({ length: 40 }, () => renderDocument(model, 'markdown')));
		const refused = made.filter((result) => result.status === 'rejected');
		expect(refused).toHaveLength(20);
		for (const { reason } of refused) expect(reason).toBeInstanceOf(Busy);
		expect(text(await renderDocument(model, 'markdown'))).toContain('1,001 days');
	});

	it('refuses a document larger than any paper before it reaches the worker', async () => {
		const model = { ...samplePaper(), byLine: 'x'.repeat(4_000_001) };
		await expect(renderDocument(model, 'html')).rejects.toBeInstanceOf(DocumentTooLarge);
	});

	it('starts again after it was closed', async () => {
		await closeRenderer();
		await closeRenderer();
		expect(text(await renderDocument(samplePaper(), 'markdown'))).toContain('1,001 days');
	});

	it('lets a process end by itself while the thread is idle', async () => {
		const program = `
			import { renderDocument } from '#lib/documents/render.server.ts';
			import { samplePaper } from './tests/support/sample-paper.ts';
			const bytes = await renderDocument(samplePaper(), 'docx');
			process.stdout.write(String(bytes.length));
		`;
		const run = promisify(execFile);
		const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { timeout: 20_000 });
		expect(Number(stdout)).toBeGreaterThan(10_000);
	}, 30_000);
});
