import { sql } from 'kysely';
import { expect, test } from 'vitest';
import {
	type EvidenceInput,
	mostBenefits,
	removeEvidence,
	saveBenefits,
	saveEvidence
} from '#lib/bids/benefits/commands.server.ts';
import { evidenceText } from '#lib/bids/benefits/evidence.ts';
import { listBenefitEvidence } from '#lib/bids/benefits/queries.server.ts';
import { addAssumption } from '#lib/bids/costs/commands.server.ts';
import { readContent } from '#lib/bids/content.server.ts';
import { getBid } from '#lib/bids/queries.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editFinding, withdrawFinding } from '#lib/findings/commands.server.ts';
import {
	addBid,
	addFallback,
	addJointBid,
	benefitInput,
	benefitsOf,
	saveBenefitsAs,
	type StartedBid
} from '../support/bids.ts';
import { draftFinding, findingAs, noDetails, sharedEvent, sharedFinding } from '../support/evidence.ts';
import { makeWorld, type Party, type World } from '../support/world.ts';

test('a department puts down its benefits for years after the fiscal period too', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const before = await changesOf(world, bid);
	const years = Array.from({ length: 10 }, (_, index) => ({ year: 2022 + index, pence: (index + 1) * 100 }));
	const ids = await saveBenefitsAs(world, bid, 'families', [
		benefitInput(bid, { quintile: 1, cells: years }),
		benefitInput(bid, { description: 'Trust in services', kind: 'not_monetised', priceYear: null, cells: [] })
	]);
	const stored = await benefitsOf(world, bid);
	expect(stored.map(({ id }) => id)).toEqual(ids);
	expect(stored[0]).toMatchObject({ teamId: world.teams.families, quintile: 1, priceYear: 2022, cells: years });
	expect(stored[1]).toMatchObject({ kind: 'not_monetised', cells: [] });
	expect(await changesOf(world, bid)).toMatchObject({
		bid: before.bid + 1,
		families: before.families + 1,
		care: before.care
	});
	expect(await recorded(world)).toBe(1);
});

test('the same again changes nothing', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveBenefitsAs(world, bid, 'families', [benefitInput(bid)]);
	const before = await changesOf(world, bid);
	await saveBenefitsAs(world, bid, 'families', [benefitInput(bid, { id, revision: 1 })]);
	expect(await changesOf(world, bid)).toEqual(before);
	expect((await benefitsOf(world, bid))[0]?.revision).toBe(1);
	expect(await recorded(world)).toBe(1);
});

test('a benefit is changed and taken away; who comes late is told', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveBenefitsAs(world, bid, 'families', [benefitInput(bid)]);
	const changed = benefitInput(bid, { id, revision: 1, kind: 'social', cells: [{ year: 2023, pence: 5 }] });
	await saveBenefitsAs(world, bid, 'families', [changed]);
	expect((await benefitsOf(world, bid))[0]).toMatchObject({ kind: 'social', revision: 2, cells: changed.cells });
	const late = saveBenefitsAs(world, bid, 'families', [{ ...changed, description: 'Late' }]);
	await expect(late).rejects.toBeInstanceOf(Conflict);
	await expect(saveBenefitsAs(world, bid, 'families', [], [{ id, revision: 1 }])).rejects.toBeInstanceOf(Conflict);
	await saveBenefitsAs(world, bid, 'families', [], [{ id, revision: 2 }]);
	expect(await benefitsOf(world, bid)).toEqual([]);
	await expect(saveBenefitsAs(world, bid, 'families', [], [{ id, revision: 2 }])).rejects.toBeInstanceOf(Conflict);
});

