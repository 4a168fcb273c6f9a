import type { Document, Element } from '@xmldom/xmldom';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { attributeOf, childOf, descendants, elementsOf, parseXml, UnreadableFile } from '../xml.ts';

/** A Word file in its parts. Parts are parsed when they are asked for. */
export type WordPackage = {
	/** The part that holds the text, such as "word/document.xml". */
	main: string;
	/** @returns null when the file has no such part. @throws UnreadableFile for XML that cannot be trusted */
	xml(part: string): Document | null;
};

/** The largest file that may come back, in bytes. */
export const WORD_MAX_BYTES = 20 * 1024 * 1024;

/** Opens a file from outside: only the parts that are read are unpacked, each within limits. @throws UnreadableFile */
export function openPackage(bytes: Uint8Array): WordPackage {
	if (bytes.length === 0) throw new UnreadableFile('The file is empty. Choose the Word document that came back.');
	if (bytes.length > WORD_MAX_BYTES)
		throw new UnreadableFile('The file is larger than 20 MB. Take out large pictures.');
	refuseOtherKinds(bytes);
	const parts = unpack(bytes);
	const xml = (part: string) => {
		const text = parts[part];
		return text === undefined ? null : parseXml(strFromU8(text), damaged);
	};
	const types = xml('[Content_Types].xml');
	const main = mainPart(xml('_rels/.rels'));
	if (!types || parts[main] === undefined) throw new UnreadableFile(notWord);
	if (hasMacros(types)) {
		throw new UnreadableFile(
			'This document holds macros. Save it as a Word document (.docx) without them, then choose it.'
		);
	}
	return { main, xml };
}

/** Rewrites parts of a Word file of our own making. */
export function rewriteParts(bytes: Uint8Array, rewrite: (parts: Record<string, string>) => void): Uint8Array {
	const files = unzipSync(bytes);
	const parts = Object.fromEntries(
		Object.entries(files)
			.filter(([name]) => /\.(?:xml|rels)$/.test(name))
			.map(([name, content]) => [name, strFromU8(content)])
	);
	rewrite(parts);
	const entries = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
	return zipSync({ ...files, ...Object.fromEntries(entries) });
}

/** `<w:b/>` is on, `<w:b w:val="0"/>` is off, and what is not there says nothing. */
export function isOn(properties: Element | null, name: string): boolean {
	const found = childOf(properties, name);
	return found !== null && !/^(?:0|false|off|none)$/.test(attributeOf(found, 'val') ?? '');
}

const MAX_PARTS = 5_000;
/** Of all parts that are read, unpacked. */
const MAX_UNPACKED = 120 * 1024 * 1024;
const notWord = 'This is not a Word document. Choose the .docx file that came back.';
const damaged =
	'This file is damaged, or is no Word document. Open it in Word, save it again as .docx and choose that.';

function refuseOtherKinds(bytes: Uint8Array): void {
	const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
	if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
		// Word keeps a document with a password inside the container of its older format.
		const isLocked = strFromU8(bytes.subarray(0, 1 << 20), true).includes(
			'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e'
		);
		throw new UnreadableFile(
			isLocked
				? 'This document is locked with a password. Take the password off in Word, save it and choose it again.'
				: 'This is a document of an older Word (.doc). Save it as a Word document (.docx), then choose it.'
		);
	}
	if (starts(0x25, 0x50, 0x44, 0x46))
		throw new UnreadableFile('This is a PDF. Choose the Word document that came back.');
	if (!starts(0x50, 0x4b)) throw new UnreadableFile(notWord);
	if (strFromU8(bytes.subarray(30, 120), true).includes('mimetypeapplication/vnd.oasis.opendocument')) {
		throw new UnreadableFile('This is an OpenDocument file. Save it as a Word document (.docx), then choose it.');
	}
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
	let parts = 0;
	let unpacked = 0;
	try {
		return unzipSync(bytes, {
			filter: ({ name, originalSize }) => {
				if (++parts > MAX_PARTS) throw new UnreadableFile(tooLarge);
				if (
					!/^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/\w+\.xml|word\/(?:_rels\/)?[\w.]+\.(?:xml|rels))$/.test(
						name
					)
				) {
					return false;
				}
				unpacked += originalSize;
				if (unpacked > MAX_UNPACKED) throw new UnreadableFile(tooLarge);
				return true;
			}
		});
	} catch (cause) {
		if (cause instanceof UnreadableFile) throw cause;
		throw new UnreadableFile(damaged);
	}
}

const tooLarge =
	'This document is too large to read once it is unpacked. Ask for a copy without pictures and old changes.';

function mainPart(relationships: Document | null): string {
	const targets = relationships ? descendants(relationships, 'Relationship') : [];
	const main = targets.find((each) => (attributeOf(each, 'Type') ?? '').endsWith('/officeDocument'));
	return (attributeOf(main ?? null, 'Target') ?? 'word/document.xml').replace(/^\//, '');
}

function hasMacros(types: Document): boolean {
	return elementsOf(types.documentElement ?? types).some((each) =>
		/macroEnabled|vbaProject/i.test(attributeOf(each, 'ContentType') ?? '')
	);
}
