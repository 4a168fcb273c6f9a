import type { GeneratedAlways } from 'kysely';

export type MilestonesTable = {
	id: GeneratedAlways<number>;
	reviewId: number;
	title: string;
	dueOn: string;
};
