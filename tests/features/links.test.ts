import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editRecommendation } from '#lib/recommendations/commands.server.ts';
import {
	changeLink,
	confirmLink,
	confirmLinks,
	makeLink,
	removeLink,
	tagFindings
} from '#lib/recommendations/link-commands.server.ts';
import {
	countLinksOfRecommendation,
	countLinksToRecheck,
	listLinksOfFinding,
	listLinksOfRecommendation,
	listLinksToRecheck
} from '#lib/recommendations/link-queries.server.ts';
import type { Recommendation } from '#lib/recommendations/queries.server.ts';
import {
	actsOnLink,
	draft,
	edited,
	finding,
	type FindingMade,
	recommendation,
	rewordFinding,
	withdrawFinding
} from '../support/recommendations.ts';
import { countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const supports = { stance: 'supports', note: null } as const;

function tag(
	of: World,
	party: Party,
	made: FindingMade,
	to: Recommendation,
	said = supports as TagSaid
): Promise<number> {
	return asActor(party.actor, (trx) =>
		makeLink(trx, party.actor, of.reviewId, made.id, { recommendationId: to.id, ...said })
	);
}

type TagSaid = { stance: 'supports' | 'qualifies' | 'contradicts'; note: string | null };

async function linkRow(id: number) {
	return world.owner.selectFrom('links').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

async function reword(of: World, made: Recommendation, text: string, by: Party = of.official): Promise<void> {
	const now = await recommendationNow(of, made);
	await asActor(by.actor, (trx) =>
		editRecommendation(trx, by.actor, of.reviewId, made.number, { ...now, text, lapsing: null })
	);
}

async function recommendationNow(of: World, made: Recommendation) {
	const row = await of.owner
		.selectFrom('recommendations')
		.selectAll()
		.where('id', '=', made.id)
		.executeTakeFirstOrThrow();
	return edited(of, { ...made, ...row });
}

describe('tagging a finding', () => {
	test('joins it to a recommendation with a stance and a note, on the versions of the moment', async () => {
		const to = await draft(world);
		const made = await rewordFinding(world, await finding(world), 'Five visitors in a year.');
		const id = await tag(world, world.official, made, to, { stance: 'qualifies', note: 'One hub only' });

		const [link] = await asActor(world.observer.actor, (trx) => listLinksOfFinding(trx, made.id));
		expect(link).toMatchObject({
			id,
			stance: 'qualifies',
			note: 'One hub only',
			needsRecheck: false,
			recommendationNumber: to.number,
			findingVersion: 2,
			recommendationVersion: 1
		});
		expect(await actsOnLink(world, id)).toEqual(['link.made']);
		const counted = await world.owner.selectFrom('findings').select('linkCount').where('id', '=', made.id).execute();
		expect(counted).toEqual([{ linkCount: 1 }]);
	});

	test('is for officials of either end and the secretariat', async () => {
		const to = await draft(world, { leadTeamId: world.teams.families });
		const theirs = await finding(world, { team: 'care' });
		const centres = await draft(world, { leadTeamId: world.teams.centre }, world.secretariat);
		const before = await countRows(world, 'links');

		for (const party of [
			world.minister,
			world.privateOffice,
			world.specialAdviser,
			world.chair,
			world.treasury,
			world.observer
		]) {
			await expect(tag(world, party, theirs, to)).rejects.toThrow(Forbidden);
		}
		// Neither the finding nor the recommendation is of this official's department.
		await expect(tag(world, world.official, theirs, centres)).rejects.toThrow(Forbidden);
		await expect(tag(world, world.outsider, theirs, to)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'links')).toBe(before);

		await tag(world, world.official, theirs, to);
		await tag(world, world.careOfficial, theirs, centres);
		await tag(world, world.secretariat, theirs, await draft(world));
		expect(await countRows(world, 'links')).toBe(before + 3);
	});

	test('does not reach another department’s draft or another review', async () => {
		const to = await draft(world);
		const hidden = await finding(world, { team: 'care', shared: false });
		const other = await makeWorld();
		const elsewhere = await draft(other);

		await expect(tag(world, world.official, hidden, to)).rejects.toThrow(NotFound);
		await expect(tag(world, world.secretariat, hidden, to)).rejects.toThrow(NotFound);
		await expect(tag(world, world.official, await finding(world), elsewhere)).rejects.toThrow(Invalid);
		await expect(tag(world, world.official, await finding(other), to)).rejects.toThrow(NotFound);
	});

	test('is refused for a withdrawn finding, and twice', async () => {
		const to = await draft(world);
		const made = await finding(world);
		await tag(world, world.official, made, to);
		await expect(tag(world, world.secretariat, made, to)).rejects.toThrow('links_key');

		const gone = await finding(world);
		await withdrawFinding(world, gone);
		await expect(tag(world, world.official, gone, to)).rejects.toThrow(Conflict);
	});

	test('can be changed from the revision seen, removed, and made again', async () => {
		const { actor } = world.official;
		const to = await draft(world);
		const made = await finding(world);
		const id = await tag(world, world.official, made, to);
		const change = (party: Party, revision: number) =>
			asActor(party.actor, (trx) =>
				changeLink(trx, party.actor, world.reviewId, id, { stance: 'contradicts', note: 'Read again', revision })
			);

		await change(world.official, 1);
		expect(await linkRow(id)).toMatchObject({ stance: 'contradicts', note: 'Read again', revision: 2 });
		await expect(change(world.official, 1)).rejects.toThrow(Conflict);
		await expect(change(world.careOfficial, 2)).rejects.toThrow(Forbidden);

		await expect(
			asActor(world.careOfficial.actor, (trx) => removeLink(trx, world.careOfficial.actor, world.reviewId, id))
		).rejects.toThrow(Forbidden);
		await asActor(actor, (trx) => removeLink(trx, actor, world.reviewId, id));
		expect(await asActor(actor, (trx) => listLinksOfFinding(trx, made.id))).toEqual([]);
		await expect(asActor(actor, (trx) => removeLink(trx, actor, world.reviewId, id))).rejects.toThrow(Conflict);
		await expect(change(world.official, 3)).rejects.toThrow(Conflict);
		expect(await actsOnLink(world, id)).toEqual(['link.made', 'link.changed', 'link.removed']);

		const again = await tag(world, world.official, made, to);
		expect(again).not.toBe(id);
		const counted = await world.owner.selectFrom('findings').select('linkCount').where('id', '=', made.id).execute();
		expect(counted).toEqual([{ linkCount: 1 }]);
	});

	test('of several at once makes each tag once, or none', async () => {
		const { actor } = world.official;
		const to = await draft(world);
		const made = [await finding(world), await finding(world), await finding(world)];
		await tag(world, world.official, made[0] as FindingMade, to);
		const ids = made.map((one) => one.id);
		const said = { recommendationId: to.id, stance: 'supports', note: 'In bulk' } as const;

		expect(await asActor(actor, (trx) => tagFindings(trx, actor, world.reviewId, ids, said))).toEqual({
			made: 2,
			already: 1
		});
		expect(await asActor(actor, (trx) => tagFindings(trx, actor, world.reviewId, ids, said))).toEqual({
			made: 0,
			already: 3
		});

		const gone = await finding(world);
		const good = await finding(world);
		await withdrawFinding(world, gone);
		const before = await countRows(world, 'links');
		await expect(
			asActor(actor, (trx) => tagFindings(trx, actor, world.reviewId, [good.id, gone.id], said))
		).rejects.toMatchObject({ field: 'findings' });
		const hidden = await finding(world, { team: 'care', shared: false });
		await expect(
			asActor(actor, (trx) => tagFindings(trx, actor, world.reviewId, [good.id, hidden.id], said))
		).rejects.toThrow(NotFound);
		await expect(
			asActor(world.minister.actor, (trx) => tagFindings(trx, world.minister.actor, world.reviewId, [good.id], said))
		).rejects.toThrow(Forbidden);
		expect(await countRows(world, 'links')).toBe(before);
	});
});

describe('a tag whose end has changed', () => {
	test('needs a re-check, and is confirmed on what was seen', async () => {
		const to = await draft(world);
		const made = await finding(world);
		const id = await tag(world, world.official, made, to);
		expect((await linkRow(id)).needsRecheck).toBe(false);

		await rewordFinding(world, made, 'Six visitors in a year.');
		expect((await linkRow(id)).needsRecheck).toBe(true);
		await reword(world, to, 'Keep two health visitors.');
		const confirm = (party: Party, findingVersion: number, recommendationVersion: number) =>
			asActor(party.actor, (trx) =>
				confirmLink(trx, party.actor, world.reviewId, id, { findingVersion, recommendationVersion })
			);

		await expect(confirm(world.official, 2, 1)).rejects.toThrow(Conflict);
		await expect(confirm(world.careOfficial, 2, 2)).rejects.toThrow(Forbidden);
		await expect(confirm(world.minister, 2, 2)).rejects.toThrow(Forbidden);
		expect((await linkRow(id)).needsRecheck).toBe(true);

		await confirm(world.official, 2, 2);
		expect(await linkRow(id)).toMatchObject({
			needsRecheck: false,
			findingVersionConfirmed: 2,
			recommendationVersionConfirmed: 2
		});
		expect(await actsOnLink(world, id)).toEqual(['link.made', 'link.confirmed']);
	});

	test('needs a re-check even where the editor cannot see the finding', async () => {
		const to = await draft(world, { leadTeamId: world.teams.care }, world.official);
		const hidden = await finding(world, { team: 'families', shared: false });
		const id = await tag(world, world.official, hidden, to);
		expect(await asActor(world.careOfficial.actor, (trx) => listLinksOfRecommendation(trx, to.id))).toEqual([]);

		await reword(world, to, 'The Department of Care keeps one visitor.', world.careOfficial);
		expect(await linkRow(id)).toMatchObject({ needsRecheck: true, recommendationVersionCurrent: 2 });
		await expect(
			asActor(world.careOfficial.actor, (trx) =>
				confirmLink(trx, world.careOfficial.actor, world.reviewId, id, { findingVersion: 1, recommendationVersion: 2 })
			)
		).rejects.toThrow(NotFound);
	});

	test('of a withdrawn finding is removed, not confirmed', async () => {
		const { actor } = world.official;
		const to = await draft(world);
		const made = await finding(world);
		const id = await tag(world, world.official, made, to);
		await withdrawFinding(world, made);

		expect((await linkRow(id)).needsRecheck).toBe(true);
		await expect(
			asActor(actor, (trx) =>
				confirmLink(trx, actor, world.reviewId, id, { findingVersion: 1, recommendationVersion: 1 })
			)
		).rejects.toThrow(/withdrawn/);
		await asActor(actor, (trx) => removeLink(trx, actor, world.reviewId, id));
		expect((await linkRow(id)).removedAt).not.toBeNull();
	});

	test('waits in the queue of both departments and of the secretariat, with both wordings', async () => {
		const fresh = await makeWorld();
		const to = await draft(fresh, { leadTeamId: fresh.teams.care });
		const mine = await draft(fresh);
		const made = await finding(fresh, { sentence: 'Four visitors.' });
		const other = await finding(fresh, { team: 'families' });
		const ids = [
			await tag(fresh, fresh.official, made, to),
			await tag(fresh, fresh.official, made, mine),
			await tag(fresh, fresh.official, other, mine)
		];
		await rewordFinding(fresh, made, 'Five visitors.');
		const queue = (party: Party) =>
			asActor(party.actor, async (trx) => {
				const links = await listLinksToRecheck(trx, party.actor, fresh.reviewId, 50);
				expect(await countLinksToRecheck(trx, party.actor, fresh.reviewId)).toBe(links.length);
				return links;
			});

		expect((await queue(fresh.official)).map((link) => link.id)).toEqual(ids.slice(0, 2));
		expect((await queue(fresh.careOfficial)).map((link) => link.id)).toEqual(ids.slice(0, 1));
		expect((await queue(fresh.secretariat)).map((link) => link.id)).toEqual(ids.slice(0, 2));
		for (const party of [fresh.minister, fresh.observer, fresh.outsider]) expect(await queue(party)).toEqual([]);
		expect((await queue(fresh.official))[0]).toMatchObject({
			sentenceConfirmed: 'Four visitors.',
			sentence: 'Five visitors.',
			textConfirmed: to.text,
			textNow: to.text
		});

		const { actor } = fresh.official;
		const seen = ids.slice(0, 2).map((linkId) => ({ linkId, findingVersion: 2, recommendationVersion: 1 }));
		await reword(fresh, mine, 'Other words.');
		// One of the two has moved since, so neither is confirmed.
		await expect(asActor(actor, (trx) => confirmLinks(trx, actor, fresh.reviewId, seen))).rejects.toThrow(Conflict);
		expect(await queue(fresh.official)).toHaveLength(3);
		await asActor(actor, (trx) => confirmLinks(trx, actor, fresh.reviewId, seen.slice(0, 1)));
		expect((await queue(fresh.careOfficial)).length).toBe(0);
	});

	test('changed while it is being made is flagged all the same', async () => {
		const to = await draft(world);
		const made = await finding(world);
		const [linked] = await Promise.allSettled([
			tag(world, world.official, made, to),
			reword(world, to, 'Words that moved meanwhile.')
		]);
		expect(linked.status).toBe('fulfilled');
		const row = await linkRow(linked.status === 'fulfilled' ? linked.value : 0);
		const now = await recommendation(world, to.number);
		expect(row.recommendationVersionCurrent).toBe(now.version);
		expect(row.needsRecheck).toBe(row.recommendationVersionConfirmed !== now.version);
	});
});

describe('the evidence of a recommendation', () => {
	test('is counted for and against, with the events it comes from', async () => {
		const fresh = await makeWorld();
		const to = await draft(fresh);
		const first = await finding(fresh, { events: ['Hub visit', 'Roundtable'], on: '2026-02-10' });
		const second = await finding(fresh, { events: ['Hub visit again'], on: '2026-02-12' });
		const undated = await finding(fresh);
		await tag(fresh, fresh.official, first, to);
		await tag(fresh, fresh.official, second, to, { stance: 'contradicts', note: null });
		await tag(fresh, fresh.official, undated, to, { stance: 'qualifies', note: null });

		const counts = await asActor(fresh.observer.actor, (trx) => countLinksOfRecommendation(trx, to.id));
		expect(counts).toEqual({ supports: 1, qualifies: 1, contradicts: 1, recheck: 0, events: 3, supportingEvents: 2 });

		const list = (filters = {}, page = {}) =>
			asActor(fresh.observer.actor, (trx) => listLinksOfRecommendation(trx, to.id, filters, page));
		const all = await list();
		expect(all.map((link) => link.findingNumber)).toEqual([undated.number, second.number, first.number]);
		expect(all[1]).toMatchObject({ sourceKind: 'visit', placeName: 'Islington', eventOn: '2026-02-12', eventCount: 1 });
		expect((await list({ stance: 'supports' })).map((link) => link.findingNumber)).toEqual([first.number]);
		expect(await list({ recheck: true })).toEqual([]);
		expect((await list({ sourceKind: 'visit' })).length).toBe(2);

		const walked = [];
		for (let after = null as { eventOn: string | null; id: number } | null; ;) {
			const [link] = await list({}, { after, limit: 1 });
			if (!link) break;
			walked.push(link.findingNumber);
			after = { eventOn: link.eventOn, id: link.id };
		}
		expect(walked).toEqual(all.map((link) => link.findingNumber));
	});

	test('of another department’s draft is neither listed nor counted', async () => {
		const fresh = await makeWorld();
		const to = await draft(fresh);
		await tag(fresh, fresh.official, await finding(fresh, { shared: false, events: ['Quiet visit'] }), to);
		const seenBy = (party: Party) =>
			asActor(party.actor, async (trx) => {
				const counts = await countLinksOfRecommendation(trx, to.id);
				return [counts.supports, counts.events, (await listLinksOfRecommendation(trx, to.id)).length];
			});
		expect(await seenBy(fresh.official)).toEqual([1, 1, 1]);
		expect(await seenBy(fresh.secretariat)).toEqual([0, 0, 0]);
		expect(await seenBy(fresh.careOfficial)).toEqual([0, 0, 0]);
	});
});
