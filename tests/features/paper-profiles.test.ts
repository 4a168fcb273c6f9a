import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asActor } from '#lib/db/asActor.server.ts';
import { runsText } from '#lib/documents/document.ts';
import { closeRenderer, renderDocument } from '#lib/documents/render.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { lodgingObstacles } from '#lib/papers/attention.ts';
import { editPaperDetails, startPaper } from '#lib/papers/commands.server.ts';
import { composePaper } from '#lib/papers/compose.ts';
import { readContent } from '#lib/papers/content.ts';
import { measurePaper } from '#lib/papers/length.ts';
import { contentOf } from '#lib/papers/manuscript.ts';
import type { Profile } from '#lib/papers/profile.ts';
import { adoptProfile, changeProfile, copyProfile, importProfile } from '#lib/papers/profiles/commands.server.ts';
import { describeProfile } from '#lib/papers/profiles/describe.ts';
import {
	countLodged,
	latestProfile,
	listEditions,
	listLatestProfiles,
	profiles,
	triedBy
} from '#lib/papers/profiles.server.ts';
import { getPaper, getSnapshot, listSections, readManuscript } from '#lib/papers/queries.server.ts';
import { addPaper, addRecommendation, freeze, write } from '../support/papers.ts';
import { actsOn, countRows, makeWorld, type Party, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
});
afterAll(closeRenderer);

const own = <T>(work: Parameters<typeof asActor<T>>[1]) => asActor<T>(world.secretariat.actor, work);

function profile(key: string): Profile {
	const found = profiles.find((each) => each.key === key);
	if (!found) throw new Error(`No profile ${key}`);
	return found;
}

async function obstaclesOf(name: string): Promise<string[]> {
	const manuscript = await own(async (trx) => readManuscript(trx, await getPaper(trx, world.reviewId, name)));
	return lodgingObstacles(manuscript, measurePaper(contentOf(manuscript)));
}

/** Everything that any profile may ask for. */
async function fillDetails(name: string): Promise<void> {
	await own(async (trx, actor) => {
		const paper = await getPaper(trx, world.reviewId, name);
		await editPaperDetails(trx, actor, world.reviewId, name, {
			title: paper.title,
			sponsorPostId: world.chair.postId,
			coSponsorPostIds: [world.minister.postId, world.careMinister.postId],
			committee: paper.profile.committee ? 'Home Affairs Committee' : null,
			meetingOn: '2026-06-10',
			committeeReference: paper.profile.committee ? 'HA(26)12' : null,
			contact: 'Ada Quill, secretariat',
			addressee: 'the Secretary of State for Care',
			copies: 'members of the committee and the Cabinet Secretary',
			replyBy: '2026-06-24',
			sensitive: paper.sensitive,
			handling: paper.handling,
			revision: paper.revision
		});
	});
}

describe.each(profiles.map((each) => [each.key, each] as const))('the profile %s', (key, shipped) => {
	test('starts a paper, is filled, prints in every format and is lodged', async () => {
		const { recommendation } = await addRecommendation(world);
		const { name, id } = await addPaper(world, { profile: key, sponsorPostId: null });
		const started = await own((trx) => getPaper(trx, world.reviewId, name));
		expect(started.profile).toEqual(shipped);
		expect(started.handling).toBe(shipped.handling);

		await fillDetails(name);
		for (const section of shipped.sections) {
			const placed = section === shipped.sections.at(-1) || section.heading.startsWith('Recommend');
			await write(world, name, section.heading, placed ? `::recommendation ${recommendation}` : 'As it was agreed.');
		}
		expect(await obstaclesOf(name)).toEqual([]);
		const { number } = await freeze(world, name, 'lodged');

		const snapshot = await own((trx) => getSnapshot(trx, id, number));
		const content = readContent(snapshot.content);
		if (!content) throw new Error('The snapshot cannot be read');
		const model = composePaper(content, { kind: 'snapshot', ...snapshot });
		const printed = model.blocks.flatMap((block) => ('runs' in block ? [runsText(block.runs)] : []));
		for (const section of shipped.sections) expect(printed).toContain(section.heading);
		expect(model.styles).toEqual({
			paragraph: shipped.paragraphStyle,
			recommendation: shipped.recommendationStyle
		});
		for (const { label, text } of [...shipped.head, ...shipped.foot]) {
			const fixed = `${label ?? ''}${text}`.split('{')[0]?.trim() ?? '';
			expect(printed.some((words) => words.startsWith(label ?? fixed))).toBe(true);
		}
		expect(`${model.byLine}${printed.join('')}`).not.toMatch(/[{}]/);
		for (const format of ['docx', 'odt', 'html', 'markdown'] as const) {
			expect((await renderDocument(model, format)).length).toBeGreaterThan(300);
		}
	});
});

