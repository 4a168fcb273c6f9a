import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { constraintName } from '#lib/db/engine.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { editEvent, withdrawEvent } from '#lib/evidence/commands.server.ts';
import { speaker } from '#lib/evidence/event.ts';
import {
	addPassage,
	answerAccuracy,
	askAccuracy,
	editFinding,
	editFindingsInBulk,
	recordFinding,
	relateFindings,
	removeRelation,
	shareEventWithFindings,
	shareFindings,
	withdrawConsent,
	withdrawFinding
} from '#lib/findings/commands.server.ts';
import { noFindingFilters, readFindingFilters } from '#lib/findings/filters.ts';
import { isThin } from '#lib/findings/finding.ts';
import { bulkForm, passageForm } from '#lib/findings/forms.ts';
import {
	countFindingsOfEvents,
	findAlike,
	listAccuracyChecks,
	listAccuracyToAnswer,
	listDraftFindings,
	listFindingKinds,
	listFindings,
	listFindingsOfEvent,
	listPassages,
	listRelations,
	listThemes,
	listVersions
} from '#lib/findings/queries.server.ts';
import { addWord, moveKind, renameWord, setWordRetired } from '#lib/findings/vocabulary.server.ts';
import {
	draftEvent,
	draftFinding,
	eventInput,
	findingAs,
	noDetails,
	notes,
	passageInput,
	sharedEvent,
	sharedFinding,
	toldOf
} from '../support/evidence.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const as = <T>(by: Party, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(by.actor, work);
const sentence = 'Families wait six weeks for a first visit.';

function record(by: Party, event: { number: number }, passage: Parameters<typeof passageInput>[1] = {}) {
	return as(by, (trx, actor) =>
		recordFinding(trx, actor, world.reviewId, {
			...noDetails,
			sentence,
			passage: passageInput(event, passage)
		})
	);
}

function add(by: Party, number: number, event: { number: number }, passage: Parameters<typeof passageInput>[1] = {}) {
	return as(by, (trx, actor) => addPassage(trx, actor, world.reviewId, number, passageInput(event, passage)));
}

function share(by: Party, ...numbers: number[]) {
	return as(by, (trx, actor) =>
		shareFindings(
			trx,
			actor,
			world.reviewId,
			numbers.map((number) => ({ number, revision: null }))
		)
	);
}

function edit(by: Party, number: number, wanted: Partial<Parameters<typeof editFinding>[4]> & { revision: number }) {
	return as(by, (trx, actor) => editFinding(trx, actor, world.reviewId, number, { ...noDetails, sentence, ...wanted }));
}

function withdraw(by: Party, number: number, revision: number) {
	return as(by, (trx, actor) =>
		withdrawFinding(trx, actor, world.reviewId, number, { revision, reason: 'It was misheard.' })
	);
}

function passagesOf(by: Party, id: number) {
	return as(by, (trx) => listPassages(trx, [id]));
}

