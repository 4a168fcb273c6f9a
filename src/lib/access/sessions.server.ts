import { createHash } from 'node:crypto';
import {
	type Adapter,
	type DatabaseSession,
	type DatabaseUser,
	generateIdFromEntropySize,
	Lucia,
	TimeSpan
} from 'lucia';
import { record } from '#lib/audit/record.server.ts';
import { type Trx, asSystem } from '#lib/db/asActor.server.ts';
import { Invalid, NotFound } from '#lib/errors.ts';
import type { Actor } from './actor.ts';

/** A session ends this long after sign-in, however busy. */
export const absoluteHours = 12;
/** A session ends after this long without a request. */
export const idleMinutes = 30;
/** For this long after sign-in an ended session can still tell whose it was: what they were typing is theirs alone. */
export const rememberedHours = 24;

export type FoundSession =
	| { state: 'live'; personId: number; idHash: string; actingPostId: number | null; renew: boolean }
	| { state: 'ended'; personId: number };

export type OwnSession = {
	number: number;
	createdAt: Date;
	lastSeenAt: Date;
	userAgent: string;
	isThis: boolean;
};

/** Starts a session and ends the one that the browser brought with it. @returns the raw id, for the cookie alone */
export async function startSession(
	personId: number,
	userAgent: string,
	now: Date,
	previousId?: string
): Promise<string> {
	if (previousId) await lucia.invalidateSession(previousId);
	const session = await lucia.createSession(personId, {
		createdAt: now,
		lastSeenAt: now,
		userAgent: userAgent.slice(0, 300),
		actingPostId: null,
		renew: false
	});
	await asSystem(
		'sign_in',
		now,
		async (trx) => {
			await trx.deleteFrom('sessions').where('expiresAt', '<=', now).execute();
			await record(trx, null, 'session.started', onPerson(personId));
		},
		personId
	);
	return session.id;
}

/** @returns whose session this is and whether it still lives, or null when it is unknown or its account is closed */
export async function readSession(sessionId: string, now: Date): Promise<FoundSession | null> {
	const { session } = await lucia.validateSession(sessionId);
	if (!session) return null;
	if (isOver(session, now)) return { state: 'ended', personId: session.userId };

	const idHash = hashId(sessionId);
	// At most one write a minute, however many requests a page makes.
	if (now.getTime() - session.lastSeenAt.getTime() > 60_000) {
		await asSystem('sign_in', now, (trx) =>
			trx.updateTable('sessions').set({ lastSeenAt: now }).where('idHash', '=', idHash).execute()
		);
	}
	const { userId: personId, actingPostId, renew } = session;
	return { state: 'live', personId, idHash, actingPostId, renew };
}

/** Gives a session whose person's rights have changed a new id. @returns null when another request has just done so */
export async function renewSession(sessionId: string, now: Date): Promise<{ id: string; idHash: string } | null> {
	const id = generateIdFromEntropySize(25);
	const idHash = hashId(id);
	const renewed = await asSystem('sign_in', now, (trx) =>
		trx
			.updateTable('sessions')
			.set({ idHash, renew: false })
			.where('idHash', '=', hashId(sessionId))
			.where('renew', '=', true)
			.returning('number')
			.executeTakeFirst()
	);
	return renewed ? { id, idHash } : null;
}

/** Ends the session that signs out. Harmless when it has ended already. */
export async function endSession(sessionId: string, now: Date): Promise<void> {
	const owner = await asSystem('sign_in', now, (trx) =>
		trx.selectFrom('sessions').select('personId').where('idHash', '=', hashId(sessionId)).executeTakeFirst()
	);
	if (!owner) return;
	await asSystem(
		'sign_in',
		now,
		async (trx) => {
			await trx.deleteFrom('sessions').where('idHash', '=', hashId(sessionId)).execute();
			await record(trx, null, 'session.ended', onPerson(owner.personId));
		},
		owner.personId
	);
}

/** Ends every session of a person but one: after a change of password, or when an account is closed. */
export async function endSessionsOf(trx: Trx, personId: number, exceptIdHash: string | null = null): Promise<void> {
	await trx
		.deleteFrom('sessions')
		.where('personId', '=', personId)
		.$if(exceptIdHash !== null, (query) => query.where('idHash', '<>', exceptIdHash ?? ''))
		.execute();
}

/** Has every browser of a person take a new id with its next page: their rights have changed. */
export async function renewSessionsOf(trx: Trx, personId: number): Promise<void> {
	await trx.updateTable('sessions').set({ renew: true }).where('personId', '=', personId).execute();
}

/** The actor's own live sessions, the one in use first. */
export async function listOwnSessions(trx: Trx, actor: Actor, idHash: string | null): Promise<OwnSession[]> {
	const sessions = await trx
		.selectFrom('sessions')
		.select(['number', 'createdAt', 'lastSeenAt', 'userAgent'])
		.select((eb) => eb('idHash', '=', idHash ?? '').as('isThis'))
		.where('personId', '=', actor.person.id)
		.where('createdAt', '>', before(actor.now, absoluteHours * 60))
		.where('lastSeenAt', '>', before(actor.now, idleMinutes))
		.orderBy('isThis', 'desc')
		.orderBy('lastSeenAt', 'desc')
		.orderBy('number', 'desc')
		.execute();
	return sessions.map((session) => ({ ...session, isThis: Boolean(session.isThis) }));
}

