import { beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import {
	draftRecommendation,
	editRecommendation,
	makeDraftingChange,
	notTakeForward,
	proposeRecommendation,
	type RecommendationDetails,
	reopenDraftingChange
} from '#lib/recommendations/commands.server.ts';
import { filtersFrom } from '#lib/recommendations/forms.ts';
import {
	countRecommendations,
	getRecommendation,
	listRecommendations,
	listVersions,
	recommendationsPerPage
} from '#lib/recommendations/queries.server.ts';
import { listStandingAnswers } from '#lib/recommendations/standing.server.ts';
import { at, details, draft, edited, propose, recommendation } from '../support/recommendations.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

/** The minister of Care is content with the words as they are now. */
async function content(number: number, party: Party = world.careMinister): Promise<void> {
	const { version } = await recommendation(world, number);
	await asActor(party.actor, (trx) =>
		recordPosition(trx, party.actor, world.reviewId, number, {
			postId: party.postId,
			version,
			conveyed: 'self',
			stance: 'content',
			reason: null,
			proposedText: null,
			conditions: []
		})
	);
}

async function standing(number: number) {
	const found = await recommendation(world, number);
	return asActor(world.secretariat.actor, (trx) => listStandingAnswers(trx, found));
}

describe('drafting a recommendation', () => {
	test('gives it a number, a first version and its partners', async () => {
		const made = await draft(world, { partnerTeamIds: [world.teams.care, world.teams.families], owner: 'Director' });

		expect(made).toMatchObject({
			state: 'emerging',
			version: 1,
			materialVersion: 1,
			revision: 1,
			owner: 'Director',
			createdByTeamId: world.teams.families
		});
		expect(made.partners.map((partner) => partner.teamId)).toEqual([world.teams.care]);
		expect(await actsOn(world, 'recommendation', made.id)).toEqual(['recommendation.drafted']);
		const versions = await asActor(world.observer.actor, (trx) => listVersions(trx, made.id));
		expect(versions).toMatchObject([
			{ version: 1, text: made.text, personName: world.official.actor.person.name, draftingBecause: null }
		]);
		expect((await draft(world)).number).toBe(made.number + 1);
	});

	test('is refused to everybody but officials and the secretariat, and writes nothing', async () => {
		const before = await countRows(world, 'recommendations');
		for (const { actor } of [
			world.minister,
			world.privateOffice,
			world.specialAdviser,
			world.chair,
			world.treasury,
			world.observer
		]) {
			await expect(
				asActor(actor, (trx) => draftRecommendation(trx, actor, world.reviewId, details(world)))
			).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'recommendations')).toBe(before);
	});

	test('takes only departments and questions of its own review', async () => {
		const { actor } = world.official;
		const other = await makeWorld();
		for (const [wanted, field] of [
			[{ leadTeamId: other.teams.care }, 'leadTeamId'],
			[{ partnerTeamIds: [other.teams.care] }, 'partnerTeamIds'],
			[{ questionId: 999_999 }, 'questionId']
		] satisfies [Partial<RecommendationDetails>, string][]) {
			await expect(
				asActor(actor, (trx) => draftRecommendation(trx, actor, world.reviewId, details(world, wanted)))
			).rejects.toMatchObject({ field });
		}
	});

	test('another review’s is not there', async () => {
		const made = await draft(world);
		for (const actor of [world.outsider.actor, world.administrator]) {
			await expect(asActor(actor, (trx) => getRecommendation(trx, world.reviewId, made.number))).rejects.toThrow(
				NotFound
			);
			await expect(
				asActor(actor, (trx) =>
					editRecommendation(trx, actor, world.reviewId, made.number, { ...edited(world, made), lapsing: null })
				)
			).rejects.toThrow(NotFound);
		}
		const { actor } = world.official;
		await expect(asActor(actor, (trx) => getRecommendation(trx, world.otherReviewId, made.number))).rejects.toThrow(
			NotFound
		);
	});
});

