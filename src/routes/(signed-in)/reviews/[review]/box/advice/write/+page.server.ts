import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { writeAdvice } from '#lib/box/advice/commands.server.ts';
import { adviceForm } from '#lib/box/advice/forms.ts';
import { listToAdvise, needsAdvice, type ToAdvise } from '#lib/box/advice/queries.server.ts';
import { canWriteAdvice } from '#lib/box/box.ts';
import { getBoxPost } from '#lib/box/cards.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberFrom } from '#lib/recommendations/forms.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import { difference, type DifferencePart } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const { post } = await getBoxPost(trx, actor, reviewId, numberFrom(url.searchParams.get('post')));
		if (!canWriteAdvice(actor, reviewId, post.teamId)) {
			throw new Forbidden('Officials write advice for their own minister');
		}
		const only = numberIn('R', url.searchParams.get('only') ?? '');
		const rows = (await listToAdvise(trx, reviewId, post)).filter(({ number, waits }) =>
			only === null ? waits : number === only
		);
		const older = await differencesSince(trx, rows);
		return {
			post: { postId: post.postId, teamId: post.teamId, title: post.title, departmentName: post.departmentName },
			rows: rows.map((row) => ({
				recommendationId: row.recommendationId,
				reference: reference('R', row.number),
				title: row.title,
				verb: row.verb,
				text: row.text,
				version: row.version,
				leadShortName: row.leadShortName,
				costStatus: row.costStatus,
				needs: needsAdvice(row),
				waits: row.waits,
				advice: row.advice && {
					revision: row.advice.revision,
					stance: row.advice.stance,
					reason: row.advice.reason,
					proposedText: row.advice.proposedText,
					version: row.advice.version,
					onOlderWords: row.advice.onOlderWords
				},
				changed: older.get(row.recommendationId) ?? null
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, adviceForm, async (trx, actor, input) => {
			const { written } = await writeAdvice(trx, actor, reviewIdOf(actor, event.params.review), input);
			const post = numberFrom(event.url.searchParams.get('post'));
			return {
				to: `/reviews/${event.params.review}/box/advice${post === null ? '' : `?post=${post}`}`,
				notice:
					written === 1
						? 'Advice on one recommendation is written.'
						: `Advice on ${written} recommendations is written.`
			};
		})
};

/** What changed since the words that were advised on. */
async function differencesSince(trx: Trx, rows: readonly ToAdvise[]): Promise<Map<number, DifferencePart[]>> {
	const older = rows.filter(({ advice }) => advice?.onOlderWords);
	if (older.length === 0) return new Map();
	const versions = await trx
		.selectFrom('recommendationVersions')
		.select(['recommendationId', 'version', 'text'])
		.where(
			'recommendationId',
			'in',
			older.map(({ recommendationId }) => recommendationId)
		)
		.execute();
	return new Map(
		older.flatMap(({ recommendationId, text, advice }): [number, DifferencePart[]][] => {
			const then = versions.find(
				(version) => version.recommendationId === recommendationId && version.version === advice?.version
			);
			return then ? [[recommendationId, difference(then.text, text)]] : [];
		})
	);
}
