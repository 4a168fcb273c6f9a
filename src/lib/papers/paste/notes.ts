const reference = /^#(?:_?(?:ftn|edn)|ftnt|sdfootnote|sdendnote)(\d+)(?:sym)?$/;
const back = /^#(?:_?(?:ftn|edn)ref|ftnt_ref|sdfootnote|sdendnote)(\d+)(?:anc)?$/;

/**
 * Takes the words of footnotes and endnotes out of a text, as Word, LibreOffice and Google Docs put them there, and
 * leaves "(note 1)" where each was marked. @returns the notes in the order of their marks
 */
export function takeNotes(root: HTMLElement): Element[] {
	const links = Array.from(root.querySelectorAll('a[href]'));
	const words = new Map<string, Element>();
	for (const link of links) {
		const name = link.getAttribute('name') ?? link.id;
		if (!back.test(hrefOf(link)) || name === '') continue;
		const note = containerOf(link);
		if (note) words.set(`#${name}`, note);
	}
	const notes: Element[] = [];
	for (const link of links) {
		const href = hrefOf(link);
		const note = words.get(href);
		if (!reference.test(href) || !note || note.contains(link)) continue;
		const known = notes.indexOf(note);
		const number = known === -1 ? notes.push(note) : known + 1;
		const mark = link.ownerDocument.createElement('span');
		mark.textContent = ` (note ${number})`;
		replaceable(link).replaceWith(mark);
	}
	for (const note of notes) {
		for (const link of Array.from(note.querySelectorAll('a[href]')))
			if (back.test(hrefOf(link))) replaceable(link).remove();
		note.remove();
	}
	return notes;
}

/** Word writes the whole address of the file before the mark. */
function hrefOf(link: Element): string {
	const href = link.getAttribute('href') ?? '';
	const at = href.lastIndexOf('#');
	return at === -1 ? href : href.slice(at);
}

/** The block that a note's number stands in: a division of its own, else a paragraph or an item. */
function containerOf(link: Element): Element | null {
	return link.closest('div[id^="ftn"], div[id^="edn"], div[id^="sdfootnote"], div[id^="sdendnote"], li, p');
}

/** A mark is often raised by an element that holds nothing else. */
function replaceable(link: Element): Element {
	const parent = link.parentElement;
	return parent?.tagName === 'SUP' && parent.textContent.trim() === link.textContent.trim() ? parent : link;
}
