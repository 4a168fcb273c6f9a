import path from 'node:path';
import { CamelCasePlugin, Kysely, sql, type Dialect } from 'kysely';
import { grantActingRoles, runMigrations } from './migrator.server.ts';
import type { Database } from './schema.ts';

export { constraintName, isUnavailable } from './faults.server.ts';

export type EngineKind = 'postgres' | 'pglite';

export type Engine = {
	kind: EngineKind;
	/** The handle that acts. Only src/lib/db and the system code of src/lib/access may hold it. */
	db: Kysely<Database>;
	/**
	 * Runs every pending migration as the owner; safe when two instances start at once.
	 * @returns the names it ran
	 */
	migrate(): Promise<string[]>;
	/** A consistent online copy of the embedded database as a tar file; null on PostgreSQL, which has its own tools. */
	copy(): Promise<Blob | null>;
	close(): Promise<void>;
};

export type EngineOptions = {
	/** PostgreSQL, as the login that acts. Without it the embedded engine is used. */
	databaseUrl?: string;
	/** PostgreSQL, as the login that owns the tables. */
	migrateDatabaseUrl?: string;
	/** Where the embedded engine keeps its files; 'memory://' for none. */
	dataDirectory?: string;
	migrationsDirectory?: string;
	/** A copy that a new embedded database starts from. */
	load?: Blob;
};

/**
 * Opens PostgreSQL when there is a DATABASE_URL, else the embedded engine. On PostgreSQL nothing connects yet.
 * @throws DirectoryInUse when another process has the embedded database open
 */
export async function openEngine(options: EngineOptions = {}): Promise<Engine> {
	const migrations = options.migrationsDirectory ?? path.resolve('migrations');
	const url = options.databaseUrl ?? (options.dataDirectory ? undefined : process.env.DATABASE_URL);
	if (url) return openServer(url, options.migrateDatabaseUrl ?? process.env.MIGRATE_DATABASE_URL, migrations);

	const directory = options.dataDirectory ?? process.env.DATA_DIRECTORY ?? './data';
	return openEmbeddedEngine(directory, migrations, options.load);
}

async function openServer(url: string, ownerUrl: string | undefined, migrations: string): Promise<Engine> {
	const { openMigratingPool, openServingPool, warn } = await import('./postgres.server.ts');
	if (!ownerUrl) {
		warn(
			'database.one_login',
			'The application acts as the login that owns its tables. Set MIGRATE_DATABASE_URL to the owner and ' +
				'DATABASE_URL to a login that owns nothing.'
		);
	}
	const { dialect, close } = openServingPool(url);
	const db = handle(dialect);

	return {
		kind: 'postgres',
		db,
		async migrate() {
			const pool = openMigratingPool(ownerUrl ?? url);
			try {
				const names = await runMigrations(pool.dialect, migrations);
				await grantActingRoles(new Kysely({ dialect: pool.dialect }), await loginOf(db));
				return names;
			} finally {
				await pool.close();
			}
		},
		copy: async () => null,
		close
	};
}

async function openEmbeddedEngine(directory: string, migrations: string, load: Blob | undefined): Promise<Engine> {
	const { openEmbedded } = await import('./pglite.server.ts');
	const { dialect, copy, close } = await openEmbedded(directory, load);

	return {
		kind: 'pglite',
		db: handle(dialect),
		migrate: () => runMigrations(dialect, migrations),
		copy,
		close
	};
}

function handle(dialect: Dialect): Kysely<Database> {
	return new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin()] });
}

async function loginOf(db: Kysely<Database>): Promise<string> {
	const { rows } = await sql<{ login: string }>`select session_user as login`.execute(db);
	return rows[0]?.login ?? '';
}
