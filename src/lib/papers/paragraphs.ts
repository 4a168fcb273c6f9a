/**
 * The paragraphs of a Markdown text: what stands between blank lines. A fenced block stays whole, blank lines and all;
 * a table has none. Indentation is kept, since it says what belongs to a list.
 */
export function paragraphsOf(body: string): string[] {
	const found: string[] = [];
	let lines: string[] = [];
	let fence: string | null = null;
	for (const line of body.split(/\r?\n/)) {
		if (fence === null && line.trim() === '') {
			if (lines.length > 0) found.push(lines.join('\n').trimEnd());
			lines = [];
			continue;
		}
		lines.push(line);
		fence = fence === null ? opening(line) : closes(line, fence) ? null : fence;
	}
	const last = lines.join('\n').trimEnd();
	return last === '' ? found : [...found, last];
}

/** The text that paragraphs make together. */
export function joinParagraphs(paragraphs: readonly string[]): string {
	return paragraphs.filter((paragraph) => paragraph.trim() !== '').join('\n\n');
}

function opening(line: string): string | null {
	return /^\s*(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1] ?? null;
}

function closes(line: string, fence: string): boolean {
	const end = /^\s*(`{3,}|~{3,})\s*$/.exec(line)?.[1];
	return end !== undefined && end[0] === fence[0] && end.length >= fence.length;
}
