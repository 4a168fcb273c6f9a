/** What the buttons and shortcuts of the editor do to a text. */
export type Mark = 'bold' | 'italic' | 'link' | 'heading' | 'list' | 'numbers' | 'quote';

export type Marked = {
	insert: string;
	/** What is selected afterwards, counted from the start of the inserted text. */
	from: number;
	to: number;
};

/** Words made bold, italic or a link; what is marked so already loses its marks. */
export function marked(mark: 'bold' | 'italic' | 'link', text: string): Marked {
	if (mark === 'link') {
		if (/^https?:\/\/\S+$/.test(text)) return { insert: `[](${text})`, from: 1, to: 1 };
		const insert = `[${text}](https://)`;
		return text === '' ? { insert, from: 1, to: 1 } : { insert, from: insert.length - 1, to: insert.length - 1 };
	}
	const sign = mark === 'bold' ? '**' : '*';
	const [, lead = '', words = '', tail = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
	if (isMarked(words, mark)) {
		const bare = words.slice(sign.length, words.length - sign.length);
		return { insert: lead + bare + tail, from: lead.length, to: lead.length + bare.length };
	}
	const from = lead.length + sign.length;
	return { insert: lead + sign + words + sign + tail, from, to: from + words.length };
}

/** Whole lines made a heading, a list or a quotation; lines that are one already become plain again. */
export function prefixed(mark: 'heading' | 'list' | 'numbers' | 'quote', text: string): string {
	const lines = text.split('\n');
	const written = lines.filter((line) => line.trim() !== '');
	const has = patterns[mark];
	if (written.length > 0 && written.every((line) => has.test(line))) {
		return lines.map((line) => line.replace(has, '')).join('\n');
	}
	let number = 0;
	return lines
		.map((line) => {
			if (line.trim() === '' && lines.length > 1) return line;
			const bare = Object.values(patterns).reduce((rest, pattern) => rest.replace(pattern, ''), line);
			number += 1;
			return (mark === 'numbers' ? `${number}. ` : signs[mark]) + bare;
		})
		.join('\n');
}

const patterns = { heading: /^#{1,6} /, list: /^[-*+] /, numbers: /^\d{1,9}[.)] /, quote: /^> ?/ };
const signs = { heading: '### ', list: '- ', quote: '> ' };

function isMarked(words: string, mark: 'bold' | 'italic'): boolean {
	if (mark === 'bold') return words.length > 4 && words.startsWith('**') && words.endsWith('**');
	return words.length > 2 && /^\*(?!\*)/.test(words) && /(?<!\*)\*$/.test(words);
}
