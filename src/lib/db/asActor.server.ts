import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, type Transaction, sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import { currentEngine } from './engine-in-use.server.ts';
import type { Database } from './schema.ts';

export type Trx = Transaction<Database>;

/** What has no signed-in person behind it; each is a database role with grants of its own. */
export type Purpose = 'sign_in' | 'jobs' | 'operator';

/**
 * The only way to a transaction for a signed-in person: every query inside sees and touches what row-level security
 * leaves that person. Await nothing but queries inside: a transaction holds the embedded database's one connection.
 * @throws when called inside another transaction
 */
export function asActor<T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>): Promise<T> {
	return transact({ role: 'throughline_app', personId: actor.person.id, now: actor.now }, (trx) => work(trx, actor));
}

/** A transaction for sign-in, jobs and operators. Lint allows it in access/, jobs/ and cli/ alone. */
export function asSystem<T>(
	purpose: Purpose,
	now: Date,
	work: (trx: Trx) => Promise<T>,
	personId: number | null = null
): Promise<T> {
	return transact({ role: `throughline_${purpose}`, personId, now }, work);
}

/**
 * A transaction for somebody who has not signed in. Row-level security leaves them nothing: they read what functions hand
 * to everybody, and that is what has been published.
 */
export function asVisitor<T>(now: Date, work: (trx: Trx) => Promise<T>): Promise<T> {
	return transact({ role: 'throughline_app', personId: null, now }, work);
}

const inside = new AsyncLocalStorage<true>();

function transact<T>(
	as: { role: string; personId: number | null; now: Date },
	work: (trx: Trx) => Promise<T>
): Promise<T> {
	if (inside.getStore()) throw new Error('A transaction was opened inside another one');
	const db: Kysely<Database> = currentEngine().db;
	return inside.run(true, () =>
		db.transaction().execute(async (trx) => {
			await sql`select set_config('role', ${as.role}, true), set_config('app.now', ${as.now.toISOString()}, true),
				set_config('app.person_id', ${as.personId === null ? '' : String(as.personId)}, true)`.execute(trx);
			return work(trx);
		})
	);
}
