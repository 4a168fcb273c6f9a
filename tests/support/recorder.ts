import {
	PostgresQueryCompiler,
	type KyselyPlugin,
	type PluginTransformQueryArgs,
	type PluginTransformResultArgs,
	type QueryId
} from 'kysely';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import type { Engine } from '#lib/db/engine.server.ts';

export type Statement = { sql: string; parameters: readonly unknown[] };

/** Everything that a piece of work sends to the database in its transactions, as it is sent. */
export async function statementsOf(engine: Engine, work: () => Promise<unknown>): Promise<Statement[]> {
	const recorder = new Recorder();
	// Plugins act in turn, so the last one sees the names that the database sees.
	useEngine({ ...engine, db: engine.db.withPlugin(recorder) });
	try {
		await work();
	} finally {
		useEngine(engine);
	}
	return recorder.statements;
}

class Recorder implements KyselyPlugin {
	readonly statements: Statement[] = [];
	readonly #built = new WeakMap<QueryId, Statement>();

	transformQuery({ node, queryId }: PluginTransformQueryArgs) {
		const { sql, parameters } = new PostgresQueryCompiler().compileQuery(node, queryId);
		this.#built.set(queryId, { sql, parameters });
		return node;
	}

	/** Only what was sent has a result; the parts of a statement are built on their own before it. */
	async transformResult({ queryId, result }: PluginTransformResultArgs) {
		const sent = this.#built.get(queryId);
		if (sent) this.statements.push(sent);
		return result;
	}
}
