import type { MessageFacts } from '#lib/mail/message/message.ts';

/** What a dropped file says of itself: a message in full, a Word letter its words, a scan nothing. */
export type DropFacts = { kind: 'message'; message: MessageFacts } | { kind: 'letter'; text: string };

/** What is known of the sender that a message names, for one department. */
export type Sender =
	/** The address of somebody who holds a post there. */
	| { kind: 'holder'; name: string }
	/** An address of the department: its people have such addresses, and nobody else's have. */
	| { kind: 'department'; name: string }
	/** The name is known and the address is not. */
	| { kind: 'named'; name: string }
	| { kind: 'unknown' };

/** Anybody can write any sender: what is not an address of the department, a person has to say yes to. */
export function needsConfirming(sender: Sender | null): boolean {
	return sender !== null && sender.kind !== 'holder' && sender.kind !== 'department';
}

/** "This is the address of Priya Nair, Private Secretary." */
export function senderWords(sender: Sender, department: string): string {
	switch (sender.kind) {
		case 'holder':
			return `This is the address of ${sender.name}.`;
		case 'department':
			return `People of ${department} have addresses at ${sender.name}, and nobody else has.`;
		case 'named':
			return `It is signed with the name of ${sender.name}, and comes from an address that is not known here.`;
		case 'unknown':
			return `Neither the address nor the name is of anybody who holds a post in ${department}.`;
	}
}
