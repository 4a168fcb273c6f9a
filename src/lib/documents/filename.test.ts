import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFilename, downloadHeaders } from './filename.ts';

describe('documentFilename', () => {
	it('reads as what it is', () => {
		expect(documentFilename(['P2', "The Review's “first” 1,001 days: Brontë", null, 'version 3'], 'docx')).toBe(
			'p2-the-reviews-first-1-001-days-bronte-version-3.docx'
		);
		expect(documentFilename(['…', ''], 'html')).toBe('document.html');
		expect(documentFilename(['CON'], 'md')).toBe('document-con.md');
	});

	it('is safe whatever the title', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary' })), (parts) => {
				const name = documentFilename(parts, 'docx');
				expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.docx$/);
				expect(name.length).toBeLessThanOrEqual(100);
			})
		);
	});
});

describe('downloadHeaders', () => {
	it('makes a browser save and not show', () => {
		expect(downloadHeaders('p2.html', 'html')).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'content-disposition': 'attachment; filename="p2.html"',
			'x-content-type-options': 'nosniff'
		});
		expect(downloadHeaders('a"\r\nx.docx', 'docx')['content-disposition']).toBe('attachment; filename="a---x.docx"');
	});
});
