/** The kinds of file that a reply may come as, told by their first bytes: neither name nor stated type is believed. */
export const replyFileKinds = {
	message: { label: 'Message', mediaType: 'message/rfc822', extension: 'eml' },
	pdf: { label: 'PDF', mediaType: 'application/pdf', extension: 'pdf' },
	png: { label: 'Picture', mediaType: 'image/png', extension: 'png' },
	jpeg: { label: 'Picture', mediaType: 'image/jpeg', extension: 'jpg' },
	docx: {
		label: 'Word document',
		mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		extension: 'docx'
	}
} as const;

export type ReplyFileKind = keyof typeof replyFileKinds;

/** 10 MB: a letter with its signature, scanned. */
export const largestReplyFile = 10 * 1024 * 1024;

/** What to do about a file that is too large, also said before it is sent. */
export const tooLarge =
	'The file must be 10 MB or smaller. Save the message without its attachments, or scan the letter in black and white, and choose that.';

/** Null for what cannot be a reply. A message begins with anything: what is text is read as one. */
export function replyFileKind(bytes: Uint8Array): ReplyFileKind | null {
	const found = signatures.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte));
	if (!found) return bytes.subarray(0, 4096).includes(0) ? null : 'message';
	if (found.kind !== 'zip') return found.kind;
	// The reader of Word files looks further; a workbook or an archive is refused here.
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('word/') ? 'docx' : null;
}

export function kindOfType(mediaType: string): ReplyFileKind {
	const found = Object.entries(replyFileKinds).find(([, kind]) => kind.mediaType === mediaType);
	if (!found) throw new Error(`No reply is kept as ${mediaType}`);
	return found[0] as ReplyFileKind;
}

/** Makes a browser save the file under a name of ours and never show or run it. */
export function replyFileHeaders(name: string, kind: ReplyFileKind): Record<string, string> {
	return {
		'content-type': replyFileKinds[kind].mediaType,
		'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '-')}"`,
		'x-content-type-options': 'nosniff',
		'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
		'cache-control': 'no-store'
	};
}

const signatures: readonly { kind: ReplyFileKind | 'zip'; starts: readonly number[] }[] = [
	{ kind: 'pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
	{ kind: 'png', starts: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
	{ kind: 'jpeg', starts: [0xff, 0xd8, 0xff] },
	{ kind: 'zip', starts: [0x50, 0x4b, 0x03, 0x04] },
	// Outlook's own format: the reader of messages says what to do about it.
	{ kind: 'message', starts: [0xd0, 0xcf, 0x11, 0xe0] }
];
