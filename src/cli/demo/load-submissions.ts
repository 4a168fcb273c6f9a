import { agreeShare } from '#lib/bids/shares/commands.server.ts';
import { getBid, listOptions } from '#lib/bids/queries.server.ts';
import {
	answerQuestion,
	askQuestion,
	recordTreasuryPosition,
	writeTreasuryNote
} from '#lib/bids/treasury/commands.server.ts';
import { freezeBid, signShare, submitVersion } from '#lib/bids/versions/commands.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { addDays } from './calendar.ts';
import type { DemoBid } from './shape.ts';
import { financeLeadOf, holderOf, officialOf, type Story } from './story.ts';

/** Bids on their way to the Treasury: shares agreed, a version frozen, signed and submitted, and what the Treasury says. */
export function loadSubmissions(story: Story): void {
	const { review, calendar, diary, ledger } = story;
	for (const bid of review.bids) {
		const { submission } = bid;
		if (!submission) continue;
		const [lead] = bid.departments;
		const leads = officialOf(review, lead);
		const version = 1;
		for (const department of bid.departments) {
			diary.on(calendar.paperFrozen, officialOf(review, department), async (trx, actor) => {
				const teamId = ledger.get('team', department);
				const changes = await changesOf(trx, story, bid, teamId);
				await agreeShare(trx, actor, ...at(story, bid), { teamId, changes });
			});
		}
		diary.on(calendar.paperFrozen, leads, async (trx, actor) => {
			const here = at(story, bid);
			const options = await listOptions(trx, (await getBid(trx, ...here)).id);
			const chosen = options.filter(({ leadOnly }) => !leadOnly).map(({ id }) => id);
			await freezeBid(trx, actor, ...here, { options: chosen, ranked: false, after: 0 });
		});
		for (const department of bid.departments) {
			diary.on(calendar.paperFrozen, holderOf(review, financeLeadOf(department)), (trx, actor) =>
				signShare(trx, actor, ...at(story, bid), { version, teamId: ledger.get('team', department) })
			);
		}
		diary.on(calendar.paperFrozen, leads, (trx, actor) => submitVersion(trx, actor, ...at(story, bid), { version }));

		const treasury = holderOf(review, submission.treasuryPost);
		const heard = addDays(calendar.paperFrozen, 1);
		for (const { question, dueIn, answer } of submission.questions) {
			const dueOn = addDays(calendar.today, dueIn);
			let number = 0;
			diary.on(heard, treasury, async (trx, actor) => {
				({ number } = await askQuestion(trx, actor, ...at(story, bid), { question, dueOn, version }));
			});
			if (!answer) continue;
			diary.on(heard, officialOf(review, answer.by), (trx, actor) =>
				answerQuestion(trx, actor, ...at(story, bid), number, { answer: answer.text, revision: 1 })
			);
		}
		const { stance, words, note } = submission;
		diary.on(heard, treasury, (trx, actor) => writeTreasuryNote(trx, actor, ...at(story, bid), note));
		diary.on(heard, treasury, (trx, actor) =>
			recordTreasuryPosition(trx, actor, ...at(story, bid), { stance, words, version })
		);
	}
}

async function changesOf(trx: Trx, story: Story, bid: DemoBid, teamId: number): Promise<number> {
	const { id } = await getBid(trx, ...at(story, bid));
	const share = await trx
		.selectFrom('bidShares')
		.select('changes')
		.where('bidId', '=', id)
		.where('teamId', '=', teamId)
		.executeTakeFirstOrThrow();
	return share.changes;
}

function at({ review, ledger }: Story, bid: DemoBid): [reviewId: number, number: number] {
	return [ledger.get('review', review.slug), ledger.get('bid', bid.key)];
}