describe('editing', () => {
	test('moves the version only when the words move, and the revision each time', async () => {
		const { actor } = world.official;
		const made = await draft(world);
		const save = async (wanted: Parameters<typeof edited>[2]) => {
			const now = await recommendation(world, made.number);
			await asActor(actor, (trx) =>
				editRecommendation(trx, actor, world.reviewId, made.number, { ...edited(world, now, wanted), lapsing: null })
			);
			return recommendation(world, made.number);
		};

		expect(
			await save({ owner: 'Director of Children', costStatus: 'bid', partnerTeamIds: [world.teams.care] })
		).toMatchObject({ version: 1, materialVersion: 1, revision: 2, owner: 'Director of Children' });
		expect(await save({ text: 'Every family keeps one health visitor for two years.' })).toMatchObject({
			version: 2,
			materialVersion: 2,
			revision: 3
		});
		expect(await save({ title: 'One visitor' })).toMatchObject({ version: 3, revision: 4 });
		expect(await save({ verb: 'note' })).toMatchObject({ version: 4 });
		expect(await save({ leadTeamId: world.teams.care, partnerTeamIds: [] })).toMatchObject({
			version: 5,
			partners: []
		});
		expect(await actsOn(world, 'recommendation', made.id)).toEqual([
			'recommendation.drafted',
			'recommendation.edited',
			'recommendation.reworded',
			'recommendation.reworded',
			'recommendation.reworded',
			'recommendation.reworded'
		]);
		const versions = await asActor(actor, (trx) => listVersions(trx, made.id));
		expect(versions.map(({ version, title, verb }) => [version, title, verb])).toEqual([
			[5, 'One visitor', 'note'],
			[4, 'One visitor', 'note'],
			[3, 'One visitor', 'agree'],
			[2, 'One health visitor', 'agree'],
			[1, 'One health visitor', 'agree']
		]);
	});

	test('belongs to its own departments while it emerges, and to the secretariat from the proposal on', async () => {
		const emerging = await draft(world, { leadTeamId: world.teams.families });
		const proposed = await propose(world);
		const before = await countRows(world, 'recommendation_versions');
		const attempt = ({ actor }: Party, of: typeof emerging) =>
			asActor(actor, (trx) =>
				editRecommendation(trx, actor, world.reviewId, of.number, {
					...edited(world, of, { text: 'Other words.' }),
					lapsing: null
				})
			);

		for (const party of [world.careOfficial, world.minister, world.chair, world.observer]) {
			await expect(attempt(party, emerging)).rejects.toThrow(Forbidden);
		}
		for (const party of [world.official, world.careOfficial, world.chair, world.minister]) {
			await expect(attempt(party, proposed)).rejects.toThrow(Forbidden);
		}
		expect(await countRows(world, 'recommendation_versions')).toBe(before);
		await attempt(world.secretariat, emerging);
		await attempt(world.secretariat, proposed);
		expect(await countRows(world, 'recommendation_versions')).toBe(before + 2);
	});

	test('the department that leads edits what another drafted', async () => {
		const made = await draft(world, { leadTeamId: world.teams.care });
		const { actor } = world.careOfficial;
		await asActor(actor, (trx) =>
			editRecommendation(trx, actor, world.reviewId, made.number, {
				...edited(world, made, { owner: 'Care' }),
				lapsing: null
			})
		);
		expect((await recommendation(world, made.number)).owner).toBe('Care');
	});

	test('by two people at once keeps the first and tells the second', async () => {
		const made = await draft(world);
		const attempts = await Promise.allSettled(
			[world.official, world.secretariat].map(({ actor }, index) =>
				asActor(actor, (trx) =>
					editRecommendation(trx, actor, world.reviewId, made.number, {
						...edited(world, made, { text: `Words of writer ${index}.` }),
						lapsing: null
					})
				)
			)
		);
		const refused = attempts.filter((attempt) => attempt.status === 'rejected');
		expect(refused).toHaveLength(1);
		expect(refused[0]?.reason).toBeInstanceOf(Conflict);
		const after = await recommendation(world, made.number);
		expect([after.version, after.revision]).toEqual([2, 2]);
	});
});

