import { createHash } from 'node:crypto';
import { type Trx, asSystem } from '#lib/db/asActor.server.ts';

/** What is counted, and how many failures in a row are let through before the delay begins. */
export type ThrottleKey = { key: string; free: number };

const longestDelaySeconds = 900;

/** Keys say nothing of whom they are about. */
export function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

/** Counts the attempt as failed before the password is looked at, so that a burst cannot slip through one gap together. */
export async function begin<T>(
	keys: ThrottleKey[],
	now: Date,
	find: (trx: Trx) => Promise<T>
): Promise<{ found: T } | { blockedUntil: Date }> {
	try {
		return await asSystem('sign_in', now, async (trx) => {
			for (const { key, free } of keys) await countFailure(trx, key, free, now);
			return { found: await find(trx) };
		});
	} catch (cause) {
		// Thrown so that a blocked attempt counts nowhere: hammering on does not lengthen anybody's wait.
		if (cause instanceof Blocked) return { blockedUntil: cause.until };
		throw cause;
	}
}

/** Takes back the failure that the attempt was counted as; those before it still count. */
export async function takeBack(trx: Trx, key: string): Promise<void> {
	await trx
		.updateTable('signInAttempts')
		.set((eb) => ({ failures: eb('failures', '-', 1), blockedUntil: null }))
		.where('key', '=', key)
		.where('failures', '>', 0)
		.execute();
}

/** Failures before this are forgotten. */
export function quietDayBefore(now: Date): Date {
	return new Date(now.getTime() - 24 * 3_600_000);
}

class Blocked extends Error {
	readonly until: Date;

	constructor(until: Date) {
		super();
		this.until = until;
	}
}

/** @throws Blocked */
async function countFailure(trx: Trx, key: string, free: number, now: Date): Promise<void> {
	const counted = await trx
		.insertInto('signInAttempts')
		.values({ key, failures: 1, lastFailureAt: now })
		.onConflict((conflict) =>
			conflict
				.column('key')
				.doUpdateSet((eb) => ({
					failures: eb
						.case()
						.when('signInAttempts.lastFailureAt', '<', quietDayBefore(now))
						.then(1)
						.else(eb('signInAttempts.failures', '+', 1))
						.end(),
					lastFailureAt: now
				}))
				.where((eb) =>
					eb.or([eb('signInAttempts.blockedUntil', 'is', null), eb('signInAttempts.blockedUntil', '<=', now)])
				)
		)
		.returning('failures')
		.executeTakeFirst();
	if (!counted) {
		const { blockedUntil } = await trx
			.selectFrom('signInAttempts')
			.select('blockedUntil')
			.where('key', '=', key)
			.executeTakeFirstOrThrow();
		throw new Blocked(blockedUntil ?? now);
	}
	if (counted.failures <= free) return;
	const seconds = Math.min(longestDelaySeconds, 2 ** Math.min(counted.failures - free, 20));
	await trx
		.updateTable('signInAttempts')
		.set({ blockedUntil: new Date(now.getTime() + seconds * 1000) })
		.where('key', '=', key)
		.execute();
}
