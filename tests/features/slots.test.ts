import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';
import { type Block, runsText } from '#lib/documents/document.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { listNeeds } from '#lib/overview/needs.server.ts';
import { readLine } from '#lib/overview/queries.server.ts';
import { attentionFor, lodgingObstacles } from '#lib/papers/attention.ts';
import { acceptWording, freezeSnapshot } from '#lib/papers/commands.server.ts';
import { sha256 } from '#lib/papers/digest.server.ts';
import { loadExport } from '#lib/papers/export.server.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf, type Manuscript, viewKey } from '#lib/papers/manuscript.ts';
import { agreeWords, proposeWords, withdrawWords } from '#lib/papers/disagreements/commands.server.ts';
import { listDisagreements } from '#lib/papers/disagreements/queries.server.ts';
import { declineViews, reconsiderView } from '#lib/papers/opposing/commands.server.ts';
import type { Gate } from '#lib/papers/paper.ts';
import { getPaper, getSnapshot, readManuscript } from '#lib/papers/queries.server.ts';
import { listChanges, refreshPaper, seenOf } from '#lib/papers/slots/refresh.server.ts';
import { recordPosition } from '#lib/positions/commands.server.ts';
import type { PositionStance } from '#lib/positions/position.ts';
import { getRecommendation, listPapersPlacing } from '#lib/recommendations/queries.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import {
	addFinding,
	addPaper,
	addPassage,
	addRecommendation,
	reword,
	rewordRecommendation,
	tag,
	withdraw,
	write
} from '../support/papers.ts';
import { actsOn, countRows, makeWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});

const secretariat = () => world.secretariat.actor;
const as = <T>(actor: Actor, work: (trx: Trx, actor: Actor) => Promise<T>) => asActor(actor, work);

async function manuscript(name: string, actor = secretariat()): Promise<Manuscript> {
	return as(actor, async (trx) => readManuscript(trx, await getPaper(trx, world.reviewId, name)));
}

async function changes(name: string) {
	return as(secretariat(), async (trx) =>
		listChanges(trx, await readManuscript(trx, await getPaper(trx, world.reviewId, name)))
	);
}

/** A new copy of the first snapshot of a paper, with all its words. */
async function copyOf(name: string, actor = world.official.actor) {
	const { model } = await as(actor, (trx) =>
		loadExport(trx, actor, world.reviewId, name, { of: 'snapshot', number: 1 })
	);
	return { model, text: [...model.blocks.flatMap(linesOf), ...model.footnotes.map((note) => note.text)].join('\n') };
}

async function refresh(name: string, key: string | null, seen?: string, actor = secretariat()): Promise<number> {
	const pending = await changes(name);
	const digest = seen ?? (key === null ? seenOf(pending) : pending.find((change) => change.key === key)?.seen) ?? '';
	return as(actor, (trx) => refreshPaper(trx, actor, world.reviewId, name, { key, seen: digest }));
}

async function freeze(name: string, gate: Gate) {
	const seen = sha256(JSON.stringify(contentOf(await manuscript(name))));
	return as(secretariat(), (trx, actor) => freezeSnapshot(trx, actor, world.reviewId, name, { gate, seen }));
}

/** The words that a section of the working copy prints, a line for each block and each row of a table. */
async function printed(name: string, actor = secretariat()): Promise<string[]> {
	const { model } = await as(actor, (trx) => loadExport(trx, actor, world.reviewId, name, { of: 'working' }));
	return model.blocks.flatMap(linesOf);
}

function linesOf(block: Block): string[] {
	switch (block.type) {
		case 'table':
			return [block.caption ?? [], block.header, ...block.rows].map((row) =>
				row.map((cell) => (Array.isArray(cell) ? runsText(cell) : runsText([cell]))).join(' | ')
			);
		case 'figure':
			return [block.alt];
		case 'paragraph':
		case 'heading':
		case 'recommendation':
			return [runsText(block.runs)];
		default:
			return [];
	}
}

async function obstacles(name: string): Promise<string[]> {
	const found = await manuscript(name);
	return lodgingObstacles(found, measurePaper(contentOf(found)));
}

