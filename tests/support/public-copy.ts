import { asActor } from '#lib/db/asActor.server.ts';
import { listRemovals, findPublicCopy, type PublicCopy } from '#lib/papers/public/queries.server.ts';
import {
	approvePublicCopy,
	makePublicCopy,
	type MadeCopy,
	publishPublicCopy,
	startPublicCopy,
	withholdProposed
} from '#lib/papers/public/commands.server.ts';
import type { Removal } from '#lib/papers/public/removal.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { addPaper, freeze, write } from './papers.ts';
import type { World } from './world.ts';

/** A lodged interim update with these words under "What we have heard", and its public copy in preparation. */
export async function lodgedUpdate(world: World, body: string, title = 'What we have heard so far') {
	const { id, name, sections } = await addPaper(world, { profile: 'interim_update', title });
	await write(world, name, 'What we have heard', body);
	await freeze(world, name, 'lodged');
	return { id, name, sections };
}

export async function startCopy(world: World, name: string, decidedOn = '2026-03-02'): Promise<void> {
	const { actor } = world.secretariat;
	await asActor(actor, (trx) =>
		startPublicCopy(trx, actor, world.reviewId, name, {
			snapshot: 1,
			title: `Public copy ${world.slug} ${name.replace('P', 'number ')}`,
			decidedOn
		})
	);
}

export type Standing = MadeCopy & { copy: PublicCopy };

export function standing(world: World, name: string): Promise<Standing> {
	return asActor(world.secretariat.actor, async (trx) => {
		const paper = await getPaper(trx, world.reviewId, name);
		const copy = await findPublicCopy(trx, paper.id);
		if (!copy) throw new Error(`${name} has no public copy`);
		return { copy, ...(await makePublicCopy(trx, paper, copy)) };
	});
}

export function removals(world: World, copyId: number): Promise<Removal[]> {
	return asActor(world.secretariat.actor, (trx) => listRemovals(trx, copyId));
}

export async function withholdAll(world: World, name: string): Promise<void> {
	const { actor } = world.secretariat;
	const { copy, removals: listed } = await standing(world, name);
	if (!listed.some((removal) => removal.state === 'proposed')) return;
	await asActor(actor, (trx) => withholdProposed(trx, actor, world.reviewId, name, copy.revision));
}

export async function approve(world: World, name: string): Promise<void> {
	const { actor } = world.chair;
	const { copy, sha256 } = await standing(world, name);
	await asActor(actor, (trx) =>
		approvePublicCopy(trx, actor, world.reviewId, name, { revision: copy.revision, seen: sha256 })
	);
}

export async function publish(world: World, name: string, html: string): Promise<void> {
	const { actor } = world.secretariat;
	const { copy, sha256 } = await standing(world, name);
	const files = [{ format: 'html' as const, bytes: Buffer.from(html), sha256: 'c'.repeat(64) }];
	await asActor(actor, (trx) =>
		publishPublicCopy(trx, actor, world.reviewId, name, { revision: copy.revision, made: sha256, files })
	);
}
