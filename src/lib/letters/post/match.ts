import { bareSubject, type MessageFacts } from '#lib/mail/message/message.ts';

/** What the letter says that a message is compared with. */
export type Expected = {
	reference: string;
	subject: string;
	addressee: string;
	/** Mailboxes of the sender's office and of the sender; empty where nobody there has an account. */
	senders: string[];
	/** Likewise of the addressee. */
	recipients: string[];
};

/** How a message differs from the letter that it is said to have carried, in words; each must be confirmed by a person. */
export function mismatches(facts: MessageFacts, expected: Expected): string[] {
	const found: string[] = [];
	const subject = bareSubject(facts.subject);
	const wanted = [bareSubject(expected.subject), expected.reference.toLowerCase()];
	if (!wanted.some((words) => subject.includes(words))) {
		found.push(
			facts.subject === ''
				? 'The message has no subject.'
				: `The subject is “${facts.subject}”, and the letter’s is “${expected.subject}”.`
		);
	}
	if (facts.from === null) found.push('The message does not say from whom it is.');
	else if (!expected.senders.includes(facts.from.address)) {
		found.push(
			`It comes from ${facts.from.address || facts.from.name}, which is no mailbox of the sender’s office known here.`
		);
	}
	const recipients = [...facts.to, ...facts.cc];
	const toAddressee = recipients.some(
		({ name, address }) =>
			expected.recipients.includes(address) || (name !== '' && name.toLowerCase() === expected.addressee.toLowerCase())
	);
	if (recipients.length === 0) found.push('The message does not say to whom it went.');
	else if (!toAddressee) found.push(`No mailbox of ${expected.addressee} known here is among those it went to.`);
	if (facts.sentAt === null) found.push('The message does not say when it was sent.');
	return found;
}
