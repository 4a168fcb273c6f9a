import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, NotFound } from '#lib/errors.ts';
import { lockFor, recordOn, touch } from '../commands.server.ts';
import { type ViewAgainst, viewKey } from '../manuscript.ts';
import { readManuscript } from '../queries.server.ts';

/**
 * Records why evidence the other way is not printed. Members read the reason with the paper.
 * @param input.views each as "F12 R7". @throws NotFound, Forbidden, Conflict
 */
export async function declineViews(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { views: string[]; because: string }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const { against } = await readManuscript(trx, paper);
	const views = input.views.map((key) => against.find((view) => viewKey(view) === key));
	const open = views.filter((view): view is ViewAgainst => view?.declined === null);
	if (open.length < input.views.length) {
		throw new Conflict('Some of this evidence has been printed, declined or changed since you opened this page');
	}
	const { because } = input;
	await trx
		.insertInto('declinedViews')
		.values(
			open.map(({ findingId, recommendationId }) => ({
				paperId: paper.id,
				reviewId,
				recommendationId,
				findingId,
				because,
				personId: actor.person.id,
				postId: grant.postId,
				declinedAt: actor.now
			}))
		)
		.execute();
	await touch(trx, actor, paper);
	await recordOn(trx, grant, 'view.declined', paper, { views: input.views, because });
}

/** Takes a decision not to print back: the evidence is undecided again. @throws NotFound, Forbidden, Conflict */
export async function reconsiderView(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	name: string,
	input: { view: string }
): Promise<void> {
	const { paper, grant } = await lockFor(trx, actor, reviewId, name, 'paper.edit');
	const { against } = await readManuscript(trx, paper);
	const view = against.find((each) => viewKey(each) === input.view);
	if (!view?.declined) throw new NotFound('This decision was not found');
	await trx
		.deleteFrom('declinedViews')
		.where('paperId', '=', paper.id)
		.where('recommendationId', '=', view.recommendationId)
		.where('findingId', '=', view.findingId)
		.execute();
	await touch(trx, actor, paper);
	await recordOn(trx, grant, 'view.reconsidered', paper, { view: input.view, because: view.declined.because });
}
