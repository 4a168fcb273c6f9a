/**
 * Word puts its lists on the clipboard as paragraphs that say their level and begin with their mark. They become lists.
 */
export function nestWordLists(root: HTMLElement): void {
	const seen = new Set<Element>();
	for (const paragraph of Array.from(root.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div'))) {
		if (seen.has(paragraph) || levelOf(paragraph) === null) continue;
		const run: Element[] = [];
		for (let next: Element | null = paragraph; next && levelOf(next) !== null; next = next.nextElementSibling)
			run.push(next);
		for (const each of run) seen.add(each);
		makeList(run);
	}
}

function levelOf(paragraph: Element): number | null {
	// A heading that is numbered is a heading.
	if (/^H[1-6]$/.test(paragraph.tagName)) return null;
	const found = /mso-list:\s*\S+\s+level(\d)/i.exec(paragraph.getAttribute('data-style') ?? '')?.[1];
	return found ? Number(found) : null;
}

function makeList(paragraphs: readonly Element[]): void {
	const [first] = paragraphs;
	if (!first) return;
	const document = first.ownerDocument;
	const place = document.createElement('div');
	first.before(place);
	const open: { level: number; list: Element }[] = [];
	for (const paragraph of paragraphs) {
		const level = levelOf(paragraph) ?? 1;
		const mark = takeMark(paragraph);
		const name = mark.ordered ? 'OL' : 'UL';
		const isOver = (last: { level: number; list: Element } | undefined) =>
			last !== undefined && (last.level > level || (last.level === level && last.list.tagName !== name));
		while (isOver(open.at(-1))) open.pop();
		const around = open.at(-1);
		if (around?.level !== level) {
			const list = document.createElement(name);
			if (mark.number !== null && mark.number > 1) list.setAttribute('start', String(mark.number));
			(around?.list.lastElementChild ?? place).appendChild(list);
			open.push({ level, list });
		}
		const item = document.createElement('li');
		open.at(-1)?.list.appendChild(item);
		item.appendChild(paragraph);
	}
}

/** Takes the mark off a paragraph and says what kind of list it was. */
function takeMark(paragraph: Element): { ordered: boolean; number: number | null } {
	const mark = Array.from(paragraph.querySelectorAll('span')).find((span) =>
		/mso-list:\s*ignore/i.test(span.getAttribute('data-style') ?? '')
	);
	const text = (mark?.textContent ?? '').replace(/[\s\u00a0]+/g, '');
	mark?.remove();
	const number = /^\(?(\d+)[.)]?\)?$/.exec(text)?.[1];
	const ordered = number !== undefined || /^\(?[a-z]{1,5}[.)]/i.test(text);
	return { ordered, number: number === undefined ? null : Number(number) };
}
