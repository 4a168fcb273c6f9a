import { escapeHtml } from '../escape.ts';

/** In the units of the viewBox, which are CSS pixels on a page. */
export const WIDTH = 640;
export const LABEL_WIDTH = 210;
/** What the widest letters of the font at 13 pixels take on average. */
export const CHARACTER = 7;

const FONT = 'font-family="Arial, Helvetica, sans-serif"';
const INK = '#1b2733';
const LINE = '#a9b2ba';
const LABEL_CHARACTERS = 30;

/** @param told what the picture is and what it shows, for readers of the picture alone */
export function frame(parts: readonly string[], height: number, told?: { title: string; description: string }): string {
	const words = told ? `<title>${escapeHtml(told.title)}</title><desc>${escapeHtml(told.description)}</desc>` : '';
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}">${words}${parts.join('')}</svg>`;
}

export function rect(x: number, y: number, width: number, height: number, fill: string, more = ''): string {
	return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" ${more}/>`;
}

export function line(x1: number, y1: number, x2: number, y2: number): string {
	return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${LINE}" stroke-width="1"/>`;
}

export function text(x: number, y: number, words: string, more = ''): string {
	const place = more.includes('transform') ? '' : ` x="${round(x)}" y="${round(y)}"`;
	return `<text${place} ${FONT} font-size="13" fill="${INK}" ${more}>${escapeHtml(words)}</text>`;
}

/** At most two lines; what does not fit ends in three dots, and stands whole in the table. */
export function wrap(label: string): string[] {
	const lines = [''];
	for (const word of label.split(/\s+/)) {
		const last = lines.at(-1) ?? '';
		if (last !== '' && last.length + word.length + 1 > LABEL_CHARACTERS) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`.trim();
	}
	const [first = '', second, ...rest] = lines.map((each) => shorten(each, LABEL_CHARACTERS));
	if (second === undefined) return [first];
	return [first, rest.length > 0 ? shorten(`${second}…`, LABEL_CHARACTERS) : second];
}

function shorten(words: string, most: number): string {
	return words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words;
}

export function round(number: number): number {
	return Math.round(number * 10) / 10;
}
