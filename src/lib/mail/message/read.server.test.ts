import { describe, expect, test } from 'vitest';
import { bareSubject, largestMessage, mailboxWords } from './message.ts';
import { readMessage } from './read.server.ts';

const bytes = (text: string) => new TextEncoder().encode(text.replace(/\n/g, '\r\n'));
const plain = `From: "A. Minister" <Minister@Families.example>
To: Secretary of State <sos@families.example>, Group: one@x.example, two@x.example;
Cc: chair@council.example
Subject: =?utf-8?Q?What_the_review_asks_=E2=80=93_L5?=
Date: Mon, 16 Mar 2026 10:05:00 +0000
Message-ID: <abc@families.example>

I attach a letter.
`;

describe('a message', () => {
	test('says from whom, to whom, when and what', async () => {
		expect(await readMessage(bytes(plain))).toEqual({
			from: { name: 'A. Minister', address: 'minister@families.example' },
			to: [
				{ name: 'Secretary of State', address: 'sos@families.example' },
				{ name: '', address: 'one@x.example' },
				{ name: '', address: 'two@x.example' }
			],
			cc: [{ name: '', address: 'chair@council.example' }],
			subject: 'What the review asks – L5',
			sentAt: '2026-03-16T10:05:00.000Z',
			messageId: '<abc@families.example>',
			text: 'I attach a letter.',
			enclosures: []
		});
	});

	test('without a date, a sender or a subject says so', async () => {
		const facts = await readMessage(bytes('To: someone@x.example\n\nHello'));
		expect(facts).toMatchObject({ from: null, subject: '', sentAt: null, text: 'Hello' });
		const impossible = await readMessage(bytes(plain.replace(/Date:.*/, 'Date: yesterday at noon')));
		expect(impossible.sentAt).toBeNull();
		const ancient = await readMessage(bytes(plain.replace(/Date:.*/, 'Date: Mon, 01 Jan 1601 00:00:00 +0000')));
		expect(ancient.sentAt).toBeNull();
	});

	test('in HTML alone is read as text, and runs nothing', async () => {
		const facts = await readMessage(
			bytes(
				plain.replace(
					'\nI attach a letter.\n',
					'Content-Type: text/html\n\n<style>p{}</style><p>One &amp; two</p><script>alert(1)</script><p>Three</p>'
				)
			)
		);
		expect(facts.text).toBe('One & two\nThree');
	});

	test('keeps a message inside it apart, and lists what is enclosed', async () => {
		const facts = await readMessage(
			bytes(`From: office@families.example
To: archive@families.example
Subject: Forwarded
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See below.
--b
Content-Type: message/rfc822

From: forger@elsewhere.example
Subject: The inner one

Inner words
--b
Content-Type: application/pdf; name="../../L5.pdf"
Content-Disposition: attachment; filename="../../L5.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--b--
`)
		);
		expect(facts).toMatchObject({
			from: { address: 'office@families.example' },
			subject: 'Forwarded',
			text: 'See below.'
		});
		expect(facts.enclosures.map(({ mediaType, bytes: size }) => [mediaType, size])).toEqual([
			['message/rfc822', expect.any(Number)],
			['application/pdf', 5]
		]);
	});
});

describe('a hostile file', () => {
	const refused: [string, () => Uint8Array, RegExp][] = [
		['that is empty', () => new Uint8Array(), /empty/],
		['of 40 MB', () => new Uint8Array(40 * 1024 * 1024), /10 MB or smaller/],
		['from an old Outlook', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), /\.msg/],
		['that is no message', () => bytes('Just words, no head.\n'), /not a message/],
		['with headers without end', () => bytes(`From: a@b.example\nX: ${'x'.repeat(600 * 1024)}\n\nText`), /damaged/],
		['nested a hundred deep', () => bytes(nested(100)), /nested too deeply/]
	];
	for (const [what, make, why] of refused) {
		test(`${what} is refused in words`, async () => {
			await expect(readMessage(make())).rejects.toThrow(why);
		});
	}

	test('as large as a message may be, to thousands of people, is read in time', async () => {
		const head = `From: a@b.example\nTo: ${Array.from({ length: 4000 }, (_, index) => `p${index}@x.example`).join(', ')}\nSubject: Big\n\n`;
		const line = `${'QUJD'.repeat(19)}
`;
		const body = line.repeat(Math.floor((largestMessage - head.length - 8000) / (line.length + 1)));
		const facts = await readMessage(bytes(head + body));
		expect(facts.to).toHaveLength(200);
		expect(facts.text.length).toBeLessThanOrEqual(20_000);
	});

	test('with controls and long lines leaves nothing in the facts that cannot be stored', async () => {
		const facts = await readMessage(
			bytes(`From: "\u0000Evil\u0007" <a@b.example>\nSubject: ${'s'.repeat(5000)}\n\n\u0000text\u0001`)
		);
		expect(JSON.stringify(facts)).not.toMatch(/\\u000[01]/);
		expect(facts.subject.length).toBeLessThanOrEqual(500);
	});
});

test('subjects are compared without what mail programs put before them', () => {
	expect(bareSubject(' RE: Fwd: [EXTERNAL] What  is asked ')).toBe('what is asked');
	expect(bareSubject('Review: asks')).toBe('review: asks');
});

test('a mailbox in words', () => {
	expect(mailboxWords({ name: 'A', address: 'a@b.example' })).toBe('A (a@b.example)');
	expect(mailboxWords({ name: '', address: 'a@b.example' })).toBe('a@b.example');
});

function nested(depth: number): string {
	const open = Array.from(
		{ length: depth },
		(_, level) => `Content-Type: multipart/mixed; boundary=b${level}\n\n--b${level}\n`
	);
	return `From: a@b.example\nMIME-Version: 1.0\n${open.join('')}\nDeep`;
}
