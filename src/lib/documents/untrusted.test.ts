import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkPdf } from '../../../tests/support/pdf.ts';
import { samplePaper } from '../../../tests/support/sample-paper.ts';
import { plainRuns } from './document.ts';
import { cleanSvg } from './svg.ts';
import { toPdf } from './to-pdf.ts';
import { openPackage, WORD_MAX_BYTES } from './word/package.ts';
import { UnreadableFile } from './xml.ts';

describe('a picture', () => {
	const svg = (inner: string, attributes = '') =>
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" ${attributes}>${inner}</svg>`;

	test('with a document type or an entity of its own is refused', () => {
		expect(cleanSvg(svg('<rect/>'))).not.toBeNull();
		for (const before of [
			'<!DOCTYPE svg>',
			'<!doctype svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
			'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>'
		]) {
			expect(cleanSvg(before + svg('<text>&a;</text>')), before).toBeNull();
		}
	});

	test('keeps nothing that runs, fetches or restyles', () => {
		const hostile = svg(
			'<script>alert(1)</script><style>*{fill:url(https://evil.example)}</style><foreignObject><p>x</p></foreignObject>' +
				'<a href="javascript:alert(1)"><rect/></a><image href="https://evil.example/x.png"/><use href="#a"/>' +
				'<rect onclick="alert(1)" style="fill:red" fill="url(https://evil.example)"/><text>Leeds</text>',
			'onload="alert(1)"'
		);
		const markup = cleanSvg(hostile)?.markup ?? '';
		expect(markup).toContain('Leeds');
		expect(markup).not.toMatch(/script|alert|evil|style|foreign|href|onload|onclick/i);
	});
});

test('what somebody writes is never a program of the typesetter', () => {
	const title = '"] #panic #{ $1$ [';
	// Each of these would end the compilation if it ran.
	const words = ['"] #panic("x") [', '\\" #panic("x")', '#read("/etc/passwd")', '"); #panic("x") //'];
	const pdf = toPdf({
		...samplePaper(),
		title,
		blocks: words.map((text) => ({ type: 'paragraph', numbered: false, runs: plainRuns(text) }))
	});
	expect(checkPdf(pdf).properties).toMatchObject({ Title: title });
});

describe('a Word file from outside', () => {
	const word: Zippable = {
		'[Content_Types].xml': strToU8('<Types/>'),
		'_rels/.rels': strToU8('<Relationships/>'),
		'word/document.xml': strToU8('<document/>')
	};
	const open = (more: Zippable) => () => openPackage(zipSync({ ...word, ...more }, { level: 1 }));

	test('is told by what is in it, not by its name', () => {
		expect(open({})().main).toBe('word/document.xml');
		const signatures = ['%PDF-1.7', '<html>', 'MZ\u0090', ''].map((text) => strToU8(text));
		for (const bytes of [...signatures, new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), zipSync({ 'a.txt': strToU8('a') })]) {
			expect(() => openPackage(bytes)).toThrow(UnreadableFile);
		}
	});

	test('is measured before it is unpacked, by its size, its parts and what they would become', () => {
		expect(() => openPackage(new Uint8Array(WORD_MAX_BYTES + 1))).toThrow('20 MB');
		const parts = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`word/media/${index}`, strToU8('')]));
		expect(open(parts)).toThrow('too large');
		expect(open({ 'word/styles.xml': new Uint8Array(121 * 1024 * 1024) })).toThrow('too large');
	});

	test('with macros or a document type is refused', () => {
		const macros = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
		expect(open({ '[Content_Types].xml': strToU8(macros) })).toThrow('macros');
		const entities = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><document>&b;</document>';
		const file = open({ 'word/document.xml': strToU8(entities) })();
		expect(() => file.xml('word/document.xml')).toThrow(UnreadableFile);
	});
});
