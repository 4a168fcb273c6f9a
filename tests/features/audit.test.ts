import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccount } from '#lib/access/accounts.server.ts';
import type { Actor } from '#lib/access/actor.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { listReviewTrail, listTrail } from '#lib/audit/queries.server.ts';
import { verifyAudit } from '#lib/audit/verify.server.ts';
import { asActor, asSystem } from '#lib/db/asActor.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { openEngine } from '#lib/db/engine.server.ts';
import { createDepartment, createPost, editPerson, startHolding } from '#lib/people/commands.server.ts';
import { addMilestone } from '#lib/timetable/commands.server.ts';
import { addQuestion, createReview } from '#lib/reviews/commands.server.ts';
import { separateEngine, testEngine, type SeparateEngine } from '../support/engines.ts';
import { startProgram } from '../support/programs.ts';

const now = new Date('2026-03-16T10:00:00.000Z');

/** A database of its own: these tests break its record. */
let separate: SeparateEngine;
let administrator: Actor;
let reviewId: number;

beforeAll(async () => {
	separate = await separateEngine();
	useEngine(separate.engine);
	const account = { name: 'Ada', email: 'ada@example.gov.uk', isAdministrator: true, mayCreateReviews: true };
	const { personId } = await createAccount({ ...account, passwordHash: null }, now);
	administrator = await reload(personId);
	const postId = await asActor(administrator, async (trx, actor) => {
		const { id: departmentId } = await createDepartment(trx, actor, {
			name: 'Department',
			shortName: 'Dept',
			isTreasury: false
		});
		const post = { departmentId, title: 'Secretary', servesPostId: null, severalHolders: false };
		const { id } = await createPost(trx, actor, post);
		await startHolding(trx, actor, id, personId);
		return id;
	});
	const holder = await reload(personId);
	const review = await asActor(holder, (trx, actor) =>
		createReview(trx, actor, { title: 'A review', slug: 'a-review', postId })
	);
	reviewId = review.id;
	const secretary = await reload(personId);
	for (const text of ['One?', 'Two?', 'Three?', 'Four?', 'Five?']) {
		await asActor(secretary, (trx, actor) => addQuestion(trx, actor, reviewId, text));
	}
});

afterAll(async () => {
	await separate.remove();
	useEngine(await testEngine());
});

async function reload(personId: number): Promise<Actor> {
	const actor = await loadActor(personId, now);
	if (!actor) throw new Error('The account is closed');
	return actor;
}

