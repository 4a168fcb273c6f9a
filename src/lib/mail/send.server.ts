import { createTransport } from 'nodemailer';
import { isOwnMachine, type MailSettings } from './settings.ts';
import { mayHaveBeenSent } from './mail.ts';

export type Outgoing = {
	messageId: string;
	to: string;
	subject: string;
	body: string;
	attachment: { name: string; bytes: Uint8Array } | null;
	/** Written by nobody: no machine should answer it. */
	automatic: boolean;
};

/**
 * What became of an attempt: `refused` is the server's word on this message, `unreachable` says nothing of it and is
 * tried again, `unknown` is tried again by a person alone.
 */
export type Handed =
	| { outcome: 'sent' }
	| { outcome: 'refused'; because: string }
	| { outcome: 'deferred'; because: string }
	| { outcome: 'unreachable'; because: string }
	| { outcome: 'unknown'; because: string };

/** Longest that one message may take, in milliseconds: a row that has stood in `sending` for longer belongs to a process that ended. */
export const longestSending = 120_000;

/** Hands one message to the mail server. Never throws: every failure is an outcome. */
export async function handOver(settings: MailSettings, mail: Outgoing): Promise<Handed> {
	const transport = createTransport({
		url: settings.url,
		// Letters and passwords do not cross a network in clear.
		requireTLS: !isOwnMachine(settings.url),
		connectionTimeout: 15_000,
		greetingTimeout: 15_000,
		socketTimeout: 60_000
	});
	let connected = false;
	transport.use('stream', (message, done) => {
		// The message is read once the server has let us in; what fails before that cannot have been sent.
		message.message.processFunc((stream) => {
			connected = true;
			return stream;
		});
		done();
	});
	try {
		await within(longestSending, transport.sendMail(messageOf(settings, mail)));
		return { outcome: 'sent' };
	} catch (cause) {
		return outcomeOf(cause, connected);
	} finally {
		transport.close();
	}
}

function messageOf(settings: MailSettings, mail: Outgoing) {
	return {
		from: settings.from,
		to: { name: '', address: mail.to },
		subject: mail.subject,
		text: mail.body,
		messageId: mail.messageId,
		headers: mail.automatic ? { 'Auto-Submitted': 'auto-generated' } : {},
		attachments: mail.attachment
			? [{ filename: mail.attachment.name, content: Buffer.from(mail.attachment.bytes) }]
			: [],
		// What a message holds is text and bytes, never a place to read more from.
		disableFileAccess: true,
		disableUrlAccess: true
	};
}

function outcomeOf(cause: unknown, connected: boolean): Handed {
	const { code, responseCode } = failureOf(cause);
	if (responseCode !== null && (code === 'EENVELOPE' || code === 'EMESSAGE')) {
		return responseCode >= 500
			? { outcome: 'refused', because: `The mail server refused it (${responseCode})` }
			: { outcome: 'deferred', because: `The mail server did not take it yet (${responseCode})` };
	}
	if (connected && responseCode === null && code !== 'EENVELOPE') {
		return { outcome: 'unknown', because: mayHaveBeenSent };
	}
	if (code === 'EENVELOPE') return { outcome: 'refused', because: 'The address cannot be written to' };
	if (code === 'EAUTH') return { outcome: 'unreachable', because: 'The mail server did not accept our sign-in' };
	return { outcome: 'unreachable', because: 'The mail server could not be reached' };
}

/** Codes alone: what a server says may repeat the words of the message. */
function failureOf(cause: unknown): { code: string; responseCode: number | null } {
	const failure = typeof cause === 'object' && cause !== null ? cause : {};
	const responseCode: unknown = Reflect.get(failure, 'responseCode');
	return {
		code: String(Reflect.get(failure, 'code') ?? ''),
		responseCode: typeof responseCode === 'number' ? responseCode : null
	};
}

/** The library bounds each silence of the server, not all of them together. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('The mail server took too long')), milliseconds);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
