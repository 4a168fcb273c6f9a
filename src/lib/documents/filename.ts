export type DocumentFormat = 'docx' | 'odt' | 'pdf' | 'html' | 'markdown';

export const documentFormats: readonly DocumentFormat[] = ['docx', 'odt', 'pdf', 'html', 'markdown'];

/** What a browser needs to save a document of each format. */
export const contentTypes: Record<DocumentFormat, { type: string; extension: string; label: string }> = {
	docx: {
		type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		extension: 'docx',
		label: 'Word document (DOCX)'
	},
	odt: {
		type: 'application/vnd.oasis.opendocument.text',
		extension: 'odt',
		label: 'OpenDocument text (ODT)'
	},
	pdf: { type: 'application/pdf', extension: 'pdf', label: 'Accessible PDF (PDF/UA)' },
	html: { type: 'text/html; charset=utf-8', extension: 'html', label: 'Web page (HTML)' },
	markdown: { type: 'text/markdown; charset=utf-8', extension: 'md', label: 'Plain text (Markdown)' }
};

export type WorkbookFormat = 'xlsx' | 'ods';

export const workbookFormats: readonly WorkbookFormat[] = ['xlsx', 'ods'];

/** Everything that leaves as a file: documents, workbooks, data and messages. */
export type FileFormat = DocumentFormat | WorkbookFormat | 'csv' | 'json' | 'eml';

export const fileTypes: Record<FileFormat, { type: string; extension: string; label: string }> = {
	...contentTypes,
	xlsx: {
		type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
		extension: 'xlsx',
		label: 'Excel workbook (XLSX)'
	},
	ods: {
		type: 'application/vnd.oasis.opendocument.spreadsheet',
		extension: 'ods',
		label: 'OpenDocument spreadsheet (ODS)'
	},
	csv: { type: 'text/csv; charset=utf-8; header=present', extension: 'csv', label: 'Table (CSV)' },
	json: { type: 'application/json', extension: 'json', label: 'Data (JSON)' },
	eml: { type: 'message/rfc822', extension: 'eml', label: 'Message (EML)' }
};

/** A file name that every file system and mail gateway accepts: ASCII letters, digits and hyphens, 100 characters at most. */
export function documentFilename(parts: (string | null)[], extension: string): string {
	const name = parts
		.map((part) => slug(part ?? ''))
		.filter((part) => part !== '')
		.join('-')
		.slice(0, MAX_LENGTH - extension.length - 1)
		.replace(/-+$/, '');

	if (name === '') return `document.${extension}`;
	return reservedOnWindows.test(name) ? `document-${name}.${extension}` : `${name}.${extension}`;
}

/** The headers that make a browser save a file under its name and never run it. */
export function downloadHeaders(filename: string, format: FileFormat): Record<string, string> {
	return {
		'content-type': fileTypes[format].type,
		'content-disposition': `attachment; filename="${filename.replace(/[^\w.-]/g, '-')}"`,
		'x-content-type-options': 'nosniff',
		'content-security-policy':
			"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox",
		'cache-control': 'no-store'
	};
}

const MAX_LENGTH = 100;
const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

function slug(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/['’]/g, '')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '');
}