test('where it lands is whose it is, by the command and by the database', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const [theirs = 0] = await saveBenefitsAs(world, bid, 'care', [benefitInput(bid)]);
	const { number: finding, id: findingId } = await aFinding(world);
	await evidence(world, bid, theirs, { finding }, world.careOfficial);
	const stored = await benefitsOf(world, bid);
	const save = (actor: World['official']['actor'], teamId: number, lines = [benefitInput(bid)]) =>
		asActor(actor, (trx) => saveBenefits(trx, actor, world.reviewId, bid.number, { teamId, lines, removed: [] }));
	const { families, care } = world.teams;
	await expect(save(world.official.actor, care)).rejects.toBeInstanceOf(Forbidden);
	const taken = save(world.official.actor, families, [benefitInput(bid, { id: theirs, revision: 1 })]);
	await expect(taken).rejects.toBeInstanceOf(Forbidden);
	await expect(evidence(world, bid, theirs, { finding })).rejects.toBeInstanceOf(Forbidden);
	await expect(without(world, bid, theirs, finding)).rejects.toBeInstanceOf(Forbidden);
	for (const who of ['treasury', 'secretariat', 'observer'] as const) {
		await expect(save(world[who].actor, world[who].teamId)).rejects.toBeInstanceOf(NotFound);
		await expect(evidence(world, bid, theirs, { finding }, world[who])).rejects.toBeInstanceOf(NotFound);
	}
	await expect(save(world.minister.actor, families)).rejects.toBeInstanceOf(Forbidden);

	const byHand = (statement: string) => asActor(world.official.actor, (trx) => sql.raw(statement).execute(trx));
	await expect(byHand(`update benefit_lines set description = 'Ours' where id = ${theirs}`)).rejects.toThrow(
		/row-level security/
	);
	await byHand(`delete from benefit_lines where id = ${theirs}`);
	await byHand(`delete from benefit_evidence where benefit_line_id = ${theirs}`);
	await expect(
		byHand(`insert into benefit_evidence (benefit_line_id, finding_id, bid_id, review_id, finding_version)
			values (${theirs}, ${findingId}, ${bid.id}, ${world.reviewId}, 1)`)
	).rejects.toThrow(/row-level security/);
	expect(await benefitsOf(world, bid)).toEqual(stored);
	expect(await evidenceOf(world, bid)).toHaveLength(1);
});

test('options, assumptions and years that do not fit are refused at their field', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const other = await addBid(world, 'Another');
	const { id: cares } = await asActor(world.careOfficial.actor, (trx, actor) =>
		addAssumption(trx, actor, world.reviewId, bid.number, {
			teamId: world.teams.care,
			text: 'One in ten',
			owner: 'Analysis',
			source: 'Pilot',
			confidence: 'low',
			findingId: null,
			cells: null
		})
	);
	const field = async (wanted: Parameters<typeof benefitInput>[1]) => {
		const lines = [benefitInput(bid), benefitInput(bid, wanted)];
		const refused = await saveBenefitsAs(world, bid, 'families', lines).catch((error: unknown) => error);
		return refused instanceof Invalid ? refused.field : refused;
	};
	expect(await field({ optionId: other.preferred })).toBe('lines[1].optionId');
	expect(await field({ recommendationId: 1 })).toBe('lines[1].recommendationId');
	expect(await field({ assumptionId: cares })).toBe('lines[1].assumptionId');
	expect(await field({ cells: [{ year: 2021, pence: 1 }] })).toBe('lines[1].y2021');
	expect(await field({ kind: 'not_monetised' })).toBe('lines[1].y2022');
	const twice = { year: 2022, pence: 1 };
	expect(await field({ cells: [twice, twice] })).toBe('lines[1].y2022');
	const many = Array.from({ length: mostBenefits + 1 }, () => benefitInput(bid));
	await expect(saveBenefitsAs(world, bid, 'families', many)).rejects.toBeInstanceOf(Invalid);
	expect(await benefitsOf(world, bid)).toEqual([]);
});

test('a benefit has no evidence until a shared finding is put under it, with its strength on its own scale', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveBenefitsAs(world, bid, 'families', [benefitInput(bid)]);
	const printed = async () => {
		const content = await asActor(world.official.actor, async (trx) =>
			readContent(trx, await getBid(trx, world.reviewId, bid.number))
		);
		return evidenceText(content.benefitLines[0]?.evidence ?? []);
	};
	expect(await printed()).toBe('No evidence yet');
	const { number: finding } = await aFinding(world);
	const before = await changesOf(world, bid);
	await evidence(world, bid, id, { finding, strength: { scale: 'cerqual', level: 'moderate' }, note: 'Three hubs' });
	expect(await printed()).toBe(`F${finding} (GRADE-CERQual: Moderate)`);
	expect(await changesOf(world, bid)).toMatchObject({ bid: before.bid + 1, families: before.families + 1 });
	// Twice is once, and again with another strength is a change and not a second row.
	await evidence(world, bid, id, { finding, strength: { scale: 'cerqual', level: 'moderate' }, note: 'Three hubs' });
	expect(await recorded(world)).toBe(2);
	await evidence(world, bid, id, { finding });
	expect(await evidenceOf(world, bid)).toMatchObject([{ number: finding, scale: null, strength: null, note: null }]);
	await without(world, bid, id, finding);
	await without(world, bid, id, finding);
	expect(await printed()).toBe('No evidence yet');
	expect(await recorded(world)).toBe(4);
});