describe('recording a finding', () => {
	test('takes place, date and source type from the event, and the words by their place in the notes', async () => {
		const event = await draftEvent(world);
		const { id, number } = await record(world.official, event, {
			contributorId: event.contributorId,
			consent: 'given'
		});

		expect(await findingAs(world, number)).toMatchObject({
			sentence,
			state: 'draft',
			teamId: world.teams.families,
			sourceKind: 'visit',
			eventOn: '2026-02-10',
			placeName: 'Quayside',
			eventCount: 1,
			passageCount: 1,
			linkCount: 0,
			version: 1
		});
		const [passage] = await passagesOf(world.official, id);
		expect(passage).toMatchObject({
			quote: 'families wait six weeks for a first visit',
			attribution: 'named',
			name: 'Wilhelmina Fairweather',
			consent: 'given'
		});
		expect(notes.slice(passage?.startsAt ?? 0, passage?.endsAt ?? 0)).toBe(passage?.quote);
		expect(await actsOn(world, 'finding', id)).toEqual(['finding.recorded']);
	});

	test('may rest on the event as a whole', async () => {
		const event = await draftEvent(world);
		const { id } = await record(world.official, event, { quote: null });
		expect(await passagesOf(world.official, id)).toMatchObject([{ quote: null, startsAt: null, endsAt: null }]);
	});

	test('an offset out of range is only a hint; words that are not in the notes are refused', async () => {
		const event = await draftEvent(world, { notes: 'too far. It is too far.' });
		const { id } = await record(world.official, event, { quote: 'too far', near: 9_999_999 });
		expect(await passagesOf(world.official, id)).toMatchObject([{ startsAt: 15, endsAt: 22 }]);

		const before = await countRows(world, 'findings');
		for (const quote of ['Too far', 'too  far', 'too far. It is too far. And more']) {
			await expect(record(world.official, event, { quote })).rejects.toThrow(Invalid);
		}
		expect(await countRows(world, 'findings')).toBe(before);
	});

	test('is refused with a person met elsewhere, and with a kind or theme that the review does not use', async () => {
		const event = await draftEvent(world);
		const other = await draftEvent(world);
		await expect(record(world.official, event, { contributorId: other.contributorId })).rejects.toThrow(Invalid);

		const foreign = await makeWorld();
		const [kind] = await asActor(foreign.official.actor, (trx) => listFindingKinds(trx, foreign.reviewId));
		for (const details of [{ kindId: kind?.id ?? 0 }, { kindId: 987_654_321 }, { themeId: 987_654_321 }]) {
			await expect(
				as(world.official, (trx, actor) =>
					recordFinding(trx, actor, world.reviewId, {
						...noDetails,
						...details,
						sentence,
						passage: passageInput(event)
					})
				)
			).rejects.toThrow(Invalid);
		}
	});

	test('is for officials; other departments may draw on what is shared with them, in their own name', async () => {
		const draft = await draftEvent(world);
		const open = await sharedEvent(world);
		const kept = await sharedEvent(world, { notesShared: false });

		for (const party of [world.minister, world.privateOffice, world.specialAdviser]) {
			await expect(record(party, draft)).rejects.toThrow(Forbidden);
		}
		for (const party of [world.observer, world.treasury, world.chair]) {
			await expect(record(party, open)).rejects.toThrow(Forbidden);
			await expect(record(party, draft)).rejects.toThrow(NotFound);
		}
		await expect(record(world.outsider, open)).rejects.toThrow(NotFound);
		await expect(record(world.careOfficial, draft)).rejects.toThrow(NotFound);

		const theirs = await record(world.careOfficial, open);
		expect((await findingAs(world, theirs.number, world.careOfficial)).teamId).toBe(world.teams.care);
		await expect(findingAs(world, theirs.number)).rejects.toThrow(NotFound);
		await expect(record(world.careOfficial, kept)).rejects.toThrow('stay with the department');
		expect((await record(world.careOfficial, kept, { quote: null })).number).toBeGreaterThan(theirs.number);
		await expect(
			as(world.careOfficial, (trx, actor) =>
				recordFinding(trx, actor, world.reviewId, {
					...noDetails,
					sentence,
					passage: passageInput(open),
					teamId: world.teams.families
				})
			)
		).rejects.toThrow(Forbidden);
	});

	test('nothing is drawn from what was planned, cancelled or withdrawn', async () => {
		for (const status of ['planned', 'cancelled'] as const) {
			await expect(record(world.official, await draftEvent(world, { status }))).rejects.toThrow(Conflict);
		}
		const gone = await draftEvent(world);
		await as(world.official, (trx, actor) =>
			withdrawEvent(trx, actor, world.reviewId, gone.number, { revision: 1, reason: 'Misheard' })
		);
		await expect(record(world.official, gone)).rejects.toThrow(Conflict);
		await expect(record(world.official, { number: 8_888_888 })).rejects.toThrow(NotFound);
	});
});

describe('the forms', () => {
	const errorsOf = (schema: typeof passageForm | typeof bulkForm, posted: Record<string, unknown>) => {
		const parsed = schema.safeParse(posted);
		return parsed.success
			? {}
			: Object.fromEntries(parsed.error.issues.map((one) => [one.path.join('.'), one.message]));
	};

	test.each([
		[{}, 'sentence', 'Enter the finding in one sentence, or choose'],
		[{ sentence: 'x'.repeat(601) }, 'sentence', '600 characters or fewer'],
		[{ sentence: 'This is SECRET' }, 'sentence', 'nothing above OFFICIAL'],
		[{ sentence: 'Yes', quote: 'x'.repeat(5001) }, 'quote', '5,000 characters or fewer'],
		[{ sentence: 'Yes', near: '-4' }, 'near', 'must be 0 or more'],
		[{ sentence: 'Yes', near: 'somewhere' }, 'near', 'must be a whole number'],
		[{ finding: 'E4' }, 'finding', 'Select a finding from the list'],
		[{ finding: 'F104; drop table' }, 'finding', 'Select a finding from the list'],
		[{ sentence: 'Yes', nature: 'rumour' }, 'nature', 'Select what it is']
	])('beside the notes, %j is refused beside the field', (posted, field, message) => {
		expect(errorsOf(passageForm, posted)[field]).toContain(message);
	});

	test('many at once need a tick and something to set', () => {
		expect(errorsOf(bulkForm, { findings: [], kindId: '4' }).findings).toBe('Tick at least one finding');
		expect(errorsOf(bulkForm, { findings: ['4'] }).kindId).toContain('Choose what');
		expect(errorsOf(bulkForm, { findings: ['9999999999'], kindId: '4' })['findings.0']).toContain('from the list');
		expect(errorsOf(bulkForm, { findings: ['4', '5'], reach: 'universal' })).toEqual({});
	});
});

