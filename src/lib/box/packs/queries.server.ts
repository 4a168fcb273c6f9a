import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import { type Stance } from '#lib/positions/position.ts';
import { type PackContent, packContentSchema } from './content.ts';

export type BoxPack = {
	id: number;
	number: number;
	postId: number;
	postTitle: string;
	teamId: number;
	items: number;
	madeBy: string;
	madeAt: Date;
};

/** One row of the return sheet, and what has become of it since it was printed. */
export type SheetRow = {
	place: number;
	recommendationId: number;
	number: number;
	title: string;
	/** The version that was printed, with its words. */
	version: number;
	text: string;
	/** Why an answer on the printed words would be refused; null where they still stand. */
	moved: { version: number; text: string; meaning: boolean } | null;
	gone: boolean;
	/** What the post answered after the pack was made. */
	since: { stance: Stance; givenAt: Date } | null;
};

/** The packs of a minister's box, newest first. */
export async function listBoxPacks(trx: Trx, reviewId: number, postId: number): Promise<BoxPack[]> {
	return packs(trx)
		.where('boxPacks.reviewId', '=', reviewId)
		.where('boxPacks.postId', '=', postId)
		.orderBy('boxPacks.id', 'desc')
		.limit(packsShown)
		.execute();
}

/** @throws NotFound */
export async function getBoxPack(trx: Trx, reviewId: number, id: number | null): Promise<BoxPack> {
	const found = await packs(trx)
		.where('boxPacks.reviewId', '=', reviewId)
		.where('boxPacks.id', '=', id ?? 0)
		.executeTakeFirst();
	if (!found) throw new NotFound('This pack was not found');
	return found;
}

/** The cards as they were printed. */
export async function getPackContent(trx: Trx, id: number): Promise<PackContent> {
	const { content } = await trx.selectFrom('boxPacks').select('content').where('id', '=', id).executeTakeFirstOrThrow();
	return packContentSchema.parse(JSON.parse(content));
}

/** The rows of the return sheet in its order. */
export async function listSheet(trx: Trx, pack: BoxPack): Promise<SheetRow[]> {
	const rows = await trx
		.selectFrom('boxPackItems')
		.innerJoin('recommendations', 'recommendations.id', 'boxPackItems.recommendationId')
		.innerJoin('recommendationVersions as printed', (join) =>
			join
				.onRef('printed.recommendationId', '=', 'boxPackItems.recommendationId')
				.onRef('printed.version', '=', 'boxPackItems.version')
		)
		.leftJoinLateral(
			(eb) =>
				eb
					.selectFrom('answers')
					.select(['answers.stance', 'answers.givenAt'])
					.whereRef('answers.recommendationId', '=', 'boxPackItems.recommendationId')
					.where('answers.postId', '=', pack.postId)
					.where('answers.kind', '=', 'position')
					.where('answers.givenAt', '>', pack.madeAt)
					.orderBy('answers.id', 'desc')
					.limit(1)
					.as('latest'),
			(join) => join.onTrue()
		)
		.select([
			'boxPackItems.place',
			'boxPackItems.recommendationId',
			'boxPackItems.version',
			'recommendations.number',
			'printed.title',
			'printed.text',
			'recommendations.state',
			'recommendations.version as versionNow',
			'recommendations.materialVersion',
			'recommendations.text as textNow',
			'latest.stance',
			'latest.givenAt'
		])
		.where('boxPackItems.packId', '=', pack.id)
		.orderBy('boxPackItems.place')
		.execute();
	return rows.map(({ state, versionNow, materialVersion, textNow, stance, givenAt, ...row }) => ({
		...row,
		moved:
			versionNow === row.version
				? null
				: { version: versionNow, text: textNow, meaning: materialVersion > row.version },
		gone: state !== 'proposed' && state !== 'recommended',
		since: stance === null || givenAt === null ? null : { stance, givenAt }
	}));
}

const packsShown = 12;

function packs(trx: Trx) {
	return trx
		.selectFrom('boxPacks')
		.innerJoin('posts', 'posts.id', 'boxPacks.postId')
		.innerJoin('people', 'people.id', 'boxPacks.madeByPersonId')
		.select([
			'boxPacks.id',
			'boxPacks.number',
			'boxPacks.postId',
			'posts.title as postTitle',
			'boxPacks.teamId',
			'people.name as madeBy',
			'boxPacks.madeAt',
			sql<number>`(select count(*) from box_pack_items item where item.pack_id = box_packs.id)`.as('items')
		]);
}
