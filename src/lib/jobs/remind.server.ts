import { sql } from 'kysely';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { asActor, asSystem, type Trx } from '#lib/db/asActor.server.ts';
import type { MailSettings } from '#lib/mail/settings.ts';
import type { Digest, MailKind } from '#lib/mail/table.ts';
import { countWaiting } from '#lib/overview/reminders.server.ts';
import { chaserText, digestDue, digestText, isSendingTime } from '#lib/overview/reminders.ts';
import type { Nation } from '#lib/timetable/working-days.ts';
import { londonDate } from '#lib/ui/dates.ts';

/** After this long a run that is not finished belongs to a process that ended. */
const longestRun = 15 * 60_000;

/**
 * Queues today's reminders, once: at the first look within working hours. A run that was left half-way is taken up again,
 * and the key of each message keeps it from being queued twice.
 * @returns how many were queued
 */
export async function remind(settings: MailSettings, now: Date): Promise<number> {
	if (!isSendingTime(now)) return 0;
	const today = londonDate(now);
	if (!(await takeRun(today, now))) return 0;

	let queued = 0;
	for (const person of await peopleToRemind(now)) {
		queued += await remindOne(settings, person, today, now);
	}
	await asSystem('jobs', now, (trx) =>
		trx.updateTable('reminderRuns').set({ finishedAt: now }).where('day', '=', today).execute()
	);
	return queued;
}

type Person = {
	personId: number;
	email: string;
	digest: Digest;
	reviews: { reviewId: number; nation: Nation }[];
};

async function takeRun(today: string, now: Date): Promise<boolean> {
	return asSystem('jobs', now, async (trx) => {
		const taken = await trx
			.insertInto('reminderRuns')
			.values({ day: today, startedAt: now, finishedAt: null })
			.onConflict((conflict) =>
				conflict
					.column('day')
					.doUpdateSet({ startedAt: now })
					.where('reminderRuns.finishedAt', 'is', null)
					.where('reminderRuns.startedAt', '<', new Date(now.getTime() - longestRun))
			)
			.returning('day')
			.executeTakeFirst();
		return taken !== undefined;
	});
}

async function peopleToRemind(now: Date): Promise<Person[]> {
	const { rows } = await asSystem('jobs', now, (trx) =>
		sql<{ personId: number; email: string; digest: Digest; reviewId: number; nation: Nation }>`
			select person_id, email, digest, review_id, nation from people_to_remind()`.execute(trx)
	);
	const people = new Map<number, Person>();
	for (const { personId, email, digest, reviewId, nation } of rows) {
		const person = people.get(personId) ?? { personId, email, digest, reviews: [] };
		person.reviews.push({ reviewId, nation });
		people.set(personId, person);
	}
	return [...people.values()];
}

/** What waits is counted as the person: this job knows of nothing that they could not see themselves. */
async function remindOne(settings: MailSettings, person: Person, today: string, now: Date): Promise<number> {
	const { personId, email, digest } = person;
	const actor = await loadActor(personId, now);
	if (!actor) return 0;
	const waiting = await asActor(actor, (trx) => countWaiting(trx, actor, person.reviews, today));
	const late = waiting.reduce((sum, each) => sum + each.late, 0);
	// A day on which one review's nation does not work is a working day in another's.
	const due = person.reviews.flatMap(({ reviewId, nation }) => {
		const once = digestDue(digest, today, nation);
		return once === null ? [] : [{ once, count: waiting.find((each) => each.reviewId === reviewId)?.count ?? 0 }];
	});
	const dueCount = due.reduce((sum, { count }) => sum + count, 0);
	const all = waiting.reduce((sum, each) => sum + each.count, 0);

	return asSystem('jobs', now, async (trx) => {
		// The mail of a single review is its secretariat's to look after; of several, an administrator's.
		const [only, ...others] = person.reviews;
		const to = { personId, email, reviewId: only && others.length === 0 ? only.reviewId : null };
		let queued = 0;
		if (late > 0) {
			queued += await queue(trx, `chaser:${personId}:${today}`, 'chaser', to, chaserText(late, all, settings.origin));
		}
		// On a day that brings a reminder of what is late, the daily digest would only say it again.
		const [first] = due;
		if (first && dueCount > 0 && !(late > 0 && digest === 'daily')) {
			queued += await queue(
				trx,
				`digest:${personId}:${first.once}`,
				'digest',
				to,
				digestText(dueCount, settings.origin)
			);
		}
		return queued;
	});
}

async function queue(
	trx: Trx,
	key: string,
	kind: MailKind,
	to: { personId: number; email: string; reviewId: number | null },
	text: { subject: string; body: string }
): Promise<number> {
	const queued = await trx
		.insertInto('mail')
		.values({
			key,
			kind,
			reviewId: to.reviewId,
			toPersonId: to.personId,
			toAddress: to.email,
			...text,
			queuedAt: sql`app_now()`,
			nextAttemptAt: sql`app_now()`
		})
		.onConflict((conflict) => conflict.column('key').doNothing())
		.returning('id')
		.executeTakeFirst();
	return queued ? 1 : 0;
}
