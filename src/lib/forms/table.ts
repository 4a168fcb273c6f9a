import type { Generated } from 'kysely';

export type FormSubmissionsTable = {
	personId: number;
	key: string;
	bodyHash: string;
	location: string | null;
	createdAt: Generated<Date>;
};
