import { log } from '#lib/log.server.ts';
import { MailSettingsError, readMailSettings } from '#lib/mail/settings.ts';
import { deliverDue } from './deliver.server.ts';
import { remind } from './remind.server.ts';

/** How often the outbox is looked at, in milliseconds. */
const interval = 20_000;

/**
 * Starts what the server does by itself: reminders and mail. Without a mail server it does nothing at all.
 * @returns what ends it, waiting for the message that is being handed over
 */
export function startJobs(environment: NodeJS.ProcessEnv = process.env): () => Promise<void> {
	const settings = settingsOf(environment);
	if (!settings) return () => Promise.resolve();

	let stopped = false;
	let timer: NodeJS.Timeout | undefined;
	let running = Promise.resolve();

	const look = async (): Promise<void> => {
		try {
			await remind(settings, new Date());
			await deliverDue(settings, { isStopped: () => stopped });
		} catch (cause) {
			// The database is away for a while, say: the next look finds everything where it was.
			log('error', 'mail.failed', { error: cause instanceof Error ? cause.stack : String(cause) });
		}
		if (!stopped) schedule();
	};
	const schedule = (): void => {
		timer = setTimeout(() => {
			running = look();
		}, interval);
	};

	schedule();
	return async () => {
		stopped = true;
		clearTimeout(timer);
		await running;
	};
}

function settingsOf(environment: NodeJS.ProcessEnv) {
	try {
		return readMailSettings(environment);
	} catch (cause) {
		if (!(cause instanceof MailSettingsError)) throw cause;
		log('error', 'mail.off', { because: cause.message });
		return null;
	}
}
