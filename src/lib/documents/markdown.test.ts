import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '#lib/forms/clean-text.ts';
import {
	checkMarkdown,
	citedReferences,
	type Inline,
	inlineText,
	parseMarkdown,
	slotsIn,
	walkInlines,
	workingReferences
} from './markdown.ts';

// Wide enough for a busy machine; without the limits the same texts take minutes or overflow the stack.
const GENEROUS_MS = 10_000;

function wordsOf(markdown: string): string {
	const words: string[] = [];
	for (const node of parseMarkdown(markdown)) {
		if (node.type === 'paragraph' || node.type === 'heading') words.push(inlineText(node.children));
	}
	return words.join('\n');
}

function linksIn(markdown: string): string[] {
	const links: string[] = [];
	walkInlines(parseMarkdown(markdown), (inline) => {
		if (inline.type === 'link') links.push(inline.href);
	});
	return links;
}

function firstInlines(markdown: string): Inline[] {
	const [node] = parseMarkdown(markdown);
	return node?.type === 'paragraph' ? node.children : [];
}

/** Text that is made of the pieces Markdown gives a meaning to, so that a short one already nests and clashes. */
const pieces = fc.constantFrom(
	...[
		'*',
		'**',
		'_',
		'`',
		'```\n',
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
		'|-|\n',
		'\n',
		'\n\n'
	],
	...[
		'[^F1]',
		'::recommendation R7\n',
		'F104',
		'javascript:',
		'https://a.uk',
		'&#106;',
		'&amp;',
		'~',
		'---\n',
		'\\',
		'"'
	],
	...[
		'\u202e',
		'\u0000',
		'\ud800',
		'\uffff',
		'word ',
		'  ',
		'\t',
		'<script>',
		'onerror=',
		'[a](b)',
		'é',
		'😀',
		':',
		'='
	]
);
const markdownText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))
);

describe('cleanText', () => {
	it('takes out what documents cannot carry and keeps everything else', () => {
		expect(cleanText('a\u0000b\u0001c\ud800d\udc00e\ufffef\uffffg')).toBe('abcdefg');
		expect(cleanText('tab\t, né £ 😀 \u202e')).toBe('tab\t, né £ 😀 \u202e');
		expect(cleanText('one\r\ntwo\rthree\u2028four')).toBe('one\ntwo\nthree\nfour');
	});

	it('leaves text that is well formed and is the same when cleaned again', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const clean = cleanText(text);
				expect(clean.isWellFormed()).toBe(true);
				expect(cleanText(clean)).toBe(clean);
			})
		);
	});
});

