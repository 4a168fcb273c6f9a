import { asActor } from '#lib/db/asActor.server.ts';
import { clearLetter, issueLetter, type NewLetter, signLetter, writeLetter } from '#lib/letters/commands.server.ts';
import { getLetter, type Letter } from '#lib/letters/queries.server.ts';
import { propose } from './recommendations.ts';
import { now, type World } from './world.ts';

/** A letter from Families' minister to Families' Cabinet minister that asks for one recommendation; a test names what it is about. */
export async function letterInput(world: World, wanted: Partial<NewLetter> = {}): Promise<NewLetter> {
	const asks = wanted.asks ?? [await askFor(world)];
	return {
		kind: 'departmental',
		batch: null,
		roundId: null,
		teamId: world.teams.families,
		senderPostId: world.minister.postId,
		addresseePostId: world.cabinetMinister.postId,
		addressee: 'Secretary of State for Families',
		copiedTo: '',
		subject: 'What the review asks of the department',
		text: 'I write to ask for your agreement.\n\n{{schedule}}',
		replyBy: '2026-04-10',
		...wanted,
		asks
	};
}

export async function askFor(world: World, title = 'One health visitor'): Promise<NewLetter['asks'][number]> {
	const { id, version } = await propose(world, { title });
	return { recommendationId: id, version, ask: 'lead' };
}

/** A letter as far on its way as asked for. @returns its number */
export async function letterAt(
	world: World,
	stage: 'drafted' | 'cleared' | 'signed' | 'issued',
	wanted: Partial<NewLetter> = {}
): Promise<number> {
	const input = await letterInput(world, wanted);
	const { actor } = world.secretariat;
	const number = await asActor(actor, (trx) => writeLetter(trx, actor, world.reviewId, input));
	if (stage === 'drafted') return number;
	const office = world.privateOffice.actor;
	await asActor(office, (trx) => clearLetter(trx, office, world.reviewId, number, { version: 1 }));
	if (stage === 'cleared') return number;
	await asActor(office, (trx) => signLetter(trx, office, world.reviewId, number, signature));
	if (stage === 'signed') return number;
	await asActor(office, (trx) => issueLetter(trx, office, world.reviewId, number, issue));
	return number;
}

export const signature = { version: 1, signedBy: 'The minister', signedOn: '2026-03-16' };
export const issue = { version: 1, how: 'own_mailbox', issuedAt: now } as const;

export async function readLetter(world: World, number: number): Promise<Letter> {
	return asActor(world.secretariat.actor, (trx) => getLetter(trx, world.reviewId, number));
}
