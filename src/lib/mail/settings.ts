import { isIP } from 'node:net';

export type MailSettings = {
	/** The mail server, with its user and password where it asks for them. */
	url: string;
	/** The address that everything is sent from. */
	from: string;
	/** How many messages go out in an hour at most. */
	perHour: number;
	/** Where people sign in: the one address that a reminder holds. */
	origin: string;
};

/** Where the log says why mail stays off although somebody tried to set it up. */
export class MailSettingsError extends Error {}

/**
 * What the operator set, or null where no mail server is named: then nothing is queued and everything else works.
 * The demo, whose people do not exist, never sends.
 * @throws MailSettingsError in plain words when a setting cannot be
 */
export function readMailSettings(environment: NodeJS.ProcessEnv): MailSettings | null {
	const url = environment.MAIL_URL;
	if (!url || environment.DEMO === '1') return null;
	const server = URL.parse(url);
	if (!server || (server.protocol !== 'smtp:' && server.protocol !== 'smtps:') || server.hostname === '') {
		throw new MailSettingsError(
			'MAIL_URL must be smtp://… or smtps://…, such as smtps://user:password@mail.example:465'
		);
	}
	const from = environment.MAIL_FROM ?? '';
	if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(from)) {
		throw new MailSettingsError(
			'Set MAIL_FROM to the address that mail comes from, such as throughline@example.gov.uk'
		);
	}
	const perHour = Number(environment.MAIL_PER_HOUR ?? 200);
	if (!Number.isInteger(perHour) || perHour < 1 || perHour > 10_000) {
		throw new MailSettingsError('MAIL_PER_HOUR must be a number from 1 to 10000');
	}
	const origin = environment.ORIGIN ?? '';
	if (!URL.canParse(origin)) throw new MailSettingsError('Mail needs ORIGIN: the address that its link leads to');
	return { url, from, perHour, origin: new URL(origin).origin };
}

/** Whether anything that is queued would go out. */
export function isMailOn(environment: NodeJS.ProcessEnv = process.env): boolean {
	try {
		return readMailSettings(environment) !== null;
	} catch (cause) {
		if (cause instanceof MailSettingsError) return false;
		throw cause;
	}
}

/** A server on this machine itself: the one that may be spoken to without encryption. */
export function isOwnMachine(url: string): boolean {
	const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
	return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