describe('an evidence table', () => {
	test('prints the shared findings for and against, where and when, as far as may be said', async () => {
		const { name } = await addPaper(world);
		const { id, recommendation } = await addRecommendation(world);
		const seen = await addFinding(world, { sentence: 'Parents did not know.', speaker: 'Health visitor' });
		const chatham = await addFinding(world, { sentence: 'Money is short.', basis: 'chatham_house', title: 'Dinner' });
		const quiet = await addFinding(world, {
			sentence: 'It was late.',
			attribution: 'unattributed',
			title: 'Roundtable'
		});
		const draft = await addFinding(world, { sentence: 'A draft.', draft: true, teamId: world.teams.centre });
		await tag(world, seen, id);
		await tag(world, chatham, id, 'contradicts');
		await tag(world, quiet, id, 'qualifies');
		await tag(world, draft, id);
		await write(world, name, 'Consideration', `::evidence ${recommendation}`);

		const lines = await printed(name);
		expect(lines).toContain(
			`Supports | Parents did not know. (${seen.finding}) | visit to a family hub, Lambeth, 14 March 2019 (health visitor)`
		);
		expect(lines).toContain(
			`Contradicts | Money is short. (${chatham.finding}) | visit under the Chatham House Rule, 14 March 2019`
		);
		expect(lines).toContain(`Qualifies | It was late. (${quiet.finding}) | visit, 14 March 2019`);
		expect(lines.join(' ')).not.toMatch(/A draft|Dinner|Roundtable/);
	});

	test('takes its marking from what it prints', async () => {
		const { name } = await addPaper(world);
		const { id, recommendation } = await addRecommendation(world);
		await tag(world, await addFinding(world, { sensitive: true, handling: 'Families team only' }), id);
		await write(world, name, 'Consideration', `::evidence ${recommendation}`);
		expect(contentOf(await manuscript(name)).marking).toBe('OFFICIAL-SENSITIVE: Families team only');
	});

	test('loses the words of a finding that is withdrawn at once, and says that it must be refreshed', async () => {
		const { name } = await addPaper(world);
		const { id, recommendation } = await addRecommendation(world);
		const gone = await addFinding(world, { sentence: 'Soon to be gone.' });
		await tag(world, gone, id);
		await tag(world, await addFinding(world, { sentence: 'To stay.' }), id);
		await write(world, name, 'Consideration', `::evidence ${recommendation}`);
		await withdraw(world, gone);

		const lines = await printed(name);
		expect(lines.join(' ')).not.toContain('Soon to be gone');
		expect(lines).toContain('Supports | Withdrawn since this was written | ');
		expect(attentionFor(await manuscript(name)).map((item) => [item.concern, item.reference])).toContainEqual([
			'withdrawn',
			gone.finding
		]);
		expect((await obstacles(name)).join(' ')).toContain(
			`${gone.finding} stands in a table of this paper and was withdrawn`
		);

		expect((await changes(name)).map((change) => [change.key, change.says])).toEqual([
			[`evidence ${recommendation}`, [`${gone.finding} goes: it is no longer there to be printed`]]
		]);
		await refresh(name, `evidence ${recommendation}`);
		expect((await printed(name)).join(' ')).not.toContain('Withdrawn since');
		expect(await changes(name)).toEqual([]);
	});
});

describe('what cannot be placed is told to the author', () => {
	test.each([
		['::evidence', 'Name one recommendation, like this: ::evidence R7.'],
		['::evidence R9999', 'R9999 is no recommendation of this review.'],
		['::costs B3', 'These can be placed: ::recommendation'],
		['::costs', 'These can be placed: ::recommendation, ::recommendations, ::evidence'],
		['::chart money', 'There are these: ::chart evidence by kind'],
		['::recommendations theme Housing', 'This review knows no theme “Housing”. It knows: Perinatal health.'],
		['::recommendations', 'Say which, like this']
	])('%s', async (line, message) => {
		const { name } = await addPaper(world);
		await expect(write(world, name, 'Summary', line)).rejects.toMatchObject({
			field: 'body',
			message: expect.stringContaining(message) as string
		});
	});
});

