import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { pages, queries, type Reading } from '../bench/cases.ts';
import { loadReview, type Loaded, type Sizes } from '../bench/load.ts';
import { separateEngine, type SeparateEngine } from '../support/engines.ts';
import { statementsOf } from '../support/recorder.ts';

const sizes: Sizes = { events: 200, findings: 2_000, recommendations: 20, links: 3_000 };

/** What grows with a review. None of it may be read from end to end. */
const large = new Set([
	'findings',
	'finding_versions',
	'passages',
	'links',
	'evidence_events',
	'event_notes',
	'contributors',
	'audit_entries',
	'audit_content'
]);

let database: SeparateEngine;
let loaded: Loaded;
let readings: Reading[];
beforeAll(async () => {
	database = await separateEngine();
	useEngine(database.engine);
	loaded = await loadReview(database.owner, sizes);
	readings = [...pages(loaded), ...queries(loaded, sizes)];
});
afterAll(() => database.remove());

describe('however large a review grows', () => {
	for (const role of ['official', 'secretariat'] as const) {
		test(`no page and no list of the ${role} reads a large table from end to end`, async () => {
			const actor = await signedIn(role);
			const found: string[] = [];
			for (const reading of readings) {
				if (reading.for !== undefined && reading.for !== role) continue;
				for (const node of await scansOf(actor, reading)) {
					const whole = node['Node Type'] === 'Seq Scan' || (isIndexScan(node) && node['Index Cond'] === undefined);
					if (whole && large.has(node['Relation Name'] ?? '')) {
						found.push(`${reading.name}: ${node['Node Type']} on ${node['Relation Name']}`);
					}
				}
			}
			expect(found).toEqual([]);
		});
	}

	test.each([
		['findings of a kind', 'findings_kind_id_index'],
		['findings of a kind, deep', 'findings_kind_id_index'],
		['findings of a service, a reach and a department', /findings_(service|team_id)_index/],
		['findings, untagged', 'findings_untagged_index'],
		['findings, own drafts', 'findings_draft_index'],
		['findings with a rare word', 'findings_pkey'],
		['evidence', 'evidence_events_list_index'],
		['evidence for a recommendation, by kind and stance', 'links_recommendation_kind_index'],
		['One event', 'passages_event_id_index'],
		['One finding', 'audit_entries_record_index'],
		['Tags to re-check', /links_recheck_(finding|lead)_team_index/],
		['Evidence', 'passages_event_id_index']
	])('%s comes from %s', async (name, index) => {
		const reading = readings.find((candidate) => candidate.name === name);
		if (!reading) throw new Error(`Nothing is called ${name}`);
		const used = (await scansOf(await signedIn('official'), reading)).map((node) => node['Index Name'] ?? '');
		expect(used.join('\n')).toMatch(index);
	});
});

type PlanNode = {
	'Node Type': string;
	'Relation Name'?: string;
	'Index Name'?: string;
	'Index Cond'?: string;
	Plans?: PlanNode[];
};

async function signedIn(role: 'official' | 'secretariat'): Promise<Actor> {
	const actor = await loadActor(role === 'official' ? loaded.officialId : loaded.secretariatId, new Date());
	if (!actor) throw new Error(`Nobody is the ${role}`);
	return actor;
}

/** How the database would go about all that a page or a list asks, if it took an index wherever one serves. */
async function scansOf(actor: Actor, reading: Reading): Promise<PlanNode[]> {
	const statements = await statementsOf(database.engine, () => reading.read(actor, 3));
	return asActor(actor, async (trx) => {
		for (const way of ['seqscan', 'hashjoin', 'mergejoin']) {
			await trx.executeQuery(CompiledQuery.raw(`set local enable_${way} = off`));
		}
		const nodes: PlanNode[] = [];
		for (const { sql, parameters } of statements) {
			if (sql.startsWith('select set_config')) continue;
			const { rows } = await trx.executeQuery<Record<string, unknown>>(
				CompiledQuery.raw(`explain (format json) ${sql}`, [...parameters])
			);
			nodes.push(...planNodes(rows[0]));
		}
		return nodes;
	});
}

function planNodes(row: Record<string, unknown> | undefined): PlanNode[] {
	const [given] = Object.values(row ?? {});
	const [top] = (typeof given === 'string' ? JSON.parse(given) : given) as { Plan: PlanNode }[];
	return top ? below(top.Plan) : [];
}

function below(node: PlanNode): PlanNode[] {
	return [node, ...(node.Plans ?? []).flatMap(below)];
}

function isIndexScan(node: PlanNode): boolean {
	return node['Node Type'] === 'Index Scan' || node['Node Type'] === 'Index Only Scan';
}
