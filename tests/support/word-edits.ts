import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Who changes the files of these tests. */
export const adviser = { author: 'Fictional Adviser', at: '2026-03-02T09:30:00.000Z' };

/** Changes a part of a Word file as another program would. */
export function editPart(bytes: Uint8Array, part: string, edit: (xml: string) => string): Uint8Array {
	const files = unzipSync(bytes);
	return zipSync({ ...files, [part]: strToU8(edit(strFromU8(files[part] ?? new Uint8Array()))) });
}

export function editText(bytes: Uint8Array, edit: (xml: string) => string): Uint8Array {
	return editPart(bytes, 'word/document.xml', edit);
}

export function textOfPart(bytes: Uint8Array, part = 'word/document.xml'): string {
	return strFromU8(unzipSync(bytes)[part] ?? new Uint8Array());
}

/** The whole paragraph of a text, as it stands in the XML. */
export function paragraphWith(xml: string, words: string): string {
	const found = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].find(([paragraph]) => wordsOf(paragraph).includes(words));
	if (!found) throw new Error(`No paragraph says “${words}”`);
	return found[0];
}

export function wordsOf(xml: string): string {
	return [...xml.matchAll(/<w:(?:t|delText)(?: [^>]*)?>([^<]*)</g)].map((match) => match[1]).join('');
}

/** A run that Word would write. */
export function run(words: string): string {
	return `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
}

export function inserted(words: string, by = adviser): string {
	return `<w:ins w:id="700" w:author="${by.author}" w:date="${by.at.replace('.000', '')}">${run(words)}</w:ins>`;
}

export function deleted(words: string, by = adviser): string {
	const text = `<w:r><w:delText xml:space="preserve">${words}</w:delText></w:r>`;
	return `<w:del w:id="701" w:author="${by.author}" w:date="${by.at.replace('.000', '')}">${text}</w:del>`;
}