describe('passages', () => {
	test('of a second event make a finding rest on both; one event alone says so', async () => {
		const first = await draftEvent(world);
		const { id, number } = await draftFinding(world, first);
		expect(isThin(await findingAs(world, number))).toBe(true);

		await add(world.official, number, first, { quote: 'A mother walked two miles to the clinic' });
		expect(await findingAs(world, number)).toMatchObject({ eventCount: 1, passageCount: 2 });
		const second = await draftEvent(world, { title: 'Roundtable', kind: 'roundtable', startsOn: '2026-02-20' });
		await add(world.official, number, second);

		const finding = await findingAs(world, number);
		expect(finding).toMatchObject({ eventCount: 2, passageCount: 3, sourceKind: 'visit', eventOn: '2026-02-10' });
		expect(isThin(finding)).toBe(false);
		expect(await actsOn(world, 'finding', id)).toEqual(['finding.recorded', 'passage.added', 'passage.added']);
		const counts = await as(world.official, (trx) => countFindingsOfEvents(trx, [first.id, second.id]));
		expect([...counts.values()]).toEqual([1, 1]);
	});

	test('cannot be added twice, by others, to what is withdrawn, or from a draft to a shared finding', async () => {
		const event = await sharedEvent(world);
		const { id, number } = await sharedFinding(world, event);
		const before = await countRows(world, 'passages');

		await expect(add(world.official, number, event)).rejects.toThrow('rests on this passage');
		await expect(add(world.careOfficial, number, event, { quote: null })).rejects.toThrow(Forbidden);
		await expect(add(world.outsider, number, event)).rejects.toThrow(NotFound);
		const draft = await draftEvent(world);
		await expect(add(world.official, number, draft)).rejects.toThrow(`share E${draft.number} before`);
		await withdraw(world.official, number, 2);
		await expect(add(world.official, number, event, { quote: null })).rejects.toThrow(Conflict);
		expect(await countRows(world, 'passages')).toBe(before);
		expect(await actsOn(world, 'finding', id)).not.toContain('passage.added');
	});

	test('a person who is quoted cannot be taken off the event', async () => {
		const event = await draftEvent(world);
		await draftFinding(world, event, { passage: { contributorId: event.contributorId } });
		const removed = as(world.official, (trx, actor) =>
			editEvent(trx, actor, world.reviewId, event.number, { ...eventInput({ people: [] }), revision: 1 })
		);
		await expect(removed).rejects.toSatisfy(
			(error) => constraintName(error) === 'passages_review_id_contributor_id_fkey'
		);
	});

	test('attribution is the strictest that anybody asked for, and the Chatham House Rule takes names away', async () => {
		const record = await draftEvent(world);
		const house = await draftEvent(world, { basis: 'chatham_house' });
		const said = async (event: typeof house, attribution: 'named' | 'role_only' | 'unattributed') => {
			const { id } = await draftFinding(world, event, { passage: { contributorId: event.contributorId, attribution } });
			const [passage] = await passagesOf(world.official, id);
			return passage ? speaker(passage) : null;
		};

		expect(await said(record, 'named')).toBe('Wilhelmina Fairweather, Midwife, Quayside Maternity');
		expect(await said(record, 'role_only')).toBe('Midwife, Quayside Maternity');
		expect(await said(record, 'unattributed')).toBe('Not attributed');
		expect(await said(house, 'named')).toBe('Midwife');
		const shy = await draftEvent(world, {
			people: [
				{ id: null, role: 'Mother', organisation: null, headCount: null, attribution: 'unattributed', name: 'Ada' }
			]
		});
		expect(await said(shy, 'named')).toBe('Not attributed');
	});

	test('a stricter basis written down later reaches passages made before', async () => {
		const event = await sharedEvent(world);
		const { id } = await sharedFinding(world, event, {
			passage: { contributorId: event.contributorId, attribution: 'named' }
		});
		expect(await passagesOf(world.official, id)).toMatchObject([{ name: 'Wilhelmina Fairweather' }]);
		expect(await passagesOf(world.careOfficial, id)).toMatchObject([{ role: 'Midwife', name: null }]);
		await as(world.official, (trx, actor) =>
			editEvent(trx, actor, world.reviewId, event.number, {
				...eventInput({
					basis: 'chatham_house',
					people: [
						{
							id: event.contributorId,
							role: 'Midwife',
							organisation: null,
							headCount: 1,
							attribution: 'named',
							name: 'Wilhelmina Fairweather'
						}
					]
				}),
				revision: 2
			})
		);
		expect(await passagesOf(world.official, id)).toMatchObject([{ attribution: 'role_only', name: null }]);
	});

	test('consent taken back erases the words and keeps the fact', async () => {
		const event = await sharedEvent(world);
		const { id, number } = await sharedFinding(world, event, { passage: { contributorId: event.contributorId } });
		const [passage] = await passagesOf(world.official, id);
		const takeBack = (by: Party, finding = number) =>
			as(by, (trx, actor) => withdrawConsent(trx, actor, world.reviewId, finding, passage?.id ?? 0));
		const other = await draftFinding(world, event);

		await expect(takeBack(world.careOfficial)).rejects.toThrow(Forbidden);
		await expect(takeBack(world.official, other.number)).rejects.toThrow(NotFound);
		await takeBack(world.official);

		expect(await passagesOf(world.careOfficial, id)).toMatchObject([
			{ quote: null, startsAt: null, endsAt: null, role: null, consent: 'withdrawn' }
		]);
		expect((await findingAs(world, number)).restsOnWithdrawn).toBe(true);
		await expect(takeBack(world.official)).rejects.toThrow(Conflict);
		const told = await toldOf(world, 'finding', id);
		expect(told.at(-1)).toMatchObject({ act: 'passage.consent_withdrawn', audience: 'members' });
		expect(told.map((one) => one.content).join()).not.toContain('six weeks');
	});
});

