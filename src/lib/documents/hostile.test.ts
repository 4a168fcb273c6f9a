import { describe, expect, it } from 'vitest';
import { checkOdf } from '../../../tests/support/odf.ts';
import { checkOoxml, checkXml } from '../../../tests/support/ooxml.ts';
import { canReadPdfText, checkPdf, pdfPages } from '../../../tests/support/pdf.ts';
import { SAMPLE, samplePaper } from '../../../tests/support/sample-paper.ts';
import { type Block, composeBlocks, type DocumentModel, plainRuns, type Run } from './document.ts';
import { pdfRefusals, Refused } from './refusal.ts';
import { cleanSvg } from './svg.ts';
import { toDocx } from './to-docx.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';
import { toOdt } from './to-odt.ts';
import { toPdf } from './to-pdf.ts';

const settings = { citation: (reference: string) => `Note on ${reference}.`, slot: () => null, showReferences: true };

function paper(blocks: Block[], changes: Partial<DocumentModel> = {}): DocumentModel {
	const bare = { title: 'A paper', banner: null, status: null, byLine: null, footnotes: [], contents: false };
	return { ...samplePaper(), ...bare, blocks, ...changes };
}

function written(markdown: string, changes: Partial<DocumentModel> = {}): DocumentModel {
	const { blocks, footnotes } = composeBlocks(markdown, settings);
	return paper(blocks, { footnotes, ...changes });
}

const close = (text: string) => text.replace(/[\s•–]+/g, '');

/** Every writer's file, read back; what is wrong with any of them fails the test. */
async function read(model: DocumentModel) {
	const docx = checkOoxml(await toDocx(model));
	const odt = checkOdf(await toOdt(model));
	const html = toHtml(model);
	expect(docx.problems).toEqual([]);
	expect(odt.problems).toEqual([]);
	expect(checkXml(html.replace('<!doctype html>', '').replace(/<(meta|br|hr)\b([^>]*)>/g, '<$1$2/>'))).toBeNull();
	expect(close(odt.numberedText)).toBe(close(docx.numberedText));
	return { docx, odt, html, markdown: toMarkdown(model) };
}

describe('a paper ten times as long', () => {
	it('has every footnote, number, heading and word in each format, and repeats the heads of its tables', async () => {
		const model = samplePaper({ times: 10 });
		const { docx, odt } = await read(model);
		const numbers = [...docx.numberedText.matchAll(/^(\d+)\. [A-Z]/gm)].map((match) => Number(match[1]));
		for (let number = 1; number <= 10 * SAMPLE.paragraphs; number++) expect(numbers).toContain(number);
		expect(odt.footnotes).toEqual(docx.footnotes);
		expect(docx.footnotes).toHaveLength(10 * SAMPLE.footnotes);
		expect(odt.headings).toEqual(docx.headings);
		expect(odt.headerRows).toEqual(docx.headerRows);

		const bytes = toPdf(model);
		const { structure, pages, promisesAccessibility } = checkPdf(bytes);
		expect(structure).toMatchObject({ Note: 10 * SAMPLE.footnotes, Table: 10 * SAMPLE.tables, H1: 61, H2: 120 });
		expect(promisesAccessibility).toBe(true);
		expect(pages).toBeGreaterThan(100);
		if (canReadPdfText) {
			const printed = pdfPages(bytes, '-raw');
			expect(printed).toHaveLength(pages);
			for (const [index, page] of printed.entries()) {
				expect(page).toMatch(/^OFFICIAL - SENSITIVE\nFICTIONAL[^\n]*\nDRAFT, version 3, Friday 14 June 2019\n/);
				expect(page).toContain('OFFICIAL - SENSITIVE Page ');
				expect(page).toContain(`Page ${index + 1} of ${pages}`);
			}
		}
	}, 120_000);
});

describe('five hundred footnotes', () => {
	it('are all there, and one that is cited again is still one', async () => {
		const marks = Array.from({ length: 500 }, (_, index) => `Said${index}[^F${index + 1}].`).join(' ');
		const model = written(`${marks}\n\nAgain[^F1][^F250][^F500].`);
		const { docx, odt, html } = await read(model);
		expect(docx.footnotes).toHaveLength(500);
		expect(odt.footnotes).toHaveLength(500);
		expect(html.match(/<li id="note-/g)).toHaveLength(500);
		expect(odt.numberedText).toContain('Again[1], [250], [500].');
		const pdf = toPdf(model);
		expect(checkPdf(pdf).structure['Note']).toBe(500);
		if (canReadPdfText) expect(close(pdfPages(pdf, '-raw').join(''))).toContain('Again1,250,500.');
	}, 60_000);
});

describe('a table', () => {
	it('of forty columns stays on the page', async () => {
		const row = (word: string) => `| ${Array.from({ length: 40 }, (_, index) => `${word}${index}`).join(' | ')} |`;
		const rows = Array.from({ length: 60 }, () => row('x'));
		const model = written([row('Head'), `|${'-|'.repeat(40)}`, ...rows].join('\n'));
		const { docx, odt } = await read(model);
		expect(docx.headerRows[0]?.split(' | ')).toHaveLength(40);
		expect(odt.headerRows[0]?.split(' | ')).toHaveLength(40);
		const widths = [...(docx.parts['word/document.xml'] ?? '').matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, width]) =>
			Number(width)
		);
		expect(widths).toHaveLength(40);
		expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(9638);
		const pdf = checkPdf(toPdf(model));
		expect(pdf.structure).toMatchObject({ TH: 40, TR: 61 });
	}, 60_000);
});

