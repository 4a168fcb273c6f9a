import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { editFinding, withdrawFinding } from '#lib/findings/commands.server.ts';
import { editRecommendation } from '#lib/recommendations/commands.server.ts';
import { getRecommendation } from '#lib/recommendations/queries.server.ts';
import { searchReview } from '#lib/search/queries.server.ts';
import { acts, pages, queries, type Reading } from '../bench/cases.ts';
import { loadReview, searchedWords, type Loaded, type Sizes } from '../bench/load.ts';
import { separateEngine, type SeparateEngine } from '../support/engines.ts';
import { noDetails } from '../support/evidence.ts';
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
		}, 120_000);
	}

	test.each(['event', 'finding', 'tag'])('making one more %s looks through no large table', async (kind) => {
		const making = acts(loaded).find(({ name }) => name.includes(kind));
		if (!making) throw new Error(`Nothing makes one more ${kind}`);
		const actor = await signedIn('official');
		expect(await lookedThrough(actor, (trx) => making.make(trx, actor, 1))).toEqual([]);
	});

	test('changing a sentence, withdrawing, rewording a recommendation and the search look through no large table', async () => {
		const actor = await signedIn('official');
		const secretariat = await signedIn('secretariat');
		const own = await asActor(actor, async (trx) => {
			const teamId = actor.memberships[0]?.teamId ?? 0;
			const query = trx.selectFrom('findings').select(['number', 'revision']).where('teamId', '=', teamId);
			return query.where('state', '=', 'shared').where('linkCount', '>', 0).executeTakeFirstOrThrow();
		});
		const to = await asActor(secretariat, (trx) => getRecommendation(trx, loaded.reviewId, 3));
		const { title, verb, leadTeamId, localActors, lever, questionId, route, costStatus, owner, measure, revision } = to;
		const details = { title, verb, leadTeamId, localActors, lever, questionId, route, costStatus, owner, measure };
		const edit = { ...details, text: 'Other words.', partnerTeamIds: [], revision, lapsing: null };

		expect({
			reworded: await lookedThrough(actor, (trx) =>
				editFinding(trx, actor, loaded.reviewId, own.number, {
					...noDetails,
					sentence: 'Other words.',
					revision: own.revision
				})
			),
			withdrawn: await lookedThrough(actor, (trx) =>
				withdrawFinding(trx, actor, loaded.reviewId, own.number, { revision: own.revision, reason: 'Entered twice' })
			),
			recommendation: await lookedThrough(secretariat, (trx) =>
				editRecommendation(trx, secretariat, loaded.reviewId, to.number, edit)
			),
			searched: await lookedThrough(actor, async (trx) => {
				for (const words of Object.values(searchedWords)) await searchReview(trx, loaded.reviewId, words);
			})
		}).toEqual({ reworded: [], withdrawn: [], recommendation: [], searched: [] });
	});

	test.each([
		['findings of a kind', 'findings_kind_id_index'],
		['findings of a kind, deep', 'findings_kind_id_index'],
		['findings of a service, a reach and a department', /findings_(service|team_id)_index/],
		['findings of a life stage and a source', /findings_(life_stage|source_kind)_index/],
		['findings, untagged', /findings_untagged(_team)?_index/],
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

/** The large tables that a piece of work read from end to end, its triggers and functions included; leaves nothing of it. */
async function lookedThrough(actor: Actor, work: (trx: Trx) => Promise<unknown>): Promise<string[]> {
	const found: string[] = [];
	const back = new Error('taken back');
	const done = asActor(actor, async (trx) => {
		await trx.executeQuery(CompiledQuery.raw('set local enable_seqscan = off'));
		const before = await wholeReads(trx);
		await work(trx);
		await trx.executeQuery(CompiledQuery.raw('set constraints all immediate'));
		for (const [name, reads] of await wholeReads(trx)) if (reads !== before.get(name)) found.push(name);
		throw back;
	});
	await expect(done).rejects.toBe(back);
	return found.filter((name) => large.has(name));
}

/** How often this connection has read each table from end to end, as far as it has not told the server yet. */
async function wholeReads(trx: Trx): Promise<Map<string, number>> {
	const { rows } = await trx.executeQuery<{ name: string; reads: number }>(
		CompiledQuery.raw('select relname as name, coalesce(seq_scan, 0) as reads from pg_stat_xact_user_tables')
	);
	return new Map(rows.map(({ name, reads }) => [name, reads]));
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
