import { CamelCasePlugin, type Kysely, sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import { readActor } from '#lib/access/load-actor.server.ts';
import type { Role } from '#lib/access/roles.ts';
import { asSystem } from '#lib/db/asActor.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import type { Database } from '#lib/db/schema.ts';
import { testEngine, testOwner } from './engines.ts';

/** A moment in working hours, so that no test depends on the day it runs. */
export const now = new Date('2026-03-16T10:00:00.000Z');

export type Party = { actor: Actor; personId: number; postId: number; teamId: number };

export type World = {
	/** The owner of the tables, whom no row-level security binds: to set up, to look behind and to tamper. */
	owner: Kysely<Database>;
	reviewId: number;
	slug: string;
	departments: { families: number; care: number; exchequer: number; centre: number };
	teams: { families: number; care: number; exchequer: number; centre: number };
	official: Party;
	careOfficial: Party;
	minister: Party;
	careMinister: Party;
	privateOffice: Party;
	specialAdviser: Party;
	secretariat: Party;
	chair: Party;
	treasury: Party;
	/** Families' own Cabinet minister, whom the office below serves. */
	cabinetMinister: Party;
	cabinetPrivateOffice: Party;
	observer: Party;
	/** Signed in, an administrator, a member of nothing. */
	administrator: Actor;
	/** An official of the same department in another review: sees nothing of this one. */
	outsider: Party;
	otherReviewId: number;
	/** Reads an actor again, after posts or memberships have changed. */
	reload(actor: Actor): Promise<Actor>;
};

/** A review of its own for a test, with two ministries, the Exchequer, a secretariat and one person in every role. */
export async function makeWorld(): Promise<World> {
	useEngine(await testEngine());
	const db = (await testOwner()).withPlugin(new CamelCasePlugin());
	const tag = Math.random().toString(36).slice(2, 10);
	const owner = new Owner(db);

	const departments = {
		families: await owner.department(`Department for Families ${tag}`, `DfF-${tag}`),
		care: await owner.department(`Department of Care ${tag}`, `DoC-${tag}`),
		exchequer: await owner.department(`Exchequer ${tag}`, `Exch-${tag}`, true),
		centre: await owner.department(`Centre ${tag}`, `Centre-${tag}`)
	};
	const slug = `review-${tag}`;
	const reviewId = await owner.review(slug, `Review ${tag}`);
	const otherReviewId = await owner.review(`other-${tag}`, `Other review ${tag}`);
	const teams = {
		families: await owner.team(reviewId, departments.families),
		care: await owner.team(reviewId, departments.care),
		exchequer: await owner.team(reviewId, departments.exchequer),
		centre: await owner.team(reviewId, departments.centre)
	};
	const otherTeam = await owner.team(otherReviewId, departments.families);

	const join = (role: Role, team: keyof typeof teams, serves?: number) =>
		owner.party(`${role} of ${team} ${tag}`, departments[team], reviewId, teams[team], role, serves);
	const minister = await join('minister', 'families');
	const cabinetMinister = await join('cabinet_minister', 'families');
	const world = {
		owner: db,
		reviewId,
		otherReviewId,
		slug,
		departments,
		teams,
		minister,
		careMinister: await join('minister', 'care'),
		official: await join('official', 'families'),
		careOfficial: await join('official', 'care'),
		privateOffice: await join('private_office', 'families', minister.postId),
		specialAdviser: await join('special_adviser', 'families'),
		secretariat: await join('secretariat', 'centre'),
		chair: await join('chair', 'centre'),
		treasury: await join('treasury', 'exchequer'),
		cabinetMinister,
		cabinetPrivateOffice: await join('cabinet_private_office', 'families', cabinetMinister.postId),
		observer: await join('observer', 'centre'),
		outsider: await owner.party(`outsider ${tag}`, departments.families, otherReviewId, otherTeam, 'official'),
		administrator: await owner.administrator(`administrator ${tag}`),
		reload: (actor: Actor) => owner.actor(actor.person.id)
	};
	await owner.setChair(reviewId, world.chair.postId);
	await owner.vocabulary(reviewId);
	return world;
}

/** Writes as the owner of the tables: what exists before a test begins. */
class Owner {
	readonly #db: Kysely<Database>;

	constructor(db: Kysely<Database>) {
		this.#db = db;
	}

	async department(name: string, shortName: string, isTreasury = false): Promise<number> {
		const { id } = await this.#db
			.insertInto('departments')
			.values({ isTreasury })
			.returning('id')
			.executeTakeFirstOrThrow();
		await this.#db
			.insertInto('departmentNames')
			.values({ departmentId: id, since: '2020-01-01', name, shortName })
			.execute();
		return id;
	}

	async review(slug: string, title: string): Promise<number> {
		const { id } = await this.#db
			.insertInto('reviews')
			.values({ slug, title })
			.returning('id')
			.executeTakeFirstOrThrow();
		return id;
	}

	async setChair(reviewId: number, postId: number): Promise<void> {
		await this.#db.updateTable('reviews').set({ chairPostId: postId }).where('id', '=', reviewId).execute();
	}

	async vocabulary(reviewId: number): Promise<void> {
		await this.#db
			.insertInto('findingKinds')
			.values([
				{ reviewId, label: 'Best practice', rank: 1 },
				{ reviewId, label: 'Missing', rank: 2 }
			])
			.execute();
		await this.#db.insertInto('themes').values({ reviewId, label: 'Perinatal health' }).execute();
		await this.#db.insertInto('questions').values({ reviewId, number: 1, text: 'Where are the gaps?' }).execute();
	}

	async team(reviewId: number, departmentId: number): Promise<number> {
		const { id } = await this.#db
			.insertInto('teams')
			.values({ reviewId, departmentId })
			.returning('id')
			.executeTakeFirstOrThrow();
		return id;
	}

	async party(
		name: string,
		departmentId: number,
		reviewId: number,
		teamId: number,
		role: Role,
		servesPostId: number | null = null
	): Promise<Party> {
		const personId = await this.person(name);
		const { id: postId } = await this.#db
			.insertInto('posts')
			.values({ departmentId, title: name, servesPostId })
			.returning('id')
			.executeTakeFirstOrThrow();
		await this.#db
			.insertInto('holdings')
			.values({ postId, personId, since: new Date('2026-01-01T00:00:00Z') })
			.execute();
		await this.#db.insertInto('memberships').values({ reviewId, teamId, postId, role }).execute();
		return { actor: await this.actor(personId), personId, postId, teamId };
	}

	async administrator(name: string): Promise<Actor> {
		return this.actor(await this.person(name, true));
	}

	async person(name: string, isAdministrator = false): Promise<number> {
		const { id } = await this.#db.insertInto('people').values({ name }).returning('id').executeTakeFirstOrThrow();
		await this.#db
			.insertInto('accounts')
			.values({ personId: id, email: `${name.replaceAll(' ', '.').toLowerCase()}@gov.example`, isAdministrator })
			.execute();
		return id;
	}

	async actor(personId: number): Promise<Actor> {
		const actor = await asSystem('sign_in', now, (trx) => readActor(trx, personId, now));
		if (!actor) throw new Error(`Person ${personId} has no open account`);
		return actor;
	}
}

/** Everybody who is asked when a table of rights is walked: Families' own people first, then everybody else. */
export const parties = [
	'official',
	'minister',
	'privateOffice',
	'specialAdviser',
	'cabinetPrivateOffice',
	'careOfficial',
	'careMinister',
	'secretariat',
	'chair',
	'treasury',
	'observer',
	'outsider',
	'administrator'
] as const;

export type Asked = (typeof parties)[number];

export const members: Asked[] = parties.filter((party) => party !== 'outsider' && party !== 'administrator');
export const familiesOwn: Asked[] = ['official', 'minister', 'privateOffice', 'specialAdviser', 'cabinetPrivateOffice'];

export function actorOf(world: World, party: Asked): Actor {
	return party === 'administrator' ? world.administrator : world[party].actor;
}

/** The acts recorded on a record, oldest first, as the owner sees them. */
export async function actsOn(world: World, kind: string, id: number): Promise<string[]> {
	const { rows } = await sql<{
		act: string;
	}>`select act from audit_entries where record_kind = ${kind} and record_id = ${id} order by id`.execute(world.owner);
	return rows.map((row) => row.act);
}

/** How many rows a table holds, as the owner sees it: for "a refused act writes nothing". */
export async function countRows(world: World, table: string): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(world.owner);
	return Number(rows[0]?.count);
}