describe('editing a finding', () => {
	test('a new sentence is a new version; anything else is not', async () => {
		const { id, number } = await draftFinding(world, await draftEvent(world));
		expect(await edit(world.official, number, { revision: 1, scope: '3 of 6 parents', nature: 'fact' })).toEqual({
			reworded: false
		});
		expect(await findingAs(world, number)).toMatchObject({ version: 1, revision: 2, scope: '3 of 6 parents' });
		await edit(world.official, number, { revision: 2, sentence: 'Some families wait.' });

		expect(await findingAs(world, number)).toMatchObject({ version: 2, revision: 3, scope: null });
		const versions = await as(world.official, (trx) => listVersions(trx, id));
		expect(versions.map((version) => version.sentence)).toEqual([sentence, 'Some families wait.']);
		expect(versions[1]?.personName).toBe(world.official.actor.person.name);
		expect(await actsOn(world, 'finding', id)).toEqual(['finding.recorded', 'finding.edited', 'finding.reworded']);
	});

	test('is refused from an older revision, to others, and in another review', async () => {
		const { number } = await sharedFinding(world, await sharedEvent(world));
		const before = await findingAs(world, number);
		await expect(edit(world.official, number, { revision: 1 })).rejects.toThrow(Conflict);
		for (const party of [world.careOfficial, world.secretariat, world.minister, world.observer]) {
			await expect(edit(party, number, { revision: 2, sentence: 'Mine' })).rejects.toThrow(Forbidden);
		}
		await expect(edit(world.outsider, number, { revision: 2 })).rejects.toThrow(NotFound);
		expect(await findingAs(world, number)).toEqual(before);
	});

	test('a word out of use stays where it stands', async () => {
		const own = await makeWorld();
		const [kind] = await asActor(own.official.actor, (trx) => listFindingKinds(trx, own.reviewId));
		const kindId = kind?.id ?? 0;
		const { number } = await draftFinding(own, await draftEvent(own), { kindId });
		await asActor(own.secretariat.actor, (trx, actor) =>
			setWordRetired(trx, actor, own.reviewId, 'findingKinds', { id: kindId, retired: true })
		);
		const save = (wanted: object, revision: number) =>
			asActor(own.official.actor, (trx, actor) =>
				editFinding(trx, actor, own.reviewId, number, { ...noDetails, sentence, ...wanted, revision })
			);
		await save({ kindId, nature: 'fact' }, 1);
		await save({ kindId: null }, 2);
		await expect(save({ kindId }, 3)).rejects.toThrow(Invalid);
	});

	test('many at once are set together or not at all', async () => {
		const event = await sharedEvent(world);
		const mine = [await draftFinding(world, event, { scope: 'One of six' }), await sharedFinding(world, event)];
		const theirs = await sharedFinding(world, event, {}, world.careOfficial);
		const [theme] = await as(world.official, (trx) => listThemes(trx, world.reviewId));
		const bulk = (numbers: number[], by = world.official) =>
			as(by, (trx, actor) =>
				editFindingsInBulk(trx, actor, world.reviewId, {
					findings: numbers,
					kindId: null,
					themeId: theme?.id ?? 0,
					lifeStage: null,
					service: 'Midwifery',
					reach: 'targeted',
					nature: null
				})
			);
		const numbers = mine.map((finding) => finding.number);

		await expect(bulk([...numbers, theirs.number])).rejects.toThrow(Forbidden);
		await expect(bulk([...numbers, 7_777_777])).rejects.toThrow(NotFound);
		expect((await findingAs(world, numbers[0] ?? 0)).service).toBeNull();
		await bulk(numbers);
		for (const { id, number } of mine) {
			expect(await findingAs(world, number)).toMatchObject({
				service: 'Midwifery',
				reach: 'targeted',
				themeLabel: 'Perinatal health',
				version: 1
			});
			expect((await actsOn(world, 'finding', id)).at(-1)).toBe('finding.edited');
		}
		expect((await findingAs(world, numbers[0] ?? 0)).scope).toBe('One of six');
	});
});

describe('sharing findings', () => {
	test('needs their evidence to be shared, and names it', async () => {
		const first = await sharedEvent(world);
		const second = await draftEvent(world);
		const { id, number } = await draftFinding(world, first);
		await add(world.official, number, second);

		await expect(share(world.official, number)).rejects.toThrow(`Share E${second.number} first`);
		await expect(findingAs(world, number, world.careOfficial)).rejects.toThrow(NotFound);
		await as(world.official, (trx, actor) =>
			shareEventWithFindings(trx, actor, world.reviewId, second.number, {
				revision: 1,
				notes: false,
				findings: [number]
			})
		);

		const seen = await findingAs(world, number, world.careOfficial);
		expect(seen.state).toBe('shared');
		expect(await passagesOf(world.observer, id)).toHaveLength(2);
		expect(await actsOn(world, 'finding', id)).toEqual(['finding.recorded', 'passage.added', 'finding.shared']);
		await expect(share(world.official, number)).rejects.toThrow('shared already');
	});

	test('one refusal shares nothing of the act', async () => {
		const event = await draftEvent(world);
		const other = await draftEvent(world);
		const ready = await draftFinding(world, event);
		const waiting = await draftFinding(world, other);
		const together = (findings: number[]) =>
			as(world.official, (trx, actor) =>
				shareEventWithFindings(trx, actor, world.reviewId, event.number, { revision: 1, notes: true, findings })
			);
		await expect(together([ready.number, waiting.number])).rejects.toThrow(Conflict);
		for (const party of [world.careOfficial, world.secretariat]) {
			await expect(findingAs(world, ready.number, party)).rejects.toThrow(NotFound);
		}
		await together([ready.number]);
		expect((await findingAs(world, ready.number, world.careOfficial)).state).toBe('shared');
	});

	test('is refused to others, from an older revision, and on withdrawn evidence', async () => {
		const event = await sharedEvent(world);
		const { number } = await draftFinding(world, event);
		for (const party of [world.minister, world.privateOffice]) {
			await expect(share(party, number)).rejects.toThrow(Forbidden);
		}
		await expect(share(world.careOfficial, number)).rejects.toThrow(NotFound);
		await expect(
			as(world.official, (trx, actor) => shareFindings(trx, actor, world.reviewId, [{ number, revision: 9 }]))
		).rejects.toThrow(Conflict);
		await as(world.official, (trx, actor) =>
			withdrawEvent(trx, actor, world.reviewId, event.number, { revision: 2, reason: 'Misheard' })
		);
		await expect(share(world.official, number)).rejects.toThrow('withdrawn evidence');
	});
});