describe('lists of recommendations', () => {
	test('place those of a state, a department or a theme, which the paper then recommends', async () => {
		const own = await makeWorld();
		const first = await addRecommendation(own, { title: 'First', text: 'that the first is done.' });
		await addRecommendation(own, { title: 'Emerging', emerging: true });
		const { name } = await addPaper(own);
		const { shortName } = await own.owner
			.selectFrom('departmentsToday')
			.select('shortName')
			.where('id', '=', own.departments.care)
			.executeTakeFirstOrThrow();
		await write(own, name, 'Recommendation', `::recommendations department ${shortName.toLowerCase()}`);
		const actor = own.secretariat.actor;
		const read = () => asActor(actor, async (trx) => readManuscript(trx, await getPaper(trx, own.reviewId, name)));
		expect((await read()).slots.map((slot) => slot.seen.reference)).toEqual([first.recommendation]);
		expect(contentOf(await read()).recommendations.map((each) => each.text)).toEqual(['that the first is done.']);
		const placing = () => asActor(actor, (trx) => listPapersPlacing(trx, first.id));
		const number = numberIn('P', name);
		expect(await placing()).toEqual([{ number, title: 'Support from conception to two', placedVersion: 1 }]);
		const line = await asActor(actor, (trx) => readLine(trx, own.reviewId));
		expect(line.papers).toContainEqual(expect.objectContaining({ number, state: 'proposed', placed: 1 }));

		await rewordRecommendation(own, first.id, 'that the first is done well.');
		await asActor(actor, (trx) =>
			acceptWording(trx, actor, own.reviewId, name, { reference: first.recommendation, version: 2 })
		);
		expect(contentOf(await read()).recommendations.map((each) => each.text)).toEqual(['that the first is done well.']);
		expect(await placing()).toMatchObject([{ number, placedVersion: 2 }]);

		await write(own, name, 'Recommendation', 'Nothing is recommended.');
		expect(await placing()).toEqual([]);
	});

	test('by theme rest on the findings that support them', async () => {
		const own = await makeWorld();
		const { id, recommendation } = await addRecommendation(own);
		await addRecommendation(own);
		const finding = await addFinding(own);
		const { id: themeId } = await own.owner
			.selectFrom('themes')
			.select('id')
			.where('reviewId', '=', own.reviewId)
			.executeTakeFirstOrThrow();
		await own.owner.updateTable('findings').set({ themeId }).where('id', '=', finding.findingId).execute();
		await tag(own, finding, id);
		const { name } = await addPaper(own);
		await write(own, name, 'Recommendation', '::recommendations theme perinatal health');
		const actor = own.secretariat.actor;
		const { slots } = await asActor(actor, async (trx) => readManuscript(trx, await getPaper(trx, own.reviewId, name)));
		expect(slots.map((slot) => slot.seen.reference)).toEqual([recommendation]);
	});
});

