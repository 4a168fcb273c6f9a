import { createHash } from 'node:crypto';
import { record } from '#lib/audit/record.server.ts';
import { type Trx, asActor, asSystem } from '#lib/db/asActor.server.ts';
import { Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { Actor } from './actor.ts';
import { hashPassword, hashToken, newToken, passwordMatches } from './passwords.server.ts';
import { endSessionsOf } from './sessions.server.ts';

export type SignInResult =
	{ outcome: 'signed_in'; personId: number } | { outcome: 'refused' } | { outcome: 'throttled'; until: Date };

/** A first or forgotten password is set through a link that works once, for this long. */
export const linkHours = 72;

/** Failures in a row that are let through before the delay begins: one person mistypes, an address serves an office. */
const freeFailures = { account: 4, address: 20 };
const longestDelaySeconds = 900;

/**
 * Checks an e-mail address and password. Unknown accounts cost the same as known ones and get the same answer.
 * The delay grows with failures for the account from this address, and for the address alone; nobody is locked out for good.
 * @throws TooBusy
 */
export async function signIn(email: string, password: string, address: string, now: Date): Promise<SignInResult> {
	const keys = throttleKeys(email, address);
	const { until, account } = await asSystem('sign_in', now, async (trx) => ({
		until: await blockedUntil(
			trx,
			keys.map(({ key }) => key),
			now
		),
		account: await trx
			.selectFrom('accounts')
			.select(['personId', 'passwordHash'])
			.where('email', '=', email.toLowerCase())
			.where('disabledAt', 'is', null)
			.executeTakeFirst()
	}));
	if (until) return { outcome: 'throttled', until };

	const matches = await passwordMatches(account?.passwordHash ?? null, password);
	await asSystem('sign_in', now, async (trx) => {
		if (matches) {
			await trx.deleteFrom('signInAttempts').where('key', '=', keys[0].key).execute();
		} else {
			for (const { key, free } of keys) await countFailure(trx, key, free, now);
		}
	});
	return matches && account ? { outcome: 'signed_in', personId: account.personId } : { outcome: 'refused' };
}

/** Changes the actor's own password and ends their other sessions. @throws Invalid when the present password is wrong, TooBusy */
export async function changePassword(actor: Actor, present: string, wanted: string, keepIdHash: string): Promise<void> {
	const personId = actor.person.id;
	const stored = await asSystem('sign_in', actor.now, (trx) =>
		trx.selectFrom('accounts').select('passwordHash').where('personId', '=', personId).executeTakeFirst()
	);
	if (!(await passwordMatches(stored?.passwordHash ?? null, present))) {
		throw new Invalid('present', 'This is not your present password');
	}
	const passwordHash = await hashPassword(wanted);
	await asSystem(
		'sign_in',
		actor.now,
		async (trx) => {
			await setPassword(trx, personId, passwordHash, actor.now, keepIdHash);
		},
		personId
	);
}

/** Issues a link for a first or forgotten password, and ends the links issued before. @returns the token, to be shown once */
export async function issuePasswordLink(actor: Actor, personId: number): Promise<string> {
	const { token, tokenHash } = newToken();
	await asActor(actor, async (trx) => {
		if (!actor.isAdministrator) throw new Forbidden();
		const person = await trx.selectFrom('people').select('id').where('id', '=', personId).executeTakeFirst();
		if (!person) throw new NotFound();
		await trx.deleteFrom('passwordLinks').where('personId', '=', personId).execute();
		await trx
			.insertInto('passwordLinks')
			.values({
				tokenHash,
				personId,
				createdAt: actor.now,
				expiresAt: new Date(actor.now.getTime() + linkHours * 3_600_000)
			})
			.execute();
		await record(trx, null, 'password.link_issued', {
			reviewId: null,
			kind: 'person',
			id: personId,
			audience: 'administrators'
		});
	});
	return token;
}

/** @returns the e-mail address whose password the link sets, or null when it was used, replaced or is too old */
export async function readPasswordLink(token: string, now: Date): Promise<string | null> {
	const link = await asSystem('sign_in', now, (trx) => usableLink(trx, token, now).executeTakeFirst());
	return link?.email ?? null;
}

/** Sets a password through a link, once. @returns false when the link cannot be used any more. @throws TooBusy */
export async function usePasswordLink(token: string, wanted: string, now: Date): Promise<boolean> {
	if (!(await readPasswordLink(token, now))) return false;
	const passwordHash = await hashPassword(wanted);
	return asSystem('sign_in', now, async (trx) => {
		const link = await usableLink(trx, token, now).forUpdate('passwordLinks').executeTakeFirst();
		if (!link) return false;
		await trx.updateTable('passwordLinks').set({ usedAt: now }).where('tokenHash', '=', hashToken(token)).execute();
		await setPassword(trx, link.personId, passwordHash, now, null);
		return true;
	});
}

function usableLink(trx: Trx, token: string, now: Date) {
	return trx
		.selectFrom('passwordLinks')
		.innerJoin('accounts', 'accounts.personId', 'passwordLinks.personId')
		.select(['passwordLinks.personId', 'accounts.email'])
		.where('passwordLinks.tokenHash', '=', hashToken(token))
		.where('passwordLinks.usedAt', 'is', null)
		.where('passwordLinks.expiresAt', '>', now)
		.where('accounts.disabledAt', 'is', null);
}

async function setPassword(
	trx: Trx,
	personId: number,
	passwordHash: string,
	now: Date,
	keepIdHash: string | null
): Promise<void> {
	await trx
		.updateTable('accounts')
		.set({ passwordHash, passwordChangedAt: now })
		.where('personId', '=', personId)
		.execute();
	await endSessionsOf(trx, personId, keepIdHash);
	await record(trx, null, 'password.changed', {
		reviewId: null,
		kind: 'person',
		id: personId,
		audience: 'administrators'
	});
}

type ThrottleKey = { key: string; free: number };

function throttleKeys(email: string, address: string): [ThrottleKey, ThrottleKey] {
	const digest = (text: string) => createHash('sha256').update(text).digest('hex');
	return [
		{ key: digest(`account ${email.toLowerCase()} ${address}`), free: freeFailures.account },
		{ key: digest(`address ${address}`), free: freeFailures.address }
	];
}

async function blockedUntil(trx: Trx, keys: string[], now: Date): Promise<Date | null> {
	const rows = await trx
		.selectFrom('signInAttempts')
		.select('blockedUntil')
		.where('key', 'in', keys)
		.where('blockedUntil', '>', now)
		.orderBy('blockedUntil', 'desc')
		.execute();
	return rows[0]?.blockedUntil ?? null;
}

async function countFailure(trx: Trx, key: string, free: number, now: Date): Promise<void> {
	// A quiet day forgives what came before.
	const since = new Date(now.getTime() - 24 * 3_600_000);
	const { failures } = await trx
		.insertInto('signInAttempts')
		.values({ key, failures: 1, lastFailureAt: now })
		.onConflict((conflict) =>
			conflict.column('key').doUpdateSet((eb) => ({
				failures: eb
					.case()
					.when('signInAttempts.lastFailureAt', '<', since)
					.then(1)
					.else(eb('signInAttempts.failures', '+', 1))
					.end(),
				lastFailureAt: now
			}))
		)
		.returning('failures')
		.executeTakeFirstOrThrow();
	if (failures <= free) return;
	const seconds = Math.min(longestDelaySeconds, 2 ** Math.min(failures - free, 20));
	await trx
		.updateTable('signInAttempts')
		.set({ blockedUntil: new Date(now.getTime() + seconds * 1000) })
		.where('key', '=', key)
		.execute();
}