describe('withdrawing', () => {
	test('a finding leaves a tombstone; its wordings stay with its department', async () => {
		const event = await sharedEvent(world);
		const { id, number } = await sharedFinding(world, event, { whoseView: 'A midwife', scope: 'One of six' });
		await edit(world.official, number, { revision: 2, whoseView: 'Two midwives' });
		await withdraw(world.official, number, 3);

		expect(await findingAs(world, number, world.careOfficial)).toMatchObject({
			sentence: null,
			whoseView: null,
			scope: null,
			state: 'withdrawn',
			withdrawnBecause: 'It was misheard.',
			eventOn: '2026-02-10'
		});
		expect(await passagesOf(world.careOfficial, id)).toEqual([]);
		expect(await as(world.careOfficial, (trx) => listVersions(trx, id))).toEqual([]);
		expect(await as(world.official, (trx) => listVersions(trx, id))).toHaveLength(1);
		const readByAll = (await toldOf(world, 'finding', id)).filter((one) => one.audience === 'members');
		expect(readByAll.map((one) => one.act)).toEqual(['finding.shared', 'finding.edited', 'finding.withdrawn']);
		for (const text of ['midwi', 'six']) expect(readByAll.map((one) => one.content).join()).not.toContain(text);
	});

	test('cannot happen twice, and nothing is changed afterwards', async () => {
		const { number } = await sharedFinding(world, await sharedEvent(world));
		await expect(withdraw(world.careOfficial, number, 2)).rejects.toThrow(Forbidden);
		await expect(withdraw(world.official, number, 1)).rejects.toThrow(Conflict);
		await withdraw(world.official, number, 2);
		await expect(withdraw(world.official, number, 3)).rejects.toThrow(Conflict);
		await expect(edit(world.official, number, { revision: 3 })).rejects.toThrow(Conflict);
		await expect(share(world.official, number)).rejects.toThrow(Conflict);
	});

	test('evidence flags what rests on it, and its words are quoted no more', async () => {
		const event = await sharedEvent(world);
		const { id, number } = await sharedFinding(world, event, { passage: { contributorId: event.contributorId } });
		await as(world.official, (trx, actor) =>
			withdrawEvent(trx, actor, world.reviewId, event.number, { revision: 2, reason: 'Misheard' })
		);
		expect(await findingAs(world, number, world.careOfficial)).toMatchObject({
			restsOnWithdrawn: true,
			placeName: null,
			sentence
		});
		expect(await passagesOf(world.careOfficial, id)).toMatchObject([
			{ eventState: 'withdrawn', eventTitle: 'Withdrawn evidence', quote: null, role: null, name: null }
		]);
	});
});

describe('relations', () => {
	test('are seen from both ends, and a mutual one cannot be made again from the other', async () => {
		const event = await sharedEvent(world);
		const a = await sharedFinding(world, event);
		const b = await sharedFinding(world, event, {}, world.careOfficial);
		const relate = (by: Party, from: number, to: number, kind: 'conflicts_with' | 'updates' = 'conflicts_with') =>
			as(by, (trx, actor) => relateFindings(trx, actor, world.reviewId, from, { kind, to }));

		await relate(world.official, a.number, b.number);
		const [seen] = await as(world.observer, (trx) => listRelations(trx, b.id));
		expect(seen).toMatchObject({ kind: 'conflicts_with', number: a.number, reverse: true });
		await expect(relate(world.careOfficial, b.number, a.number)).rejects.toThrow(Conflict);
		await relate(world.careOfficial, b.number, a.number, 'updates');
		await relate(world.secretariat, a.number, b.number, 'updates');
		expect(await actsOn(world, 'finding', a.id)).toContain('finding.related');

		await expect(relate(world.careOfficial, a.number, b.number)).rejects.toThrow(Forbidden);
		await expect(relate(world.minister, a.number, b.number)).rejects.toThrow(Forbidden);
		await expect(relate(world.official, a.number, a.number)).rejects.toThrow(Invalid);
		await expect(relate(world.official, a.number, 6_666_666)).rejects.toThrow(Invalid);
		const hidden = await draftFinding(world, event, {}, world.careOfficial);
		await expect(relate(world.official, a.number, hidden.number)).rejects.toThrow(Invalid);

		const remove = (by: Party, number: number) =>
			as(by, (trx, actor) => removeRelation(trx, actor, world.reviewId, number, seen?.id ?? 0));
		await expect(remove(world.observer, b.number)).rejects.toThrow(Forbidden);
		await expect(remove(world.careOfficial, hidden.number)).rejects.toThrow(NotFound);
		await remove(world.careOfficial, b.number);
		await expect(remove(world.careOfficial, b.number)).rejects.toThrow(NotFound);
		const left = await as(world.observer, (trx) => listRelations(trx, b.id));
		expect(left.map((relation) => relation.kind)).toEqual(['updates', 'updates']);
	});
});

