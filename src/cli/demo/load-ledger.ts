import { tickCondition } from '#lib/positions/commands.server.ts';
import { assignCondition, proposeWords, settleCondition } from '#lib/rounds/ledger/commands.server.ts';
import { getCondition } from '#lib/rounds/ledger/queries.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { addDays } from './calendar.ts';
import { holderOf, secretariatOf, type Story } from './story.ts';

/** What became of conditions: who owns them, which version is thought to meet them, what was said, who ticked. */
export function loadLedger({ review, calendar, diary, ledger }: Story): void {
	const reviewId = () => ledger.get('review', review.slug);
	const secretariat = secretariatOf(review);
	const on = addDays(calendar.today, -1);

	for (const { condition, owner, neededIn, words, met, handled, tickedBy } of review.settlements ?? []) {
		const find = async (trx: Trx) => getCondition(trx, reviewId(), await numberOf(trx, reviewId(), condition));
		if (owner !== undefined) {
			diary.on(on, secretariat, async (trx, actor) => {
				const { number, revision } = await find(trx);
				const ownerPostId = ledger.get('post', owner);
				const neededBy = neededIn === undefined ? null : addDays(calendar.today, neededIn);
				await assignCondition(trx, actor, reviewId(), number, { revision, ownerPostId, neededBy });
			});
		}
		if (words !== undefined) {
			diary.on(on, secretariat, async (trx, actor) => {
				const { number, revision } = await find(trx);
				await proposeWords(trx, actor, reviewId(), number, { revision, words });
			});
		}
		if (met === true || handled !== undefined) {
			diary.on(on, secretariat, async (trx, actor) => {
				const { number, revision, recommendation } = await find(trx);
				const version = met === true ? recommendation.version : null;
				await settleCondition(trx, actor, reviewId(), number, { revision, version, handled: handled ?? null });
			});
		}
		if (tickedBy !== undefined) {
			diary.on(on, holderOf(review, tickedBy), async (trx, actor) => {
				const { number, recommendation } = await find(trx);
				await tickCondition(trx, actor, reviewId(), number, recommendation.version);
			});
		}
	}
}

async function numberOf(trx: Trx, reviewId: number, text: string): Promise<number> {
	const { number } = await trx
		.selectFrom('conditions')
		.select('number')
		.where('reviewId', '=', reviewId)
		.where('text', '=', text)
		.executeTakeFirstOrThrow();
	return number;
}
