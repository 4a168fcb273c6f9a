import { asActor } from '#lib/db/asActor.server.ts';
import { keepReplyFile, noteLook, readReplyFile, recordReply } from '#lib/rounds/replies/commands.server.ts';
import { addIssuedRound, roundAs } from './rounds.ts';
import type { Party, World } from './world.ts';

/** A round of Care's minister that is out and asks Families. */
export type AskedFamilies = { name: string; roundId: number; addresseeId: number };

export async function askFamilies(world: World): Promise<AskedFamilies> {
	const { name } = await addIssuedRound(world, {
		recommendations: [{ leadTeamId: world.teams.families }],
		input: { sponsorPostId: world.careMinister.postId }
	});
	const { id: roundId, addressees } = await roundAs(world, world.secretariat, name);
	const asked = addressees.find(({ teamId }) => teamId === world.teams.families);
	if (!asked) throw new Error('The round does not ask Families');
	return { name, roundId, addresseeId: asked.id };
}

/** A nil return of Families, which came as a message and waited; the secretariat has seen it, and another file waits. */
export async function addReplyOfFamilies(world: World, { name, addresseeId }: AskedFamilies): Promise<number> {
	const { actor } = world.secretariat;
	const dropId = await dropAs(
		world,
		world.secretariat,
		{ name, addresseeId },
		messageFrom('a@b.example', 'Nil return')
	);
	await dropAs(world, world.secretariat, { name, addresseeId }, messageFrom('c@d.example', 'Lunch?'));
	return asActor(actor, async (trx) => {
		const said = { stance: 'nil_return', exceptions: [], comments: [], text: null } as const;
		const passed = { sentBy: 'A', datedOn: '2026-03-16', conveyed: 'email', dropId, senderConfirmed: true } as const;
		const { id } = await recordReply(
			trx,
			actor,
			world.reviewId,
			name,
			{ ...said, addresseeId, snapshotId: null, after: 0 },
			passed
		);
		await noteLook(trx, actor, world.reviewId, name, id);
		return id;
	});
}

export async function dropAs(
	world: World,
	{ actor }: Party,
	{ name, addresseeId }: { name: string; addresseeId: number },
	bytes: Uint8Array
): Promise<number> {
	const read = await readReplyFile(bytes);
	const file = { name: '../Reply\u0000 of the department.eml', bytes };
	return asActor(actor, (trx) => keepReplyFile(trx, actor, world.reviewId, name, { addresseeId, file, ...read }));
}

/** A message that no other test has. */
export function messageFrom(from: string, words: string): Uint8Array {
	return new TextEncoder().encode(
		[
			`From: ${from}`,
			'To: Centre <centre@gov.example>',
			'Subject: W1',
			`Message-ID: <${Math.random()}@tests.example>`,
			'Date: Mon, 16 Mar 2026 09:00:00 +0000',
			'',
			words,
			''
		].join('\r\n')
	);
}
