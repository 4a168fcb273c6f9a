/** What a message says of itself. Nothing in it is proven: whoever writes a message writes its sender and its date too. */
export type MessageFacts = {
	/** Null where it names none. */
	from: Mailbox | null;
	to: Mailbox[];
	cc: Mailbox[];
	/** '' where it has none. */
	subject: string;
	/** The moment it says it was sent, as an ISO string; null where it says none or one that cannot be. */
	sentAt: string | null;
	messageId: string | null;
	/** The words, cut after 20,000 characters; of a message in HTML alone, its text. */
	text: string;
	/** Names and sizes of what is enclosed, messages among it too. Their content is not opened. */
	enclosures: { name: string; mediaType: string; bytes: number }[];
};

export type Mailbox = {
	/** '' where only the address is written. */
	name: string;
	address: string;
};

/** The most that a message may weigh: more is refused before it is opened. */
export const largestMessage = 10 * 1024 * 1024;

/** "A. Minister (minister@families.example)" */
export function mailboxWords({ name, address }: Mailbox): string {
	if (name === '') return address;
	return address === '' ? name : `${name} (${address})`;
}

/** The subject without what mail programs put before it, for comparing: "Re: FW: What is asked" is "what is asked". */
export function bareSubject(subject: string): string {
	return subject
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/^(?:(?:re|fw|fwd|aw|wg)\s*:\s*|\[[^\]]{0,40}\]\s*)+/i, '')
		.toLowerCase();
}
