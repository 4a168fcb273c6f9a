import { record } from '#lib/audit/record.server.ts';
import { type Trx, asSystem } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import type { Actor } from './actor.ts';
import { hashPassword, hashToken, newToken, passwordMatches } from './passwords.server.ts';
import { endSessionsOf } from './sessions.server.ts';
import { begin, digest, quietDayBefore, takeBack, type ThrottleKey } from './throttle.server.ts';
import { waitInWords } from './wait.ts';

export type SignInResult =
	{ outcome: 'signed_in'; personId: number } | { outcome: 'refused' } | { outcome: 'throttled'; until: Date };

/** A first or forgotten password is set through a link that works once, for this long. */
export const linkHours = 72;

/** Failures in a row that are let through before the delay begins: one person mistypes, an address serves an office. */
const freeFailures = { account: 4, address: 20 };

/**
 * Checks an e-mail address and password. Unknown accounts cost the same as known ones and get the same answer.
 * The delay grows with failures for the account from this address, and for the address alone; nobody is locked out for good.
 * @throws TooBusy
 */
export async function signIn(email: string, password: string, address: string, now: Date): Promise<SignInResult> {
	const keys = throttleKeys(email, address);
	const attempt = await begin(keys, now, (trx) =>
		trx
			.selectFrom('accounts')
			.select(['personId', 'passwordHash'])
			.where('email', '=', email.toLowerCase())
			.where('disabledAt', 'is', null)
			.executeTakeFirst()
	);
	if ('blockedUntil' in attempt) return { outcome: 'throttled', until: attempt.blockedUntil };

	const account = attempt.found;
	const matches = await triedWith(keys, now, () => passwordMatches(account?.passwordHash ?? null, password));
	if (!matches || !account) return { outcome: 'refused' };
	await asSystem('sign_in', now, async (trx) => {
		const [ofAddress, ofAccount] = keys;
		await takeBack(trx, ofAddress.key);
		await trx.deleteFrom('signInAttempts').where('key', '=', ofAccount.key).execute();
		await trx.deleteFrom('signInAttempts').where('lastFailureAt', '<', quietDayBefore(now)).execute();
	});
	return { outcome: 'signed_in', personId: account.personId };
}

/**
 * Changes the actor's own password, ends their other sessions and gives this one a new id.
 * @throws Invalid when the present password is wrong, TooBusy
 */
export async function changePassword(actor: Actor, present: string, wanted: string, keepIdHash: string): Promise<void> {
	const personId = actor.person.id;
	const keys: ThrottleKey[] = [{ key: digest(`password of ${personId}`), free: freeFailures.account }];
	const attempt = await begin(keys, actor.now, (trx) =>
		trx.selectFrom('accounts').select('passwordHash').where('personId', '=', personId).executeTakeFirst()
	);
	if ('blockedUntil' in attempt) {
		const wait = waitInWords(attempt.blockedUntil, actor.now);
		throw new Invalid('presentPassword', `Wrong too many times. Wait ${wait}, then try again.`);
	}
	const stored = attempt.found?.passwordHash ?? null;
	if (!(await triedWith(keys, actor.now, () => passwordMatches(stored, present)))) {
		throw new Invalid('presentPassword', 'This is not your present password');
	}
	const passwordHash = await hashPassword(wanted);
	await asSystem(
		'sign_in',
		actor.now,
		async (trx) => {
			for (const { key } of keys) await takeBack(trx, key);
			await trx.updateTable('sessions').set({ renew: true }).where('idHash', '=', keepIdHash).execute();
			await setPassword(trx, personId, passwordHash, actor.now, keepIdHash);
		},
		personId
	);
}

/**
 * Issues a link for a first or forgotten password, and ends the links issued before.
 * @returns the token, to be shown once
 * @throws Forbidden, NotFound, Conflict for a closed account
 */
export async function issuePasswordLink(trx: Trx, actor: Actor, personId: number): Promise<string> {
	const account = await trx
		.selectFrom('accounts')
		.select('disabledAt')
		.where('personId', '=', personId)
		.executeTakeFirst();
	if (!actor.isAdministrator) throw new Forbidden('Only an administrator may issue a password link');
	if (!account) throw new NotFound('This person was not found');
	if (account.disabledAt) throw new Conflict('This account is closed: open it again first');

	const { token, tokenHash } = newToken();
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
	return token;
}

/** @returns the e-mail address whose password the link sets, or null when it was used, replaced or is too old */
export async function readPasswordLink(token: string, now: Date): Promise<string | null> {
	const link = await asSystem('sign_in', now, (trx) => usableLink(trx, token, now).executeTakeFirst());
	return link?.email ?? null;
}

/** Sets a password through a link, once. @returns false when the link cannot be used any more. @throws TooBusy */
export async function usePasswordLink(token: string, wanted: string, now: Date): Promise<boolean> {
	const found = await asSystem('sign_in', now, (trx) => usableLink(trx, token, now).executeTakeFirst());
	if (!found) return false;
	const passwordHash = await hashPassword(wanted);
	return asSystem(
		'sign_in',
		now,
		async (trx) => {
			const link = await usableLink(trx, token, now).forUpdate('passwordLinks').executeTakeFirst();
			if (!link) return false;
			await trx.updateTable('passwordLinks').set({ usedAt: now }).where('tokenHash', '=', hashToken(token)).execute();
			await setPassword(trx, link.personId, passwordHash, now, null);
			return true;
		},
		found.personId
	);
}

/** The address alone, then the account from it. */
function throttleKeys(email: string, address: string): [ThrottleKey, ThrottleKey] {
	return [
		{ key: digest(`address ${address}`), free: freeFailures.address },
		{ key: digest(`account ${email.toLowerCase()} ${address}`), free: freeFailures.account }
	];
}

/** A password that could not be tried at all did not fail. @throws what the trial throws */
async function triedWith<T>(keys: ThrottleKey[], now: Date, trial: () => Promise<T>): Promise<T> {
	try {
		return await trial();
	} catch (cause) {
		await asSystem('sign_in', now, async (trx) => {
			for (const { key } of keys) await takeBack(trx, key);
		});
		throw cause;
	}
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
	await trx.deleteFrom('passwordLinks').where('personId', '=', personId).where('usedAt', 'is', null).execute();
	await endSessionsOf(trx, personId, keepIdHash);
	await record(trx, null, 'password.changed', {
		reviewId: null,
		kind: 'person',
		id: personId,
		audience: 'administrators'
	});
}