describe('what a profile asks for', () => {
	test('every shipped profile is tried here, and says where its rules come from', () => {
		expect(profiles.map((each) => each.key).sort()).toEqual([
			'departmental_letter',
			'group_minute',
			'hand_over_pack',
			'interim_update',
			'lines_to_take',
			'ministerial_submission',
			'nz_cabinet',
			'public_report',
			'speaking_note',
			'uk_cabinet_committee',
			'write_round_letter'
		]);
		for (const each of profiles) {
			expect(each.tried).toBe(true);
			expect(each.source).not.toBe('');
			expect(each.about).not.toBe('');
		}
	});

	test('New Zealand: ten pages, a summary once it is longer than four, In Confidence, its own styles', async () => {
		const { name } = await addPaper(world, { profile: 'nz_cabinet', sponsorPostId: null });
		await fillDetails(name);
		for (const heading of ['Proposal', 'Relation to government priorities', 'Financial implications', 'Consultation']) {
			await write(world, name, heading, 'As agreed.');
		}
		await write(world, name, 'Recommendations', 'None.');
		await write(world, name, 'Analysis', 'word '.repeat(1500));
		expect(await obstaclesOf(name)).toEqual([]);
		await write(world, name, 'Analysis', 'word '.repeat(3000));
		expect(await obstaclesOf(name)).toEqual([
			'“Executive summary” is missing or empty: a paper of more than 4 pages needs it.'
		]);
		await write(world, name, 'Executive summary', 'In short.');
		expect(await obstaclesOf(name)).toEqual([]);
		await write(world, name, 'Analysis', 'word '.repeat(9000));
		expect(await obstaclesOf(name)).toEqual([expect.stringMatching(/^It is \d+\.\d pages long and may be 10/)]);

		const manuscript = await own(async (trx) => readManuscript(trx, await getPaper(trx, world.reviewId, name)));
		const content = contentOf(manuscript);
		expect(content.marking).toContain('In Confidence');
		expect(content.byline).toMatch(/^Office of the chair of centre/);
		expect(content.profile).toMatchObject({ paragraphStyle: 'CabStandard', recommendationStyle: 'CabRec' });
	});

	test('words of a paper and of a section are limited where the profile says so; drafting goes on', async () => {
		const { name } = await addPaper(world, { profile: 'speaking_note' });
		await write(world, name, 'Aim', 'word '.repeat(101));
		await write(world, name, 'To open', 'word '.repeat(650));
		const obstacles = await obstaclesOf(name);
		expect(obstacles).toContain('“Aim” has 101 words and may have 100.');
		expect(obstacles).toContainEqual(expect.stringMatching(/^It has 7\d\d words and may have 700/));
		expect(obstacles).toContain('It has no date of the meeting yet.');
		expect(obstacles).toContain('“Item by item” is missing or empty.');
		await freeze(world, name, 'final');
	});

	test('a line is left out while what it names is not known, and several sponsors are all named', async () => {
		const { name } = await addPaper(world, { profile: 'departmental_letter' });
		const printed = async () => {
			const manuscript = await own(async (trx) => readManuscript(trx, await getPaper(trx, world.reviewId, name)));
			const copy = { kind: 'working', version: 1, at: new Date('2026-03-16T10:00:00Z') } as const;
			return composePaper(contentOf(manuscript), copy).blocks.flatMap((block) =>
				block.type === 'paragraph' ? [runsText(block.runs)] : []
			);
		};
		expect(await printed()).not.toContainEqual(expect.stringContaining('Dear'));
		await fillDetails(name);
		const lines = await printed();
		expect(lines).toContain('To: the Secretary of State for Care');
		expect(lines).toContain('Date: Monday 16 March 2026');
		expect(lines).toContain('Dear the Secretary of State for Care,');
		expect(lines).toContain('Please reply by: Wednesday 24 June 2026');
		expect(lines.find((line) => line.startsWith('From:'))).toMatch(/chair .*, minister .* and minister .*, Centre/i);
		expect(lines).toContain('Copied to: members of the committee and the Cabinet Secretary');
	});

	test('a sponsor beside the lead is another post of the review', async () => {
		const { name } = await addPaper(world);
		const save = (coSponsorPostIds: number[]) =>
			own(async (trx, actor) => {
				const { revision } = await getPaper(trx, world.reviewId, name);
				const details = { title: 'T', sponsorPostId: world.chair.postId, committee: null, meetingOn: null };
				await editPaperDetails(trx, actor, world.reviewId, name, {
					...details,
					coSponsorPostIds,
					sensitive: false,
					handling: null,
					revision
				});
			});
		await expect(save([world.chair.postId])).rejects.toThrow(Invalid);
		await expect(save([world.outsider.postId])).rejects.toThrow(Invalid);
		await save([world.minister.postId]);
		await save([]);
		expect((await own((trx) => getPaper(trx, world.reviewId, name))).coSponsors).toEqual([]);
	});
});

