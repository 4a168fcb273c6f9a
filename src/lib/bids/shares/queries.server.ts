import type { Trx } from '#lib/db/asActor.server.ts';
import { askedFor, notCountedText } from '../costs/asked.ts';
import { type Bid, listBidDepartments, listCostLines, listOptions } from '../queries.server.ts';

/** Pence. `explanation` is null until somebody has explained these very figures. */
export type Mismatch = {
	headlinePence: number;
	/** The nominal lines alone, and a sentence on those that are in fixed prices. */
	linesPence: number;
	notCounted: string | null;
	explanation: { words: string; personName: string; at: Date } | null;
};

/** Where the headline of a bid is not the sum of the lines of its preferred option. @returns null where they agree */
export async function findMismatch(trx: Trx, bid: Pick<Bid, 'id' | 'headlinePence'>): Promise<Mismatch | null> {
	const { headlinePence } = bid;
	if (headlinePence === null) return null;
	const preferred = (await listOptions(trx, bid.id)).find(({ kind }) => kind === 'preferred')?.id ?? null;
	const { pence: linesPence, fixed } = askedFor(await listCostLines(trx, bid.id), preferred);
	if (headlinePence === linesPence) return null;
	const last = await trx
		.selectFrom('mismatchExplanations')
		.innerJoin('people', 'people.id', 'mismatchExplanations.personId')
		.select(['headlinePence', 'linesPence', 'explanation as words', 'people.name as personName', 'explainedAt as at'])
		.where('bidId', '=', bid.id)
		.orderBy('mismatchExplanations.id', 'desc')
		.limit(1)
		.executeTakeFirst();
	const stands = last?.headlinePence === headlinePence && last.linesPence === linesPence;
	return {
		headlinePence,
		linesPence,
		notCounted: notCountedText(fixed),
		explanation: stands ? { words: last.words, personName: last.personName, at: last.at } : null
	};
}

/** The part of one department, and whether it stands by it. */
export type Share = {
	teamId: number;
	name: string;
	shortName: string;
	changes: number;
	financeLead: { postId: number; title: string } | null;
	/** The last time that it agreed; `holds` while its lines are what they were then. */
	agreed: { personName: string; at: Date; holds: boolean } | null;
};

/** The shares of a bid, the lead's first. */
export async function listShares(trx: Trx, bid: Pick<Bid, 'id' | 'leadTeamId'>): Promise<Share[]> {
	const departments = await listBidDepartments(trx, bid);
	const shares = await trx
		.selectFrom('bidShares')
		.leftJoin('posts', 'posts.id', 'bidShares.financeLeadPostId')
		.select(['bidShares.teamId', 'bidShares.changes', 'posts.id as postId', 'posts.title'])
		.where('bidId', '=', bid.id)
		.execute();
	const agreements = await trx
		.selectFrom('shareAgreements')
		.innerJoin('people', 'people.id', 'shareAgreements.personId')
		.distinctOn('shareAgreements.teamId')
		.select(['shareAgreements.teamId', 'shareAgreements.changes', 'people.name as personName', 'agreedAt as at'])
		.where('bidId', '=', bid.id)
		.orderBy('shareAgreements.teamId')
		.orderBy('shareAgreements.id', 'desc')
		.execute();
	return departments.map((department) => {
		const share = shares.find(({ teamId }) => teamId === department.teamId);
		const last = agreements.find(({ teamId }) => teamId === department.teamId);
		const changes = share?.changes ?? 0;
		return {
			...department,
			changes,
			financeLead: share?.postId && share.title ? { postId: share.postId, title: share.title } : null,
			agreed: last ? { personName: last.personName, at: last.at, holds: last.changes === changes } : null
		};
	});
}