/** Ends one of the actor's other sessions, or all of them (null). @throws NotFound */
export async function endOwnSessions(
	trx: Trx,
	actor: Actor,
	keepIdHash: string,
	number: number | null
): Promise<number> {
	const ended = await trx
		.deleteFrom('sessions')
		.where('personId', '=', actor.person.id)
		.where('idHash', '<>', keepIdHash)
		.$if(number !== null, (query) => query.where('number', '=', number ?? 0))
		.returning('number')
		.execute();
	if (number !== null && ended.length === 0) throw new NotFound('This session has ended already');
	if (ended.length > 0) await record(trx, null, 'session.ended', onPerson(actor.person.id), { ended: ended.length });
	return ended.length;
}

/** Chooses the post that this session acts from where several would do; null leaves it to each act. @throws Invalid */
export async function chooseActingPost(
	trx: Trx,
	actor: Actor,
	idHash: string,
	actingPostId: number | null
): Promise<void> {
	if (actingPostId !== null && !actor.posts.some((post) => post.id === actingPostId)) {
		throw new Invalid('actingPostId', 'Select one of the posts that you hold');
	}
	await trx
		.updateTable('sessions')
		.set({ actingPostId })
		.where('idHash', '=', idHash)
		.where('personId', '=', actor.person.id)
		.execute();
}

export function hashId(sessionId: string): string {
	return createHash('sha256').update(sessionId).digest('hex');
}

function isOver(session: { createdAt: Date; lastSeenAt: Date }, now: Date): boolean {
	return session.createdAt <= before(now, absoluteHours * 60) || session.lastSeenAt <= before(now, idleMinutes);
}

function before(now: Date, minutes: number): Date {
	return new Date(now.getTime() - minutes * 60_000);
}

function onPerson(id: number) {
	return { reviewId: null, kind: 'person', id, audience: 'administrators' } as const;
}

type SessionAttributes = {
	createdAt: Date;
	lastSeenAt: Date;
	userAgent: string;
	actingPostId: number | null;
	renew: boolean;
};

declare module 'lucia' {
	// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be added to
	interface Register {
		Lucia: typeof lucia;
		UserId: number;
		DatabaseSessionAttributes: SessionAttributes;
	}
}

/** Stores only the SHA-256 of a session's id, and hands the raw id back to Lucia, which compares it. */
const adapter: Adapter = {
	async getSessionAndUser(sessionId): Promise<[DatabaseSession | null, DatabaseUser | null]> {
		const row = await asSystem('sign_in', new Date(), (trx) =>
			trx
				.selectFrom('sessions')
				.innerJoin('accounts', 'accounts.personId', 'sessions.personId')
				.selectAll('sessions')
				.where('sessions.idHash', '=', hashId(sessionId))
				.where('accounts.disabledAt', 'is', null)
				.executeTakeFirst()
		);
		if (!row) return [null, null];
		return [databaseSession(sessionId, row), { id: row.personId, attributes: {} }];
	},
	async getUserSessions(personId) {
		const rows = await asSystem('sign_in', new Date(), (trx) =>
			trx.selectFrom('sessions').selectAll().where('personId', '=', personId).execute()
		);
		return rows.map((row) => databaseSession(row.idHash, row));
	},
	async setSession(session) {
		await asSystem('sign_in', new Date(), (trx) =>
			trx
				.insertInto('sessions')
				.values({
					idHash: hashId(session.id),
					personId: session.userId,
					expiresAt: session.expiresAt,
					...session.attributes
				})
				.execute()
		);
	},
	// Lucia would push the end further out with use; a session's end is fixed at sign-in.
	updateSessionExpiration: () => Promise.resolve(),
	async deleteSession(sessionId) {
		await asSystem('sign_in', new Date(), (trx) =>
			trx.deleteFrom('sessions').where('idHash', '=', hashId(sessionId)).execute()
		);
	},
	async deleteUserSessions(personId) {
		await asSystem('sign_in', new Date(), (trx) => endSessionsOf(trx, personId));
	},
	async deleteExpiredSessions() {
		const now = new Date();
		await asSystem('sign_in', now, (trx) => trx.deleteFrom('sessions').where('expiresAt', '<=', now).execute());
	}
};

function databaseSession(id: string, row: { personId: number; expiresAt: Date } & SessionAttributes): DatabaseSession {
	const { createdAt, lastSeenAt, userAgent, actingPostId, renew } = row;
	return {
		id,
		userId: row.personId,
		expiresAt: row.expiresAt,
		attributes: { createdAt, lastSeenAt, userAgent, actingPostId, renew }
	};
}

// Lucia keeps the row for longer than the session lives; isOver ends it.
const lucia = new Lucia(adapter, {
	sessionExpiresIn: new TimeSpan(rememberedHours, 'h'),
	getSessionAttributes: (attributes: SessionAttributes) => attributes
});
