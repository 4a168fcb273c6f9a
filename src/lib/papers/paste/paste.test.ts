import { createDocument } from '@mixmark-io/domino';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '#lib/documents/markdown.ts';
import { lightened, markdownFromClipboard, mostPlain } from './paste.ts';

const pasted = (html: string, plain = '') => markdownFromClipboard(html, plain, createDocument);
const text = (html: string) => pasted(html).text;

/** As Word puts it on the clipboard: one file's head, conditional comments, and a mark around what was copied. */
function fromWord(fragment: string): string {
	return `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/AR/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm;} @list l0:level1 {mso-level-number-format:bullet;} --></style>
</head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
${fragment}
<!--EndFragment--></body></html>`;
}

const wordItem = (level: number, mark: string, words: string, place = 'Middle') =>
	`<p class=MsoListParagraphCxSp${place} style='margin-left:${level * 36}.0pt;mso-add-space:auto;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`;

describe('what comes from Word', () => {
	test('keeps headings, bold, italics and links, and nothing of its styles', () => {
		const html = fromWord(`<h1 style='margin-top:12.0pt'>Context<o:p></o:p></h1>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Nine</b> councils <i>in
ten</i> have a hub, says <a href="https://www.example.gov.uk/report">the report</a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><h2>Distance<o:p></o:p></h2><p class=MsoNormal>Buses&nbsp;are rare.</p>`);
		expect(text(html)).toBe(
			'### Context\n\n**Nine** councils *in ten* have a hub, says [the report](https://www.example.gov.uk/report).\n\n#### Distance\n\nBuses are rare.'
		);
	});

	test('makes lists of the paragraphs that are lists, levels and numbers included', () => {
		const html = fromWord(
			[
				'<p class=MsoNormal>Ministers asked for:</p>',
				wordItem(1, '·', 'one front door', 'First'),
				wordItem(2, 'o', 'open on <b>Saturdays</b>'),
				wordItem(2, 'o', 'near a bus'),
				wordItem(1, '·', 'one record', 'Last'),
				'<p class=MsoNormal>In this order:</p>',
				wordItem(1, '3.', 'write', 'First'),
				wordItem(1, '4.', 'clear', 'Last')
			].join('\n')
		);
		expect(text(html)).toBe(
			'Ministers asked for:\n\n- one front door\n  - open on **Saturdays**\n  - near a bus\n- one record\n\nIn this order:\n\n3. write\n4. clear'
		);
	});

	test('tells a list of bullets from one of numbers that follows it, and comes back to the outer level', () => {
		const html = fromWord(
			[
				wordItem(1, '·', 'bullet'),
				wordItem(1, '1.', 'number'),
				wordItem(3, 'a)', 'deep'),
				wordItem(2, 'b)', 'middle')
			].join('')
		);
		expect(text(html)).toBe('- bullet\n\n1. number\n   1. deep\n   1. middle');
	});

	test('keeps tables, with cells over several columns and rows, and the caption above', () => {
		const html =
			fromWord(`<p class=MsoCaption>Table <span style='mso-no-proof:yes'>1</span>: Cost of a hub<o:p></o:p></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>Council</b></p></td><td colspan=2><p class=MsoNormal><b>Cost | year</b></p></td></tr>
<tr><td rowspan=2><p class=MsoNormal>Lambeth</p></td><td><p class=MsoNormal>£1m</p><p class=MsoNormal>at most</p></td><td><p>2019</p></td></tr>
<tr><td>£2m</td><td>2020</td></tr></table>`);
		expect(text(html)).toBe(
			'Table: Cost of a hub\n\n| **Council** | **Cost \\| year** |  |\n| --- | --- | --- |\n| Lambeth | £1m at most | 2019 |\n|  | £2m | 2020 |'
		);
		const [caption, table] = parseMarkdown(text(html) ?? '');
		expect(caption?.type).toBe('paragraph');
		expect(table).toMatchObject({ type: 'table', rows: [{ length: 3 }, { length: 3 }] });
	});

	test('keeps the words of footnotes, with their numbers where they stood', () => {
		const note = (number: number, words: string) =>
			`<div style='mso-element:footnote' id=ftn${number}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn${number}' href="file:///C:/Temp/clip.htm#_ftnref${number}" name="_ftn${number}" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[${number}]<![endif]></span></a> ${words}</p></div>`;
		const mark = (number: number) =>
			`<a style='mso-footnote-id:ftn${number}' href="file:///C:/Temp/clip.htm#_ftn${number}" name="_ftnref${number}" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[${number}]<![endif]></span></a>`;
		const html = fromWord(`<p class=MsoNormal>Hubs close at five${mark(1)} and at six${mark(2)}.</p>`).replace(
			'</body>',
			`<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">${note(1, 'Survey of <i>hubs</i>, 2019.')}${note(2, 'Visit to Lambeth.')}</div></body>`
		);
		const found = pasted(html);
		expect(found.text?.replace('\n\n---', '')).toBe(
			'Hubs close at five (note 1) and at six (note 2).\n\nNote 1: Survey of *hubs*, 2019.\n\nNote 2: Visit to Lambeth.'
		);
		expect(found.message).toBe('The words of 2 notes stand at the end of what you pasted.');
	});
});