describe('checkMarkdown', () => {
	it('accepts a long, ordinary section', () => {
		const bullets = Array.from({ length: 400 }, (_, index) => `* point **${index}** of many`).join('\n');
		const table = `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(500)}`;
		expect(checkMarkdown(`# Title\n\n${bullets}\n\n${table}\n\n${'Plain words here. '.repeat(2000)}`)).toBeNull();
	});

	it.each([
		['too many bytes', 'a'.repeat(102_401), /100 KB/],
		['too many bytes in fewer characters', '€'.repeat(40_000), /100 KB/],
		['2 KB of >', '>'.repeat(2048), /20 deep/],
		['nested bullets on one line', '- '.repeat(30), /20 deep/],
		['nested numbers on one line', '1. '.repeat(30), /20 deep/],
		[
			'nested bullets on many lines',
			Array.from({ length: 30 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n'),
			/20 deep/
		],
		['29 KB of *a_', '*a_'.repeat(10_000), /bold and italic/],
		['emphasis spread over paragraphs', `${'*a* '.repeat(400)}\n\n`.repeat(10), /bold and italic/],
		['100 KB of !', '!'.repeat(100_000), /too many signs/],
		['brackets', '['.repeat(50_000), /too many signs/],
		[
			'a wide table with many short rows',
			`${'|a'.repeat(5000)}\n${'|-'.repeat(5000)}\n${'a|\n'.repeat(5000)}`,
			/too large/
		]
	])('refuses %s', (_, text, message) => {
		expect(checkMarkdown(text)).toMatch(message);
	});

	it('allows twenty levels and no more', () => {
		expect(checkMarkdown('> '.repeat(20) + 'a')).toBeNull();
		expect(checkMarkdown('> '.repeat(21) + 'a')).not.toBeNull();
	});

	it('does not count bullets one below the other as nesting', () => {
		expect(checkMarkdown('- a\n'.repeat(300))).toBeNull();
	});
});

describe('parseMarkdown', () => {
	it('never throws', () => {
		fc.assert(
			fc.property(markdownText, (text) => {
				expect(Array.isArray(parseMarkdown(text))).toBe(true);
			}),
			{ numRuns: 500 }
		);
	});

	it('lets no address through but those allowed', () => {
		fc.assert(
			fc.property(markdownText, (text) => {
				for (const href of linksIn(`${text} [x](${text})`))
					expect(href).toMatch(/^(?:https?:\/\/|mailto:|\/(?!\/)|#)/i);
			}),
			{ numRuns: 500 }
		);
	});

	it.each([
		['quotes', '>'],
		['emphasis', '*a_'],
		['strong', '**a'],
		['tildes', '~a~~'],
		['exclamations', '!'],
		['links', '[a]('],
		['rules below words', 'a\n---\n'],
		['lists that look like tables', '  - a\na(\n|:'],
		['numbers', '1. '],
		['backticks', '``a`'],
		['slots', 'a\n::recommendation R1\n'],
		['paragraphs of emphasis just below the limit', `${'*a_'.repeat(490)}\n\n`],
		['paragraphs of brackets just below the limit', `${'[a]['.repeat(1200)}\n\n`]
	])(
		'answers 100 KB of %s in a time that does not explode',
		(_, unit) => {
			const text = unit.repeat(Math.floor(100_000 / unit.length));
			const start = performance.now();
			expect(parseMarkdown(text).length).toBeGreaterThan(0);
			expect(performance.now() - start).toBeLessThan(GENEROUS_MS);
		},
		20_000
	);

	it('keeps every word of a text that breaks a limit', () => {
		const hostile = `${'> '.repeat(50)}words that\n\nmust stay`;
		expect(wordsOf(hostile)).toContain('words that');
		expect(wordsOf(hostile)).toContain('must stay');
	});

	it('shows raw HTML as the words it is', () => {
		expect(wordsOf('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
		expect(wordsOf('a <b onclick="x">bold</b>')).toBe('a <b onclick="x">bold</b>');
	});

	it('keeps words that other dialects would hide or restyle', () => {
		expect(wordsOf('[^F1]: not a definition')).toBe(': not a definition');
		expect(wordsOf('[a]: https://b.uk')).toBe('[a]: https://b.uk');
		expect(wordsOf('    indented')).toBe('    indented');
		expect(wordsOf('from ~5 to ~6, ~~not~~ struck')).toBe('from ~5 to ~6, ~~not~~ struck');
		expect(parseMarkdown('A line\n---').map(({ type }) => type)).toEqual(['paragraph', 'rule']);
	});

	it('decodes character references once', () => {
		expect(wordsOf('&pound;5m &amp; more &amp;lt; &#163; &unknown;')).toBe('£5m & more &lt; £ &unknown;');
		expect(wordsOf('a&#0;b&#xFFFF;c')).toBe('a\ufffdbc');
	});

	it.each([
		'[x](javascript:alert(1))',
		'[x](JaVaScRiPt:alert(1))',
		'[x](java&#115;cript:alert(1))',
		'[x](java&#10;script:alert(1))',
		'[x](<java\tscript:alert(1)>)',
		'[x](data:text/html,x)',
		'[x](//evil.example)',
		'[x](/\\evil.example)',
		'[x](vbscript:x)',
		'[x](file:///etc/passwd)',
		'![x](javascript:alert(1))',
		'<javascript:alert(1)>'
	])('takes the address from %s and keeps the words', (markdown) => {
		expect(linksIn(markdown)).toEqual([]);
		expect(wordsOf(markdown)).not.toBe('');
	});

	it('keeps allowed addresses', () => {
		expect(
			linksIn('[a](https://a.uk/?x=1&amp;y=2) [b](http://b.uk) [c](mailto:c@d.uk) [d](/reviews) [e](#top) www.gov.uk')
		).toEqual(['https://a.uk/?x=1&y=2', 'http://b.uk', 'mailto:c@d.uk', '/reviews', '#top', 'http://www.gov.uk']);
	});

	it('turns a picture into a link to it', () => {
		expect(firstInlines('![A map](https://a.uk/map.png)')).toEqual([
			{ type: 'link', href: 'https://a.uk/map.png', children: [{ type: 'text', text: 'A map' }] }
		]);
	});
});

describe('citations, references and slots', () => {
	it('reads one mark for citations that stand together', () => {
		expect(firstInlines('Heard often[^F104][^f7].')).toEqual([
			{ type: 'text', text: 'Heard often' },
			{ type: 'citation', references: ['F104', 'F7'] },
			{ type: 'text', text: '.' }
		]);
	});

	it('reads a citation directly after an address', () => {
		expect(firstInlines('See https://a.uk/x[^F1]')).toEqual([
			{ type: 'text', text: 'See ' },
			{ type: 'link', href: 'https://a.uk/x', children: [{ type: 'text', text: 'https://a.uk/x' }] },
			{ type: 'citation', references: ['F1'] }
		]);
	});

	it('finds references as whole words outside code and links', () => {
		const text = 'See E12, F104/R7 (P2) and **B3**; not xF1, F1x, F0, `L5`, [C9](/c) or https://a.uk/F2. But C9.';
		expect(workingReferences(text)).toEqual(['E12', 'F104', 'R7', 'P2', 'B3', 'C9']);
	});

	it('tells cited references from those only named', () => {
		expect(citedReferences('F1 is named, [^F2] cited, and cited again[^F2][^E3].')).toEqual(['F2', 'E3']);
		expect(workingReferences('F1 and [^F2]')).toEqual(['F1', 'F2']);
	});

	it('finds a reference whole where an escape stands in the middle of the text', () => {
		expect(workingReferences('\\*F12 and a\\_F13')).toEqual(['F12']);
	});

	it('reads a slot on a line of its own, whatever stands around it', () => {
		const text = 'Before\n::recommendation R7\nafter\n\n- list\n::recommendation R8\n\n> quote\n::options R9';
		expect(slotsIn(text)).toEqual([
			{ name: 'recommendation', argument: 'R7' },
			{ name: 'recommendation', argument: 'R8' },
			{ name: 'options', argument: 'R9' }
		]);
		expect(parseMarkdown(text).map(({ type }) => type)).toEqual([
			'paragraph',
			'slot',
			'paragraph',
			'list',
			'slot',
			'quote',
			'slot'
		]);
	});

	it('reads a slot without an argument and one of several words', () => {
		expect(slotsIn('::opposing\n::chart  evidence by   place  \n:: evidence\n::Evidence R7\n::a::b')).toEqual([
			{ name: 'opposing', argument: '' },
			{ name: 'chart', argument: 'evidence by place' }
		]);
	});

	it('reads no slot in code or in the middle of a line', () => {
		expect(
			slotsIn('```\n::recommendation R7\n```\n\ntext ::recommendation R8\n\n~~~\n```\n::recommendation R9')
		).toEqual([]);
		expect(slotsIn('```\ncode\n```\n::recommendation R7')).toHaveLength(1);
	});
});
