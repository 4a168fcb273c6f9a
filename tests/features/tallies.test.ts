import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { withdrawEvent } from '#lib/evidence/commands.server.ts';
import { editFinding, shareFindings, withdrawFinding } from '#lib/findings/commands.server.ts';
import { listWeights, readLine } from '#lib/overview/queries.server.ts';
import { confirmLink, makeLink, removeLink } from '#lib/recommendations/link-commands.server.ts';
import { countLinksOf } from '#lib/recommendations/queries.server.ts';
import { draftEvent, draftFinding, findingAs, noDetails, sharedEvent, sharedFinding } from '../support/evidence.ts';
import { draft, type recommendation } from '../support/recommendations.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

describe('the tallies', () => {
	test('stay what a count of the rows gives, whatever is done', async () => {
		const to = await draft(world);
		const heard = await sharedEvent(world);
		await agree();

		const one = await sharedFinding(world, heard);
		const own = await draftFinding(world, await draftEvent(world));
		await agree();

		const first = await tag(world.official, one.id, to);
		const second = await tag(world.official, own.id, to);
		await agree();

		await reword(one.number);
		await agree();
		expect(await counts(world.secretariat, to)).toEqual({ supports: 1, qualifies: 0, contradicts: 0, recheck: 1 });

		await act(world.official, (trx, actor) =>
			confirmLink(trx, actor, world.reviewId, first, { findingVersion: 2, recommendationVersion: 1 })
		);
		await agree();

		const onShared = await draftFinding(world, heard);
		await tag(world.official, onShared.id, to);
		await agree();
		expect(await counts(world.secretariat, to)).toMatchObject({ supports: 1, recheck: 0 });
		await act(world.official, (trx, actor) =>
			shareFindings(trx, actor, world.reviewId, [{ number: onShared.number, revision: null }])
		);
		await agree();
		expect(await counts(world.secretariat, to)).toMatchObject({ supports: 2, recheck: 0 });

		await act(world.official, (trx, actor) => removeLink(trx, actor, world.reviewId, second));
		await agree();

		const { revision } = await findingAs(world, one.number);
		await act(world.official, (trx, actor) =>
			withdrawFinding(trx, actor, world.reviewId, one.number, { revision, reason: 'Entered twice' })
		);
		await agree();

		await act(world.official, (trx, actor) =>
			withdrawEvent(trx, actor, world.reviewId, heard.number, { revision: 2, reason: 'Consent withdrawn' })
		);
		await agree();
	});

	test('tell another department nothing of a draft', async () => {
		const to = await draft(world);
		const made = await draftFinding(world, await draftEvent(world));
		const before = await line(world.careOfficial);
		await tag(world.official, made.id, to);

		expect(await counts(world.official, to)).toMatchObject({ supports: 1 });
		expect(await counts(world.careOfficial, to)).toBeUndefined();
		expect(await line(world.careOfficial)).toEqual(before);
		expect(
			await asActor(world.outsider.actor, (trx) => trx.selectFrom('findingTallies').selectAll().execute())
		).toEqual([]);
	});

	test('cannot be written by anybody who acts', async () => {
		for (const table of ['finding_tallies', 'link_tallies']) {
			await expect(
				asActor(world.secretariat.actor, (trx) => sql`delete from ${sql.table(table)}`.execute(trx))
			).rejects.toThrow('permission denied');
		}
	});

	test('are right after acts at the same time, and no act waits for another for ever', async () => {
		const [left, right] = [await draft(world), await draft(world)];
		const heard = await sharedEvent(world);
		const made = [];
		for (let turn = 0; turn < 6; turn += 1) made.push(await sharedFinding(world, heard));

		await Promise.all(
			made.map(({ id }, turn) =>
				act(world.official, async (trx, actor) => {
					for (const { id: recommendationId } of turn % 2 ? [left, right] : [right, left]) {
						await makeLink(trx, actor, world.reviewId, id, { recommendationId, stance: 'qualifies', note: null });
					}
				})
			)
		);
		expect([await counts(world.observer, left), await counts(world.observer, right)]).toEqual([
			{ supports: 0, qualifies: 6, contradicts: 0, recheck: 0 },
			{ supports: 0, qualifies: 6, contradicts: 0, recheck: 0 }
		]);
		await agree();
	});
});

type Recommendation = Awaited<ReturnType<typeof recommendation>>;

const act: <T>(by: Party, work: Parameters<typeof asActor<T>>[1]) => Promise<T> = (by, work) => asActor(by.actor, work);

function tag(by: Party, findingId: number, { id }: Recommendation): Promise<number> {
	return act(by, (trx, actor) =>
		makeLink(trx, actor, world.reviewId, findingId, { recommendationId: id, stance: 'supports', note: null })
	);
}

async function reword(number: number): Promise<void> {
	const { revision } = await findingAs(world, number);
	await act(world.official, (trx, actor) =>
		editFinding(trx, actor, world.reviewId, number, { ...noDetails, sentence: 'They wait seven weeks.', revision })
	);
}

async function counts(by: Party, { id }: Recommendation) {
	return (await act(by, (trx) => countLinksOf(trx, [id]))).get(id);
}

function line(by: Party) {
	return act(by, async (trx) => ({
		...(await readLine(trx, world.reviewId)),
		recommendations: await listWeights(trx, world.reviewId)
	}));
}

/** Every tally of the review against the rows that it stands for. */
async function agree(): Promise<void> {
	const { rows: findings } = await sql`
		select team_id, source_kind, findings, tagged from finding_tallies where review_id = ${world.reviewId} and findings > 0
		except
		select case when shared_at is null then team_id end, source_kind, count(*)::integer, (count(*) filter (where link_count > 0))::integer
		from findings where review_id = ${world.reviewId} and state <> 'withdrawn' group by 1, 2`.execute(world.owner);
	const { rows: uncounted } = await sql`
		select case when shared_at is null then team_id end, source_kind, count(*)::integer, (count(*) filter (where link_count > 0))::integer
		from findings where review_id = ${world.reviewId} and state <> 'withdrawn' group by 1, 2
		except
		select team_id, source_kind, findings, tagged from finding_tallies where review_id = ${world.reviewId}`.execute(
		world.owner
	);
	const { rows: links } = await sql`
		select recommendation_id, team_id, stance, links, to_recheck from link_tallies where review_id = ${world.reviewId} and links > 0
		except
		select recommendation_id, case when not finding_shared then finding_team_id end, stance, count(*)::integer,
			(count(*) filter (where needs_recheck))::integer
		from links where review_id = ${world.reviewId} and removed_at is null group by 1, 2, 3`.execute(world.owner);
	const { rows: uncountedLinks } = await sql`
		select recommendation_id, case when not finding_shared then finding_team_id end, stance, count(*)::integer,
			(count(*) filter (where needs_recheck))::integer
		from links where review_id = ${world.reviewId} and removed_at is null group by 1, 2, 3
		except
		select recommendation_id, team_id, stance, links, to_recheck from link_tallies where review_id = ${world.reviewId}`.execute(
		world.owner
	);
	expect({ findings, uncounted, links, uncountedLinks }).toEqual({
		findings: [],
		uncounted: [],
		links: [],
		uncountedLinks: []
	});
}