describe('proposing and not taking forward', () => {
	test('puts the words on screen to the group, once', async () => {
		const { actor } = world.chair;
		const made = await draft(world);
		await expect(
			asActor(actor, (trx) => proposeRecommendation(trx, actor, world.reviewId, made.number, made.revision + 1))
		).rejects.toThrow(Conflict);
		await asActor(actor, (trx) => proposeRecommendation(trx, actor, world.reviewId, made.number, made.revision));

		expect(await recommendation(world, made.number)).toMatchObject({
			state: 'proposed',
			proposedAt: actor.now,
			version: 1,
			revision: 2
		});
		expect(await actsOn(world, 'recommendation', made.id)).toContain('recommendation.proposed');
		await expect(
			asActor(actor, (trx) => proposeRecommendation(trx, actor, world.reviewId, made.number, 2))
		).rejects.toThrow(Conflict);
	});

	test('not taken forward keeps the reason and ends the editing', async () => {
		const { actor } = world.secretariat;
		const made = await propose(world);
		await asActor(actor, (trx) =>
			notTakeForward(trx, actor, world.reviewId, made.number, {
				revision: made.revision,
				because: 'It is in law already.'
			})
		);
		const after = await recommendation(world, made.number);
		expect(after).toMatchObject({ state: 'not_taken_forward', notTakenForwardBecause: 'It is in law already.' });
		expect(await actsOn(world, 'recommendation', made.id)).toContain('recommendation.not_taken_forward');
		await expect(
			asActor(actor, (trx) =>
				notTakeForward(trx, actor, world.reviewId, made.number, { revision: after.revision, because: 'Again' })
			)
		).rejects.toThrow(Conflict);
		await expect(
			asActor(actor, (trx) =>
				editRecommendation(trx, actor, world.reviewId, made.number, { ...edited(world, after), lapsing: null })
			)
		).rejects.toThrow(Forbidden);
	});

	test('belong to the secretariat and the chair', async () => {
		const made = await draft(world);
		for (const { actor } of [
			world.official,
			world.minister,
			world.privateOffice,
			world.specialAdviser,
			world.observer
		]) {
			await expect(
				asActor(actor, (trx) => proposeRecommendation(trx, actor, world.reviewId, made.number, made.revision))
			).rejects.toThrow(Forbidden);
			await expect(
				asActor(actor, (trx) =>
					notTakeForward(trx, actor, world.reviewId, made.number, { revision: made.revision, because: 'No' })
				)
			).rejects.toThrow(Forbidden);
		}
		expect(await recommendation(world, made.number)).toMatchObject({ state: 'emerging', revision: 1 });
	});
});

describe('words that somebody has answered', () => {
	test('are not changed before the editor agrees to whose answer lapses', async () => {
		const { actor } = world.secretariat;
		const made = await propose(world);
		await content(made.number);
		const change = (lapsing: number[] | null) =>
			asActor(actor, (trx) =>
				editRecommendation(trx, actor, world.reviewId, made.number, {
					...edited(world, made, { text: 'Two health visitors.' }),
					lapsing
				})
			);

		await expect(change(null)).rejects.toThrow(/lapses the answers of 1 department: Department of Care/);
		await expect(change(null)).rejects.toBeInstanceOf(Invalid);
		const [answer] = await standing(made.number);
		await content(made.number, world.minister);
		await expect(change([answer?.id ?? 0])).rejects.toThrow(
			/Department for Families.* answered while you were editing/
		);
		expect((await recommendation(world, made.number)).version).toBe(1);

		await change((await standing(made.number)).map((one) => one.id));
		expect(await recommendation(world, made.number)).toMatchObject({ version: 2, materialVersion: 2 });
		expect(await standing(made.number)).toEqual([]);
	});

	test('other fields change without asking and lapse nobody', async () => {
		const { actor } = world.secretariat;
		const made = await propose(world);
		await content(made.number);
		await asActor(actor, (trx) =>
			editRecommendation(trx, actor, world.reviewId, made.number, {
				...edited(world, made, { owner: 'Director', costStatus: 'baseline' }),
				lapsing: null
			})
		);
		expect(await standing(made.number)).toHaveLength(1);
	});
});