describe('checks of accuracy', () => {
	test('are answered by the department asked, once, on the wording shown', async () => {
		const { id, number } = await sharedFinding(world, await sharedEvent(world));
		const ask = (by: Party, teamId: number | null, body: string | null = null) =>
			as(by, (trx, actor) => askAccuracy(trx, actor, world.reviewId, number, { teamId, body }));
		const answer = (by: Party, checkId: number) =>
			as(by, (trx, actor) =>
				answerAccuracy(trx, actor, world.reviewId, number, { checkId, outcome: 'disputed', note: 'Four weeks' })
			);

		await expect(ask(world.careOfficial, world.teams.care)).rejects.toThrow(Forbidden);
		await expect(ask(world.official, 987_654_321)).rejects.toThrow(Invalid);
		await ask(world.official, world.teams.care);
		await expect(ask(world.secretariat, world.teams.care)).rejects.toThrow(Conflict);
		const [check] = await as(world.careOfficial, (trx, actor) => listAccuracyToAnswer(trx, actor, world.reviewId));
		expect(check).toMatchObject({ number, sentence });

		await expect(answer(world.official, check?.id ?? 0)).rejects.toThrow(Forbidden);
		await expect(answer(world.careMinister, check?.id ?? 0)).rejects.toThrow(Forbidden);
		await answer(world.careOfficial, check?.id ?? 0);
		await expect(answer(world.careOfficial, check?.id ?? 0)).rejects.toThrow(Conflict);
		expect(await as(world.observer, (trx) => listAccuracyChecks(trx, id))).toMatchObject([
			{ outcome: 'disputed', note: 'Four weeks', findingVersion: 1, teamId: world.teams.care }
		]);
		expect(await actsOn(world, 'finding', id)).toEqual([
			'finding.recorded',
			'finding.shared',
			'accuracy.asked',
			'accuracy.answered'
		]);

		await edit(world.official, number, { revision: 2, sentence: 'Families wait four weeks.' });
		await ask(world.official, world.teams.care);
		await ask(world.official, null, 'The Quayside hub');
		const [outside] = await as(world.official, (trx) => listAccuracyChecks(trx, id));
		await expect(answer(world.careOfficial, outside?.id ?? 0)).rejects.toThrow(Forbidden);
		await answer(world.official, outside?.id ?? 0);
		const other = await sharedFinding(world, await sharedEvent(world));
		await expect(
			as(world.official, (trx, actor) =>
				answerAccuracy(trx, actor, world.reviewId, other.number, {
					checkId: outside?.id ?? 0,
					outcome: 'confirmed',
					note: null
				})
			)
		).rejects.toThrow(NotFound);
	});

	test('wait until the finding is shared', async () => {
		const { number } = await draftFinding(world, await draftEvent(world));
		await expect(
			as(world.official, (trx, actor) =>
				askAccuracy(trx, actor, world.reviewId, number, { teamId: world.teams.care, body: null })
			)
		).rejects.toThrow(Conflict);
	});
});

describe('the words of a review', () => {
	test('are the secretariat’s to add, rename, retire and put in order', async () => {
		const own = await makeWorld();
		const { actor } = own.secretariat;
		const run = <T>(work: (trx: Trx) => Promise<T>) => asActor(actor, work);
		const kinds = async () => (await run((trx) => listFindingKinds(trx, own.reviewId))).map((kind) => kind.label);

		const id = await run((trx) => addWord(trx, actor, own.reviewId, 'findingKinds', 'Differs by place'));
		await run((trx) => moveKind(trx, actor, own.reviewId, { id, direction: 'up' }));
		expect(await kinds()).toEqual(['Best practice', 'Differs by place', 'Missing']);
		await run((trx) => moveKind(trx, actor, own.reviewId, { id, direction: 'up' }));
		await expect(run((trx) => moveKind(trx, actor, own.reviewId, { id, direction: 'up' }))).rejects.toThrow(Conflict);
		await run((trx) => renameWord(trx, actor, own.reviewId, 'findingKinds', { id, label: 'Varies by place' }));
		await run((trx) => setWordRetired(trx, actor, own.reviewId, 'findingKinds', { id, retired: true }));
		expect(await kinds()).toEqual(['Best practice', 'Missing', 'Varies by place']);
		await expect(
			run((trx) => setWordRetired(trx, actor, own.reviewId, 'findingKinds', { id, retired: true }))
		).rejects.toThrow(Conflict);
		await run((trx) => setWordRetired(trx, actor, own.reviewId, 'findingKinds', { id, retired: false }));
		expect((await kinds())[0]).toBe('Varies by place');
		await run((trx) => addWord(trx, actor, own.reviewId, 'themes', 'Housing'));
		expect((await run((trx) => listThemes(trx, own.reviewId))).map((theme) => theme.label)).toEqual([
			'Housing',
			'Perinatal health'
		]);
		expect((await actsOn(own, 'review', own.reviewId)).filter((act) => act === 'vocabulary.changed')).toHaveLength(7);
	});

	test('are refused to others, when there already, and of another review', async () => {
		const { actor } = world.secretariat;
		const before = await countRows(world, 'themes');
		for (const party of [world.official, world.chair, world.minister, world.observer]) {
			await expect(as(party, (trx, by) => addWord(trx, by, world.reviewId, 'themes', 'Mine'))).rejects.toThrow(
				Forbidden
			);
		}
		await expect(as(world.outsider, (trx, by) => addWord(trx, by, world.reviewId, 'themes', 'Mine'))).rejects.toThrow(
			NotFound
		);
		await expect(
			asActor(actor, (trx) => addWord(trx, actor, world.reviewId, 'themes', 'Perinatal health'))
		).rejects.toThrow('themes_label_key');
		const foreign = await makeWorld();
		const [theme] = await asActor(foreign.official.actor, (trx) => listThemes(trx, foreign.reviewId));
		await expect(
			asActor(actor, (trx) =>
				renameWord(trx, actor, world.reviewId, 'themes', { id: theme?.id ?? 0, label: 'Taken over' })
			)
		).rejects.toThrow(NotFound);
		expect(await countRows(world, 'themes')).toBe(before + 1);
	});
});

