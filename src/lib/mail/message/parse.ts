import PostalMime, { type Address, type Email } from 'postal-mime';
import { UnreadableFile } from '#lib/documents/xml.ts';
import { cleanText } from '#lib/forms/clean-text.ts';
import type { Mailbox, MessageFacts } from './message.ts';

/**
 * Reads the facts of a message from its bytes. Runs in a thread of its own: call `readMessage` instead.
 * @throws UnreadableFile in words for whoever chose the file
 */
export async function parseMessage(bytes: Uint8Array): Promise<MessageFacts> {
	if (startsWith(bytes, oldOutlook)) {
		throw new UnreadableFile(
			'This is an Outlook message (.msg), which only Outlook reads. In Outlook save it as .eml, or drag it out of the web version, and choose that.'
		);
	}
	const message = await PostalMime.parse(bytes, limits).catch(() => {
		throw new UnreadableFile('This message is nested too deeply or is damaged, so it was not read.');
	});
	if (!isMessage(message)) {
		throw new UnreadableFile('This is not a message. Choose the .eml file that your mail program saved.');
	}
	return {
		from: mailboxes(message.from ? [message.from] : [])[0] ?? null,
		to: mailboxes(message.to ?? []),
		cc: mailboxes(message.cc ?? []),
		subject: oneLine(message.subject ?? '', 500),
		sentAt: moment(message.date),
		messageId: message.messageId ? oneLine(message.messageId, 300) : null,
		text: wordsOf(message).slice(0, mostText).trim(),
		enclosures: message.attachments.slice(0, mostEnclosures).map(({ filename, mimeType, content }) => ({
			name: oneLine(filename ?? '', 200) || 'Without a name',
			mediaType: oneLine(mimeType, 100),
			bytes: typeof content === 'string' ? content.length : content.byteLength
		}))
	};
}

// A message inside a message is an enclosure: what it says must not be taken for what the outer one says.
const limits = { maxNestingDepth: 30, maxHeadersSize: 256 * 1024, forceRfc822Attachments: true } as const;
const mostText = 20_000;
const mostMailboxes = 200;
const mostEnclosures = 50;
const oldOutlook = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
	return signature.every((byte, index) => bytes[index] === byte);
}

/** Any text parses as a message; one that was ever in a mail program says from whom or to whom it is. */
function isMessage(message: Email): boolean {
	return message.from !== undefined || message.to !== undefined || message.messageId !== undefined;
}

function mailboxes(addresses: Address[]): Mailbox[] {
	return addresses
		.flatMap((address) => address.group ?? [address])
		.slice(0, mostMailboxes)
		.map(({ name, address }) => ({ name: oneLine(name, 200), address: oneLine(address, 254).toLowerCase() }))
		.filter(({ name, address }) => name !== '' || address !== '');
}

/** Dates before mail was used, or far ahead, say nothing. */
function moment(date: string | undefined): string | null {
	if (date === undefined) return null;
	const found = new Date(date);
	const year = found.getUTCFullYear();
	return Number.isNaN(found.getTime()) || year < 1990 || year > 2199 ? null : found.toISOString();
}

function wordsOf(message: Email): string {
	const plain = cleanText(message.text ?? '');
	return plain.trim() === '' ? textOfHtml((message.html ?? '').slice(0, 500_000)) : plain;
}

function textOfHtml(html: string): string {
	const text = html
		.replace(/<(style|script|head)\b[^>]{0,2000}>[^]*?<\/\1\s*>/gi, '')
		.replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^>]{0,200}>/gi, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&(?:nbsp|#160);/g, ' ')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&amp;/g, '&');
	return cleanText(text).replace(/\n{3,}/g, '\n\n');
}

function oneLine(text: string, most: number): string {
	return cleanText(text).replace(/\s+/g, ' ').trim().slice(0, most);
}