describe('a drafting change, meaning unchanged', () => {
	async function drafted(savedAt: string) {
		const made = await propose(world);
		await content(made.number);
		const actor = at(world.secretariat.actor, savedAt);
		await asActor(actor, (trx) =>
			makeDraftingChange(trx, actor, world.reviewId, made.number, {
				...edited(world, made, { text: 'Each family keeps the same health visitor for the first year.' }),
				because: '"Each" for "every"'
			})
		);
		return recommendation(world, made.number);
	}

	const reopen = (party: Party, number: number, moment: string, version = 2) => {
		const actor = at(party.actor, moment);
		return asActor(actor, (trx) =>
			reopenDraftingChange(trx, actor, world.reviewId, number, { version, because: '"Each" is narrower' })
		);
	};

	test('is a new version on which positions stand', async () => {
		const after = await drafted('2026-03-16T10:00:00Z');
		expect(after).toMatchObject({ version: 2, materialVersion: 1, revision: 3 });
		expect(await standing(after.number)).toMatchObject([{ postId: world.careMinister.postId, version: 1 }]);
		const [newest] = await asActor(world.observer.actor, (trx) => listVersions(trx, after.id));
		expect(newest).toMatchObject({ version: 2, draftingBecause: '"Each" for "every"', reopenedAt: null });
		expect(await actsOn(world, 'recommendation', after.id)).toContain('recommendation.drafting_changed');
	});

	test('is the secretariat’s alone, once ministers have it, and never of verb or lead', async () => {
		const emerging = await draft(world);
		const proposed = await propose(world);
		const attempt = ({ actor }: Party, of: typeof emerging, wanted: Parameters<typeof edited>[2]) =>
			asActor(actor, (trx) =>
				makeDraftingChange(trx, actor, world.reviewId, of.number, { ...edited(world, of, wanted), because: 'Commas' })
			);
		for (const party of [world.official, world.chair, world.minister]) {
			await expect(attempt(party, proposed, { text: 'A.' })).rejects.toThrow(Forbidden);
		}
		await expect(attempt(world.secretariat, emerging, { text: 'A.' })).rejects.toThrow(Forbidden);
		await expect(attempt(world.secretariat, proposed, { verb: 'note' })).rejects.toThrow(Invalid);
		await expect(attempt(world.secretariat, proposed, { leadTeamId: world.teams.care })).rejects.toThrow(Invalid);
		await expect(attempt(world.secretariat, proposed, { owner: 'Somebody' })).rejects.toThrow(Invalid);
		expect((await recommendation(world, proposed.number)).version).toBe(1);
	});

	test('is reopened by an office that has answered within two working days, and the answers lapse', async () => {
		// Saved on the Thursday before Easter: the two working days are Tuesday and Wednesday.
		const after = await drafted('2026-04-02T15:00:00Z');
		await expect(reopen(world.minister, after.number, '2026-04-03T09:00:00Z')).rejects.toThrow(Forbidden);
		await expect(reopen(world.specialAdviser, after.number, '2026-04-03T09:00:00Z')).rejects.toThrow(Forbidden);
		await expect(reopen(world.careMinister, after.number, '2026-04-09T09:00:00Z')).rejects.toThrow(Conflict);
		expect(await standing(after.number)).toHaveLength(1);

		await reopen(world.careMinister, after.number, '2026-04-08T21:00:00Z');
		expect(await recommendation(world, after.number)).toMatchObject({ version: 2, materialVersion: 2, revision: 4 });
		expect(await standing(after.number)).toEqual([]);
		const [newest] = await asActor(world.observer.actor, (trx) => listVersions(trx, after.id));
		expect(newest).toMatchObject({
			reopenedBecause: '"Each" is narrower',
			reopenedAt: new Date('2026-04-08T21:00:00Z')
		});
		expect(await actsOn(world, 'recommendation', after.id)).toContain('recommendation.drafting_reopened');
		await expect(reopen(world.careMinister, after.number, '2026-04-08T21:00:00Z')).rejects.toThrow(Conflict);
	});

	test('a version that is no drafting change cannot be reopened', async () => {
		const made = await propose(world);
		await content(made.number);
		await expect(reopen(world.careMinister, made.number, '2026-03-16T11:00:00Z', 1)).rejects.toThrow(NotFound);
		await expect(reopen(world.careMinister, made.number, '2026-03-16T11:00:00Z', 9)).rejects.toThrow(NotFound);
	});
});