describe('checking the record', () => {
	// Each test breaks the record and the next one mends it from the copy.
	beforeAll(async () => {
		for (const table of ['audit_chains', 'audit_entries', 'audit_content']) {
			await sql`create table ${sql.table(`kept_${table}`)} as select * from ${sql.table(table)}`.execute(
				separate.owner
			);
		}
	});
	beforeEach(async () => {
		await run('delete from audit_content; delete from audit_entries; delete from audit_chains');
		await run('insert into audit_chains overriding system value select * from kept_audit_chains');
		await run('insert into audit_entries overriding system value select * from kept_audit_entries');
		await run('insert into audit_content select * from kept_audit_content');
	});

	const run = (text: string) => sql.raw(text).execute(separate.owner);
	const ofReview = async () => (await verifyAudit(now)).find(({ review }) => review === 'a-review');
	const third = `(select id from audit_entries where review_id is not null and position = 3)`;

	test('finds an untouched one whole, chain by chain', async () => {
		expect(await verifyAudit(now)).toEqual([
			{ review: null, entries: 4, erased: 0, fault: null },
			{ review: 'a-review', entries: 6, erased: 0, fault: null }
		]);
	});

	test('finds it whole after content was erased with a mark', async () => {
		await asSystem('operator', now, (trx) =>
			trx
				.updateTable('auditContent')
				.set({ content: null, erasedAt: now, erasedBecause: 'Consent was withdrawn' })
				.where('entryId', '=', sql<number>`${sql.raw(third)}`)
				.execute()
		);
		expect(await ofReview()).toEqual({ review: 'a-review', entries: 6, erased: 1, fault: null });
	});

	test.each([
		['who did it was changed', `update audit_entries set person_id = null where id = ${third}`, 3, 'was changed'],
		['the act was changed', `update audit_entries set act = 'review.edited' where id = ${third}`, 3, 'was changed'],
		[
			'the time was changed',
			`update audit_entries set at = at + interval '1 ms' where id = ${third}`,
			3,
			'was changed'
		],
		[
			'the audience was changed',
			`update audit_entries set audience = 'secretariat' where id = ${third}`,
			3,
			'was changed'
		],
		[
			'the content was changed',
			`update audit_content set content = replace(content, 'Two', 'Ten') where entry_id = ${third}`,
			3,
			'content was changed'
		],
		['the content was deleted', `delete from audit_content where entry_id = ${third}`, 3, 'content is gone'],
		[
			'an entry was deleted',
			`delete from audit_content where entry_id = ${third}; delete from audit_entries where review_id is not null and position = 3`,
			3,
			'deleted, or moved'
		],
		[
			'an entry was deleted and the gap closed',
			`delete from audit_content where entry_id = ${third};
			delete from audit_entries where review_id is not null and position = 3;
			update audit_entries set position = 3 where review_id is not null and position = 4;
			update audit_entries set position = 4 where review_id is not null and position = 5;
			update audit_entries set position = 5 where review_id is not null and position = 6;
			update audit_chains set position = 5 where review_id is not null`,
			3,
			'does not follow'
		],
		[
			'two entries changed places',
			`update audit_entries set position = 99 where id = ${third};
			update audit_entries set position = 3 where review_id is not null and position = 4;
			update audit_entries set position = 4 where review_id is not null and position = 99`,
			3,
			'does not follow'
		],
		[
			'the last entries were deleted',
			`delete from audit_content where entry_id in (select id from audit_entries where review_id is not null and position > 4);
			delete from audit_entries where review_id is not null and position > 4`,
			5,
			'the last were deleted'
		],
		[
			'the last entries were deleted and the count set back',
			`delete from audit_content where entry_id in (select id from audit_entries where review_id is not null and position > 4);
			delete from audit_entries where review_id is not null and position > 4;
			update audit_chains set position = 4 where review_id is not null`,
			4,
			'head of the chain'
		],
		[
			'an entry was put in at the end',
			`insert into audit_entries (chain_id, review_id, position, at, act, record_kind, audience, content_digest, previous_hash, hash)
				select chain_id, review_id, 7, at, act, record_kind, audience, content_digest, hash, 'x' from audit_entries
				where review_id is not null and position = 6`,
			7,
			'behind the end'
		],
		[
			'the whole chain was deleted',
			`delete from audit_content where entry_id in (select id from audit_entries where review_id is not null);
			delete from audit_entries where review_id is not null;
			delete from audit_chains where review_id is not null`,
			1,
			'has no chain'
		]
	])('finds that %s', async (_, tampering, position, what) => {
		await run(tampering);
		const report = await ofReview();
		expect(report?.fault).toMatchObject({ position, what: expect.stringContaining(what) });
		expect((await verifyAudit(now)).find(({ review }) => review === null)?.fault).toBeNull();
	});

	test('names the entry, what it told and how many before it are good', async () => {
		await run(`update audit_entries set act = 'review.edited' where id = ${third}`);
		const report = await ofReview();
		expect(report).toMatchObject({ entries: 2, fault: { about: 'review.edited on a-review' } });
		const { rows } = await sql<{ id: number }>`select ${sql.raw(third)} as id`.execute(separate.owner);
		expect(report?.fault?.entryId).toBe(Number(rows[0]?.id));
	});

	test('reads chains longer than a page', async () => {
		await run(`do $$ begin
			for n in 1..2100 loop
				perform record_audit(null, null, null, 'session.started', 'person', n, null, 'administrators', null, '{}');
			end loop;
		end $$`);
		expect((await verifyAudit(now))[0]).toEqual({ review: null, entries: 2104, erased: 0, fault: null });
		await run(`update audit_entries set record_id = 0 where review_id is null and position = 2050`);
		expect((await verifyAudit(now))[0]?.fault?.position).toBe(2050);
	});

	test('the record cannot be changed by those who act', async () => {
		for (const work of [
			sql`update audit_entries set act = 'x'`,
			sql`delete from audit_entries`,
			sql`update audit_content set content = 'x'`,
			sql`insert into audit_entries (act) values ('x')`,
			sql`update audit_chains set position = 0`
		]) {
			await expect(asActor(administrator, (trx) => work.execute(trx))).rejects.toThrow('permission denied');
		}
	});
});

