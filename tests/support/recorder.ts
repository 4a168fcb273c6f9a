import {
	PostgresQueryCompiler,
	type KyselyPlugin,
	type PluginTransformQueryArgs,
	type PluginTransformResultArgs
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

	transformQuery({ node, queryId }: PluginTransformQueryArgs) {
		const { sql, parameters } = new PostgresQueryCompiler().compileQuery(node, queryId);
		this.statements.push({ sql, parameters });
		return node;
	}

	async transformResult({ result }: PluginTransformResultArgs) {
		return result;
	}
}
