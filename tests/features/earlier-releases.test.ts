import { rm } from 'node:fs/promises';
import { CamelCasePlugin } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { verifyAudit } from '#lib/audit/verify.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { useEngine } from '#lib/db/engine-in-use.server.ts';
import { readContent } from '#lib/papers/content.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import { startPaper } from '#lib/papers/commands.server.ts';
import { getPaper, listPapers, readManuscript } from '#lib/papers/queries.server.ts';
import { readEventFilters } from '#lib/evidence/filters.ts';
import { listEvents } from '#lib/evidence/queries.server.ts';
import { listRecommendations } from '#lib/recommendations/queries.server.ts';
import { filtersFrom } from '#lib/recommendations/forms.ts';
import { separateEngine, type SeparateEngine } from '../support/engines.ts';
import {
	addLaterMigrations,
	changedMigrations,
	loadRelease,
	migrationsOf,
	readRelease,
	type Release,
	releaseNames
} from '../support/releases.ts';

const now = new Date('2026-12-01T10:00:00.000Z');

test('a database of an earlier release is kept to migrate', () => {
	expect(releaseNames().length).toBeGreaterThan(0);
});

describe.each(releaseNames())('a database of release %s', (name) => {
	const release = readRelease(name);
	let folder: string;
	let separate: SeparateEngine;

	beforeAll(async () => {
		folder = await migrationsOf(release);
		separate = await separateEngine({ empty: true, migrationsDirectory: folder });
		await separate.engine.migrate();
		await loadRelease(separate.owner, release);
		await addLaterMigrations(folder);
		await separate.engine.migrate();
		useEngine(separate.engine);
	});

	afterAll(async () => {
		useEngine(null);
		await separate.remove();
		await rm(folder, { recursive: true, force: true });
	});

	test('was made by migrations that nobody has edited since', () => {
		expect(changedMigrations(release)).toEqual([]);
	});

	test('keeps its record of changes whole', async () => {
		const reports = await verifyAudit(now);
		expect(reports.map(({ fault }) => fault).filter((fault) => fault !== null)).toEqual([]);
		expect(reports.reduce((sum, { entries }) => sum + entries, 0)).toBe(rowsOf(release, 'audit_entries').length);
	});

	test('shows every role what it showed before, and prints every snapshot as it was frozen', async () => {
		let snapshots = 0;
		for (const actor of await actors(separate)) {
			for (const { reviewId } of actor.memberships) {
				const { rows } = await asActor(actor, (trx) => listPapers(trx, reviewId));
				for (const { number } of rows) {
					const frozen = await asActor(actor, async (trx) => {
						const paper = await getPaper(trx, reviewId, `P${number}`);
						expect(contentOf(await readManuscript(trx, paper)).title).toBe(paper.title);
						return trx.selectFrom('snapshots').select(['content', 'sha256']).where('paperId', '=', paper.id).execute();
					});
					for (const { content, sha256: hash } of frozen) {
						expect(sha256(content)).toBe(hash);
						expect(readContent(content)).not.toBeNull();
						snapshots++;
					}
				}
				await asActor(actor, async (trx) => {
					const nothing = new URLSearchParams();
					const from = { after: null, before: null };
					expect((await listRecommendations(trx, reviewId, filtersFrom(nothing), from)).rows).not.toEqual([]);
					expect((await listEvents(trx, reviewId, readEventFilters(nothing))).events).not.toEqual([]);
				});
			}
		}
		expect(snapshots).toBeGreaterThan(0);
	});

	test('goes on with numbers that were never used', async () => {
		const [secretariat] = (await actors(separate)).filter(({ memberships }) =>
			memberships.some(({ role, reviewSlug }) => role === 'secretariat' && reviewSlug === 'start-in-life')
		);
		if (!secretariat) throw new Error('The release holds no secretariat');
		const reviewId = secretariat.memberships[0]?.reviewId ?? 0;
		const used = rowsOf<{ id: number }>(release, 'papers').map(({ id }) => id);
		const { id } = await asActor(secretariat, (trx, actor) =>
			startPaper(trx, actor, reviewId, {
				...{ profile: 'interim_update', title: 'Written in this release', sponsorPostId: null },
				...{ committee: null, meetingOn: null }
			})
		);
		expect(id).toBeGreaterThan(Math.max(...used));
	});
});

function rowsOf<Row = unknown>(release: Release, table: string): Row[] {
	return (release.tables.find(({ name }) => name === table)?.rows ?? []) as Row[];
}

async function actors({ owner }: SeparateEngine): Promise<Actor[]> {
	const accounts = await owner.withPlugin(new CamelCasePlugin()).selectFrom('accounts').select('personId').execute();
	const loaded = await Promise.all(accounts.map(({ personId }) => loadActor(personId, now)));
	return loaded.filter((actor) => actor !== null);
}