describe('the list', () => {
	let own: World;
	let kindId = 0;
	beforeAll(async () => {
		own = await makeWorld();
		const visit = await sharedEvent(own);
		const survey = await sharedEvent(own, { kind: 'survey', placeName: 'Moorside' });
		kindId = (await asActor(own.official.actor, (trx) => listFindingKinds(trx, own.reviewId)))[0]?.id ?? 0;
		for (let index = 0; index < 30; index += 1) {
			await sharedFinding(own, visit, { sentence: `Waiting is long, account ${index}.`, kindId, service: 'Midwifery' });
			await sharedFinding(own, survey, {
				sentence: `Clinics are far, account ${index}.`,
				lifeStage: 'Birth',
				reach: 'universal',
				nature: 'opinion'
			});
		}
		await draftFinding(own, visit, { sentence: 'A zeppelin would help.' });
		await draftFinding(own, visit, { sentence: 'Care wrote this.' }, own.careOfficial);
		const gone = await sharedFinding(own, visit, { sentence: 'Withdrawn later.' });
		await asActor(own.official.actor, (trx, actor) =>
			withdrawFinding(trx, actor, own.reviewId, gone.number, { revision: 2, reason: 'Misheard' })
		);
	});
	const list = (query = '', cursor: Parameters<typeof listFindings>[3] = {}, by: Party = own.official) =>
		asActor(by.actor, (trx) => listFindings(trx, own.reviewId, readFindingFilters(new URLSearchParams(query)), cursor));

	test('pages both ways without losing or repeating a row', async () => {
		const first = await list();
		expect(first).toMatchObject({ count: 62, previous: null });
		const second = await list('', { after: first.next });
		expect(second.next).toBeNull();
		const numbers = [...first.findings, ...second.findings].map((finding) => finding.number);
		expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
		expect(new Set(numbers).size).toBe(62);
		const back = await list('', { before: second.previous });
		expect(back.findings.map((finding) => finding.number)).toEqual(numbers.slice(0, 50));
	});

	test('is narrowed by every filter of its address', async () => {
		const counted = async (query: string, by?: Party) => (await list(query, {}, by)).count;
		expect(await counted(`kind=${kindId}`)).toBe(30);
		expect(await counted('stage=Birth&reach=universal&nature=opinion')).toBe(30);
		expect(await counted('service=Midwifery')).toBe(30);
		expect(await counted('source=survey')).toBe(30);
		expect(await counted('state=draft')).toBe(1);
		expect(await counted('state=withdrawn')).toBe(1);
		expect(await counted('state=shared')).toBe(60);
		expect(await counted('untagged=1')).toBe(61);
		expect(await counted('words=zeppelin')).toBe(1);
		expect(await counted('words="clinics are" -waiting')).toBe(30);
		expect(await counted(`team=${own.teams.care}`, own.careOfficial)).toBe(1);
		expect(await counted(`team=${own.teams.care}`)).toBe(0);
		expect(await counted('words=%00!%26|():*\\')).toBe(0);
		expect(await counted('kind=0&reach=none&theme=one')).toBe(62);
	});

	test('work lists and look-ups', async () => {
		const drafts = await asActor(own.official.actor, (trx, actor) => listDraftFindings(trx, actor, own.reviewId));
		expect(drafts).toMatchObject({ count: 1, findings: [{ sentence: 'A zeppelin would help.' }] });
		const observed = await asActor(own.observer.actor, (trx, actor) => listDraftFindings(trx, actor, own.reviewId));
		expect(observed.count).toBe(0);

		const alike = await asActor(own.official.actor, (trx) =>
			findAlike(trx, own.reviewId, 'Somebody said that a zeppelin could be of help to mothers')
		);
		expect(alike[0]?.sentence).toBe('A zeppelin would help.');
		expect(await asActor(own.careOfficial.actor, (trx) => findAlike(trx, own.reviewId, 'zeppelin'))).toEqual([]);
		expect(await asActor(own.official.actor, (trx) => findAlike(trx, own.reviewId, '!! ??'))).toEqual([]);
	});

	test('an event names the findings drawn from it, in the order of its notes', async () => {
		const event = await draftEvent(own);
		const late = await draftFinding(own, event, { passage: { quote: 'The drop-in is open' } });
		const early = await draftFinding(own, event);
		const whole = await draftFinding(own, event, { passage: { quote: null } });
		const found = await asActor(own.official.actor, (trx) => listFindingsOfEvent(trx, event.id));
		expect(found.map((finding) => finding.number)).toEqual([early.number, late.number, whole.number]);
	});
});