test('a draft is no evidence, nor a level that the scale does not have', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveBenefitsAs(world, bid, 'families', [benefitInput(bid)]);
	const event = await sharedEvent(world);
	const { number: draft } = await draftFinding(world, event);
	const { number: finding } = await sharedFinding(world, event);
	await expect(evidence(world, bid, id, { finding: draft })).rejects.toMatchObject({ field: 'finding' });
	await expect(evidence(world, bid, id, { finding: 9999 })).rejects.toMatchObject({ field: 'finding' });
	const wrong = evidence(world, bid, id, { finding, strength: { scale: 'eif', level: 'high' } });
	await expect(wrong).rejects.toMatchObject({ field: 'strength' });
	expect(await evidenceOf(world, bid)).toEqual([]);
});

test('a finding that was put in other words or withdrawn since is flagged, and saving it again confirms it', async () => {
	const world = await makeWorld();
	const bid = await addBid(world);
	const [id = 0] = await saveBenefitsAs(world, bid, 'families', [benefitInput(bid)]);
	const event = await sharedEvent(world);
	const { number: finding } = await sharedFinding(world, event);
	await evidence(world, bid, id, { finding });
	const { revision } = await findingAs(world, finding);
	await asActor(world.official.actor, (trx, actor) =>
		editFinding(trx, actor, world.reviewId, finding, { ...noDetails, sentence: 'Families wait eight weeks.', revision })
	);
	expect(await evidenceOf(world, bid)).toMatchObject([{ reworded: true, state: 'shared' }]);
	await evidence(world, bid, id, { finding });
	expect(await evidenceOf(world, bid)).toMatchObject([{ reworded: false }]);
	const again = await findingAs(world, finding);
	await asActor(world.official.actor, (trx, actor) =>
		withdrawFinding(trx, actor, world.reviewId, finding, { revision: again.revision, reason: 'Misheard' })
	);
	expect(await evidenceOf(world, bid)).toMatchObject([{ state: 'withdrawn' }]);
	const content = await asActor(world.official.actor, async (trx) =>
		readContent(trx, await getBid(trx, world.reviewId, bid.number))
	);
	expect(content.benefitLines[0]?.evidence).toEqual([]);
	await without(world, bid, id, finding);
	expect(await evidenceOf(world, bid)).toEqual([]);
});

test('a partner sees neither a benefit of the lead’s fall-back nor what stands under it', async () => {
	const world = await makeWorld();
	const bid = await addJointBid(world);
	const fallback = await addFallback(world, bid);
	const [id = 0] = await saveBenefitsAs(world, bid, 'families', [benefitInput(bid, { optionId: fallback })]);
	const { number: finding } = await aFinding(world);
	await evidence(world, bid, id, { finding });
	expect(await evidenceOf(world, bid)).toHaveLength(1);
	expect(await evidenceOf(world, bid, world.careOfficial)).toEqual([]);
	await expect(evidence(world, bid, id, { finding }, world.careOfficial)).rejects.toBeInstanceOf(NotFound);
});

async function aFinding(world: World) {
	return sharedFinding(world, await sharedEvent(world));
}

async function evidence(
	world: World,
	bid: StartedBid,
	id: number,
	wanted: Partial<EvidenceInput> & { finding: number },
	by: Party = world.official
): Promise<void> {
	await asActor(by.actor, (trx, actor) =>
		saveEvidence(trx, actor, world.reviewId, bid.number, id, { strength: null, note: null, ...wanted })
	);
}

async function without(world: World, bid: StartedBid, id: number, finding: number): Promise<void> {
	await asActor(world.official.actor, (trx, actor) =>
		removeEvidence(trx, actor, world.reviewId, bid.number, id, finding)
	);
}

async function evidenceOf(world: World, bid: StartedBid, by: Party = world.official) {
	return asActor(by.actor, (trx) => listBenefitEvidence(trx, bid.id));
}

async function changesOf(world: World, bid: StartedBid) {
	const { changes } = await world.owner
		.selectFrom('bids')
		.select('changes')
		.where('id', '=', bid.id)
		.executeTakeFirstOrThrow();
	const shares = await world.owner
		.selectFrom('bidShares')
		.select(['teamId', 'changes'])
		.where('bidId', '=', bid.id)
		.execute();
	const of = (teamId: number) => shares.find((share) => share.teamId === teamId)?.changes ?? 0;
	return { bid: changes, families: of(world.teams.families), care: of(world.teams.care) };
}

async function recorded(world: World): Promise<number> {
	const entries = await world.owner
		.selectFrom('auditEntries')
		.select('id')
		.where('reviewId', '=', world.reviewId)
		.where('act', '=', 'bid.benefits_saved')
		.execute();
	return entries.length;
}
