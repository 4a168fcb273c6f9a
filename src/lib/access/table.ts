import type { Generated } from 'kysely';

export type SessionsTable = {
	idHash: string;
	personId: number;
	createdAt: Date;
	lastSeenAt: Date;
	expiresAt: Date;
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