describe('what comes from LibreOffice', () => {
	test('keeps headings, nested lists, tables and footnotes', () => {
		const html = `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4 (Linux)"/><style type="text/css">p { margin-bottom: 0.25cm }</style></head><body lang="en-GB" dir="ltr">
<h2 class="western">Background</h2><p>Hubs are <strong>rare</strong>.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>
<ol><li><p>First</p><ul><li><p>inside</p></li></ul></li><li><p>Second</p></li></ol>
<table width="100%"><colgroup><col/></colgroup><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Return of 2019.</p></div></body></html>`;
		expect(text(html)).toBe(
			'#### Background\n\nHubs are **rare**. (note 1)\n\n1. First\n   - inside\n2. Second\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\nNote 1: Return of 2019.'
		);
	});
});

describe('what comes from Google Docs', () => {
	test('is not all bold, and its inner lists, which stand beside their items, are inside them', () => {
		const html = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h3 dir="ltr" style="line-height:1.38"><span style="font-size:14pt;font-weight:700">Options</span></h3><p dir="ltr"><span style="font-weight:400">Plain, </span><span style="font-weight:700">bold</span><span style="font-style:italic"> and slanted</span></p><ul style="margin-top:0"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Outer</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>Inner</span></p></li></ul><li><p><span>Last</span></p></li></ul><br /></b>`;
		expect(text(html)).toBe('##### Options\n\nPlain, **bold** *and slanted*\n\n- Outer\n  - Inner\n- Last');
	});
});

describe('anything else', () => {
	test('a citation stays one, and what would be read as a mark is written as itself', () => {
		expect(
			text('<p>Heard twice.[^F104] 2 * 3 * 4, snake_case, _so_</p><p># not a heading</p><p>1. not a list</p>')
		).toBe('Heard twice.[^F104] 2 \\* 3 \\* 4, snake_case, \\_so\\_\n\n\\# not a heading\n\n1\\. not a list');
	});

	test('bold beside a letter keeps its punctuation outside', () => {
		expect(text('<p><b>Note:</b>this</p>')).toBe('**Note**:this');
	});

	test('pictures leave their words, scripts and hidden words leave nothing', () => {
		expect(
			text(
				'<p>See <img src="data:image/png;base64,AAAA" alt="a map of hubs">.</p><script>alert(1)</script><p style="display:none">secret</p>'
			)
		).toBe('See (Picture: a map of hubs).');
		expect(text('<p><a href="javascript:alert(1)">press</a></p>')).toBe('press');
	});

	test('plain text is pasted as it is', () => {
		expect(pasted('', 'One\r\n\r\n* two')).toEqual({ text: 'One\n\n* two', message: null });
		expect(pasted('<p></p>', 'words')).toEqual({ text: 'words', message: null });
	});

	test('every word of a page comes through, in order', () => {
		const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '7', 'z'), minLength: 1, maxLength: 5 });
		const inline = fc.array(word, { minLength: 1, maxLength: 4 }).chain((words) =>
			fc.constantFrom('b', 'i', 'span', 'a href="https://a.example"', 'u').map((tag) => ({
				words,
				html: `<${tag}>${words.join(' ')}</${tag.split(' ')[0]}> `
			}))
		);
		const block = fc.array(inline, { minLength: 1, maxLength: 3 }).chain((parts) =>
			fc.constantFrom('p', 'h2', 'li', 'blockquote', 'div', 'td').map((tag) => {
				const inner = parts.map((part) => part.html).join('');
				const html =
					tag === 'li'
						? `<ul><li>${inner}</li></ul>`
						: tag === 'td'
							? `<table><tr><td>x</td><td>${inner}</td></tr></table>`
							: `<${tag}>${inner}</${tag}>`;
				return { html, words: [...(tag === 'td' ? ['x'] : []), ...parts.flatMap((part) => part.words)] };
			})
		);
		fc.assert(
			fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), (blocks) => {
				const found = text(blocks.map((each) => each.html).join('')) ?? '';
				const words = found.replace(/https:\/\/a\.example/g, '').match(/[abé7zx]+/g) ?? [];
				expect(words).toEqual(blocks.flatMap((each) => each.words));
			}),
			{ numRuns: 500 }
		);
	});

	test('twenty megabytes of styles and pictures are looked through in good time', () => {
		const picture = `<img alt="map" src="data:image/png;base64,${'A'.repeat(10_000_000)}">`;
		const html = fromWord(`<style>${'p{margin:0}'.repeat(900_000)}</style><p>Words.</p>${picture}`);
		expect(html.length).toBeGreaterThan(19_000_000);
		const started = performance.now();
		expect(text(html)).toBe('Words.\n\n(Picture: map)');
		expect(performance.now() - started).toBeLessThan(2_000);
		expect(lightened(html).length).toBeLessThan(1000);
	});

	test('twenty megabytes of words keep their plain words, or stay on the clipboard, and say so', () => {
		const many = `<p>${'<span>word</span> '.repeat(20)}</p>`.repeat(60_000);
		expect(pasted(many, 'word '.repeat(50_000)).text).toBe('word '.repeat(50_000));
		expect(pasted(many, 'word '.repeat(50_000)).message).toContain('plain words are in the box');
		const refused = pasted(many, 'word '.repeat(mostPlain));
		expect(refused.text).toBeNull();
		expect(refused.message).toContain('still on your clipboard');
	});
});
