import { asActor } from '#lib/db/asActor.server.ts';
import { issueRound, prepareRound, type RoundInput } from '#lib/rounds/commands.server.ts';
import { addCommittee } from '#lib/rounds/committees/commands.server.ts';
import { getRound, type Round } from '#lib/rounds/queries.server.ts';
import type { Role } from '#lib/access/roles.ts';
import { reopenPaper } from '#lib/papers/lodging/commands.server.ts';
import { getPaper, readManuscript } from '#lib/papers/queries.server.ts';
import { listChanges, refreshPaper, seenOf } from '#lib/papers/slots/refresh.server.ts';
import { addPaper, freeze, write } from './papers.ts';
import { propose } from './recommendations.ts';
import type { RecommendationDetails } from '#lib/recommendations/commands.server.ts';
import { now, type Party, type World } from './world.ts';

/** The Cabinet ministers of three departments with their private offices, whom the world by itself does not have. */
export type Cabinet = {
	families: Party;
	care: Party;
	exchequer: Party;
	familiesOffice: Party;
	careOffice: Party;
	exchequerOffice: Party;
};

export async function addCabinet(world: World): Promise<Cabinet> {
	const families = await join(world, 'families', 'cabinet_minister');
	const care = await join(world, 'care', 'cabinet_minister');
	const exchequer = await join(world, 'exchequer', 'cabinet_minister');
	return {
		families,
		care,
		exchequer,
		familiesOffice: await join(world, 'families', 'cabinet_private_office', families.postId),
		careOffice: await join(world, 'care', 'cabinet_private_office', care.postId),
		exchequerOffice: await join(world, 'exchequer', 'cabinet_private_office', exchequer.postId)
	};
}

/** What a round asks: recommendations of the group in a paper that is final. */
export type Frozen = {
	paper: string;
	paperId: number;
	snapshotId: number;
	recommendations: { id: number; number: number; name: string }[];
};

/** A final paper that places recommendations with these details, one for each. */
export async function addFinalPaper(
	world: World,
	wanted: Partial<RecommendationDetails>[] = [{ leadTeamId: world.teams.care }]
): Promise<Frozen> {
	const recommendations = [];
	for (const details of wanted) {
		const { id, number } = await propose(world, details);
		recommendations.push({ id, number, name: `R${number}` });
	}
	const { id: paperId, name: paper } = await addPaper(world);
	await write(
		world,
		paper,
		'Recommendation',
		recommendations.map(({ name }) => `::recommendation ${name}`).join('\n\n')
	);
	return { paper, paperId, recommendations, snapshotId: await freezeFinal(world, paper, paperId) };
}

/** Reopens a final text, changes a word, takes what has changed in its records and freezes it once more. */
export async function freezeReworded(world: World, paper: string, paperId: number): Promise<number> {
	const { actor } = world.secretariat;
	await asActor(actor, async (trx) => {
		const { revision } = await getPaper(trx, world.reviewId, paper);
		await reopenPaper(trx, actor, world.reviewId, paper, { because: 'To meet C1', allowedBy: 'The chair', revision });
	});
	await write(world, paper, 'Summary', 'In other words.');
	await asActor(actor, async (trx) => {
		const changes = await listChanges(trx, await readManuscript(trx, await getPaper(trx, world.reviewId, paper)));
		if (changes.length === 0) return;
		await refreshPaper(trx, actor, world.reviewId, paper, { key: null, seen: seenOf(changes) });
	});
	return freezeFinal(world, paper, paperId);
}

async function freezeFinal(world: World, paper: string, paperId: number): Promise<number> {
	const { number } = await freeze(world, paper, 'final');
	const { id } = await world.owner
		.selectFrom('snapshots')
		.select('id')
		.where('paperId', '=', paperId)
		.where('number', '=', number)
		.executeTakeFirstOrThrow();
	return id;
}

export async function addHomeAffairs(world: World, replyDays: number | null = null): Promise<number> {
	const { actor } = world.secretariat;
	const name = `Home Affairs Committee ${Math.random().toString(36).slice(2, 8)}`;
	const { id } = await asActor(actor, (trx) =>
		addCommittee(trx, actor, world.reviewId, {
			name,
			chair: 'Chancellor of the Duchy',
			secretary: '',
			copiedTo: 'the Prime Minister, members of the committee and the Cabinet Secretary',
			replyDays
		})
	);
	return id;
}

export function roundInput(
	world: World,
	frozen: Frozen,
	committeeId: number,
	wanted: Partial<RoundInput> = {}
): RoundInput {
	return {
		title: 'Support from conception to two',
		committeeId,
		snapshotId: frozen.snapshotId,
		sponsorPostId: world.minister.postId,
		ask: 'I seek agreement to one health visitor for each family.',
		recommendationIds: frozen.recommendations.map(({ id }) => id),
		spendsMoney: false,
		rules: 'uk-1',
		clearDays: null,
		...wanted
	};
}

/** A round in preparation, of Families as the sponsor, on a paper of its own. */
export async function addRound(
	world: World,
	given: {
		recommendations?: Partial<RecommendationDetails>[];
		input?: Partial<RoundInput>;
		replyDays?: number;
		frozen?: Frozen;
	} = {}
): Promise<{ name: string; frozen: Frozen; committeeId: number }> {
	const frozen = given.frozen ?? (await addFinalPaper(world, given.recommendations));
	const committeeId = given.input?.committeeId ?? (await addHomeAffairs(world, given.replyDays));
	const { actor } = world.secretariat;
	const { name } = await asActor(actor, (trx) =>
		prepareRound(trx, actor, world.reviewId, roundInput(world, frozen, committeeId, given.input))
	);
	return { name, frozen, committeeId };
}

/** A round that was issued today, on Monday 16 March 2026, with replies due on Tuesday 31 March. */
export async function addIssuedRound(
	world: World,
	given: Parameters<typeof addRound>[1] = {}
): Promise<{ name: string; frozen: Frozen; committeeId: number }> {
	const made = await addRound(world, given);
	const { actor } = world.secretariat;
	await asActor(actor, async (trx) => {
		const { revision } = await getRound(trx, actor, world.reviewId, made.name);
		await issueRound(trx, actor, world.reviewId, made.name, {
			revision,
			issuedOn: '2026-03-16',
			replyBy: '2026-03-31',
			shortNoticeBecause: null
		});
	});
	return made;
}

export async function roundAs(world: World, party: Party, name: string): Promise<Round> {
	return asActor(party.actor, (trx) => getRound(trx, party.actor, world.reviewId, name));
}

/** Puts a new person in a post of this role. */
export async function join(
	world: World,
	team: keyof World['teams'],
	role: Role,
	servesPostId: number | null = null
): Promise<Party> {
	const { owner, reviewId, departments, teams } = world;
	const name = `${role} of ${team} ${Math.random().toString(36).slice(2, 8)}`;
	const { id: personId } = await owner.insertInto('people').values({ name }).returning('id').executeTakeFirstOrThrow();
	await owner
		.insertInto('accounts')
		.values({ personId, email: `${name.replaceAll(' ', '.')}@gov.example` })
		.execute();
	const { id: postId } = await owner
		.insertInto('posts')
		.values({ departmentId: departments[team], title: name, servesPostId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await owner
		.insertInto('holdings')
		.values({ postId, personId, since: new Date('2026-01-01T00:00:00Z') })
		.execute();
	await owner.insertInto('memberships').values({ reviewId, teamId: teams[team], postId, role }).execute();
	const actor = await world.reload({ ...world.secretariat.actor, person: { id: personId, name }, now });
	return { actor, personId, postId, teamId: teams[team] };
}
