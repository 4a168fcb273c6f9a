import type { Generated, GeneratedAlways } from 'kysely';

export type MailKind = 'chaser' | 'digest' | 'letter' | 'notice';
export type MailState = 'queued' | 'sending' | 'sent' | 'failed' | 'cancelled';

/** Read and changed by the jobs alone; queued through queue_mail(), listed through mail_states(). */
export type MailTable = {
	id: GeneratedAlways<number>;
	reviewId: number | null;
	/** What it is about: nothing is queued twice under one key. */
	key: string;
	kind: MailKind;
	toPersonId: number | null;
	toAddress: string;
	subject: string;
	body: string;
	attachment: Uint8Array | null;
	attachmentName: string | null;
	letterId: number | null;
	state: Generated<MailState>;
	attempts: Generated<number>;
	nextAttemptAt: Generated<Date>;
	failedBecause: string | null;
	queuedAt: Generated<Date>;
	sentAt: Date | null;
	/** The same at every attempt, so that a second copy is known as one. */
	messageId: string | null;
	/** Set while it is being handed over. */
	sendingSince: Date | null;
};

/** Its one row is whose turn it is to take the next message. */
export type MailTurnTable = { id: Generated<number>; takenAt: Date | null };

/** The days on which reminders were made. */
export type ReminderRunsTable = { day: string; startedAt: Date; finishedAt: Date | null };

export type Digest = 'daily' | 'weekly' | 'off';

/** What a person chose; without a row a digest comes daily. */
export type MailPreferencesTable = { personId: number; digest: Digest };