test('search and row-level security agree for every role on what is there', async () => {
	const words = ['acorn', 'barley', 'cobalt', 'dulcimer'];
	const word = fc.constantFrom(...words);
	const event = fc.record({
		title: word,
		notes: word,
		by: fc.constantFrom('official', 'careOfficial', 'secretariat'),
		fate: fc.constantFrom('draft', 'shared', 'notes too', 'withdrawn'),
		findings: fc.array(fc.record({ sentence: word, fate: fc.constantFrom('draft', 'shared', 'withdrawn') }), {
			maxLength: 3
		})
	});

	await fc.assert(
		fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 8 }), async (events) => {
			const own = await makeWorld();
			for (const wanted of events) {
				const by = own[wanted.by as 'official'];
				const input = { title: wanted.title, notes: wanted.notes, placeName: null, host: null };
				const notesShared = wanted.fate === 'notes too';
				const shared = wanted.fate !== 'draft';
				const made = shared ? await sharedEvent(own, { ...input, notesShared }, by) : await draftEvent(own, input, by);
				for (const { sentence, fate } of wanted.findings) {
					const details = { sentence, passage: { quote: null } };
					const visible = fate !== 'draft' && shared;
					const finding = visible
						? await sharedFinding(own, made, details, by)
						: await draftFinding(own, made, details, by);
					if (fate !== 'withdrawn') continue;
					await asActor(by.actor, (trx, actor) =>
						withdrawFinding(trx, actor, own.reviewId, finding.number, { revision: visible ? 2 : 1, reason: 'Misheard' })
					);
				}
				if (wanted.fate === 'withdrawn') {
					await asActor(by.actor, (trx, actor) =>
						withdrawEvent(trx, actor, own.reviewId, made.number, { revision: 2, reason: 'Misheard' })
					);
				}
			}

			const parties = [
				...[own.official, own.careOfficial, own.minister, own.careMinister, own.privateOffice, own.specialAdviser],
				...[own.secretariat, own.chair, own.treasury, own.cabinetPrivateOffice, own.observer, own.outsider]
			].map((party) => party.actor);
			for (const actor of [...parties, own.administrator]) {
				for (const text of words) {
					const { searched, seen } = await asActor(actor, async (trx) => ({
						searched: await searchedIds(trx, own.reviewId, text),
						seen: await seenIds(trx, own.reviewId, text)
					}));
					expect(searched.findings).toEqual(seen.findings);
					expect(searched.matchingFindings).toEqual(seen.findings);
					expect(searched.events).toEqual(seen.events);
					expect(searched.matchingEvents).toEqual(seen.events);
				}
			}
		}),
		{ numRuns: 4 }
	);
}, 120_000);

async function searchedIds(trx: Trx, reviewId: number, words: string) {
	const records = await sql<{ kind: string; id: number }>`
		select kind, id from search_records(${reviewId}, ${words}, 1000)`.execute(trx);
	const findings = await sql<{ id: number }>`select matching_findings(${reviewId}, ${words}) as id`.execute(trx);
	const events = await sql<{ id: number }>`select matching_events(${reviewId}, ${words}) as id`.execute(trx);
	return {
		findings: ids(records.rows.filter((row) => row.kind === 'finding')),
		events: ids(records.rows.filter((row) => row.kind === 'evidence')),
		matchingFindings: ids(findings.rows),
		matchingEvents: ids(events.rows)
	};
}

/** What the tables themselves give this person, read row by row. */
async function seenIds(trx: Trx, reviewId: number, words: string) {
	const findings = await trx
		.selectFrom('findings')
		.select(['id', 'sentence'])
		.where('reviewId', '=', reviewId)
		.where('state', '<>', 'withdrawn')
		.execute();
	const events = await trx
		.selectFrom('evidenceEvents as event')
		.leftJoin('eventNotes', 'eventNotes.eventId', 'event.id')
		.select(['event.id', 'event.title', 'eventNotes.notes'])
		.where('event.reviewId', '=', reviewId)
		.where('event.state', '<>', 'withdrawn')
		.execute();
	return {
		findings: ids(findings.filter((finding) => finding.sentence === words)),
		events: ids(events.filter((event) => event.title === words || event.notes === words))
	};
}

function ids(rows: { id: number }[]): number[] {
	return rows.map((row) => row.id).sort((a, b) => a - b);
}

test('an untagged work list is the list with one filter', () => {
	expect(readFindingFilters(new URLSearchParams('untagged=1'))).toEqual({ ...noFindingFilters, untagged: true });
});