describe('the profiles of a review', () => {
	test('a file brings a new kind, or a later edition of a known one, and is untested until a paper was lodged', async () => {
		const file = { ...profile('speaking_note'), key: 'opening_words', name: 'Opening words', requires: [] };
		await own((trx, actor) => importProfile(trx, actor, world.reviewId, file));
		const [known] = await own((trx) => listEditions(trx, world.reviewId, 'opening_words'));
		expect(known).toMatchObject({ origin: 'import', profile: { edition: '1', tried: false } });
		expect((await own((trx) => listLatestProfiles(trx, world.reviewId))).map((each) => each.profile.key)).toContain(
			'opening_words'
		);
		await expect(own((trx, actor) => importProfile(trx, actor, world.reviewId, file))).rejects.toThrow(Invalid);
		await own((trx, actor) => importProfile(trx, actor, world.reviewId, { ...file, edition: '10' }));
		await expect(
			own((trx, actor) => importProfile(trx, actor, world.reviewId, { ...file, edition: '9' }))
		).rejects.toThrow(/edition 10/);

		const { name } = await addPaper(world, { profile: 'opening_words' });
		for (const heading of ['Aim', 'To open', 'Item by item']) await write(world, name, heading, 'Words.');
		const triedNow = async () => {
			const [latest] = await own((trx) => listEditions(trx, world.reviewId, 'opening_words'));
			const lodged = await own((trx) => countLodged(trx, world.reviewId));
			return latest && triedBy(latest, lodged);
		};
		expect(await triedNow()).toBeNull();
		await freeze(world, name, 'lodged');
		expect(await triedNow()).toBe('Tried: one paper lodged');
	});

	test('a change is the next edition; papers under way keep theirs until somebody moves them', async () => {
		const { name, id } = await addPaper(world, { profile: 'hand_over_pack' });
		await write(world, name, 'Timetable ahead', 'Kept as it is.');
		const before = profile('hand_over_pack');
		const [last] = before.sections.slice(-1);
		if (!last) throw new Error('A profile without sections');
		const words: Profile = {
			...before,
			longestPages: 12,
			sections: [...before.sections, { ...last, heading: 'Keys and passwords' }]
		};
		const changed = await own((trx, actor) =>
			changeProfile(trx, actor, world.reviewId, 'hand_over_pack', { base: '1', words })
		);
		expect(changed).toMatchObject({ key: 'hand_over_pack', edition: '2', tried: false });
		expect((await own((trx) => latestProfile(trx, world.reviewId, 'hand_over_pack')))?.longestPages).toBe(12);
		expect((await own((trx) => getPaper(trx, world.reviewId, name))).profile).toEqual(before);
		await expect(
			own((trx, actor) => changeProfile(trx, actor, world.reviewId, 'hand_over_pack', { base: '1', words }))
		).rejects.toThrow(Conflict);

		const adopt = async (edition: string) => {
			const { revision } = await own((trx) => getPaper(trx, world.reviewId, name));
			await own((trx, actor) => adoptProfile(trx, actor, world.reviewId, name, { edition, revision }));
		};
		await expect(adopt('7')).rejects.toThrow(NotFound);
		await adopt('2');
		expect((await own((trx) => getPaper(trx, world.reviewId, name))).profile).toMatchObject({
			edition: '2',
			longestPages: 12
		});
		const { sections } = await own((trx) => listSections(trx, id));
		expect(sections.map((section) => section.heading)).toContain('Keys and passwords');
		expect(sections.find((section) => section.heading === 'Timetable ahead')?.body).toBe('Kept as it is.');
		expect((await actsOn(world, 'paper', id)).at(-1)).toBe('paper.profile_changed');
		await expect(adopt('2')).rejects.toThrow(/already/);
	});

	test('a copy is a kind of its own under its own name', async () => {
		const words = { ...profile('uk_cabinet_committee'), name: 'Scottish memorandum', longestPages: 4 };
		const copy = await own((trx, actor) => copyProfile(trx, actor, world.reviewId, { words }));
		expect(copy).toMatchObject({ key: 'scottish_memorandum', edition: '1', tried: false });
		await expect(own((trx, actor) => copyProfile(trx, actor, world.reviewId, { words }))).rejects.toThrow(Invalid);
		expect(describeProfile(copy)).toContain('Longest: 4 pages');
		const started = await own((trx, actor) =>
			startPaper(trx, actor, world.reviewId, {
				...{ profile: 'scottish_memorandum', title: 'For Edinburgh', sponsorPostId: null },
				...{ committee: null, meetingOn: null }
			})
		);
		expect((await own((trx) => getPaper(trx, world.reviewId, started.reference))).profile.name).toBe(
			'Scottish memorandum'
		);
	});

	test('only the secretariat changes them, and no other review knows of them', async () => {
		const file = { ...profile('speaking_note'), key: 'not_yours' };
		const take = ({ actor }: Party) => asActor(actor, (trx) => importProfile(trx, actor, world.reviewId, file));
		const before = await countRows(world, 'profiles');
		for (const party of [world.official, world.chair, world.minister, world.treasury]) {
			await expect(take(party)).rejects.toThrow(Forbidden);
		}
		await expect(take(world.outsider)).rejects.toThrow(NotFound);
		expect(await countRows(world, 'profiles')).toBe(before);
		await take(world.secretariat);
		const seen = await asActor(world.outsider.actor, (trx) => trx.selectFrom('profiles').select('id').execute());
		expect(seen).toEqual([]);
	});
});