describe('refreshing', () => {
	test('shows each difference first and changes nothing but what was seen', async () => {
		const { id: paperId, name } = await addPaper(world);
		const { id, recommendation } = await addRecommendation(world);
		const finding = await addFinding(world, { sentence: 'Parents did not know.' });
		await tag(world, finding, id);
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		await write(world, name, 'Consideration', `Heard.[^${finding.finding}]\n\n::evidence ${recommendation}`);
		expect(await changes(name)).toEqual([]);

		await rewordRecommendation(world, id, 'that two visitors call.');
		await reword(world, finding, 'Parents were never told.');
		const late = await addFinding(world, { sentence: 'New.' });
		await tag(world, late, id, 'qualifies');
		const pending = await changes(name);
		expect(pending.map((change) => [change.key, change.says])).toEqual([
			[finding.finding, [`${finding.finding} said “Parents did not know.” and now says “Parents were never told.”`]],
			[
				`recommendation ${recommendation}`,
				[`${recommendation} has been reworded (version 1 to 2): “agree that two visitors call.”`]
			],
			[
				`evidence ${recommendation}`,
				[
					`${late.finding} is new (qualifies): “New.”`,
					`${finding.finding} has been reworded: “Parents were never told.”`
				]
			]
		]);
		const before = (await printed(name)).join('\n');
		expect(before).toContain('keeps one health visitor');
		expect(before).toContain('Parents did not know.');
		expect(before).not.toContain('New.');

		// Another sentence accepts nothing by the way.
		await write(world, name, 'Summary', 'A word.');
		await write(world, name, 'Consideration', `Heard there.[^${finding.finding}]\n\n::evidence ${recommendation}`);
		expect(await changes(name)).toHaveLength(3);

		await refresh(name, `evidence ${recommendation}`);
		expect((await printed(name)).join('\n')).toContain('New.');
		expect((await changes(name)).map((change) => change.key)).toEqual([
			finding.finding,
			`recommendation ${recommendation}`
		]);
		const seen = seenOf(await changes(name));
		await rewordRecommendation(world, id, 'that three visitors call.');
		await expect(refresh(name, null, seen)).rejects.toThrow(Conflict);
		expect(await refresh(name, null)).toBe(2);
		expect((await printed(name)).join('\n')).toContain('three visitors call');
		await expect(refresh(name, null, seen)).rejects.toThrow(Conflict);
		expect((await actsOn(world, 'paper', paperId)).filter((act) => act === 'paper.refreshed')).toHaveLength(2);
	});

	test('is the secretariat’s', async () => {
		const { name } = await addPaper(world);
		await freeze(name, 'exposure');
		await expect(refresh(name, null, 'x', world.official.actor)).rejects.toThrow(Forbidden);
		await expect(refresh(name, null, 'x', world.chair.actor)).rejects.toThrow(Forbidden);
	});
});

describe('evidence the other way', () => {
	async function argued() {
		const { id: paperId, name } = await addPaper(world);
		const { id, recommendation } = await addRecommendation(world);
		const against = await addFinding(world, { sentence: 'Some would rather see whoever is free.' });
		const qualifying = await addFinding(world, { sentence: 'Only where the visitor is known.' });
		await tag(world, against, id, 'contradicts');
		await tag(world, qualifying, id, 'qualifies');
		await tag(world, await addFinding(world), id);
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		return { paperId, name, recommendation, against, qualifying };
	}

	test('blocks lodging until it prints or is declined with a reason that members read', async () => {
		const { paperId, name, recommendation, against, qualifying } = await argued();
		const key = `${against.finding} ${recommendation}`;
		const told = `neither in the paper nor declined with a reason: ${against.finding} on ${recommendation}, ${qualifying.finding} on ${recommendation}`;
		expect((await obstacles(name)).join(' ')).toContain(told);
		await expect(freeze(name, 'lodged')).rejects.toThrow(told);

		const decline = (actor: Actor, views: string[]) =>
			as(actor, (trx) =>
				declineViews(trx, actor, world.reviewId, name, { views, because: 'One family of forty said so.' })
			);
		const rows = await countRows(world, 'declinedViews');
		await expect(decline(secretariat(), [key, `F999999 ${recommendation}`])).rejects.toThrow(Conflict);
		expect(await countRows(world, 'declinedViews')).toBe(rows);
		await decline(secretariat(), [key]);
		await expect(decline(secretariat(), [key])).rejects.toThrow(Conflict);
		await expect(decline(world.chair.actor, [`${qualifying.finding} ${recommendation}`])).rejects.toThrow(Forbidden);
		expect((await obstacles(name)).join(' ')).toContain(`reason: ${qualifying.finding} on ${recommendation}.`);

		await write(world, name, 'Consideration', `It depends.[^${qualifying.finding}]`);
		expect((await obstacles(name)).join(' ')).not.toContain('neither in the paper');
		await freeze(name, 'exposure');
		const read = await manuscript(name, world.official.actor);
		expect(read.against.map((view) => [viewKey(view), view.declined?.because])).toEqual([
			[key, 'One family of forty said so.']
		]);

		const back = (actor: Actor) => as(actor, (trx) => reconsiderView(trx, actor, world.reviewId, name, { view: key }));
		await expect(back(world.official.actor)).rejects.toThrow(Forbidden);
		await back(secretariat());
		expect((await obstacles(name)).join(' ')).toContain(`${against.finding} on ${recommendation}`);
		expect((await actsOn(world, 'paper', paperId)).slice(-1)).toEqual(['view.reconsidered']);
	});

	test('prints in its slot what is not declined, and says that something is', async () => {
		const { name, recommendation, against, qualifying } = await argued();
		await write(world, name, 'Consideration', '::opposing');
		const lines = (await printed(name)).join('\n');
		expect(lines).toContain('Contradicts | Some would rather see whoever is free.');
		expect(lines).toContain('Qualifies | Only where the visitor is known.');
		expect((await obstacles(name)).join(' ')).not.toContain('neither in the paper');

		// A later finding is undecided until the slot is refreshed.
		const late = await addFinding(world, { sentence: 'Heard too late.' });
		await tag(world, late, Number((await manuscript(name)).slots[0]?.recommendationId), 'contradicts');
		expect((await obstacles(name)).join(' ')).toContain(`${late.finding} on ${recommendation}`);
		await as(secretariat(), (trx, actor) =>
			declineViews(trx, actor, world.reviewId, name, { views: [`${late.finding} ${recommendation}`], because: 'Late.' })
		);
		expect((await changes(name)).map((change) => change.says)).toEqual([
			['It tells of 1 not printed, where it told of 0']
		]);
		await refresh(name, 'opposing');
		const after = (await printed(name)).join('\n');
		expect(after).toContain('One finding that points the other way is not printed here');
		expect(after).toContain(against.finding);
		expect(after).toContain(qualifying.finding);
	});
});

