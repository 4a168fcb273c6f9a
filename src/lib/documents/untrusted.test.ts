import { describe, expect, test } from 'vitest';
import { checkPdf } from '../../../tests/support/pdf.ts';
import { samplePaper } from '../../../tests/support/sample-paper.ts';
import { plainRuns } from './document.ts';
import { cleanSvg } from './svg.ts';
import { toPdf } from './to-pdf.ts';

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
