import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { asActor } from '#lib/db/asActor.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { annexCsv } from '#lib/papers/annex/annex-csv.ts';
import { type AnnexData, annexDataSchema, annexSchemaPath } from '#lib/papers/annex/annex-data.ts';
import { loadAnnexData } from '#lib/papers/annex/export-annex.server.ts';
import { addFinding, addPaper, addPassage, addRecommendation, freeze, tag, write } from '../support/papers.ts';
import { actorOf, type Asked, makeWorld, type World } from '../support/world.ts';

let world: World;
let name: string;
let sha256: string;

beforeAll(async () => {
	world = await makeWorld();
	const behind = await addFinding(world, { sentence: '=1+1 mothers wait', speaker: 'Midwife' });
	await world.owner
		.updateTable('passages')
		.set({ quote: '“We wait”, she said; “always”', startsAt: 0, endsAt: 10, consent: 'given' })
		.where('findingId', '=', behind.findingId)
		.execute();
	await addPassage(world, { ...behind, reviewId: world.reviewId, attribution: 'unattributed', speaker: 'The only GP' });
	const against = await addFinding(world, {
		sentence: 'Some do not want it.',
		basis: 'chatham_house',
		speaker: 'A chief'
	});
	const cited = await addFinding(world, { sentence: 'Café hours are short.' });
	const { id, recommendation } = await addRecommendation(world);
	await tag(world, behind, id);
	await tag(world, against, id, 'contradicts');
	({ name } = await addPaper(world));
	await write(world, name, 'Consideration', `They wait.[^${behind.finding}] Hours.[^${cited.finding}]`);
	await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
	({ sha256 } = await freeze(world, name, 'exposure'));
});

function load(party: Asked = 'secretariat'): Promise<AnnexData> {
	const actor = actorOf(world, party);
	return asActor(actor, (trx) => loadAnnexData(trx, actor, world.reviewId, name, 'https://throughline.example'));
}

describe('the line as JSON', () => {
	test('keeps to its published schema, which is the one that the code keeps to', async () => {
		const published: unknown = JSON.parse(readFileSync(`static${annexSchemaPath}`, 'utf8'));
		expect(published).toEqual({ ...z.toJSONSchema(annexDataSchema), title: 'Traceability annex, edition 1' });
		const data = await load();
		expect(annexDataSchema.parse(JSON.parse(JSON.stringify(data)))).toEqual(data);
		expect(data.$schema).toBe('https://throughline.example/schemas/traceability-annex-1.json');
	});

	test('goes from recommendations to findings to what was heard, with stances, versions and the hash', async () => {
		const data = await load();
		expect(data.snapshot).toMatchObject({ number: 1, gate: 'exposure', sha256, sameWords: true });
		expect(data.paper.wordsSha256).toBe(sha256);
		const [recommendation] = data.recommendations;
		expect(recommendation?.version).toBe(1);
		expect(recommendation?.findings.map(({ stance, cited, version }) => [stance, cited, version])).toEqual([
			['supports', true, 1],
			['contradicts', false, 1]
		]);
		expect(data.citations.map(({ section, citedVersion }) => [section, citedVersion])).toEqual([
			['Consideration', 1],
			['Consideration', 1]
		]);
		expect(data.findings).toHaveLength(3);
	});

	test('names nobody, and no role where it could tell who it was', async () => {
		const data = await load();
		const passages = data.findings.flatMap((finding) => finding.sources.flatMap((source) => source.passages));
		expect(passages.map(({ attribution, speakerRole }) => [attribution, speakerRole])).toEqual(
			expect.arrayContaining([
				['role_only', 'Midwife'],
				['unattributed', null],
				['role_only', null]
			])
		);
		expect(JSON.stringify(data)).not.toMatch(/only GP|A chief/);
	});

	test('is for officials, the secretariat and the chair', async () => {
		for (const party of ['official', 'careOfficial', 'secretariat', 'chair'] as const) {
			expect((await load(party)).format).toBe('throughline-annex');
		}
		for (const party of ['minister', 'privateOffice', 'specialAdviser', 'treasury', 'observer'] as const) {
			await expect(load(party), party).rejects.toThrow(Forbidden);
		}
		await expect(load('outsider')).rejects.toThrow(NotFound);
	});
});

describe('the line as CSV', () => {
	test('has one row for each passage, and the hash in each', async () => {
		const data = await load();
		const lines = annexCsv(data, { bom: false }).trimEnd().split('\r\n');
		expect(lines[0]).toMatch(/^recommendation,recommendation_version,.*,snapshot_sha256,marking$/);
		// Two passages behind the first finding, one behind the second, one behind what is only cited.
		expect(lines).toHaveLength(5);
		for (const line of lines.slice(1)) expect(line).toContain(sha256);
	});

	test('holds no cell that a spreadsheet would calculate, and quotes what has to be quoted', async () => {
		const text = annexCsv(await load(), { bom: false });
		expect(text).toContain(",'=1+1 mothers wait,");
		expect(text).not.toMatch(/(^|,)[=+@]/m);
		expect(text).toContain('“We wait”, she said; “always”');
		expect(text).toContain('"“We wait”, she said; “always”"');
	});

	test('begins with a byte order mark where it is asked for', async () => {
		const data = await load();
		expect(annexCsv(data, { bom: true }).startsWith('\uFEFF')).toBe(true);
		expect(annexCsv(data, { bom: false }).startsWith('recommendation')).toBe(true);
	});
});
