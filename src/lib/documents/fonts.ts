import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Arimo has the widths of Arial, so that a PDF breaks its lines where Word does. Nothing of the machine's own is used. */
export function fontFiles(): Buffer[] {
	files ??= faces.map((face) => readFileSync(require.resolve(`@expo-google-fonts/arimo/${face}/Arimo_${face}.ttf`)));
	return files;
}

/** Whether a PDF can show a character. White space and marks that are never drawn need no shape. */
export function canShow(character: string): boolean {
	const code = character.codePointAt(0) ?? 0;
	if (/[\p{White_Space}\p{Default_Ignorable_Code_Point}]/u.test(character)) return true;
	shapes ??= charactersOf(fontFiles()[0] ?? Buffer.alloc(0));
	return shapes.has(code);
}

const require = createRequire(import.meta.url);
const faces = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

let files: Buffer[] | null = null;
let shapes: Set<number> | null = null;

/** Reads the table of characters of a TrueType font: its format 12, or format 4, which every font has. */
function charactersOf(font: Buffer): Set<number> {
	const found = new Set<number>();
	const table = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + index * 16).find(
		(at) => font.toString('latin1', at, at + 4) === 'cmap'
	);
	if (table === undefined) return found;
	const cmap = font.readUInt32BE(table + 8);
	const parts = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => cmap + 4 + index * 8);

	for (const part of parts) {
		if (![0, 3].includes(font.readUInt16BE(part))) continue;
		const at = cmap + font.readUInt32BE(part + 4);
		const format = font.readUInt16BE(at);
		if (format === 12) readGroups(font, at, found);
		if (format === 4) readSegments(font, at, found);
	}
	return found;
}

function readGroups(font: Buffer, at: number, found: Set<number>): void {
	for (let group = 0; group < font.readUInt32BE(at + 12); group++) {
		const [from, to] = [font.readUInt32BE(at + 16 + group * 12), font.readUInt32BE(at + 20 + group * 12)];
		for (let code = from; code <= to; code++) found.add(code);
	}
}

function readSegments(font: Buffer, at: number, found: Set<number>): void {
	const doubled = font.readUInt16BE(at + 6);
	for (let segment = 0; segment < doubled; segment += 2) {
		const to = font.readUInt16BE(at + 14 + segment);
		const from = font.readUInt16BE(at + 16 + doubled + segment);
		const delta = font.readUInt16BE(at + 16 + 2 * doubled + segment);
		const rangeAt = at + 16 + 3 * doubled + segment;
		const range = font.readUInt16BE(rangeAt);
		for (let code = from; code <= to && code !== 0xffff; code++) {
			const place = rangeAt + range + (code - from) * 2;
			const glyph = range === 0 ? (code + delta) & 0xffff : place + 1 < font.length ? font.readUInt16BE(place) : 0;
			if (glyph !== 0) found.add(code);
		}
	}
}
