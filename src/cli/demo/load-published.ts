import { asActor } from '#lib/db/asActor.server.ts';
import {
	approvePublicCopy,
	makePublicCopy,
	publishPublicCopy,
	startPublicCopy,
	withholdProposed
} from '#lib/papers/public/commands.server.ts';
import { getPublicCopy } from '#lib/papers/public/queries.server.ts';
import { renderPublicFiles } from '#lib/papers/public/render-public.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { addDays } from './calendar.ts';
import type { DemoPaper } from './shape.ts';
import { holderOf, secretariatOf, type Story } from './story.ts';

/** The public copy of a lodged paper: what the rules found is withheld, the chair approves it, and anybody can read it. */
export function loadPublished({ review, calendar, diary, ledger }: Story, paper: DemoPaper, title: string): void {
	const secretariat = secretariatOf(review);
	const approved = addDays(calendar.paperFrozen, 1);
	const reviewId = () => ledger.get('review', review.slug);
	const name = () => reference('P', ledger.get('paper', paper.key));

	diary.on(calendar.paperFrozen, secretariat, async (trx, actor) => {
		await startPublicCopy(trx, actor, reviewId(), name(), { snapshot: 1, title, decidedOn: calendar.paperFrozen });
		const { id } = await getPaper(trx, reviewId(), name());
		await withholdProposed(trx, actor, reviewId(), name(), (await getPublicCopy(trx, id)).revision);
	});
	diary.on(approved, holderOf(review, review.chair), async (trx, actor) => {
		const stored = await getPaper(trx, reviewId(), name());
		const copy = await getPublicCopy(trx, stored.id);
		const { sha256: seen } = await makePublicCopy(trx, stored, copy);
		await approvePublicCopy(trx, actor, reviewId(), name(), { revision: copy.revision, seen });
	});
	diary.between(approved, secretariat, async (actor) => {
		const { revision, model, sha256 } = await asActor(actor, async (trx) => {
			const stored = await getPaper(trx, reviewId(), name());
			const copy = await getPublicCopy(trx, stored.id);
			return { revision: copy.revision, ...(await makePublicCopy(trx, stored, copy)) };
		});
		const files = await renderPublicFiles(model);
		await asActor(actor, (trx) => publishPublicCopy(trx, actor, reviewId(), name(), { revision, made: sha256, files }));
	});
}
