import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { readReplyFile } from './commands.server.ts';
import { largestReplyFile, replyFileHeaders } from './file-kind.ts';
import { proposeStance } from './wording.ts';

const head = 'From: Office <office@care.example>\nTo: Centre <centre@gov.example>\nSubject: Re: W1\n';
const dated = `${head}Date: Mon, 16 Mar 2026 23:30:00 +0000\n`;
const bytes = (text: string) => new TextEncoder().encode(text.replace(/\n/g, '\r\n'));
const mime = (type: string, body: string, more = '') =>
	`${dated}MIME-Version: 1.0\n${more}Content-Type: ${type}\n\n${body}`;

async function messageIn(file: Uint8Array) {
	const { kind, facts } = await readReplyFile(file);
	expect(kind).toBe('message');
	if (facts?.kind !== 'message') throw new Error('It was read as something else');
	return facts.message;
}

describe('a message that was dropped', () => {
	test('in HTML alone is read as its words, and a script in it is none', async () => {
		const html = '<p>Nil <b>return</b>.</p><script>alert("content")</script><img src=x onerror=alert(1)>';
		const { text } = await messageIn(bytes(mime('text/html; charset=utf-8', html)));
		expect(text).toContain('Nil return.');
		expect(text).not.toMatch(/alert|onerror|</);
	});

	test('with a calendar invitation keeps it as an enclosure, and takes no words from it', async () => {
		const parts = [
			'--b\nContent-Type: text/plain\n\nI am content.\n',
			'--b\nContent-Type: text/calendar; method=REQUEST; name=invite.ics\n\nBEGIN:VCALENDAR\nSUMMARY:We object\nEND:VCALENDAR\n',
			'--b--'
		].join('\n');
		const message = await messageIn(bytes(mime('multipart/mixed; boundary=b', parts)));
		expect(proposeStance(message.text)?.stance).toBe('content');
	});

	test('nested far deeper than any mail program does is refused in words', async () => {
		let nested = 'Content-Type: text/plain\n\nI am content.\n';
		for (let depth = 0; depth < 200; depth += 1) {
			nested = `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n${nested}\n--b${depth}--\n`;
		}
		await expect(readReplyFile(bytes(`${dated}MIME-Version: 1.0\n${nested}`))).rejects.toThrow(UnreadableFile);
	});

	test('without a date says none; with one, its moment', async () => {
		expect((await messageIn(bytes(`${head}\nNil return`))).sentAt).toBeNull();
		expect((await messageIn(bytes(`${dated}\nNil return`))).sentAt).toBe('2026-03-16T23:30:00.000Z');
	});

	test('in a charset that does not exist, or is not the one it says, is still read', async () => {
		expect((await messageIn(bytes(mime('text/plain; charset=klingon-8', 'Nil return')))).text).toContain('Nil return');
		const latin = new Uint8Array([...bytes(mime('text/plain; charset=utf-8', 'Nil return, caf')), 0xe9]);
		expect((await messageIn(latin)).text).toContain('Nil return, caf');
	});

	test('with a letter enclosed lists it and does not open it', async () => {
		const body =
			'--b\nContent-Type: text/plain\n\nPlease see the letter.\n\n--b\nContent-Type: text/html; name=letter.html\nContent-Disposition: attachment; filename="../../letter.html"\n\n<script>1</script>\n--b--';
		const message = await messageIn(bytes(mime('multipart/mixed; boundary=b', body)));
		expect(message.text).toBe('Please see the letter.');
		expect(message.enclosures).toHaveLength(1);
	});
});

describe('a letter that was dropped', () => {
	test('as a scan is kept unread', async () => {
		for (const [kind, start] of [
			['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]],
			['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]],
			['jpeg', [0xff, 0xd8, 0xff, 0xe0, 0x00]]
		] as const) {
			expect(await readReplyFile(new Uint8Array(start))).toEqual({ kind, facts: null });
		}
	});

	test('as a Word document shows its words', async () => {
		expect(await readReplyFile(letter('I am content, subject to one point.'))).toEqual({
			kind: 'docx',
			facts: { kind: 'letter', text: 'I am content, subject to one point.' }
		});
	});

	test('is told by what it is, whatever it is called, and leaves as a file to save', () => {
		expect(replyFileHeaders('w1 "care".pdf', 'pdf')).toMatchObject({
			'content-type': 'application/pdf',
			'content-disposition': 'attachment; filename="w1--care-.pdf"',
			'x-content-type-options': 'nosniff',
			'content-security-policy': expect.stringContaining('sandbox')
		});
	});
});

describe('a file that is no reply', () => {
	const refusal = (file: Uint8Array) =>
		readReplyFile(file).then(
			() => 'it was read',
			(cause: unknown) => (cause instanceof UnreadableFile ? cause.message : String(cause))
		);

	test('is refused with what to do', async () => {
		expect(await refusal(new Uint8Array())).toContain('empty');
		expect(await refusal(new Uint8Array(largestReplyFile + 1).fill(65))).toContain('without its attachments');
		expect(await refusal(new Uint8Array([0x4d, 0x5a, 0x90, 0x00, 0x03]))).toContain('Choose a message');
		expect(await refusal(zipSync({ 'xl/workbook.xml': strToU8('<a/>') }))).toContain('Choose a message');
		expect(await refusal(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]))).toContain('.eml');
		expect(await refusal(bytes('Only some words.'))).toContain('This is not a message');
	});
});

function letter(words: string): Uint8Array {
	const document = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`;
	const types =
		'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
	const relations =
		'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
	return zipSync({
		'[Content_Types].xml': strToU8(types),
		'_rels/.rels': strToU8(relations),
		'word/document.xml': strToU8(document)
	});
}
