import { record } from '#lib/audit/record.server.ts';
import { type Trx, asSystem } from '#lib/db/asActor.server.ts';
import type { Actor } from './actor.ts';
import { hashToken, newToken } from './passwords.server.ts';
import { begin, digest, takeBack } from './throttle.server.ts';

/** Wrong links from one address that are let through before the delay begins: calendars go on asking for a link that ended. */
const freeFailures = 20;

/** A link's use is noted at most once in so long. */
const notedEvery = 3_600_000;

/** When the actor's private link was made and last read; null where there is none. */
export async function getFeed(trx: Trx, actor: Actor): Promise<{ madeAt: Date; lastReadAt: Date | null } | null> {
	const feed = await trx
		.selectFrom('calendarFeeds')
		.select(['madeAt', 'lastReadAt'])
		.where('personId', '=', actor.person.id)
		.executeTakeFirst();
	return feed ?? null;
}

/**
 * Makes the actor's private link to their timetable, and ends the one before.
 * @returns the token, to be shown once
 */
export async function makeFeed(trx: Trx, actor: Actor): Promise<string> {
	const { token, tokenHash } = newToken();
	const feed = { tokenHash, madeAt: actor.now, lastReadAt: null };
	await trx
		.insertInto('calendarFeeds')
		.values({ personId: actor.person.id, ...feed })
		.onConflict((conflict) => conflict.column('personId').doUpdateSet(feed))
		.execute();
	await record(trx, null, 'calendar_feed.made', onPerson(actor));
	return token;
}

/** @returns whether there was a link to end */
export async function revokeFeed(trx: Trx, actor: Actor): Promise<boolean> {
	const ended = await trx
		.deleteFrom('calendarFeeds')
		.where('personId', '=', actor.person.id)
		.returning('personId')
		.executeTakeFirst();
	if (ended) await record(trx, null, 'calendar_feed.revoked', onPerson(actor));
	return ended !== undefined;
}

/** Whose link this is; null for one that was never made or is ended. Wrong links from one address are slowed down. */
export async function openFeed(
	token: string,
	address: string,
	now: Date
): Promise<{ personId: number | null } | { blockedUntil: Date }> {
	const key = digest(`calendar feed ${address}`);
	const tried = await begin([{ key, free: freeFailures }], now, (trx) =>
		trx
			.selectFrom('calendarFeeds')
			.select(['personId', 'lastReadAt'])
			.where('tokenHash', '=', hashToken(token))
			.executeTakeFirst()
	);
	if ('blockedUntil' in tried) return tried;
	const { found } = tried;
	if (!found) return { personId: null };
	await asSystem('sign_in', now, async (trx) => {
		await takeBack(trx, key);
		if (found.lastReadAt && now.getTime() - found.lastReadAt.getTime() < notedEvery) return;
		await trx.updateTable('calendarFeeds').set({ lastReadAt: now }).where('personId', '=', found.personId).execute();
	});
	return { personId: found.personId };
}

function onPerson(actor: Actor) {
	return { reviewId: null, kind: 'person', id: actor.person.id, audience: 'administrators' } as const;
}
