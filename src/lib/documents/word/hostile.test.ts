import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { closeRenderer } from '../render.server.ts';
import { editPart, editText } from '../../../../tests/support/word-edits.ts';
import { sendPaper } from '../../../../tests/support/word.ts';
import { UnreadableFile } from '../xml.ts';
import { readWord } from './reading.ts';
import { readDocuments } from './word.server.ts';

const types =
	'<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const word = (document: string | Uint8Array, more: Record<string, Uint8Array> = {}, contentTypes = types) =>
	zipSync({
		'[Content_Types].xml': strToU8(contentTypes),
		'word/document.xml': typeof document === 'string' ? strToU8(document) : document,
		...more
	});
const body = (inside: string) => `<w:document xmlns:w="urn:w"><w:body>${inside}</w:body></w:document>`;

/** The container of older Office files, with the name of what it holds. */
function container(name: string): Uint8Array {
	const text = [...name].map((letter) => `${letter}\0`).join('');
	return Buffer.concat([
		Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
		Buffer.alloc(600),
		Buffer.from(text)
	]);
}

const refused: [what: string, file: Uint8Array, says: RegExp][] = [
	['nothing at all', new Uint8Array(), /empty/],
	['words', strToU8('Dear all'), /not a Word document/],
	['a PDF', strToU8('%PDF-1.7'), /PDF/],
	['a document with a password', container('EncryptedPackage'), /password/],
	['a document of an older Word', container('WordDocument'), /older Word/],
	[
		'an OpenDocument file',
		zipSync({ mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }] }),
		/OpenDocument/
	],
	['a zip of something else', zipSync({ 'a.txt': strToU8('a') }), /not a Word document/],
	['a zip cut short', word(body('<w:p/>')).slice(0, 200), /damaged/],
	[
		'a document with macros',
		word(body('<w:p/>'), {}, types.replace('document.main', 'document.macroEnabled.main')),
		/macros/
	],
	[
		'entities that name each other',
		word(`<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${body('&b;')}`),
		/damaged/
	],
	[
		'an entity that names a file',
		word(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${body('&a;')}`),
		/damaged/
	],
	['XML that never ends', word('<w:document xmlns:w="urn:w"><w:body><w:p>'), /damaged/],
	['elements thousands deep', word(body('<w:sdt>'.repeat(50_000) + '</w:sdt>'.repeat(50_000))), /damaged/],
	['a text without a body', word('<w:document xmlns:w="urn:w"/>'), /no text/],
	['more paragraphs than any paper', word(body('<w:p/>'.repeat(40_000))), /longer/],
	['parts that swell when they are unpacked', word(new Uint8Array(130 * 1024 * 1024)), /too large/],
	['a file beyond the limit', new Uint8Array(20 * 1024 * 1024 + 1).fill(0x50), /20 MB/]
];

describe('a file from outside', () => {
	test.each(refused)('that is %s is refused in plain words', (_, file, says) => {
		expect(() => readWord(file)).toThrow(UnreadableFile);
		expect(() => readWord(file)).toThrow(says);
	});

	test('is refused in the same words from the thread that reads it', async () => {
		await expect(readDocuments(strToU8('Dear all'))).rejects.toThrow(/not a Word document/);
		await closeRenderer();
	});

	test('cut or changed anywhere is read or refused, and never more', async () => {
		const { bytes } = await sendPaper(['One.\n\n- Two\n- Three']);
		for (let at = 0; at < bytes.length; at += 997) {
			for (const file of [bytes.slice(0, at), bytes.map((byte, index) => (index === at ? byte ^ 0x5a : byte))]) {
				try {
					readWord(file);
				} catch (cause) {
					expect(cause).toBeInstanceOf(UnreadableFile);
				}
			}
		}
	});

	test('with numbers that are none, fields that never end and bookmarks that never began is read', async () => {
		const { bytes } = await sendPaper(['One.']);
		const odd = editText(bytes, (xml) =>
			xml
				.replace(
					'One.',
					'One.</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:bookmarkEnd w:id="x"/><w:r><w:t>'
				)
				.replace('<w:ilvl w:val="0"/>', '<w:ilvl w:val="many"/>')
		);
		const cyclic = editPart(odd, 'word/styles.xml', (xml) =>
			xml.replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="NumberedParagraph"/>')
		);
		expect(readWord(cyclic).blocks.length).toBeGreaterThan(2);
	});
});
