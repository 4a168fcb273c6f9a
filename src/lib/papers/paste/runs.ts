export type TextRun = {
	text: string;
	bold: boolean;
	italic: boolean;
	code: boolean;
	href: string | null;
	lineBreak: boolean;
};

/** A paragraph's runs of text as Markdown, its white space made single. */
export function runsToMarkdown(runs: readonly TextRun[]): string {
	const lines: TextRun[][] = [[]];
	for (const run of runs) {
		if (run.lineBreak) lines.push([]);
		else lines.at(-1)?.push(run);
	}
	const written = lines.map((line) => lineOf(merged(spaced(line)))).filter((line) => line !== '');
	// A backslash at the end of a line is a line break.
	return written.map(withoutMarksAtStart).join('\\\n');
}

/** White space becomes one space between words, and belongs to no mark. */
function spaced(runs: readonly TextRun[]): TextRun[] {
	const found: TextRun[] = [];
	let open = false;
	for (const run of runs) {
		for (const part of run.text.split(/([\s\u00a0\u200b]+)/)) {
			if (part === '') continue;
			if (part.replace(/[\s\u00a0\u200b]+/g, '') === '') {
				open = open || part.replaceAll('\u200b', '') !== '';
				continue;
			}
			if (open && found.length > 0) found.push({ ...bare, text: ' ' });
			open = false;
			found.push({ ...run, text: part });
		}
	}
	return found;
}

const bare: TextRun = { text: '', bold: false, italic: false, code: false, href: null, lineBreak: false };

/** Neighbours that look alike are one run, the space between them included. */
function merged(runs: readonly TextRun[]): TextRun[] {
	const found: TextRun[] = [];
	for (const [index, run] of runs.entries()) {
		const last = found.at(-1);
		const next = runs[index + 1];
		const isSpace = run.text === ' ' && last !== undefined && next !== undefined;
		const like = isSpace && looksLike(last, next) ? { ...last, text: ' ' } : run;
		if (last && looksLike(last, like)) found[found.length - 1] = { ...last, text: last.text + like.text };
		else found.push({ ...like });
	}
	return found;
}

function looksLike(one: TextRun, other: TextRun): boolean {
	return one.bold === other.bold && one.italic === other.italic && one.code === other.code && one.href === other.href;
}

function lineOf(runs: readonly TextRun[]): string {
	return runs
		.map((run, index) => {
			const before = runs[index - 1]?.text.at(-1) ?? '';
			const after = runs[index + 1]?.text.at(0) ?? '';
			return written(run, before, after);
		})
		.join('')
		.trim();
}

function written(run: TextRun, before: string, after: string): string {
	if (run.code && run.href === null) return run.text.includes('`') ? escaped(run.text) : `\`${run.text}\``;
	const words = escaped(run.text);
	const marks = (run.bold ? '**' : '') + (run.italic ? '*' : '');
	if (run.href !== null) return `${marks}[${words.replace(/[[\]]/g, '\\$&')}](${address(run.href)})${reversed(marks)}`;
	if (marks === '') return words;
	// A mark beside a letter opens and closes only where a letter stands on its inner side.
	const [, lead = '', inner = '', tail = ''] = /^([^\p{L}\p{N}]*)([^]*?)([^\p{L}\p{N}]*)$/u.exec(words) ?? [];
	if (inner === '') return words;
	const outerLead = isWord(before) ? lead : '';
	const outerTail = isWord(after) ? tail : '';
	const within = (outerLead === '' ? lead : '') + inner + (outerTail === '' ? tail : '');
	return outerLead + marks + within + reversed(marks) + outerTail;
}

function reversed(marks: string): string {
	return [...marks].toReversed().join('');
}

function isWord(character: string): boolean {
	return /[\p{L}\p{N}]/u.test(character);
}

/** What would be read as a mark is written as itself; a citation stays one. */
function escaped(text: string): string {
	return text
		.replace(/[\\*`]/g, '\\$&')
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
		.replace(/\](?=\()/g, '\\]');
}

/** The start of a line that would make it a heading, a list, a quotation or a rule. */
function withoutMarksAtStart(line: string): string {
	return line
		.replace(/^(#{1,6})(?=\s|$)/, '\\$1')
		.replace(/^([-+>])(?=\s|$)/, '\\$1')
		.replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
		.replace(/^(-{3,}|={3,}|~{3,})/, '\\$1');
}

function address(href: string): string {
	return href.replace(/[\s()<>]/g, (character) =>
		encodeURIComponent(character).replace('(', '%28').replace(')', '%29')
	);
}