describe('words that look like something else', () => {
	const code = [
		'#read("/etc/passwd")',
		'#eval("1")',
		'$x$ $$',
		'\\ \\\\ \\"',
		'] } )',
		']]>',
		'<!-- -->',
		'{{x}} {#if}',
		'${x}',
		'= Heading',
		'#let x = 1',
		'"); #panic("',
		'<office:text>',
		'&lt;b&gt; &#0;',
		'w:p/>',
		'@import url(x)',
		'%1. %n',
		'`raw` ```',
		'::recommendation R1',
		'--- ... 1/2 (c)'
	].join(' | ');

	it('are words in every writer, wherever they stand', async () => {
		const runs: Run[] = [
			...plainRuns(code),
			{ type: 'code', text: code },
			{ type: 'strong', runs: plainRuns(code) },
			{ type: 'link', href: 'https://example.org/?a=1&b="<#$', runs: plainRuns(code) },
			{ type: 'footnotes', keys: ['F1'] }
		];
		const blocks: Block[] = [
			{ type: 'heading', level: 1, runs: plainRuns(code), name: 'x' },
			{ type: 'paragraph', numbered: true, runs },
			{ type: 'code', text: code },
			{
				type: 'table',
				caption: plainRuns(code),
				align: ['left'],
				header: [plainRuns(code)],
				rows: [[plainRuns(code)]]
			},
			{ type: 'recommendation', key: code, reference: 'R1', verb: code, runs: plainRuns(code) },
			{ type: 'annex', runs: plainRuns(code) }
		];
		const model = paper(blocks, {
			title: code,
			marking: code,
			banner: code,
			status: code,
			byLine: code,
			footnotes: [{ key: 'F1', text: code }],
			properties: { subject: code, creator: code, keywords: [code], snapshot: { number: code, sha256: code } },
			styles: { paragraph: `"'<&>]]>`, recommendation: `"'<&>]]>` }
		});
		const { docx, odt, html } = await read(model);
		expect(docx.footnotes).toEqual([code]);
		expect(odt.footnotes).toEqual([code]);
		expect(docx.properties['title']).toBe(code);
		expect(odt.properties['title']).toBe(code);
		expect(docx.numberedText.split(code).length).toBe(odt.numberedText.split(code).length);
		expect(html).not.toMatch(/<office:text|<!-- -->/);
		const pdf = toPdf(model);
		expect(checkPdf(pdf).properties['Title']).toBe(code);
		if (canReadPdfText) {
			// Each word is broken where a line ends, so it is sought without its spaces.
			const printed = close(pdfPages(pdf, '-raw').join(''));
			expect(printed.split(close('#read("/etc/passwd")')).length).toBeGreaterThan(12);
			expect(printed).not.toContain('root:');
		}
	}, 60_000);

	it('are kept out of a picture', () => {
		const svg = (inner: string, more = '') =>
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${more}>${inner}</svg>`;
		const evil = [
			'<script>alert(1)</script>',
			'<a href="javascript:alert(1)"><text>x</text></a>',
			'<image href="https://a.uk/x.png"/>',
			'<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
			'<style>@import url(https://a.uk)</style>',
			'<rect width="1" height="1" onclick="alert(1)" style="x" fill="url(https://a.uk)"/>',
			'<use href="#x"/><animate attributeName="x"/><set to="x"/>',
			'<!-- x --><?php x ?>'
		];
		const clean = cleanSvg(svg(evil.join(''), ' onload="alert(1)"'))?.markup ?? '';
		expect(checkXml(clean)).toBeNull();
		expect(clean).not.toMatch(/alert|script|https:|onclick|onload|style|foreign|<use|<set|<anim|<a\b|<!--|<\?/);
		for (const bad of [
			'',
			'<svg>',
			'<p/>',
			svg('').replace(/ viewBox="[^"]*"/, ''),
			`<!DOCTYPE x [<!ENTITY a "b">]>${svg('&a;')}`
		]) {
			expect(cleanSvg(bad)).toBeNull();
		}
	});
});

describe('words of other scripts', () => {
	it('keep their letters and their direction', async () => {
		const model = written('Mae’r ŵyl yn y tŷ: â ê î ô û ŵ ŷ.\n\nשלום עולם.\n\nمرحبا 😀 👩‍👩‍👧.');
		const { docx, odt, html } = await read(model);
		for (const text of [docx.text, odt.numberedText, html])
			expect(text).toMatch(/ŵ ŷ[\s\S]*שלום עולם[\s\S]*مرحبا 😀 👩‍👩‍👧/u);
		expect(docx.parts['word/document.xml']?.match(/<w:bidi\/>/g)).toHaveLength(2);
		expect(odt.parts['content.xml']).toContain('style:writing-mode="rl-tb"');
	});

	it('are named when the font of the PDF lacks them, and the choice is a person’s', () => {
		expect(pdfRefusals(written('Mae’r ŵyl yn y tŷ. שלום. £5 — “so” … → ≥'))).toEqual([]);
		const [refusal] = pdfRefusals(written('# One\n\nمرحبا\n\n# Two\n\n😀'));
		expect(refusal?.message).toContain('no shape for “م”');
		expect(pdfRefusals(written('# One\n\n# Two\n\n😀'))).toMatchObject([{ section: 1 }]);
		expect(() => toPdf(written('😀'))).toThrow(Refused);
		expect(checkPdf(toPdf(written('😀'), { accessible: false })).promisesAccessibility).toBe(false);
	});

	it('lose control characters alone', async () => {
		const text = 'a\u0000b\u0007c\u001b[31md\u200be\ufefff\u202eg\u2028h\ud800i\ufffej';
		const model = paper([{ type: 'paragraph', numbered: true, runs: [{ type: 'text', text }] }], { title: text });
		const { docx, odt } = await read(model);
		expect(docx.text).toMatch(/abc\[31md/);
		expect(odt.numberedText).toMatch(/abc\[31md/);
		expect(checkPdf(toPdf(model)).pages).toBe(1);
	});
});

describe('what is not as it should be', () => {
	it('is told in the author’s terms, with its section', () => {
		const heading = (level: 1 | 2 | 3, text: string): Block => ({ type: 'heading', level, runs: plainRuns(text) });
		const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>';
		let deep: Block = { type: 'paragraph', numbered: false, runs: plainRuns('deep') };
		for (let depth = 0; depth < 70; depth++) deep = { type: 'list', ordered: false, items: [[deep]] };
		const model = paper([
			heading(1, 'One'),
			heading(3, 'Skips'),
			heading(1, 'Two'),
			heading(2, ' '),
			{ type: 'figure', svg, alt: ' ', caption: plainRuns('Visits') },
			{ type: 'annex', runs: plainRuns('Three') },
			deep
		]);
		expect(pdfRefusals(model)).toEqual([
			{ message: 'The heading “Skips” skips a level. Put it one level below the heading above it.', section: 0 },
			{ message: 'A heading has no words. Write what the text below it is about, or take it out.', section: 1 },
			{
				message: 'The picture “Visits” has no description. Say in words what it shows, for readers who do not see it.',
				section: 1
			},
			{ message: 'Lists or quotes stand inside each other more than 7 deep. Use fewer levels.', section: 2 }
		]);
		expect(() => toPdf(model)).toThrow(Refused);
		expect(checkPdf(toPdf(model, { accessible: false })).pages).toBeGreaterThan(0);
	});

	it('comes out whole where a format can hold it', async () => {
		let deep: Block = { type: 'paragraph', numbered: false, runs: plainRuns('deep') };
		for (let depth = 0; depth < 70; depth++) deep = { type: 'list', ordered: true, items: [[deep], []] };
		const table: Block = { type: 'table', caption: null, align: [], header: [[]], rows: [] };
		const mixed: Block = {
			type: 'list',
			ordered: true,
			items: [
				[{ type: 'paragraph', numbered: false, runs: plainRuns('first') }, table],
				[table, { type: 'paragraph', numbered: false, runs: plainRuns('second') }],
				[{ type: 'list', ordered: true, items: [[table], [{ type: 'code', text: 'x\ty' }]] }]
			]
		};
		const docx = checkOoxml(await toDocx(paper([deep, mixed])));
		const odt = checkOdf(await toOdt(paper([deep, mixed])));
		expect(docx.problems).toEqual([]);
		expect(odt.problems).toEqual([]);
		expect(odt.numberedText).toContain('deep');
		expect(odt.headerRows).toHaveLength(docx.headerRows.length);
	});

	it.skipIf(!canReadPdfText)('has the same labels in the PDF', async () => {
		const model = written(
			'> Quote\n>\n> - list in quote\n>   1. deeper\n\n1. one\n   1. two\n      1. three\n\n- dot\n  1. four'
		);
		const { docx } = await read(model);
		const printed = pdfPages(toPdf(model), '-raw').join('');
		expect(close(printed)).toContain(close(docx.numberedText));
	});

	it('is nothing at all in an empty section', async () => {
		const model = written('# One\n\n# Two\n\n\n\n# Three', { contents: true });
		const { odt } = await read({ ...model, contents: false });
		expect(odt.headings.map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
		expect(checkPdf(toPdf(model)).structure).toMatchObject({ H1: 3, TOCI: 3 });
	});
});
