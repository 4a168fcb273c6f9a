import { createHash } from 'node:crypto';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { type Trx, asSystem } from '#lib/db/asActor.server.ts';
import { record } from '#lib/audit/record.server.ts';

/** A session ends this long after sign-in, however busy. */
export const absoluteHours = 12;
/** A session ends after this long without a request. */
export const idleMinutes = 30;

export type OwnSession = {
	idHash: string;
	createdAt: Date;
	lastSeenAt: Date;
	userAgent: string;
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
		userAgent: userAgent.slice(0, 300)
	});
	await asSystem(
		'sign_in',
		now,
		(trx) => record(trx, null, 'session.started', { ...onPerson, id: personId }),
		personId
	);
	return session.id;
}

/** @returns whose session this is, or null when it is unknown, idle for too long or too old */
export async function readSession(sessionId: string, now: Date): Promise<{ personId: number; idHash: string } | null> {
	const { session } = await lucia.validateSession(sessionId);
	if (!session) return null;
	const idHash = hashId(sessionId);
	if (isOver(session, now)) {
		await lucia.invalidateSession(sessionId);
		return null;
	}
	// At most one write a minute, however many requests a page makes.
	if (now.getTime() - session.lastSeenAt.getTime() > 60_000) {
		await asSystem('sign_in', now, (trx) =>
			trx.updateTable('sessions').set({ lastSeenAt: now }).where('idHash', '=', idHash).execute()
		);
	}
	return { personId: session.userId, idHash };
}

export async function endSession(sessionId: string): Promise<void> {
	await lucia.invalidateSession(sessionId);
}

/** Ends every session of a person but one: after a change of password, or when an account is closed. */
export async function endSessionsOf(trx: Trx, personId: number, exceptIdHash: string | null = null): Promise<void> {
	await trx
		.deleteFrom('sessions')
		.where('personId', '=', personId)
		.$if(exceptIdHash !== null, (query) => query.where('idHash', '<>', exceptIdHash ?? ''))
		.execute();
}

export async function listOwnSessions(trx: Trx, personId: number): Promise<OwnSession[]> {
	return trx
		.selectFrom('sessions')
		.select(['idHash', 'createdAt', 'lastSeenAt', 'userAgent'])
		.where('personId', '=', personId)
		.orderBy('lastSeenAt', 'desc')
		.execute();
}

export function hashId(sessionId: string): string {
	return createHash('sha256').update(sessionId).digest('hex');
}

function isOver(session: { createdAt: Date; lastSeenAt: Date }, now: Date): boolean {
	return (
		now.getTime() - session.createdAt.getTime() > absoluteHours * 3_600_000 ||
		now.getTime() - session.lastSeenAt.getTime() > idleMinutes * 60_000
	);
}

const onPerson = { reviewId: null, kind: 'person', audience: 'administrators' } as const;

type SessionAttributes = { createdAt: Date; lastSeenAt: Date; userAgent: string };

declare module 'lucia' {
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
	async updateSessionExpiration() {},
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
	return {
		id,
		userId: row.personId,
		expiresAt: row.expiresAt,
		attributes: { createdAt: row.createdAt, lastSeenAt: row.lastSeenAt, userAgent: row.userAgent }
	};
}

const lucia = new Lucia(adapter, {
	sessionExpiresIn: new TimeSpan(absoluteHours, 'h'),
	getSessionAttributes: (attributes: SessionAttributes) => attributes
});
