import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { getReminders } from '#lib/mail/queries.server.ts';
import { queueMail } from '#lib/mail/queue.server.ts';
import { readMailSettings } from '#lib/mail/settings.ts';
import { londonDate, longDate, plainDate } from '#lib/ui/dates.ts';
import { roundCalendar } from '../calendar/queries.server.ts';
import { clearDaysBetween, isRoundDay } from '../clock.ts';
import { lockRound, type Round } from '../queries.server.ts';
import { canExtendRound } from '../round.ts';
import { noticeText } from './extension.ts';
import { listAskedPeople } from './queries.server.ts';

export type ExtensionInput = { revision: number; replyBy: string; because: string };

/**
 * Puts off the day by which replies are due. What came between the days is in time from now on, silence counts for nothing
 * until the new day, and whoever is asked is told, where mail is on. The earlier day is kept.
 * @returns how many people are told by mail
 * @throws NotFound, Forbidden; Conflict where nothing is asked any more; Invalid('replyBy') for a day that cannot be
 */
export async function extendRound(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	{ revision, replyBy, because }: ExtensionInput
): Promise<{ told: number }> {
	const round = await lockRound(trx, actor, reviewId, name);
	if (!round) throw new NotFound('This write-round was not found');
	const grant = grantFor(actor, 'round.manage', { reviewId });
	if (!grant) throw new Forbidden('Only the secretariat puts off the day for replies');
	const { issuedOn, replyBy: earlier } = round;
	if (issuedOn === null || earlier === null) {
		throw new Conflict('This write-round is not issued yet: its day is chosen when it is');
	}
	if (!canExtendRound(actor, round)) throw new Conflict(whyNot(round));
	if (round.revision !== revision) {
		throw new Conflict('Somebody has changed this write-round since you opened it. Look at what is saved, then go on.');
	}
	const calendar = await roundCalendar(trx, reviewId, round.rules);
	if (replyBy <= earlier) {
		throw new Invalid('replyBy', `Replies are due by ${plainDate(earlier)}: choose a later day`);
	}
	if (replyBy < londonDate(actor.now)) throw new Invalid('replyBy', 'The new day must be today or later');
	if (!isRoundDay(replyBy, calendar)) {
		throw new Invalid('replyBy', `${longDate(replyBy)} is no working day of this round: choose another day`);
	}
	const givenDays = clearDaysBetween(issuedOn, replyBy, calendar);
	const { id } = await trx
		.insertInto('roundExtensions')
		.values({
			reviewId,
			roundId: round.id,
			earlierReplyBy: earlier,
			replyBy,
			because,
			personId: actor.person.id,
			postId: grant.postId,
			extendedAt: actor.now
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await trx
		.updateTable('writeRounds')
		.set({ replyBy, givenDays, revision: revision + 1 })
		.where('id', '=', round.id)
		.execute();
	const told = await tellAsked(trx, actor, round, id);
	await record(
		trx,
		grant,
		'round.extended',
		{ reviewId, kind: 'round', id: round.id, reference: name, audience: 'members' },
		{ replyBy: [earlier, replyBy], clearDays: [round.givenDays, givenDays], because, told }
	);
	return { told };
}

function whyNot(round: Round): string {
	if (round.withdrawnAt) return 'This write-round was withdrawn: nobody is asked any more';
	return 'The chair of the committee has decided on this copy: replies are no longer waited for';
}

/** A word to the posts that are asked and the offices that serve them, which says no more than where to look. */
async function tellAsked(trx: Trx, actor: Actor, round: Round, extensionId: number): Promise<number> {
	const settings = readMailSettings(process.env);
	if (!settings || !(await getReminders(trx, round.reviewId)).sendsReminders) return 0;
	let told = 0;
	for (const toPersonId of await listAskedPeople(trx, actor, round.id)) {
		const queued = await queueMail(trx, {
			key: `extension:${extensionId}:${toPersonId}`,
			kind: 'notice',
			reviewId: round.reviewId,
			toPersonId,
			...noticeText(settings.origin)
		});
		if (queued !== null) told += 1;
	}
	return told;
}
