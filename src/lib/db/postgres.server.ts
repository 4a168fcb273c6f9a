import { PostgresDialect, type Dialect } from 'kysely';
import pg from 'pg';
import { log } from '#lib/log.server.ts';
import { columnParsers } from './column-types.server.ts';

export type ServerPool = { dialect: Dialect; close(): Promise<void> };

/** A pool for serving pages: every wait in it ends, and no lost connection ends the process. */
export function openServingPool(url: string): ServerPool {
	return openPool(url, {
		application_name: 'throughline',
		max: poolSize(),
		connectionTimeoutMillis: 5_000,
		statement_timeout: 15_000,
		lock_timeout: 5_000,
		idle_in_transaction_session_timeout: 15_000,
		// Ends the wait when the network swallows the answer, which no setting of the server can.
		query_timeout: 20_000
	});
}

/** One connection for changing the schema: a statement may take its time, waiting for a lock may not. */
export function openMigratingPool(url: string): ServerPool {
	return openPool(url, {
		application_name: 'throughline-migrate',
		max: 1,
		connectionTimeoutMillis: 10_000,
		statement_timeout: 0,
		lock_timeout: 30_000,
		idle_in_transaction_session_timeout: 60_000
	});
}

/** What an operator should know and nothing secret. */
export function warn(event: string, message: string): void {
	log('warn', event, { message });
}

function poolSize(): number {
	const size = Number(process.env.DATABASE_POOL_SIZE ?? 10);
	if (!Number.isInteger(size) || size < 1) throw new Error('DATABASE_POOL_SIZE must be a whole number from 1 up');
	return size;
}

function openPool(url: string, limits: pg.PoolConfig): ServerPool {
	const pool = new pg.Pool({
		connectionString: url,
		keepAlive: true,
		// The parsers read these formats, whatever the server's own settings.
		options: '-c TimeZone=UTC -c DateStyle=ISO,YMD -c IntervalStyle=postgres -c bytea_output=hex',
		types: { getTypeParser: (type: number) => columnParsers.get(type) ?? String },
		...limits
	});

	pool.on('error', (error) => warn('database.connection_lost', error.message));
	// While a client is lent out the pool does not listen, and an error without a listener ends the process.
	// Whoever holds the client gets the error as the answer to the query.
	pool.on('connect', (client) => client.on('error', ignore));

	return { dialect: new PostgresDialect({ pool }), close: () => pool.end() };
}

function ignore(): void {}
