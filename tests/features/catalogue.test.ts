import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { makeWorld, type World } from '../support/world.ts';

const roles = ['throughline_app', 'throughline_sign_in', 'throughline_jobs', 'throughline_operator'];

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

async function names(query: ReturnType<typeof sql<{ name: string }>>): Promise<string[]> {
	return (await query.execute(world.owner)).rows.map((row) => row.name);
}

describe('the catalogue', () => {
	test('every table has row-level security, enabled and not forced', async () => {
		const tables = await sql<{ name: string; enabled: boolean; forced: boolean }>`
			select relname as name, relrowsecurity as enabled, relforcerowsecurity as forced
			from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(world.owner);

		expect(tables.rows.length).toBeGreaterThan(35);
		expect(tables.rows.filter((table) => !table.enabled || table.forced)).toEqual([]);
	});

	test('the roles that act own nothing, cannot log in, bypass nothing', async () => {
		const found = await sql<{ name: string; ok: boolean }>`
			select rolname as name, not (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb or rolreplication) as ok
			from pg_roles where rolname in (${sql.join(roles)})`.execute(world.owner);
		expect(found.rows.map((role) => role.ok)).toEqual([true, true, true, true]);

		expect(
			await names(sql`select relname as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in (${sql.join(roles)})
				union all select proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname in (${sql.join(roles)})
				union all select nspname from pg_namespace n join pg_roles r on r.oid = n.nspowner where r.rolname in (${sql.join(roles)})`)
		).toEqual([]);
	});

	test('nobody who acts may empty a table, create one, or read a password', async () => {
		for (const role of roles) {
			expect(
				await names(sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
					and (has_table_privilege(${role}, oid, 'truncate') or has_table_privilege(${role}, oid, 'references') or has_table_privilege(${role}, oid, 'trigger'))`)
			).toEqual([]);
			const { rows } = await sql<{
				may: boolean;
			}>`select has_schema_privilege(${role}, 'public', 'create') as may`.execute(world.owner);
			expect(rows).toEqual([{ may: false }]);
		}
		await expect(
			asActor(world.administrator, (trx) => trx.selectFrom('accounts').select('passwordHash').execute())
		).rejects.toThrow('permission denied');
	});

	test('views run with the reader’s rights; functions that run as the owner keep to their own search path', async () => {
		expect(
			await names(sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
				and not coalesce('security_invoker=true' = any (reloptions), false)`)
		).toEqual([]);
		expect(
			await names(sql`select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
				and not coalesce(array_to_string(proconfig, ',') like '%search_path=%', false)`)
		).toEqual([]);
	});

	test('what is appended only cannot be changed or removed', async () => {
		for (const table of [
			'answers',
			'decisions',
			'snapshots',
			'audit_entries',
			'finding_versions',
			'section_versions',
			'packs',
			'pack_items',
			'published_files',
			'comment_entries',
			'profiles',
			'checked_words',
			'paper_checks',
			'late_changes',
			'comment_window_teams'
		]) {
			const { rows } = await sql<{ may: boolean }>`
				select has_any_column_privilege('throughline_app', ${table}, 'update') or has_table_privilege('throughline_app', ${table}, 'delete') as may`.execute(
				world.owner
			);
			expect({ table, ...rows[0] }).toEqual({ table, may: false });
		}
	});

	test('who has read a paper is written by its function alone', async () => {
		const { rows } = await sql<{ may: boolean }>`
			select has_any_column_privilege('throughline_app', 'paper_readings', 'insert, update') or has_table_privilege('throughline_app', 'paper_readings', 'delete') as may`.execute(
			world.owner
		);
		expect(rows).toEqual([{ may: false }]);
	});

	test('no foreign key crosses reviews: those between records of a review carry its id', async () => {
		const plain = await names(sql`
			select conrelid::regclass || '.' || conname as name from pg_constraint k
			-- An audit entry's chain is chosen by the one function that writes it.
			where contype = 'f' and conrelid <> 'audit_entries'::regclass and connamespace = 'public'::regnamespace and array_length(conkey, 1) = 1
				and exists (select from pg_attribute where attrelid = conrelid and attname = 'review_id')
				and exists (select from pg_attribute where attrelid = confrelid and attname = 'review_id')`);
		expect(plain).toEqual([]);
	});
});

describe('a transaction', () => {
	test('cannot be opened inside another one', async () => {
		await expect(
			asActor(world.official.actor, () =>
				asActor(world.minister.actor, (trx) => trx.selectFrom('reviews').select('id').execute())
			)
		).rejects.toThrow('inside another');
	});

	test('acts as its person and leaves nothing behind for the next', async () => {
		const see = (actor: World['administrator']) =>
			asActor(actor, (trx) => trx.selectFrom('reviews').select('id').where('id', '=', world.reviewId).execute());
		const turns = Array.from({ length: 20 }, (_, turn) => (turn % 2 ? world.official.actor : world.outsider.actor));
		const seen = await Promise.all(turns.map(see));

		expect(seen.map((rows) => rows.length)).toEqual(turns.map((actor) => (actor === world.official.actor ? 1 : 0)));
	});

	test('without a person sees nothing at all', async () => {
		const tables = await names(
			sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
				and has_table_privilege('throughline_app', oid, 'select')`
		);
		const nobody = { ...world.administrator, person: { id: 0, name: 'Nobody' } };
		for (const table of tables) {
			const rows = await asActor(nobody, (trx) =>
				sql`select 1 from ${sql.table(table)} limit 1`.execute(trx).then((found) => found.rows)
			);
			// Names of departments and posts are for everybody who is signed in; this test is about content.
			if (!['departments', 'department_names', 'posts', 'people', 'holdings'].includes(table))
				expect({ table, rows }).toEqual({ table, rows: [] });
		}
	});
});
