import { sql } from 'kysely';
import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { readContent } from '#lib/papers/content.ts';
import type { CostStatus, Lever } from '#lib/recommendations/recommendation.ts';
import { listMembers, listTeams } from '#lib/reviews/queries.server.ts';
import { numberIn, reference } from '#lib/reviews/reference.ts';
import type { AskedRecommendation } from './asking.ts';

/** A recommendation that a frozen copy prints, with the version whose words stand in it. */
export type PrintedRecommendation = { id: number; reference: string; number: number; version: number; title: string };

/** What a frozen copy asks agreement to, in the order in which it prints it. */
export async function recommendationsPrinted(
	trx: Trx,
	reviewId: number,
	content: string
): Promise<PrintedRecommendation[]> {
	const printed = (readContent(content)?.recommendations ?? []).flatMap((each) => {
		const number = numberIn('R', each.reference);
		return number === null ? [] : [{ number, reference: each.reference, version: each.version, title: each.title }];
	});
	if (printed.length === 0) return [];
	const known = await trx
		.selectFrom('recommendations')
		.select(['id', 'number'])
		.where('reviewId', '=', reviewId)
		.where(
			'number',
			'in',
			printed.map(({ number }) => number)
		)
		.execute();
	const once = new Map(printed.map((each) => [each.number, each]));
	return [...once.values()].flatMap((each) => {
		const id = known.find(({ number }) => number === each.number)?.id;
		return id === undefined ? [] : [{ id, ...each }];
	});
}

/** What decides whom recommendations must be put to. Bids count as far as this person sees them. */
export async function askedRecommendations(
	trx: Trx,
	asked: readonly { id: number; version: number }[]
): Promise<AskedRecommendation[]> {
	if (asked.length === 0) return [];
	const ids = asked.map(({ id }) => id);
	const { rows } = await sql<{
		id: number;
		number: number;
		lever: Lever | null;
		costStatus: CostStatus;
		partners: number[];
		payers: number[];
	}>`
		select r.id, r.number, r.lever, r.cost_status as "costStatus",
			array(select p.team_id from recommendation_partners p where p.recommendation_id = r.id order by 1) as partners,
			array(select distinct s.team_id from bid_recommendations b join bids on bids.id = b.bid_id and bids.withdrawn_at is null
				join bid_shares s on s.bid_id = b.bid_id where b.recommendation_id = r.id order by 1) as payers
		from recommendations r where r.id in (${sql.join(ids)}) order by r.number`.execute(trx);
	const words = await trx
		.selectFrom('recommendationVersions')
		.select(['recommendationId', 'version', 'leadTeamId'])
		.where('recommendationId', 'in', ids)
		.execute();
	return rows.flatMap((row) => {
		const version = asked.find(({ id }) => id === row.id)?.version;
		const frozen = words.find((each) => each.recommendationId === row.id && each.version === version);
		if (!frozen) return [];
		return [
			{
				reference: reference('R', row.number),
				leadTeamId: frozen.leadTeamId,
				partnerTeamIds: row.partners,
				lever: row.lever,
				costStatus: row.costStatus,
				payingTeamIds: row.payers
			}
		];
	});
}

/** A department of the review with the posts that can be asked for it, the Cabinet minister's first. */
export type AskableTeam = {
	teamId: number;
	name: string;
	shortName: string;
	isTreasury: boolean;
	posts: { postId: number; title: string; holders: string[] }[];
};

/** Every department of the review with whom a round can be addressed to: its Cabinet minister, else its minister. */
export async function listAskable(trx: Trx, actor: Actor, reviewId: number): Promise<AskableTeam[]> {
	const teams = await listTeams(trx, reviewId);
	const members = await listMembers(trx, actor, reviewId);
	const order = ['cabinet_minister', 'minister', 'chair'];
	return teams.map(({ id, name, shortName, isTreasury }) => ({
		teamId: id,
		name,
		shortName,
		isTreasury,
		posts: members
			.filter((member) => member.teamId === id && order.includes(member.role))
			.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
			.map(({ postId, postTitle, holders }) => ({ postId, title: postTitle, holders }))
	}));
}
