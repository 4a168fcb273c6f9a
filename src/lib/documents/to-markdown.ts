import type { Block, DocumentModel, Run } from './document.ts';
import {
	contentsOf,
	itemLabel,
	numberDocument,
	type Numbering,
	recommendationLabel,
	referenceLabel,
	UNRESOLVED
} from './numbering.ts';

/** Writes a document as plain Markdown with every number in the text, so that it reads the same in any editor. */
export function toMarkdown(original: DocumentModel): string {
	const numbering = numberDocument(original);
	const { model } = numbering;
	const context: Context = { model, numbering };
	const marking = `**${escapeText(model.marking)}**`;

	return [
		marking,
		...(model.banner ? [`*${escapeText(model.banner)}*`] : []),
		...blocks(model.head ?? [], context, 0),
		heading(1, escapeText(model.title)),
		...(model.byLine ? [escapeLine(model.byLine)] : []),
		...(model.status ? [`**${escapeText(model.status)}**`] : []),
		...contents(context),
		...blocks(model.blocks, context, 0),
		...numbering.notes.map(({ number, note }) => `[^${number}]: ${escapeText(note.text.replace(/\s+/g, ' '))}`),
		marking
	]
		.join('\n\n')
		.concat('\n');
}

type Context = {
	model: DocumentModel;
	numbering: Numbering;
};

function contents({ model, numbering }: Context): string[] {
	const entries = model.contents ? contentsOf(numbering) : [];
	if (entries.length === 0) return [];
	const lines = entries.map(({ level, text }) => `${level === 1 ? '' : '  '}- ${escapeText(text)}`);
	return ['**Contents**', lines.join('\n')];
}

type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;

function blocks(children: Block[], context: Context, depth: number): string[] {
	// Two lists of one kind in a row would be read as one, so every other one has other marks.
	let inRow = 0;
	return children
		.map((child) => {
			inRow = child.type === 'list' ? inRow + 1 : 0;
			return child.type === 'list' ? list(child, context, depth, inRow % 2 === 0) : block(child, context, depth);
		})
		.filter((text) => text !== '');
}

function block(child: Block, context: Context, depth: number): string {
	const { numbering } = context;

	switch (child.type) {
		case 'heading':
			return heading(child.level + 1, inline(child.runs, context));
		case 'annex':
			return heading(2, `Annex ${numbering.annex(child)}: ${inline(child.runs, context)}`);
		case 'paragraph': {
			const number = numbering.paragraph(child);
			const text = protectLineStart(inline(child.runs, context));
			return number === null ? text : `${number}. ${text}`;
		}
		case 'list':
			return list(child, context, depth, false);
		case 'table':
			return table(child, context);
		case 'figure':
			// Plain text has no picture, so what it says stands in its place.
			return [
				`**Figure ${numbering.figure(child)}: ${inline(child.caption, context)}**`,
				...(child.alt === '' ? [] : [`[${escapeText(child.alt.replace(/\s+/g, ' '))}]`])
			].join('\n\n');
		case 'quote':
			return prefixed(blocks(child.blocks, context, depth).join('\n\n'), '> ', '> ');
		case 'code':
			return fenced(child.text);
		case 'recommendation':
			return recommendation(child, context);
		case 'rule':
		case 'pageBreak':
			return '---';
	}
}

function list(child: BlockOf<'list'>, context: Context, depth: number, second: boolean): string {
	const bullet = second ? '* ' : '- ';
	return child.items
		.map((item, index) => {
			const label = child.ordered ? itemLabel(index + 1, depth, context.model.numbered) : '';
			// Markdown knows no lettered list, so the letter is written after a bullet.
			const decimal = /^\d/.test(label);
			const marker = decimal
				? `${second ? label.replace('.', ')') : label} `
				: label === ''
					? bullet
					: `${bullet}${label} `;
			const indent = ' '.repeat(decimal ? label.length + 1 : 2);
			const inner = blocks(item, context, depth + 1).join(isTight(item) ? '\n' : '\n\n');
			// After a letter a list or a table would be words of the same line.
			const below = !decimal && label !== '' && item[0]?.type !== 'paragraph';
			return prefixed(below ? `\n\n${inner}` : inner, marker, indent);
		})
		.join('\n');
}

/** An item's own words and the list below them need no empty line between them. */
function isTight(item: Block[]): boolean {
	return item.length <= 2 && item[0]?.type === 'paragraph' && (item[1] === undefined || item[1].type === 'list');
}

function table(child: BlockOf<'table'>, context: Context): string {
	const number = context.numbering.table(child);
	const caption = number === null ? [] : [`**Table ${number}: ${inline(child.caption ?? [], context)}**`, ''];
	const row = (cells: Run[][]) =>
		`| ${child.header.map((_, column) => cellText(cells[column] ?? [], context)).join(' | ')} |`;
	const rules = { left: '---', centre: ':-:', right: '--:' };
	const rule = `| ${child.header.map((_, column) => rules[child.align[column] ?? 'left']).join(' | ')} |`;

	return [...caption, row(child.header), rule, ...child.rows.map(row)].join('\n');
}

