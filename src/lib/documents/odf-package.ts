import { strToU8, zipSync, type Zippable } from 'fflate';
import type { DocumentProperties } from './document.ts';
import { escapeXml } from './escape.ts';
import { namespaces } from './odt-styles.ts';

/** Puts the parts of an OpenDocument file together. The same parts give the same bytes. */
export function zipOdf(mimetype: string, parts: Record<string, Uint8Array>): Uint8Array {
	// A reader tells the kind of file by its first bytes, so this part comes first and is not compressed.
	const files: Zippable = { mimetype: [strToU8(mimetype), { level: 0, mtime: STAMP }] };
	files['META-INF/manifest.xml'] = [strToU8(manifestXml(mimetype, Object.keys(parts))), { mtime: STAMP }];
	for (const [name, bytes] of Object.entries(parts)) files[name] = [bytes, { mtime: STAMP }];
	return zipSync(files);
}

export function metaXml(document: {
	title: string;
	language: string;
	marking: string;
	properties: DocumentProperties;
}): string {
	const { title, language, marking, properties } = document;
	const { snapshot } = properties;
	const own = (name: string, value: string) =>
		`<meta:user-defined meta:name="${name}" meta:value-type="string">${escapeXml(value)}</meta:user-defined>`;
	return `<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta${namespaces} office:version="1.3"><office:meta><meta:generator>Throughline</meta:generator><dc:title>${escapeXml(title)}</dc:title><dc:subject>${escapeXml(properties.subject)}</dc:subject>${properties.keywords.map((word) => `<meta:keyword>${escapeXml(word)}</meta:keyword>`).join('')}<meta:initial-creator>${escapeXml(properties.creator)}</meta:initial-creator><dc:creator>${escapeXml(properties.creator)}</dc:creator><dc:language>${language}</dc:language>${own('Marking', marking)}${snapshot ? own('Snapshot number', snapshot.number) + own('Snapshot SHA-256', snapshot.sha256) : ''}</office:meta></office:document-meta>`;
}

/** The format takes a row of spaces for one, so each is written as what it is. @param line without line ends */
export function odfLine(line: string): string {
	return line
		.split('\t')
		.map((piece) => escapeXml(piece).replace(/^ | $| {2,}/g, (spaces) => `<text:s text:c="${spaces.length}"/>`))
		.join('<text:tab/>');
}

const STAMP = new Date(1980, 0, 1);

function manifestXml(mimetype: string, parts: string[]): string {
	const types: Record<string, string> = { xml: 'text/xml', svg: 'image/svg+xml', png: 'image/png' };
	const entries = parts.map(
		(name) =>
			`<manifest:file-entry manifest:full-path="${name}" manifest:media-type="${types[name.split('.').at(-1) ?? '']}"/>`
	);
	return `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mimetype}"/>${entries.join('')}</manifest:manifest>`;
}
