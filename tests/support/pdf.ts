import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateSync } from 'node:zlib';

export type PdfCheck = {
	pages: number;
	/** How many elements of the structure there are of each kind, such as H1, Note and TH. */
	structure: Record<string, number>;
	language: string | null;
	/** The words that stand for each picture. */
	alternatives: string[];
	/** Whether each heading cell says of what it is the heading. */
	scopedHeadings: number;
	/** Whether the file says of itself that it keeps to PDF/UA-1. */
	promisesAccessibility: boolean;
	/** Title, author, subject and keywords. */
	properties: Record<string, string>;
	/** Whether every font is in the file. */
	fontsEmbedded: boolean;
};

/** Reads the objects of a PDF, those in compressed streams too. It knows what our own writer makes, not every PDF. */
export function checkPdf(bytes: Uint8Array): PdfCheck {
	const objects = readObjects(Buffer.from(bytes));
	const all = [...objects.values()];
	const structure: Record<string, number> = {};
	for (const object of all) {
		const kind =
			/\/Type\s*\/StructElem/.test(object) || /\/P \d+ 0 R/.test(object)
				? /\/S\s*\/(\w+)/.exec(object)?.[1]
				: undefined;
		if (kind !== undefined) structure[kind] = (structure[kind] ?? 0) + 1;
	}
	const info = all.find((object) => /\/Title\s*[(<]/.test(object) && /\/(?:Creator|Author)\s*[(<]/.test(object)) ?? '';
	const fonts = all.filter((object) => /\/Type\s*\/FontDescriptor/.test(object));

	return {
		pages: all.filter((object) => /\/Type\s*\/Page\b(?!s)/.test(object)).length,
		structure,
		language:
			all
				.map((object) => /\/Type\s*\/Catalog/.test(object) && /\/Lang\s*\(([^)]*)\)/.exec(object)?.[1])
				.find(Boolean) || null,
		alternatives: all.flatMap((object) => (/\/S\s*\/Figure/.test(object) ? (stringAt(object, 'Alt') ?? []) : [])),
		scopedHeadings: all.filter((object) => /\/S\s*\/TH\b/.test(object) && /\/Scope/.test(object)).length,
		promisesAccessibility: all.some((object) => /pdfuaid:part(?:>|=")1/.test(object)),
		properties: Object.fromEntries(
			['Title', 'Author', 'Subject', 'Keywords'].flatMap((name) => {
				const value = stringAt(info, name);
				return value === null ? [] : [[name, value]];
			})
		),
		fontsEmbedded: fonts.length > 0 && fonts.every((object) => /\/FontFile/.test(object))
	};
}

/** Whether the programs are here that read the words back off the pages of a PDF. */
export const canReadPdfText = spawnSync('pdftotext', ['-v']).status === 0;

/** The words of each page, in the order of the file. */
export function pdfPages(bytes: Uint8Array, ...options: string[]): string[] {
	const folder = mkdtempSync(path.join(tmpdir(), 'pdf-'));
	try {
		const file = path.join(folder, 'paper.pdf');
		writeFileSync(file, bytes);
		const text = execFileSync('pdftotext', [...options, '-enc', 'UTF-8', file, '-'], {
			encoding: 'utf8',
			maxBuffer: 64_000_000,
			stdio: ['ignore', 'pipe', 'ignore']
		});
		return text.split('\f').slice(0, -1);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function readObjects(file: Buffer): Map<number, string> {
	const text = file.toString('latin1');
	const objects = new Map<number, string>();

	for (const match of text.matchAll(/(?:^|[\r\n])(\d+) 0 obj\b/g)) {
		const from = match.index + match[0].length;
		const end = text.indexOf('endobj', from);
		const at = text.indexOf('stream', from);
		const hasStream = at !== -1 && at < end;
		const dictionary = text.slice(from, hasStream ? at : end);
		if (!hasStream) {
			objects.set(Number(match[1]), dictionary);
			continue;
		}
		const start = at + (text.startsWith('\r\n', at + 6) ? 8 : 7);
		const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
		const raw = file.subarray(start, start + length);
		const content = /FlateDecode/.test(dictionary) ? inflated(raw) : raw;
		if (/\/Type\s*\/ObjStm/.test(dictionary)) {
			const first = Number(/\/First (\d+)/.exec(dictionary)?.[1] ?? 0);
			const packed = content.toString('latin1');
			const places = packed.slice(0, first).trim().split(/\s+/).map(Number);
			for (let index = 0; index < places.length; index += 2) {
				const next = places[index + 3];
				objects.set(
					places[index] ?? 0,
					packed.slice(first + (places[index + 1] ?? 0), next === undefined ? undefined : first + next)
				);
			}
		} else {
			const readable = /\/Type\s*\/Metadata/.test(dictionary) ? content.toString('utf8') : '';
			objects.set(Number(match[1]), `${dictionary}${readable}`);
		}
	}
	return objects;
}

function inflated(raw: Buffer): Buffer {
	try {
		return inflateSync(raw);
	} catch {
		return Buffer.alloc(0);
	}
}

/** A string of a PDF: UTF-16 after its mark, else single bytes; in brackets with escapes, or in hexadecimal. */
function stringAt(object: string, name: string): string | null {
	const [, plain, hexadecimal] =
		new RegExp(`/${name}\\s*(?:\\(((?:[^()\\\\]|\\\\[\\s\\S])*)\\)|<([0-9A-Fa-f]*)>)`).exec(object) ?? [];
	if (plain === undefined && hexadecimal === undefined) return null;
	const bytes =
		hexadecimal !== undefined
			? Buffer.from(hexadecimal, 'hex')
			: Buffer.from(
					(plain ?? '').replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal: string | undefined, character: string) =>
						octal === undefined
							? ({ n: '\n', r: '\r', t: '\t' }[character] ?? character)
							: String.fromCharCode(parseInt(octal, 8))
					),
					'latin1'
				);
	return bytes[0] === 0xfe && bytes[1] === 0xff
		? bytes.subarray(2).swap16().toString('utf16le')
		: bytes.toString('latin1');
}
