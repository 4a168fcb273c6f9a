import type { Document } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { attributeOf, descendants, parseXml, UnreadableFile } from '../xml.ts';

/** A file of sheets that is a zip, in its parts. */
export type SheetPackage = {
	format: 'xlsx' | 'ods';
	/** Every part but those that nobody reads or writes. */
	parts: Record<string, Uint8Array>;
	/** @returns null when the file has no such part. @throws UnreadableFile for XML that cannot be trusted */
	xml(part: string): Document | null;
};

export const SHEETS_MAX_BYTES = 20 * 1024 * 1024;

export const damaged =
	'This file is damaged, or is no workbook. Open it in Excel or LibreOffice, save it again and choose that.';

/** Opens a workbook from outside. Its directory is read before anything is unpacked. @throws UnreadableFile */
export function openSheets(bytes: Uint8Array): SheetPackage {
	refuseSwelling(bytes);
	const parts = unpack(bytes);
	const xml = (part: string) => {
		const content = parts[part];
		return content === undefined ? null : parseXml(strFromU8(content), damaged);
	};
	if (parts['content.xml'] !== undefined) return { format: checkedOds(parts, xml), parts, xml };
	if (parts['xl/workbook.xml'] !== undefined) return { format: checkedXlsx(xml), parts, xml };
	throw new UnreadableFile(notSheets);
}

/** What a file is by its first bytes, whatever its name says. @throws UnreadableFile for what is known and not wanted */
export function isZip(bytes: Uint8Array): boolean {
	const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
	if (bytes.length === 0) throw new UnreadableFile('The file is empty. Choose the file with the figures.');
	if (bytes.length > SHEETS_MAX_BYTES) {
		throw new UnreadableFile('The file is larger than 20 MB. Keep the sheet with the figures and take out the rest.');
	}
	if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
		// Excel keeps a workbook with a password inside the container of its older format.
		const name = 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e';
		throw new UnreadableFile(
			strFromU8(bytes.subarray(0, 1 << 20), true).includes(name)
				? locked
				: 'This is a workbook of an older Excel (.xls). Save it as an Excel workbook (.xlsx), then choose it.'
		);
	}
	if (starts(0x25, 0x50, 0x44, 0x46)) throw new UnreadableFile(`This is a PDF. ${wanted}`);
	return starts(0x50, 0x4b);
}

export const wanted = 'Choose an Excel workbook (.xlsx), an OpenDocument spreadsheet (.ods) or a CSV file.';

const notSheets = `This is no workbook. ${wanted}`;
const locked = 'This workbook is locked with a password. Take the password off, save it and choose it again.';
const tooLarge =
	'This workbook is too large once it is unpacked. Keep the sheet with the figures and take out the rest.';
const MAX_PARTS = 1_000;
const MAX_UNPACKED = 20 * 1024 * 1024;
const MAX_RATIO = 100;
/** A small part of nothing but blanks shrinks by more and does no harm. */
const RATIO_FROM = 1024 * 1024;

function refuseSwelling(bytes: Uint8Array): void {
	let parts = 0;
	let unpacked = 0;
	unzip(bytes, ({ size, originalSize }) => {
		parts += 1;
		unpacked += originalSize;
		const swells = originalSize > RATIO_FROM && originalSize > size * MAX_RATIO;
		if (parts > MAX_PARTS || unpacked > MAX_UNPACKED || swells) throw new UnreadableFile(tooLarge);
		return false;
	});
}

/** A part never grows beyond the size in the directory: what is more is cut off, and is then damaged. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
	return unzip(bytes, () => true);
}

function unzip(bytes: Uint8Array, filter: (part: { size: number; originalSize: number }) => boolean) {
	try {
		return unzipSync(bytes, { filter });
	} catch (cause) {
		if (cause instanceof UnreadableFile) throw cause;
		throw new UnreadableFile(damaged);
	}
}

function checkedOds(parts: Record<string, Uint8Array>, xml: SheetPackage['xml']): 'ods' {
	const kind = strFromU8(parts['mimetype'] ?? new Uint8Array()).trim();
	if (!/^application\/vnd\.oasis\.opendocument\.spreadsheet(?:-template)?$/.test(kind))
		throw new UnreadableFile(notSheets);
	const manifest = xml('META-INF/manifest.xml');
	if (manifest && descendants(manifest, 'encryption-data').length > 0) throw new UnreadableFile(locked);
	return 'ods';
}

function checkedXlsx(xml: SheetPackage['xml']): 'xlsx' {
	const types = xml('[Content_Types].xml');
	if (!types) throw new UnreadableFile(notSheets);
	const hasMacros = ['Override', 'Default']
		.flatMap((name) => descendants(types, name))
		.some((each) => /macroEnabled|vbaProject/i.test(attributeOf(each, 'ContentType') ?? ''));
	if (hasMacros) {
		throw new UnreadableFile(
			'This workbook holds macros. Save it as an Excel workbook (.xlsx) without them, then choose it.'
		);
	}
	return 'xlsx';
}
