import type { Trx } from '#lib/db/asActor.server.ts';
import { type Bid, listOptions } from '../queries.server.ts';
import { listShares } from '../shares/queries.server.ts';
import { listQuestions } from '../treasury/queries.server.ts';
import { contentToFreeze } from './frozen.server.ts';
import { type NextStep, nextStep } from './next-step.ts';
import { listVersions } from './queries.server.ts';
import { hindrancesOf } from './readiness.server.ts';
import { blocking } from './readiness.ts';

/** What a bid in work waits for, as the person sees it. @returns null for a bid that was withdrawn, too */
export async function readNextStep(trx: Trx, bid: Bid): Promise<NextStep | null> {
	if (bid.withdrawnAt !== null) return null;
	const shares = await listShares(trx, bid);
	const [last] = await listVersions(trx, bid.id);
	const current = last?.bidChanges === bid.changes ? last : null;
	const ordinary = (await listOptions(trx, bid.id)).filter(({ leadOnly }) => !leadOnly).map(({ id }) => id);
	const content = await contentToFreeze(trx, bid, { options: ordinary, ranked: false });
	return nextStep({
		blocks: current ? 0 : blocking(await hindrancesOf(trx, bid.id, content, shares)).length,
		current: current && {
			number: current.number,
			submitted: current.submittedAt !== null,
			signed: current.signatures.map(({ teamId }) => teamId)
		},
		shares,
		openQuestions: (await listQuestions(trx, bid.id)).filter(({ answer }) => answer === null).length
	});
}
