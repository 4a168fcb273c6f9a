import { createHash } from 'node:crypto';
import { tagsOf } from './page-forms.ts';

/** Digests of how a page is built: what it holds itself, and what stands around that on every page. */
export type Structure = { main: string; frame: string };

type Part = { name: string; opening: string; words: boolean; inside: Part[] };

/**
 * How a page is built as the server sends it: elements with what they say of themselves to assistive technology and to style
 * sheets, and whether they hold words. Numbers in names, and how often like things follow each other, do not count.
 */
export function structureOf(html: string): Structure {
	const root: Part = { name: '', opening: '', words: false, inside: [] };
	const open = [root];
	for (const { name, closing, attributes, after } of tagsOf(html)) {
		if (closing) {
			const at = open.findLastIndex((part) => part.name === name);
			if (at > 0) open.length = at;
		} else {
			const own = [...attributes]
				.filter(([key]) => !left.has(key) && !key.startsWith('data-'))
				.map(([key, value]) => `${key}=${value.replace(/\d+/g, '0')}`)
				.toSorted();
			const part: Part = { name, opening: `${name} ${own.join(' ')}`, words: false, inside: [] };
			open.at(-1)?.inside.push(part);
			if (!empty.has(name)) open.push(part);
		}
		const holder = open.at(-1);
		if (holder && after.trim() !== '') holder.words = true;
	}
	let main = '';
	const built = (part: Part): string => {
		const inside = part.inside.map(built);
		const unlike = inside.filter((one, index) => one !== inside[index - 1]);
		const whole = `<${part.opening} ${String(part.words)}>${unlike.join('')}</>`;
		if (part.name !== 'main') return whole;
		main = whole;
		return '<main>';
	};
	const frame = built(root);
	return { main: digest(main), frame: digest(frame) };
}

function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** What differs from page to page and from time to time without the page being built otherwise. */
const left = new Set([
	'value',
	'href',
	'action',
	'nonce',
	'src',
	'd',
	'points',
	'x',
	'y',
	'width',
	'height',
	'content'
]);
const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
