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
