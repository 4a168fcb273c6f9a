import type { PGlite } from '@electric-sql/pglite';
import {
	AbortedTransactionError,
	CompiledQuery,
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type Kysely,
	type QueryResult,
	type TransactionSettings
} from 'kysely';
import type { Turnstile } from './turnstile.server.ts';

/**
 * Kysely on PGlite as if it were a pool of one: callers queue for the connection, isolation level and access mode
 * are honoured, and a commit that PostgreSQL turned into a rollback is an error. Kysely's own dialect ignores
 * isolation level and access mode, and makes a second query inside a transaction wait for ever.
 */
export class PGliteDialect implements Dialect {
	#database: PGlite;
	#turnstile: Turnstile;

	constructor(database: PGlite, turnstile: Turnstile) {
		this.#database = database;
		this.#turnstile = turnstile;
	}

	createDriver(): Driver {
		return new PGliteDriver(this.#database, this.#turnstile);
	}

	createAdapter() {
		return new PostgresAdapter();
	}

	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kysely's own signature
	createIntrospector(db: Kysely<any>) {
		return new PostgresIntrospector(db);
	}

	createQueryCompiler() {
		return new PostgresQueryCompiler();
	}
}

class PGliteDriver implements Driver {
	#database: PGlite;
	#turnstile: Turnstile;
	#connection: PGliteConnection;

	constructor(database: PGlite, turnstile: Turnstile) {
		this.#database = database;
		this.#turnstile = turnstile;
		this.#connection = new PGliteConnection(database);
	}

	async init(): Promise<void> {
		await this.#database.waitReady;
	}

	async acquireConnection(): Promise<DatabaseConnection> {
		await this.#turnstile.enter();
		return this.#connection;
	}

	async releaseConnection(): Promise<void> {
		this.#turnstile.leave();
	}

	async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
		const isolation = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : '';
		const access = settings.accessMode ? ` ${settings.accessMode}` : '';
		await connection.executeQuery(CompiledQuery.raw(`begin${isolation}${access}`));
	}

	async commitTransaction(): Promise<void> {
		const [result] = await this.#database.exec('commit');
		if (result?.command === 'ROLLBACK') throw new AbortedTransactionError();
	}

	async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('rollback'));
	}

	async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw(`savepoint ${quoted(name)}`));
	}

	async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw(`rollback to savepoint ${quoted(name)}`));
	}

	async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw(`release savepoint ${quoted(name)}`));
	}

	async destroy(): Promise<void> {
		if (!this.#database.closed) await this.#database.close();
	}
}

class PGliteConnection implements DatabaseConnection {
	#database: PGlite;

	constructor(database: PGlite) {
		this.#database = database;
	}

	async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
		// Without parameters `pg` uses the simple protocol, which takes several statements at once; so does this.
		const results =
			parameters.length === 0
				? await this.#database.exec(sql)
				: [await this.#database.query<Row>(sql, [...parameters])];
		if (results.length !== 1) return { rows: [] };

		const { command, affectedRows, rows } = results[0] as (typeof results)[0] & { rows: Row[] };
		const wrote = command !== undefined && ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command);
		return { rows, ...(wrote ? { numAffectedRows: BigInt(affectedRows ?? 0) } : {}) };
	}

	async *streamQuery(): AsyncIterableIterator<never> {
		throw new Error('The embedded database cannot stream; read in pages instead');
	}
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
