import type { Statement } from '../support/recorder.ts';
import { type Clock, measure, type Timing } from './measure.ts';

/** A connection of the owner of the tables, whom no row-level security binds, with as little as can be before it. */
export type Bare = {
	query(sql: string, parameters?: readonly unknown[]): Promise<Record<string, unknown>[]>;
};

/** The least that reading could cost: the same statements in one transaction. @param turns what each turn sends */
export function floorOfReading(bare: Bare, turns: Statement[][], times: number, clock: Clock): Promise<Timing> {
	return measure(times, clock, async (turn) => {
		await bare.query('begin');
		await send(bare, turns[turn % turns.length] ?? []);
		await bare.query('commit');
	});
}

/**
 * The least that an act could cost. What it writes is taken back each time, because the same rows cannot be written
 * twice; the transaction still ends in a commit that has to reach the disk.
 * @param sequences where each stood before the statements were recorded, so that they give the same numbers again
 */
export async function floorOfMaking(
	bare: Bare,
	statements: Statement[],
	sequences: Sequence[],
	times: number,
	clock: Clock
): Promise<Timing> {
	return measure(times, clock, async () => {
		await restore(bare, sequences);
		await bare.query('begin');
		await bare.query('select pg_current_xact_id()');
		await bare.query('savepoint before');
		await send(bare, statements);
		await bare.query('rollback to savepoint before');
		await bare.query('commit');
	});
}

export type Sequence = { name: string; last: number | null };

export async function readSequences(bare: Bare): Promise<Sequence[]> {
	const rows = await bare.query(
		`select quote_ident(sequencename) as name, last_value::text as last from pg_sequences where schemaname = 'public'`
	);
	return rows.map(({ name, last }) => ({ name: String(name), last: last === null ? null : Number(last) }));
}

async function send(bare: Bare, statements: Statement[]): Promise<void> {
	for (const { sql, parameters } of statements) {
		// The first statement of every transaction says who acts; here the owner stays the owner.
		const actsAs = sql.startsWith(`select set_config('role', `);
		await bare.query(sql, actsAs ? ['none', ...parameters.slice(1)] : parameters);
	}
}

async function restore(bare: Bare, sequences: Sequence[]): Promise<void> {
	const settings = sequences.map(({ name, last }) => `setval('${name}', ${last ?? 1}, ${last !== null})`);
	await bare.query(`select ${settings.join(', ')}`);
}