describe('charts', () => {
	test('draw shared evidence with its numbers as words and as a table', async () => {
		const own = await makeWorld();
		await addFinding(own, { on: '2019-03-14', place: 'Lambeth' });
		await addFinding(own, { on: '2019-05-02', place: 'Lambeth', kind: 'roundtable' });
		await addFinding(own, { on: '2019-05-20', place: 'Leeds', basis: 'chatham_house' });
		await addFinding(own, { on: '2019-05-20', place: 'Nowhere', draft: true });
		const { name } = await addPaper(own);
		await write(
			own,
			name,
			'Consideration',
			'::chart evidence by kind\n\n::chart evidence by place\n\n::chart evidence by month'
		);
		const actor = own.secretariat.actor;
		const { model } = await asActor(actor, (trx) => loadExport(trx, actor, own.reviewId, name, { of: 'working' }));
		const figures = model.blocks.filter((block) => block.type === 'figure');
		expect(figures.map((figure) => figure.alt)).toEqual([
			'Bar chart. Evidence shared in this review, by kind (3 events): Visit 2; Roundtable 1.',
			'Bar chart. Where evidence was heard: Lambeth 2; Place not given 1.',
			'Column chart. When evidence was heard (3 events): Mar 2019 1; Apr 2019 0; May 2019 2.'
		]);
		const tables = model.blocks.filter((block) => block.type === 'table');
		expect(tables[1]?.rows.map((row) => row.map(runsText))).toEqual([
			['Lambeth', '2'],
			['Place not given', '1']
		]);
	});

	test('of evidence for what is recommended count what supports and what does not', async () => {
		const { name } = await addPaper(world);
		const { id, recommendation } = await addRecommendation(world, { title: 'One visitor' });
		await tag(world, await addFinding(world), id);
		await tag(world, await addFinding(world), id, 'contradicts');
		await write(
			world,
			name,
			'Recommendation',
			`::chart evidence for recommendations\n::recommendation ${recommendation}`
		);
		expect((await printed(name)).join('\n')).toContain('One visitor 1 support, 1 contradict.');
	});

	test('of positions stand only where every reader may see them', async () => {
		const { name } = await addPaper(world);
		const { recommendation } = await addRecommendation(world, { title: 'One visitor' });
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}\n\n::chart positions`);
		expect((await printed(name)).join('\n')).toContain('One visitor 2 not yet.');
		await expect(freeze(name, 'exposure')).rejects.toThrow('“::chart positions” shows what not everybody may see');
		await write(world, name, 'Recommendation', `::recommendation ${recommendation}`);
		await freeze(name, 'exposure');
		await expect(write(world, name, 'Summary', '::chart positions')).rejects.toMatchObject({ field: 'body' });
	});
});

describe('a disagreement', () => {
	const minister = () => world.minister.actor;
	const office = () => world.privateOffice.actor;

	async function disputed() {
		const { name } = await addPaper(world);
		const { recommendation } = await addRecommendation(world, { title: 'Visit all' });
		const number = Number(recommendation.slice(1));
		const say = (stance: PositionStance, version = 1) =>
			as(minister(), (trx, actor) =>
				recordPosition(trx, actor, world.reviewId, number, {
					postId: world.minister.postId,
					conveyed: null,
					version,
					stance,
					reason: stance === 'content' ? null : 'It costs too much',
					proposedText: null,
					conditions: []
				})
			);
		await say('not_content');
		const read = async (actor = secretariat()) => {
			const [found] = await as(actor, async (trx) =>
				listDisagreements(trx, actor, await getRecommendation(trx, world.reviewId, number))
			);
			if (!found) throw new Error('Nobody disagrees');
			return found;
		};
		const put = async (words: string, actor = secretariat()) => {
			const answerId = (await read()).answer.id;
			const input = { postId: world.minister.postId, answerId, words };
			await as(actor, (trx) => proposeWords(trx, actor, world.reviewId, number, input));
		};
		const agree = async (words: string, actor = office()) => {
			const { answer, latest } = await read();
			const input = { postId: world.minister.postId, answerId: answer.id, wordsId: latest?.id ?? null, words };
			await as(actor, (trx) => agreeWords(trx, actor, world.reviewId, number, input));
		};
		return { name, number, recommendation, slot: `disagreement ${recommendation}`, say, read, put, agree };
	}

	test('prints only in words that the minister’s office has agreed', async () => {
		const { name, recommendation, slot, put, agree, read } = await disputed();
		await write(world, name, 'Consideration', `::${slot}`);
		expect((await obstacles(name)).join(' ')).toContain(`“::${slot}” prints nothing.`);

		await put('The minister thinks that it costs too much.');
		expect((await changes(name)).map((change) => change.key)).toEqual([]);
		expect((await read(world.official.actor)).latest).toBeNull();
		expect((await read(world.careMinister.actor)).latest).toBeNull();
		expect((await read(office())).latest?.words).toBe('The minister thinks that it costs too much.');
		await expect(put('The minister thinks that it costs too much.')).rejects.toThrow(Conflict);
		await expect(put('Mine.', world.official.actor)).rejects.toThrow(Forbidden);
		for (const other of [secretariat(), world.chair.actor, world.careMinister.actor, world.official.actor]) {
			await expect(agree('The minister thinks that it costs too much.', other)).rejects.toThrow(Forbidden);
		}
		await agree('The minister thinks that it costs too much.');
		await expect(agree('The minister thinks that it costs too much.')).rejects.toThrow(Conflict);

		expect((await changes(name)).map((change) => [change.key, change.says])).toEqual([
			[slot, ['It prints nothing yet, and now has something to print']]
		]);
		await refresh(name, slot);
		expect((await printed(name)).join('\n')).toContain('): The minister thinks that it costs too much.');
		expect((await obstacles(name)).join(' ')).not.toContain(recommendation);
	});

	test('prints the office’s own words once it has changed them', async () => {
		const { name, slot, put, agree, read } = await disputed();
		await put('The minister refuses.');
		await agree('The minister asks that it be tried first.', minister());
		expect((await read()).printing?.words).toBe('The minister asks that it be tried first.');
		await write(world, name, 'Consideration', `::${slot}`);
		expect((await printed(name)).join('\n')).toContain('asks that it be tried first');

		// What is only proposed changes nothing; what is agreed anew takes the old words out of print.
		await put('The minister refuses it all.');
		expect((await printed(name)).join('\n')).toContain('asks that it be tried first');
		await agree('The minister would wait a year.');
		expect((await printed(name)).join('\n')).not.toContain('asks that it be tried first');
		expect((await obstacles(name)).join(' ')).toContain('are not agreed any longer');
		await refresh(name, slot);
		expect((await printed(name)).join('\n')).toContain('would wait a year');
	});

	test('lapses when the minister answers again, and when the recommendation changes in meaning', async () => {
		const first = await disputed();
		await first.agree('The minister refuses.');
		await write(world, first.name, 'Consideration', `::${first.slot}`);
		expect((await printed(first.name)).join('\n')).toContain('The minister refuses.');
		await freeze(first.name, 'exposure');
		const seen = (await printed(first.name, world.official.actor)).join('\n');
		expect(seen).toContain('The minister refuses.');
		await first.say('not_content');
		expect((await first.read()).state).toBe('lapsed');
		// The office agreed to its being printed then, and has not taken that back.
		expect((await copyOf(first.name)).text).toContain('The minister refuses.');
		expect((await printed(first.name, world.official.actor)).join('\n')).not.toContain('The minister refuses.');
		await expect(freeze(first.name, 'lodged')).rejects.toThrow('are not agreed any longer');

		const second = await disputed();
		await second.agree('The minister refuses.');
		const { id } = await as(secretariat(), (trx) => getRecommendation(trx, world.reviewId, second.number));
		await rewordRecommendation(world, id, 'that nobody is visited.');
		await world.owner.updateTable('recommendations').set({ materialVersion: 2 }).where('id', '=', id).execute();
		await expect(write(world, second.name, 'Summary', `::${second.slot}`)).resolves.toBeGreaterThan(0);
		expect((await printed(second.name)).join('\n')).not.toContain('The minister refuses.');
		await expect(second.read()).rejects.toThrow('Nobody disagrees');
		await second.say('content', 2);
		await expect(second.put('Anything.')).rejects.toThrow('Nobody disagrees');
	});

	test('leaves the page at once when the office withdraws the words', async () => {
		const { name, number, slot, put, agree, read } = await disputed();
		await agree('The minister refuses.', minister());
		await agree('The minister would wait.');
		await write(world, name, 'Consideration', `::${slot}`);
		await freeze(name, 'exposure');
		const text = async (actor: Actor) => (await printed(name, actor)).join('\n');
		const wordsId = (await read()).printing?.id ?? 0;
		const take = (actor: Actor, input: { wordsId?: number; because?: string } = {}) =>
			as(actor, (trx) =>
				withdrawWords(trx, actor, world.reviewId, number, {
					postId: world.minister.postId,
					wordsId,
					because: 'Said too early',
					...input
				})
			);
		for (const other of [secretariat(), world.chair.actor, world.careMinister.actor, world.official.actor]) {
			await expect(take(other)).rejects.toThrow(Forbidden);
		}
		await expect(take(office(), { wordsId: wordsId - 1 })).rejects.toThrow(Conflict);
		expect(await text(world.official.actor)).toContain('The minister would wait.');

		const frozen = await copyOf(name);
		expect(frozen.text).toContain('The minister would wait.');

		await take(office());
		for (const reader of [secretariat(), world.official.actor, office()]) {
			const now = await copyOf(name, reader);
			expect(now.text).not.toContain('The minister');
			expect(now.text).toContain('Words that stood here have been withdrawn.');
			expect(now.model.status).toContain('without what has been withdrawn since');
			expect(now.model.properties.snapshot).toEqual(frozen.model.properties.snapshot);
		}
		for (const reader of [secretariat(), world.official.actor, office()]) {
			expect(await text(reader)).not.toContain('The minister');
		}
		expect((await obstacles(name)).join(' ')).toContain('are not agreed any longer');
		expect(await read()).toMatchObject({
			state: 'withdrawn',
			printing: null,
			latest: { withdrawnBecause: 'Said too early' }
		});
		expect((await read(world.official.actor)).latest).toBeNull();
		await expect(take(office())).rejects.toThrow(Conflict);
		const { id } = await as(secretariat(), (trx) => getRecommendation(trx, world.reviewId, number));
		expect((await actsOn(world, 'recommendation', id)).at(-1)).toBe('disagreement.words_withdrawn');

		await put('The minister would wait.');
		await agree('The minister would wait.');
		await refresh(name, slot);
		expect(await text(world.official.actor)).toContain('The minister would wait.');
		// Agreed anew for what is written now, not for what was withdrawn.
		expect((await copyOf(name)).text).not.toContain('The minister would wait.');
	});

	test('waits for its office on the office’s own page', async () => {
		const { put, agree, recommendation } = await disputed();
		await put('The minister refuses.');
		const waiting = async (actor: Actor) =>
			(await as(actor, (trx) => listNeeds(trx, actor)))
				.flatMap(({ needs }) => needs)
				.filter((need) => need.kind === 'words')
				.flatMap((need) => need.items.map((item) => item.reference));
		expect(await waiting(office())).toContain(recommendation);
		expect(await waiting(world.careMinister.actor)).toEqual([]);
		await agree('The minister refuses.');
		expect(await waiting(office())).not.toContain(recommendation);
	});
});

test('where a passage lost its consent, nobody is described by a part they played', async () => {
	const { name } = await addPaper(world);
	const { id, recommendation } = await addRecommendation(world);
	const finding = await addFinding(world, { sentence: 'Parents did not know.' });
	await addPassage(world, { reviewId: world.reviewId, ...finding, speaker: 'Midwife' });
	await tag(world, finding, id);
	await write(world, name, 'Consideration', `::evidence ${recommendation}`);
	expect((await printed(name)).join('\n')).toContain('(midwife)');
	await world.owner
		.updateTable('passages')
		.set({ consent: 'withdrawn' })
		.where('findingId', '=', finding.findingId)
		.execute();
	expect((await printed(name)).join('\n')).not.toContain('midwife');
});

test('a new copy of an old snapshot leaves out what has been withdrawn since, and the stored text stays', async () => {
	const { id: paperId, name } = await addPaper(world);
	const { id, recommendation } = await addRecommendation(world);
	const spoken = await addFinding(world, { sentence: 'Parents did not know.', title: 'Hub', place: 'Leeds' });
	await addPassage(world, { reviewId: world.reviewId, ...spoken, speaker: 'Midwife of Ward 7' });
	const gone = await addFinding(world, { sentence: 'Soon withdrawn.' });
	const stays = await addFinding(world, { sentence: 'To stay.' });
	for (const finding of [spoken, gone, stays]) await tag(world, finding, id);
	await write(
		world,
		name,
		'Consideration',
		`Heard.[^${spoken.finding}] And more.[^${gone.finding}][^${stays.finding}]\n\n::evidence ${recommendation}`
	);
	await freeze(name, 'exposure');
	const copy = () => copyOf(name);
	const before = await copy();
	expect(before.text).toContain('midwife of Ward 7');
	expect(before.model.status).not.toContain('withdrawn');

	// What has come since is not of this copy.
	const { eventId } = await addFinding(world, { title: 'A later visit', place: 'York' });
	await addPassage(world, { reviewId: world.reviewId, findingId: stays.findingId, eventId });
	expect((await copy()).text).toBe(before.text);

	await world.owner
		.updateTable('passages')
		.set({ consent: 'withdrawn' })
		.where('findingId', '=', spoken.findingId)
		.execute();
	await withdraw(world, gone);
	await world.owner.updateTable('evidenceEvents').set({ sensitive: true }).where('id', '=', stays.eventId).execute();
	const { model, text } = await copy();
	expect(text).not.toMatch(/midwife|Ward 7|Soon withdrawn|York/);
	expect(text).toContain(`${gone.finding}: withdrawn`);
	expect(text).toContain('To stay.');
	expect(model.status).toContain('without what has been withdrawn since');
	expect(model.marking).toBe('OFFICIAL-SENSITIVE');

	const stored = await as(secretariat(), (trx) => getSnapshot(trx, paperId, 1));
	expect(sha256(stored.content)).toBe(stored.sha256);
	expect(stored.content).toContain('idwife of Ward 7');
	expect(model.properties.snapshot?.sha256).toBe(stored.sha256);
});