function cellText(runs: Run[], context: Context): string {
	return inline(runs, context).replace(/\\?\n/g, ' ').replace(/\|/g, '\\|');
}

function fenced(text: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
	const fence = '`'.repeat(longest + 1);
	return `${fence}\n${text}\n${fence}`;
}

function recommendation(child: BlockOf<'recommendation'>, context: Context): string {
	const { number } = context.numbering.recommendation(child);
	const verb = child.verb ? `**${escapeText(child.verb)}** ` : '';
	const reference = child.reference ? ` ${escapeText(referenceLabel(child.reference))}` : '';
	return `**${recommendationLabel(number)}** ${verb}${inline(child.runs, context)}${reference}`;
}

/** Runs as Markdown, given the characters on either side, which decide whether a * can open and close. */
function inline(runs: Run[], context: Context, outside: Outside = { before: '', after: '', marks: [] }): string {
	let text = '';
	runs.forEach((run, index) => {
		const next = runs[index + 1];
		const before = text.slice(-1) || outside.before;
		const after = next ? (isEmphasis(next) ? '*' : toRun(next, context, outside).charAt(0)) : outside.after;
		text += toRun(run, context, { ...outside, before, after });
	});
	return text;
}

type Outside = { before: string; after: string; marks: ('strong' | 'emphasis')[] };
type Emphasis = Extract<Run, { type: 'strong' | 'emphasis' }>;

function isEmphasis(run: Run): run is Emphasis {
	return run.type === 'strong' || run.type === 'emphasis';
}

function toRun(run: Run, context: Context, outside: Outside): string {
	switch (run.type) {
		case 'text':
			return escapeText(run.text);
		case 'strong':
		case 'emphasis':
			return emphasised(run, context, outside);
		case 'code':
			return codeSpan(run.text);
		case 'break':
			return '\\\n';
		case 'anchor':
			return '';
		case 'crossReference':
			return escapeText(context.numbering.target(run.name)?.label ?? UNRESOLVED);
		case 'link':
			if (!/^(?:https?|mailto):/i.test(run.href)) return inline(run.runs, context);
			return `[${inline(run.runs, context)}](<${run.href.replace(/[<>]/g, encodeURIComponent)}>)`;
		case 'footnotes':
			return run.keys
				.flatMap((key) => context.numbering.mark(run, key) ?? [])
				.map(({ number }) => `[^${number}]`)
				.join('');
	}
}

/** Where a * would open or close nothing, the words stand without it: a stray sign is worse than a plain word. */
function emphasised(run: Emphasis, context: Context, outside: Outside): string {
	const text = inline(run.runs, context, { ...outside, marks: [...outside.marks, run.type] });
	const [, lead = '', inner = '', trail = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
	const mark = run.type === 'strong' ? '**' : '*';
	const opens = mayStandBeside(lead || outside.before, inner.charAt(0));
	const closes = mayStandBeside(trail || outside.after, inner.slice(-1));

	if (inner === '' || outside.marks.includes(run.type) || !opens || !closes) return text;
	return `${lead}${mark}${inner}${mark}${trail}`;
}

function mayStandBeside(outer: string, inner: string): boolean {
	const edge = outer.slice(-1);
	if (edge === '*') return false;
	return edge === '' || /[\s\p{P}\p{S}]/u.test(edge) || /[\p{L}\p{N}]/u.test(inner);
}

function codeSpan(text: string): string {
	const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
	const fence = '`'.repeat(longest + 1);
	const padded = text.startsWith('`') || text.endsWith('`') || /^ .* $/.test(text) ? ` ${text} ` : text;
	return `${fence}${padded}${fence}`;
}

/** Marks at the end of a heading would close it and be lost. */
function heading(level: number, words: string): string {
	return `${'#'.repeat(level)} ${words.replace(/(?<=^|\s)#+$/, '\\$&')}`;
}

function escapeLine(text: string): string {
	return protectLineStart(escapeText(text));
}

function escapeText(text: string): string {
	return text.replace(/[\\`*_[\]<>|~]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&');
}

/** Words at the start of a line that Markdown would read as a heading, a list, a rule, a note or a slot. */
function protectLineStart(text: string): string {
	return text
		.split('\n')
		.map((line) =>
			line
				.trimStart()
				.replace(/^[-+#:=]/, '\\$&')
				.replace(/^(\[\^\d+\]):/, '$1\\:')
				.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
		)
		.join('\n');
}

/** Empty lines stay empty, so that an indented block does not end in spaces. */
function prefixed(text: string, first: string, rest: string): string {
	return text
		.split('\n')
		.map((line, index) => (index === 0 ? `${first}${line}` : line === '' ? rest.trimEnd() : `${rest}${line}`))
		.join('\n');
}
