import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { asSystem } from '#lib/db/asActor.server.ts';
import { log } from '#lib/log.server.ts';
import { mayHaveBeenSent, nextAttempt } from '#lib/mail/mail.ts';
import { type Handed, handOver, longestSending } from '#lib/mail/send.server.ts';
import type { MailSettings } from '#lib/mail/settings.ts';
import { isSendingTime } from '#lib/overview/reminders.ts';
import { londonDate } from '#lib/ui/dates.ts';

/**
 * Sends what is due, one message after the other, until nothing is left, the hour's limit is reached or the mail server
 * cannot be reached. Several instances may do this at once: each message is taken by one of them.
 * @returns how many went out
 */
export async function deliverDue(
	settings: MailSettings,
	{ clock = () => new Date(), isStopped = () => false }: { clock?: () => Date; isStopped?: () => boolean } = {}
): Promise<number> {
	await giveUpHalfSent(clock());
	await dropStaleReminders(clock());
	let sent = 0;
	while (!isStopped()) {
		const mail = await takeNext(settings, clock());
		if (!mail) break;
		const handed = await handOver(settings, {
			messageId: mail.messageId,
			to: mail.toAddress,
			subject: mail.subject,
			body: mail.body,
			attachment: mail.attachment ? { name: mail.attachmentName ?? 'letter', bytes: mail.attachment } : null,
			automatic: mail.kind !== 'letter'
		});
		await settle(mail, handed, clock());
		if (handed.outcome === 'sent') sent += 1;
		if (handed.outcome === 'unreachable') break;
	}
	return sent;
}

type Taken = NonNullable<Awaited<ReturnType<typeof takeNext>>>;

/** Taken and marked before it is handed over, so that no failure of ours can send it twice. */
async function takeNext(settings: MailSettings, now: Date) {
	return asSystem('jobs', now, async (trx) => {
		// Whoever finds the row taken leaves this turn to the other instance.
		const turn = await trx.selectFrom('mailTurn').select('id').forUpdate().skipLocked().executeTakeFirst();
		if (!turn) return null;
		const lately = await trx
			.selectFrom('mail')
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.where((eb) =>
				eb.or([
					eb('sentAt', '>', new Date(now.getTime() - 3_600_000)),
					eb('sendingSince', '>', new Date(now.getTime() - 3_600_000))
				])
			)
			.executeTakeFirstOrThrow();
		if (lately.count >= settings.perHour) return null;

		const next = await trx
			.selectFrom('mail')
			.select(['id', 'messageId'])
			.where('state', '=', 'queued')
			.where('nextAttemptAt', '<=', now)
			.$if(!isSendingTime(now), (query) => query.where('kind', 'not in', ['chaser', 'digest']))
			// A letter is waited for; a reminder is not.
			.orderBy((eb) => eb('kind', 'in', ['chaser', 'digest']))
			.orderBy('nextAttemptAt')
			.orderBy('id')
			.limit(1)
			.executeTakeFirst();
		if (!next) return null;
		await trx.updateTable('mailTurn').set({ takenAt: now }).execute();
		const messageId = next.messageId ?? `<${next.id}.${randomUUID()}@${settings.from.split('@').at(-1)}>`;
		const taken = await trx
			.updateTable('mail')
			.set((eb) => ({ state: 'sending' as const, attempts: eb('attempts', '+', 1), sendingSince: now, messageId }))
			.where('id', '=', next.id)
			.where('state', '=', 'queued')
			.returning(['id', 'kind', 'toAddress', 'subject', 'body', 'attachment', 'attachmentName', 'attempts'])
			.executeTakeFirst();
		return taken ? { ...taken, messageId } : null;
	});
}

/** @throws where the database cannot be reached: the row stays as it is, and is given up later as perhaps sent */
async function settle(mail: Taken, handed: Handed, now: Date): Promise<void> {
	const again =
		handed.outcome === 'unreachable' || handed.outcome === 'deferred' ? nextAttempt(mail.attempts, now) : null;
	const set =
		handed.outcome === 'sent'
			? { state: 'sent' as const, sentAt: now, failedBecause: null }
			: again
				? { state: 'queued' as const, nextAttemptAt: again, failedBecause: handed.because }
				: { state: 'failed' as const, failedBecause: handed.because };
	await asSystem('jobs', now, (trx) =>
		trx
			.updateTable('mail')
			.set({ ...set, sendingSince: null })
			.where('id', '=', mail.id)
			.where('state', '=', 'sending')
			.execute()
	);
	if (handed.outcome !== 'sent') log('warn', 'mail.not_sent', { mail: mail.id, outcome: handed.outcome });
}

/** A process ended between handing over and noting it. Nobody knows whether it went, so a person decides. */
async function giveUpHalfSent(now: Date): Promise<void> {
	await asSystem('jobs', now, (trx) =>
		trx
			.updateTable('mail')
			.set({ state: 'failed', failedBecause: mayHaveBeenSent, sendingSince: null })
			.where('state', '=', 'sending')
			.where('sendingSince', '<', new Date(now.getTime() - 2 * longestSending))
			.execute()
	);
}

/** What waited for somebody yesterday may be done by now. */
async function dropStaleReminders(now: Date): Promise<void> {
	await asSystem('jobs', now, (trx) =>
		trx
			.updateTable('mail')
			.set({ state: 'cancelled', failedBecause: 'Its day was over before it could be sent' })
			.where('state', '=', 'queued')
			.where('kind', 'in', ['chaser', 'digest'])
			.where(sql<boolean>`(queued_at at time zone 'Europe/London')::date < ${londonDate(now)}::date`)
			.execute()
	);
}
