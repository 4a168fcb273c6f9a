import type { Generated, GeneratedAlways } from 'kysely';

export type DepartmentsTable = {
	id: GeneratedAlways<number>;
	isTreasury: Generated<boolean>;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type DepartmentNamesTable = {
	departmentId: number;
	since: string;
	until: string | null;
	name: string;
	shortName: string;
};

export type DepartmentsTodayTable = {
	id: number;
	isTreasury: boolean;
	revision: number;
	name: string;
	shortName: string;
};

export type PostsTable = {
	id: GeneratedAlways<number>;
	departmentId: number;
	title: string;
	servesPostId: number | null;
	severalHolders: Generated<boolean>;
	revision: Generated<number>;
	createdAt: Generated<Date>;
};

export type PeopleTable = {
	id: GeneratedAlways<number>;
	name: string;
	createdAt: Generated<Date>;
};

export type AccountsTable = {
	personId: number;
	email: string;
	passwordHash: string | null;
	passwordChangedAt: Date | null;
	isAdministrator: Generated<boolean>;
	mayCreateReviews: Generated<boolean>;
	disabledAt: Date | null;
	revision: Generated<number>;
	/** Told to nobody; `app_browser_key()` derives from it what the person's own browser locks unsent words away with. */
	browserSecret: Generated<string>;
};

export type HoldingsTable = {
	id: GeneratedAlways<number>;
	postId: number;
	personId: number;
	since: Date;
	until: Date | null;
};

export type ReshuffleState = 'prepared' | 'carried_out' | 'dropped';

/** Read and written by administrators alone. */
export type ReshufflesTable = {
	id: GeneratedAlways<number>;
	title: string;
	/** Null until it is carried out, where it takes effect then. */
	takesEffectAt: Date | null;
	state: Generated<ReshuffleState>;
	preparedByPersonId: number;
	preparedAt: Generated<Date>;
	endedByPersonId: number | null;
	endedAt: Date | null;
	revision: Generated<number>;
};

export type ReshuffleChangesTable = {
	reshuffleId: number;
	rank: number;
	postId: number;
	/** Who leaves, as it stood when the change was prepared; null where nobody does. */
	leavingHoldingId: number | null;
	/** Who comes; null with no new name where the post falls vacant. */
	personId: number | null;
	newName: string | null;
	newEmail: string | null;
};

export type DepartmentSuccessionsTable = {
	departmentId: number;
	successorId: number;
	/** ISO date: the first day on which the successor stands for it. */
	since: string;
	/** The department ended with it; otherwise it goes on with what it kept. */
	isWhole: boolean;
	recordedAt: Generated<Date>;
};
