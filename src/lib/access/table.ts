import type { Generated, GeneratedAlways } from 'kysely';

export type SessionsTable = {
	idHash: string;
	number: GeneratedAlways<number>;
	personId: number;
	actingPostId: number | null;
	createdAt: Date;
	lastSeenAt: Date;
	/** When the row may go. The session itself ends sooner, see sessions.server.ts. */
	expiresAt: Date;
	/** The person's rights have changed: the next page gives the browser a new id. */
	renew: Generated<boolean>;
	userAgent: Generated<string>;
};

export type PasswordLinksTable = {
	tokenHash: string;
	personId: number;
	createdAt: Date;
	expiresAt: Date;
	usedAt: Date | null;
};

export type SignInAttemptsTable = {
	key: string;
	failures: number;
	lastFailureAt: Date;
	blockedUntil: Date | null;
};
