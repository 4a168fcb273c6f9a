import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkOdf } from '../../../tests/support/odf.ts';
import { checkOoxml, checkXml } from '../../../tests/support/ooxml.ts';
import { canReadPdfText, checkPdf, pdfPages } from '../../../tests/support/pdf.ts';
import { SAMPLE, samplePaper } from '../../../tests/support/sample-paper.ts';
import { type Block, composeBlocks, type DocumentModel, plainRuns } from './document.ts';
import { type Inline, type Node, parseMarkdown } from './markdown.ts';
import { toDocx } from './to-docx.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';
import { toOdt } from './to-odt.ts';
import { toPdf } from './to-pdf.ts';

/** Words and marks as one row, so that the three formats can be laid side by side. */
function words(text: string): string[] {
	return text
		.replace(/\](?:, )?\[/g, '] [')
		.replace(/\[/g, ' [')
		.split(/\s+/)
		.filter((word) => word !== '');
}

async function docxWords(model: DocumentModel): Promise<string[]> {
	const read = checkOoxml(await toDocx(model));
	expect(read.problems).toEqual([]);
	return words([read.numberedText, ...read.footnotes.map((note, index) => `${index + 1}. ${note}`)].join('\n'));
}

async function odtWords(model: DocumentModel): Promise<string[]> {
	const read = checkOdf(await toOdt(model));
	expect(read.problems).toEqual([]);
	return words([read.numberedText, ...read.footnotes.map((note, index) => `${index + 1}. ${note}`)].join('\n'));
}

/** The words of the text and of the notes without the spaces that a page's lines have taken the place of. */
function pdfText(bytes: Uint8Array, model: DocumentModel, notes: string[]): string {
	const close = (text: string) => text.replace(/[\s•–]+/g, '');
	const head = close([model.marking, model.banner ?? '', model.status ?? ''].join(''));
	return pdfPages(bytes, '-raw')
		.map((text, index, pages) => {
			let page = close(text);
			expect(page.startsWith(head)).toBe(true);
			page = page.slice(head.length);
			const foot = close(`${model.marking} Page ${index + 1} of ${pages.length}`);
			expect(page.endsWith(foot)).toBe(true);
			page = page.slice(0, -foot.length);
			notes.forEach((note, place) => (page = page.replace(`${place + 1}${close(note)}`, '')));
			return page;
		})
		.join('');
}

function htmlWords(model: DocumentModel): string[] {
	const html = toHtml(model);
	const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
	return words(
		main
			.replace(/<h2 id="notes-heading">Notes<\/h2>/, '')
			.replace(/<a [^>]*doc-backlink[^>]*>[^<]*<\/a>/g, '')
			.replace(/<a [^>]*doc-noteref[^>]*>(\d+)<\/a>/g, '[$1]')
			.replace(/<(?:\/?(?:p|h\d|li|td|th|tr|caption|pre|blockquote|div|section|ul|ol)\b[^>]*|br)>/g, '\n')
			.replace(/<[^>]+>/g, '')
			.replace(/&lt;/g, '<')
			.replace(/&gt;/g, '>')
			.replace(/&quot;/g, '"')
			.replace(/&#39;/g, "'")
			.replace(/&amp;/g, '&')
	);
}

/** Reads the written Markdown through the same parser that reads an author's. */
function markdownWords(model: DocumentModel): string[] {
	const front = [model.marking, model.banner ?? ''].join('\n');
	const text = nodesText(parseMarkdown(toMarkdown(model)));
	const all = words(text.replace(/^\[\^(\d+)\]: /gm, '$1. ').replace(/\[\^(\d+)\]/g, '[$1]'));
	return all.slice(words(front).length, all.length - words(model.marking).length);
}

function nodesText(nodes: Node[]): string {
	return nodes.map(nodeText).join('\n');
}

function nodeText(node: Node): string {
	switch (node.type) {
		case 'heading':
		case 'paragraph':
			return inlinesText(node.children);
		case 'list':
			return node.items
				.map((item, index) => `${node.ordered ? `${node.start + index}. ` : ''}${nodesText(item)}`)
				.join('\n');
		case 'quote':
			return nodesText(node.children);
		case 'code':
			return node.text;
		case 'table':
			return [node.header, ...node.rows].flat().map(inlinesText).join('\n');
		default:
			return '';
	}
}

function inlinesText(inlines: Inline[]): string {
	return inlines
		.map((inline) => {
			if ('children' in inline) return inlinesText(inline.children);
			if (inline.type === 'reference') return inline.reference;
			return inline.type === 'break' ? '\n' : 'text' in inline ? inline.text : '';
		})
		.join('');
}

function paper(blocks: Block[], changes: Partial<DocumentModel> = {}): DocumentModel {
	return { ...samplePaper(), title: 'A paper', banner: null, blocks, footnotes: [], ...changes };
}

describe('the sample paper in five formats', () => {
	it('has the same words and the same numbers in each', async () => {
		const model = samplePaper();
		const docx = await docxWords(model);
		expect(htmlWords(model)).toEqual(docx);
		expect(markdownWords(model)).toEqual(docx);
		expect(await odtWords(model)).toEqual(docx);
		expect(docx.length).toBeGreaterThan(2500);
	});

	it('keeps its paragraphs, headings, tables and notes in Word', async () => {
		const read = checkOoxml(await toDocx(samplePaper()));
		const numbers = [...read.numberedText.matchAll(/^(\d+)\. [A-Z]/gm)].map((match) => Number(match[1]));

		expect(read.problems).toEqual([]);
		expect(read.footnotes).toHaveLength(SAMPLE.footnotes);
		expect(new Set(read.footnotes).size).toBe(SAMPLE.footnotes);
		expect(read.headings).toHaveLength(SAMPLE.headings + 1);
		expect(read.headings.at(-1)).toEqual({ level: 1, text: 'Annex A: How the evidence was gathered' });
		expect(read.headerRows).toHaveLength(SAMPLE.tables);
		expect(read.parts['word/document.xml']?.match(/w:val="CabStandard"/g)).toHaveLength(SAMPLE.paragraphs);
		expect(numbers.filter((number, index) => number === (numbers[index - 1] ?? 0) + 1).length).toBeGreaterThan(0);
		for (let number = 1; number <= SAMPLE.paragraphs; number++) expect(numbers).toContain(number);
	});

	it.skipIf(!canReadPdfText)('says the same on the pages of the PDF', async () => {
		const model = samplePaper();
		const read = checkOoxml(await toDocx(model));
		const said = read.numberedText.replace(/\[(\d+)\]/g, '$1').replace(/\s+/g, '');
		expect(pdfText(toPdf(model), model, read.footnotes).split('.')).toEqual(said.split('.'));
	});

	it('keeps its paragraphs, headings, tables and notes in OpenDocument', async () => {
		const read = checkOdf(await toOdt(samplePaper()));
		const numbers = [...read.numberedText.matchAll(/^(\d+)\. [A-Z]/gm)].map((match) => Number(match[1]));
		expect(read.problems).toEqual([]);
		expect(new Set(read.footnotes).size).toBe(SAMPLE.footnotes);
		expect(read.headings).toHaveLength(SAMPLE.headings + 1);
		expect(read.headings.at(-1)).toEqual({ level: 1, text: 'Annex A: How the evidence was gathered' });
		expect(read.headerRows).toHaveLength(SAMPLE.tables);
		expect(read.parts['content.xml']?.match(/text:style-name="CabStandard"/g)).toHaveLength(SAMPLE.paragraphs);
		for (let number = 1; number <= SAMPLE.paragraphs; number++) expect(numbers).toContain(number);
	});

	it('keeps its structure in the PDF, which promises to be accessible', () => {
		const read = checkPdf(toPdf(samplePaper()));
		expect(read).toMatchObject({ language: 'en-GB', promisesAccessibility: true, fontsEmbedded: true, pages: 13 });
		const { H1 = 0, H2 = 0, Note, Table, THead, TH } = read.structure;
		expect(H1 + H2).toBe(SAMPLE.headings + 1);
		expect({ Note, Table, THead }).toEqual({ Note: SAMPLE.footnotes, Table: SAMPLE.tables, THead: SAMPLE.tables });
		expect(read.scopedHeadings).toBe(TH);
		expect(read.properties).toEqual({
			Title: samplePaper().title,
			Author: 'Secretariat of the review',
			Subject: 'Draft paper for a Cabinet committee',
			Keywords: `early years, health visiting, OFFICIAL - SENSITIVE, Snapshot 3, SHA-256 ${'b0f3'.repeat(16)}`
		});
	});

	it('carries marking, banner, language, title and snapshot', async () => {
		const read = checkOoxml(await toDocx(samplePaper()));
		expect(read.headers).toEqual([
			'OFFICIAL - SENSITIVEFICTIONAL: made up for demonstrationDRAFT, version 3, Friday 14 June 2019'
		]);
		expect(read.footers[0]).toContain('OFFICIAL - SENSITIVE');
		expect(read.parts['word/footer1.xml']).toMatch(/PAGE[\s\S]*NUMPAGES/);
		expect(read.language).toBe('en-GB');
		expect(read.properties).toMatchObject({
			title: samplePaper().title,
			'Snapshot number': '3',
			'Snapshot SHA-256': 'b0f3'.repeat(16),
			Marking: 'OFFICIAL - SENSITIVE'
		});
		expect(read.parts['word/document.xml']).not.toContain('lineRule="exact"');

		const odt = checkOdf(await toOdt(samplePaper()));
		expect(odt.header).toBe(read.headers[0]);
		expect(odt.footer).toMatch(/OFFICIAL - SENSITIVE Page 1 of 1/);
		expect(odt.language).toBe('en-GB');
		expect(odt.properties).toMatchObject({
			title: samplePaper().title,
			creator: 'Secretariat of the review',
			'Snapshot number': '3',
			'Snapshot SHA-256': 'b0f3'.repeat(16),
			Marking: 'OFFICIAL - SENSITIVE'
		});
	});

	it('keeps the number of a recommendation that is placed twice', async () => {
		const read = checkOoxml(await toDocx(samplePaper()));
		const labels = [...read.numberedText.matchAll(/^(Recommendation \d+:)/gm)].map((match) => match[1]);
		expect(labels).toEqual([1, 2, 3, 4, 5, 1, 6].map((number) => `Recommendation ${number}:`));
	});

	it('prints no working reference when it is lodged', async () => {
		const model = samplePaper({ showReferences: false });
		const read = checkOoxml(await toDocx(model));
		expect(read.footnotes).toEqual([]);
		const odt = checkOdf(await toOdt(model)).parts;
		const texts = [
			read.numberedText,
			toHtml(model),
			toMarkdown(model),
			odt['content.xml'] ?? '',
			odt['meta.xml'] ?? ''
		];
		for (const text of [...texts, ...Object.values(read.parts)]) {
			expect(text).not.toMatch(/\b[EFR]\d+\b(?!")/);
			expect(text).not.toContain('DRAFT');
		}
		expect(htmlWords(model)).toEqual(await docxWords(model));
		expect(await odtWords(model)).toEqual(await docxWords(model));
	});
});

const picture =
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" onload="alert(1)"><script>alert(1)</script>' +
	'<rect width="50" height="80" fill="#1d4f91" style="fill:url(https://a.uk)"/><text x="5" y="95">Leeds</text></svg>';

describe('what leads to something else in the document', () => {
	const text = [
		'Waits are long, see [#visits], [#bars], [#R1], [#how-it-was-done], [#later] and [#nowhere].',
		'Table: Visits made {#visits}',
		'| Place | Visits |\n|-|-|\n| Leeds | 2 |',
		'::recommendation R1',
		'Said later. {#later}',
		'::figure R2'
	].join('\n\n');
	const { blocks } = composeBlocks(text, {
		citation: () => null,
		slot: (name, reference) =>
			name === 'figure'
				? [{ type: 'figure', svg: picture, alt: 'Leeds was visited twice', caption: plainRuns('Visits'), name: 'bars' }]
				: [{ type: 'recommendation', key: reference, reference: null, verb: 'Agree', runs: plainRuns('to act.') }],
		showReferences: false
	});
	const annex: Block = { type: 'annex', runs: plainRuns('How it was done') };
	const model = paper([...blocks, annex], { byLine: null, status: null, contents: true });

	it('is called by its number in every format', async () => {
		const said =
			'Waits are long, see Table 1, Figure 1, Recommendation 1, Annex A, paragraph 2 and [unresolved cross-reference].';
		const docx = checkOoxml(await toDocx(model));
		expect(docx.problems).toEqual([]);
		expect(docx.numberedText).toContain(`1. ${said}`);
		expect(htmlWords(model).join(' ')).toContain(`1. ${said}`);
		expect((await odtWords(model)).join(' ')).toContain(`1. ${said}`);
		expect(markdownWords(model).join(' ')).toContain(`1. ${said}`);
		for (const printed of [docx.numberedText, toHtml(model), toMarkdown(model)]) expect(printed).not.toMatch(/\{#|\[#/);
	});

	it('is there to be led to', async () => {
		const html = toHtml(model);
		const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
		const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
		expect(targets).toEqual(
			expect.arrayContaining(['table-1', 'figure-1', 'recommendation-1', 'annex-a', 'paragraph-2'])
		);
		for (const target of targets) expect(ids).toContain(target);

		const { 'word/document.xml': document = '' } = checkOoxml(await toDocx(model)).parts;
		const bookmarks = new Set(
			[...document.matchAll(/<w:bookmarkStart [^>]*w:name="([^"]+)"/g)].map((match) => match[1])
		);
		const sought = [...document.matchAll(/w:anchor="([^"]+)"|(?:PAGE)?REF (\S+)/g)].map(
			([, link, field]) => link ?? field
		);
		expect(sought.length).toBeGreaterThan(5);
		for (const bookmark of sought) expect(bookmarks).toContain(bookmark);

		const odt = checkOdf(await toOdt(model));
		expect(odt.problems).toEqual([]);
		expect(odt.parts['content.xml']?.match(/<text:(?:bookmark|sequence)-ref |xlink:href="#/g)?.length).toBeGreaterThan(
			5
		);
	});

	it('stands in a table of contents with its page', async () => {
		const docx = checkOoxml(await toDocx(model));
		expect(docx.text).toContain('Contents\nAnnex A: How it was done 2\n');
		expect(docx.parts['word/settings.xml']).not.toContain('updateFields');
		expect(checkOdf(await toOdt(model)).contents).toEqual(['Contents', 'Annex A: How it was done 1']);
		expect(checkPdf(toPdf(model)).structure).toMatchObject({ TOC: 1, TOCI: 1 });
		expect(toHtml(model)).toContain('<a href="#annex-a" dir="auto">Annex A: How it was done</a>');
		expect(toMarkdown(model)).toContain('**Contents**\n\n- Annex A: How it was done');
	});

	it('is a picture with words for those who do not see it and nothing that runs', async () => {
		const docx = checkOoxml(await toDocx(model));
		expect(docx.parts['word/document.xml']).toContain('descr="Leeds was visited twice"');
		expect(Object.keys(docx.parts).filter((name) => /\.(?:svg|png)$/.test(name))).toHaveLength(2);
		const html = toHtml(model);
		expect(html).toContain('role="img" aria-label="Leeds was visited twice"');
		const odt = checkOdf(await toOdt(model)).parts;
		expect(odt['content.xml']).toContain('<svg:desc>Leeds was visited twice</svg:desc>');
		expect(Object.keys(odt).filter((name) => /\.(?:svg|png)$/.test(name))).toHaveLength(2);
		expect(checkPdf(toPdf(model)).alternatives).toEqual(['Leeds was visited twice']);
		for (const file of [html, ...Object.values(odt), ...Object.values(docx.parts)])
			expect(file).not.toMatch(/alert|url\(https/);
		expect(toMarkdown(model)).toContain('[Leeds was visited twice]');
	});
});

describe('toHtml', () => {
	it('is one well-formed page that asks for nothing else', () => {
		const html = toHtml(samplePaper());
		const asXml = html.replace('<!doctype html>', '').replace(/<(meta|br|hr)\b([^>]*)>/g, '<$1$2/>');
		expect(checkXml(asXml)).toBeNull();
		expect(html).not.toMatch(/<(?:script|link|img|iframe)\b|url\(|@import/);
		expect(html).toContain('<html lang="en-GB">');
		expect(html.match(/OFFICIAL - SENSITIVE<\/p>/g)).toHaveLength(2);
	});

	it('gives every note a way there and every mark a way back', () => {
		const html = toHtml(samplePaper());
		const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
		const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
		expect(targets.length).toBeGreaterThan(2 * SAMPLE.footnotes);
		for (const target of targets) expect(ids).toContain(target);
		expect([...html.matchAll(/ id="([^"]+)"/g)]).toHaveLength(ids.size);
	});

	it('escapes a title, a marking and a note that hold markup', () => {
		const evil = `</style></title><script>alert('x')</script>"`;
		const html = toHtml(
			paper([{ type: 'paragraph', numbered: true, runs: [{ type: 'footnotes', keys: ['F1'] }] }], {
				title: evil,
				marking: evil,
				banner: evil,
				byLine: evil,
				status: evil,
				footnotes: [{ key: 'F1', text: evil }]
			})
		);
		expect(html).not.toContain('<script');
		expect(html.match(/<\/style>/g)).toHaveLength(1);
	});
});

describe('unusual documents', () => {
	it('come out whole when there is nothing in them', async () => {
		const model = paper([], { byLine: null, status: null, numbered: false });
		expect(await docxWords(model)).toEqual(['A', 'paper']);
		expect(await odtWords(model)).toEqual(['A', 'paper']);
		expect(checkPdf(toPdf(model)).pages).toBe(1);
		expect(htmlWords(model)).toEqual(['A', 'paper']);
		expect(markdownWords(model)).toEqual(['A', 'paper']);
	});

	it('number a block that stands twice as two', async () => {
		const block: Block = { type: 'paragraph', numbered: true, runs: plainRuns('Same.') };
		expect(await docxWords(paper([block, block], { byLine: null, status: null }))).toEqual(
			words('A paper 1. Same. 2. Same.')
		);
	});

	it('leave out notes that nothing cites and marks that have no note', async () => {
		const blocks: Block[] = [
			{ type: 'paragraph', numbered: true, runs: [...plainRuns('Said.'), { type: 'footnotes', keys: ['F2', 'F3'] }] }
		];
		const model = paper(blocks, {
			footnotes: [
				{ key: 'F1', text: 'Not cited' },
				{ key: 'F3', text: 'Cited' }
			]
		});
		expect(checkOoxml(await toDocx(model)).footnotes).toEqual(['Cited']);
		expect(toHtml(model)).not.toContain('Not cited');
		expect(toMarkdown(model)).toContain('Said.[^1]');
	});

	it('letter the lists of numbered papers and number those of others', async () => {
		const markdown = '1. one\n2. two\n   1. inner\n\n- dot\n\n7) again';
		const { blocks } = composeBlocks(markdown, { citation: () => null, slot: () => null, showReferences: true });
		const numbered = paper(blocks, { byLine: null, status: null });
		const plain = paper(blocks, { byLine: null, status: null, numbered: false });
		expect(await docxWords(numbered)).toEqual(words('A paper (a) one (b) two (i) inner dot (a) again'));
		expect(await docxWords(plain)).toEqual(words('A paper 1. one 2. two (a) inner dot 1. again'));
		expect(markdownWords(numbered)).toEqual(await docxWords(numbered));
		expect(markdownWords(plain)).toEqual(await docxWords(plain));
		expect(await odtWords(numbered)).toEqual(await docxWords(numbered));
		expect(await odtWords(plain)).toEqual(await docxWords(plain));
	});

	it('lose no character to XML', async () => {
		const text = 'Nul \u0000, bell \u0007, lone \ud800, end \uffff, é, 😀, <b>&amp;</b>, ]]>, "quoted", \u202eright';
		const read = checkOoxml(
			await toDocx(paper([{ type: 'paragraph', numbered: true, runs: [{ type: 'text', text }] }], { title: text }))
		);
		expect(read.problems).toEqual([]);
		expect(read.text).toContain('Nul , bell , lone , end , é, 😀, <b>&amp;</b>, ]]>, "quoted", \u202eright');
	});

	it('keep the number sign at the end of a heading', async () => {
		const headings = ['#', 'Plan B ##', 'Ward#'].map((text): Block => ({
			type: 'heading',
			level: 2,
			runs: plainRuns(text)
		}));
		const model = paper(headings);
		expect(markdownWords(model)).toEqual(await docxWords(model));
	});

	it('say the same in every format whatever an author writes', async () => {
		const pieces = fc.constantFrom(
			...[
				'*',
				'**',
				'_',
				'`',
				'[',
				']',
				'(',
				'<',
				'>',
				'> ',
				'- ',
				'1. ',
				'# ',
				'|',
				'a|b\n-|-\nc|d\n',
				'\n',
				'\n\n',
				'---\n'
			],
			...[
				'[^F1]',
				'[^F2]',
				'::recommendation R7\n',
				'F104 ',
				'[x](https://a.uk)',
				'&',
				'~',
				'\\',
				'"',
				'+ ',
				'12. ',
				'= ',
				'😀'
			],
			...[
				'word ',
				'two words ',
				'**bold** ',
				'*it* ',
				'`code` ',
				'```\ncode *x*\n```\n',
				'  - inner\n',
				'https://a.uk/x ',
				'<b>'
			]
		);
		await fc.assert(
			fc.asyncProperty(fc.array(pieces, { maxLength: 25 }), fc.boolean(), async (parts, numbered) => {
				const composed = composeBlocks(parts.join(''), {
					citation: (reference) => `Note on ${reference}`,
					slot: (_, reference) => [
						{ type: 'recommendation', key: reference, reference, verb: 'Agree', runs: plainRuns('it.') }
					],
					showReferences: true
				});
				const model = paper(composed.blocks, { numbered, footnotes: composed.footnotes });
				const docx = await docxWords(model);
				expect(htmlWords(model)).toEqual(docx);
				expect(await odtWords(model)).toEqual(docx);
				expect(markdownWords(model).join('')).toEqual(docx.join(''));
			}),
			{ numRuns: 60 }
		);
	}, 60_000);
});