describe('at the command line', () => {
	/** Programs open the database themselves, so the embedded engine's is on disk. */
	let environment: NodeJS.ProcessEnv;
	let own: SeparateEngine;
	let folder: string;

	beforeAll(async () => {
		own = await separateEngine();
		folder = await mkdtemp(path.join(os.tmpdir(), 'throughline-operator-'));
		environment = own.urls
			? { DATABASE_URL: own.urls.databaseUrl, MIGRATE_DATABASE_URL: own.urls.migrateDatabaseUrl }
			: { DATA_DIRECTORY: folder };
	});
	afterAll(async () => {
		await own.remove();
		await rm(folder, { recursive: true, force: true });
	});

	async function run(program: string, parameters: string[] = []) {
		const started = startProgram(program, parameters, environment);
		return { code: await started.ended, output: started.output(), errors: started.errors() };
	}

	async function tamper(statement: string): Promise<void> {
		if (own.urls) return void (await sql.raw(statement).execute(own.owner));
		const engine = await openEngine({ dataDirectory: folder });
		await sql.raw(statement).execute(engine.db);
		await engine.close();
	}

	test('the first administrator is made, and the record is checked', { timeout: 240_000 }, async () => {
		const ada = ['--name', 'Ada Keeper', '--email', 'Ada.Keeper@example.gov.uk', '--administrator'];
		const made = await run('src/cli/create-user.ts', [...ada, '--generate']);
		expect(made).toMatchObject({ code: 0, errors: '' });
		expect(made.output).toContain('Ada Keeper (ada.keeper@example.gov.uk) can sign in as an administrator');
		expect(made.output).toMatch(/Password: (?:[a-z2-9]{4}-){6}[a-z2-9]{4}\n/);

		const again = await run('src/cli/create-user.ts', [...ada, '--generate']);
		expect(again).toMatchObject({ code: 1, output: '' });
		expect(again.errors).toContain('has an account already');

		// No password is ever made up without being asked for.
		const asked = await run('src/cli/create-user.ts', ['--name', 'Bo', '--email', 'bo@example.gov.uk']);
		expect(asked.code).toBe(1);
		expect(asked.errors).toContain('--generate');

		const good = await run('src/cli/verify-audit.ts');
		expect(good).toMatchObject({ code: 0, output: 'good  People, posts and sign-in: 1 entry\n' });

		await tamper(`update audit_entries set act = 'person.edited'`);
		const bad = await run('src/cli/verify-audit.ts');
		expect(bad.code).toBe(1);
		expect(bad.output).toContain('First fault at position 1');
		expect(bad.output).toContain('It was changed after it was written');
	});
});

describe('the history of a record', () => {
	test('tells who did what, newest first, in pages', async () => {
		const actor = await reload(administrator.person.id);
		const first = await asActor(actor, (trx) => listTrail(trx, 'review', reviewId, { limit: 4 }));
		expect(first.entries.map(({ words, personName, postTitle }) => [personName, postTitle, words])).toEqual(
			Array(4).fill(['Ada', 'Secretary', 'changed the terms of reference'])
		);
		expect(first.entries[0]?.said).toMatchObject({ question: 5, text: [null, 'Five?'] });
		const second = await asActor(actor, (trx) => listTrail(trx, 'review', reviewId, { before: first.next, limit: 4 }));
		expect(second.entries.map(({ act }) => act)).toEqual(['question.changed', 'review.created']);
		expect(second.next).toBeNull();
		const review = await asActor(actor, (trx) => listReviewTrail(trx, reviewId));
		expect(review.entries.map(({ id }) => id)).toEqual([...first.entries, ...second.entries].map(({ id }) => id));
	});

	test('of people is the administrators’, of a review its members’', async () => {
		const { personId } = await createAccount(
			{
				name: 'Bo',
				email: 'bo@example.gov.uk',
				isAdministrator: false,
				mayCreateReviews: false,
				passwordHash: null
			},
			now
		);
		const other = await reload(personId);
		expect((await asActor(other, (trx) => listTrail(trx, 'person', personId))).entries).toEqual([]);
		expect((await asActor(other, (trx) => listReviewTrail(trx, reviewId))).entries).toEqual([]);
		const seen = await asActor(administrator, (trx) => listTrail(trx, 'person', personId));
		expect(seen.entries.map(({ words, personName }) => [personName, words])).toEqual([[null, 'created a person']]);
	});

	test('says what was erased and why', async () => {
		const actor = await reload(administrator.person.id);
		await asActor(actor, (trx) => addMilestone(trx, actor, reviewId, { title: 'Report', dueOn: '2026-09-01' }));
		const person = { name: 'Ada Keeper', email: 'ada@example.gov.uk', isAdministrator: true, mayCreateReviews: true };
		await asActor(actor, (trx) => editPerson(trx, actor, actor.person.id, { ...person, revision: 1 }));
		const edited = (await asActor(actor, (trx) => listTrail(trx, 'person', actor.person.id))).entries[0];
		expect(edited?.said).toEqual({ name: ['Ada', 'Ada Keeper'] });
		await asSystem('operator', now, (trx) =>
			trx
				.updateTable('auditContent')
				.set({ content: null, erasedAt: now, erasedBecause: 'Asked for by the person' })
				.where('entryId', '=', edited?.id ?? 0)
				.execute()
		);
		const after = (await asActor(actor, (trx) => listTrail(trx, 'person', actor.person.id))).entries[0];
		expect(after).toMatchObject({ said: null, erasedBecause: 'Asked for by the person', words: 'changed a person' });
	});
});
