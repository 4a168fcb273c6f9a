import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkXml } from '../../../tests/support/ooxml.ts';
import { renderHtml } from './html.ts';

const href = (reference: string) => `/reviews/first/${reference}`;
const allowedTags = new Set(
	'h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre code table thead tbody tr th td hr br strong em a sup span div bdi'.split(
		' '
	)
);

const pieces = fc.constantFrom(
	...[
		'*',
		'**',
		'`',
		'[',
		']',
		'(',
		')',
		'![',
		'<',
		'>',
		'> ',
		'- ',
		'1. ',
		'# ',
		'|',
		'a|b\n-|-\n',
		'\n',
		'\n\n',
		'[^F1]'
	],
	...[
		'::recommendation R7\n',
		'F104',
		'[x](javascript:',
		'&#106;',
		'"',
		"'",
		' onerror=alert(1) ',
		'<script>',
		'<img src=x',
		'](/a"b'
	],
	...['\u202e', '\u2066', '\ud800', '<!--', ']]>', '</p>', '&lt;', 'https://a.uk/"x', '<https://a.uk/', 'word ']
);
const hostile = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

/** Fails on an unbalanced tag, an unknown one, an unknown attribute or an unsafe address. */
function expectSafe(html: string): void {
	expect(checkXml(`<div>${html.replace(/<(hr|br)>/g, '<$1/>')}</div>`)).toBeNull();
	for (const [, name = '', attributes = ''] of html.matchAll(/<\/?([\w-]+)([^>]*)>/g)) {
		expect(allowedTags).toContain(name);
		for (const [, key = '', value = ''] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
			expect([
				'class',
				'dir',
				'href',
				'rel',
				'data-reference',
				'data-slot',
				'start',
				'scope',
				'role',
				'aria-label',
				'tabindex'
			]).toContain(key);
			if (key === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i);
		}
	}
}

describe('renderHtml', () => {
	it('makes balanced, harmless markup of anything', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				expectSafe(renderHtml(text, { referenceHref: href, slot: () => renderHtml(text) }));
			}),
			{ numRuns: 500 }
		);
	});

	it('escapes what breaks the limits and keeps its words', () => {
		const html = renderHtml(`${'>'.repeat(2048)}<script>alert(1)</script>`);
		expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
		expectSafe(html);
		expectSafe(renderHtml('*a_'.repeat(10_000)));
		expectSafe(renderHtml('<b>'.repeat(60_000)));
	});

	it('links a reference that opens and leaves other words alone', () => {
		const html = renderHtml('F104 rests on vitamin B12.', {
			referenceHref: (reference) => (reference === 'F104' ? href(reference) : null)
		});
		expect(html).toBe(
			'<p dir="auto"><a class="reference" href="/reviews/first/F104" data-reference="F104">F104</a> rests on vitamin B12.</p>'
		);
	});

	it('shows a citation that nothing answers to', () => {
		expect(renderHtml('Said[^F9].')).toBe(
			'<p dir="auto">Said<sup class="citation"><span class="reference reference--unknown">F9</span></sup>.</p>'
		);
	});

	it('never lets a heading outrank those of the page, nor leave a level out', () => {
		const levels = (text: string) => [...renderHtml(text).matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
		expect(levels('# One\n\n## Two')).toEqual([3, 4]);
		expect(levels('## Two\n\n###### Six\n\n### Three\n\n## Two')).toEqual([3, 4, 4, 3]);
		expect(levels('### Three\n\n## Two\n\n### Three')).toEqual([3, 3, 4]);
		expect(renderHtml('# One', { headingOffset: 1 })).toBe('<h2 dir="auto">One</h2>');
	});

	it('remembers a text without mixing up two readers of it', () => {
		const text = 'See R7.\n\n::recommendation R7';
		const member = renderHtml(text, { referenceHref: href, slot: () => renderHtml('Fund **it**') });
		const observer = renderHtml(text, { referenceHref: () => null, slot: () => null });
		expect(member).toContain('<strong>it</strong>');
		expect(member).toContain('href="/reviews/first/R7"');
		expect(observer).not.toContain('href');
		expect(observer).not.toContain('Fund');
		expect(renderHtml(text, { referenceHref: href, slot: () => renderHtml('Fund **it**') })).toBe(member);
	});

	it('keeps serving the right text when more has passed through than it remembers', () => {
		const texts = Array.from({ length: 300 }, (_, index) => `${index} ${'word '.repeat(10_000)}`);
		for (const text of texts) renderHtml(text);
		expect(renderHtml(texts[0] ?? '')).toContain('<p dir="auto">0 word');
	});

	it('labels a slot with the record that it names, and any other with what was written', () => {
		const options = { referenceHref: href, slot: () => renderHtml('Words') };
		expect(renderHtml('::evidence R7', options)).toContain('<p class="slot__label"><a class="reference"');
		expect(renderHtml('::chart <b> by   place', options)).toContain(
			'<p class="slot__label">chart &lt;b&gt; by place</p><p dir="auto">Words</p>'
		);
	});

	it('gives a table column heads and a way to reach it by keyboard', () => {
		const html = renderHtml('|Place|Number|\n|-|-:|\n|Leeds|4|');
		expect(html).toContain(
			'<th scope="col" dir="auto">Place</th><th scope="col" class="align-right" dir="auto">Number</th>'
		);
		expect(html).toContain('role="group" aria-label="Table" tabindex="0"');
	});

	it('does not follow a slot inside a slot', () => {
		const html = renderHtml('::recommendation R1', { slot: (name, argument) => renderHtml(`::${name} ${argument}`) });
		expect(html.match(/data-slot/g)).toHaveLength(2);
	});
});
