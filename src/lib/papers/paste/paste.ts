import { markdownFromHtml } from './markdown-from-html.ts';

export type Pasted = {
	/** What goes into the text; null when nothing does. */
	text: string | null;
	/** What the person should know, as a sentence or two. */
	message: string | null;
};

/** Past these many characters a page would stand still: of HTML without its styles and pictures, and of plain words. */
export const mostHtml = 1_500_000;
export const mostPlain = 400_000;

/** What a clipboard holds, as Markdown. Nothing is lost: what is too much stays on the clipboard, and it says so. */
export function markdownFromClipboard(
	html: string,
	plain: string,
	parse: (html: string) => { body: HTMLElement } = inBrowser
): Pasted {
	const words = plain.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ');
	const light = lightened(html);
	if (light.length <= mostHtml && light !== '') {
		const { text, notes } = markdownFromHtml(parse(renamedStyles(light)).body);
		// Some programs put an empty shell beside the words.
		if (text !== '' || words.trim() === '') {
			if (text.length > mostPlain) return tooMuch(text.length);
			return { text, message: notes === 0 ? null : `${notesInWords(notes)} at the end of what you pasted.` };
		}
	}
	if (words.length > mostPlain) return tooMuch(words.length);
	const message =
		light.length > mostHtml
			? 'What you pasted is too large to keep its headings, lists and tables, so its plain words are in the box. Paste it in parts to keep them.'
			: null;
	return { text: words, message };
}

/** Clipboards carry whole style sheets and pictures; without them most are small. */
export function lightened(html: string): string {
	const start = html.indexOf('<!--StartFragment-->');
	const end = html.lastIndexOf('<!--EndFragment-->');
	// Word puts the words of footnotes behind the fragment that it marks.
	const hasNotes = html.includes('footnote-list') || html.includes('endnote-list');
	const fragment = start !== -1 && end > start && !hasNotes ? html.slice(start, end) : html;
	const bare = [
		['<style', '</style>'],
		['<xml', '</xml>'],
		['<script', '</script>'],
		['<!--[if', '<![endif]-->']
	].reduce((text, [open = '', close = '']) => without(text, open, close), fragment);
	return withoutData(bare);
}

/** In a document of its own nothing is loaded or run. */
function inBrowser(html: string): { body: HTMLElement } {
	return new DOMParser().parseFromString(html, 'text/html');
}

/** Styles are read under another name: the page's policy would count each `style` as a breach, even in a document of its own. */
function renamedStyles(html: string): string {
	return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, '$1data-style$2'));
}

function tooMuch(length: number): Pasted {
	const thousands = Math.round(length / 1000).toLocaleString('en-GB');
	return {
		text: null,
		message: `That is about ${thousands},000 characters, far more than a section holds, so nothing was pasted. It is still on your clipboard: paste it in parts.`
	};
}

function notesInWords(count: number): string {
	return count === 1 ? 'The words of one note stand' : `The words of ${count} notes stand`;
}

/** One pass, however often a mark is opened and never closed. */
function without(text: string, open: string, close: string): string {
	const kept: string[] = [];
	let at = 0;
	for (;;) {
		const start = text.indexOf(open, at);
		const end = start === -1 ? -1 : text.indexOf(close, start);
		if (end === -1) break;
		kept.push(text.slice(at, start));
		at = end + close.length;
	}
	return kept.length === 0 ? text : kept.join('') + text.slice(at);
}

function withoutData(text: string): string {
	return text.replace(/data:[a-z]+\/[a-z.+-]+;base64,[A-Za-z0-9+/=\s]*/gi, '');
}