describe('the list', () => {
	test('filters by what the address says, and counts', async () => {
		const fresh = await makeWorld();
		await draft(fresh, { title: 'Housing for new families', lever: 'law', route: 'cabinet', costStatus: 'bid' });
		await draft(fresh, { title: 'Weekend help', leadTeamId: fresh.teams.care });
		await propose(fresh, { title: 'Shared records', questionId: await firstQuestion(fresh) });
		const titles = async (query: string) => {
			const filters = filtersFrom(new URLSearchParams(query));
			return asActor(fresh.observer.actor, async (trx) => {
				const { rows } = await listRecommendations(trx, fresh.reviewId, filters, { after: null, before: null });
				expect(await countRecommendations(trx, fresh.reviewId, filters)).toBe(rows.length);
				return rows.map((row) => row.title);
			});
		};

		expect(await titles('')).toEqual(['Housing for new families', 'Weekend help', 'Shared records']);
		expect(await titles('state=proposed')).toEqual(['Shared records']);
		expect(await titles('lever=law&route=cabinet&cost=bid')).toEqual(['Housing for new families']);
		expect(await titles(`lead=${fresh.teams.care}`)).toEqual(['Weekend help']);
		expect(await titles(`question=${await firstQuestion(fresh)}`)).toEqual(['Shared records']);
		expect(await titles('words=houses+family')).toEqual(['Housing for new families']);
		expect(await titles('recheck=on')).toEqual([]);
		expect(await titles('state=nonsense&lead=x&words=%00')).toHaveLength(3);
	});

	test('pages by number, forwards and back', async () => {
		const fresh = await makeWorld();
		const total = recommendationsPerPage + 5;
		for (let made = 0; made < total; made += 1) await draft(fresh, { title: `Number ${made + 1}` });
		const page = (from: { after: number | null; before: number | null }) =>
			asActor(fresh.observer.actor, (trx) =>
				listRecommendations(trx, fresh.reviewId, filtersFrom(new URLSearchParams()), from)
			);

		const first = await page({ after: null, before: null });
		expect([first.rows.length, first.previous, first.next]).toEqual([
			recommendationsPerPage,
			null,
			recommendationsPerPage
		]);
		const second = await page({ after: first.next, before: null });
		expect(second.rows.map((row) => row.number)).toEqual([31, 32, 33, 34, 35]);
		expect([second.previous, second.next]).toEqual([31, null]);
		const back = await page({ after: null, before: second.previous });
		expect(back.rows.map((row) => row.number)).toEqual(first.rows.map((row) => row.number));
		expect([back.previous, back.next]).toEqual([null, recommendationsPerPage]);
	});
});

async function firstQuestion(of: World): Promise<number> {
	const { id } = await of.owner
		.selectFrom('questions')
		.select('id')
		.where('reviewId', '=', of.reviewId)
		.executeTakeFirstOrThrow();
	return id;
}
