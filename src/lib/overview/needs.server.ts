import { type Actor, hasRole, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { countLinksToRecheck, listLinksToRecheck } from '#lib/recommendations/link-queries.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { listReviews } from '#lib/reviews/queries.server.ts';
import { listedAtMost, type Need, need, type NeedItem, type ReviewNeeds } from './needs.ts';

type Where = { trx: Trx; actor: Actor; reviewId: number; base: string };

/** Everything that waits for the signed-in person, review by review; closed reviews wait for nobody. */
export async function listNeeds(trx: Trx, actor: Actor): Promise<ReviewNeeds[]> {
	const reviews = (await listReviews(trx)).filter((review) => review.state === 'open');
	const found: ReviewNeeds[] = [];
	for (const { id, slug, title, banner } of reviews) {
		const where = { trx, actor, reviewId: id, base: `/reviews/${slug}` };
		const needs = [
			await accuracyChecks(where),
			await linksToRecheck(where),
			await promisesDue(where),
			await eventsToWriteUp(where),
			await drafts(where),
			await untagged(where),
			await toPropose(where),
			await changedPapers(where)
		];
		const roles = actor.memberships.filter((membership) => membership.reviewId === id).map(({ role }) => role);
		found.push({
			review: { slug, title, banner },
			roles: [...new Set(roles)],
			needs: needs.filter((each): each is Need => each !== null)
		});
	}
	return found;
}

async function accuracyChecks({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const teams = teamsOf(actor, reviewId, 'official', 'private_office');
	if (teams.length === 0) return null;
	const rows = await trx
		.selectFrom('accuracyChecks')
		.innerJoin('findings', 'findings.id', 'accuracyChecks.findingId')
		.select(['findings.number', 'findings.sentence', 'accuracyChecks.askedAt'])
		.where('accuracyChecks.reviewId', '=', reviewId)
		.where('accuracyChecks.teamId', 'in', teams)
		.where('accuracyChecks.outcome', 'is', null)
		.orderBy('accuracyChecks.askedAt')
		.execute();
	return need(
		'accuracy',
		rows.map((row) => ({
			reference: `F${row.number}`,
			href: `${base}/findings/F${row.number}`,
			text: row.sentence ?? '',
			note: 'It is about your department: is it right?',
			date: { word: 'since', on: londonDate(row.askedAt) }
		}))
	);
}

async function linksToRecheck({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const count = await countLinksToRecheck(trx, actor, reviewId);
	if (count === 0) return null;
	const rows = await listLinksToRecheck(trx, actor, reviewId, listedAtMost);
	return need(
		'recheck',
		rows.map((row) => ({
			reference: `F${row.findingNumber}`,
			href: `${base}/findings/F${row.findingNumber}`,
			text: row.sentence ?? 'A withdrawn finding',
			note: `Tagged to R${row.recommendationNumber} ${row.recommendationTitle}`,
			date: null
		})),
		`${base}/recommendations/re-check`,
		count
	);
}

async function promisesDue({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const teams = teamsOf(actor, reviewId, 'official', 'secretariat');
	if (teams.length === 0) return null;
	const rows = await trx
		.selectFrom('promises')
		.innerJoin('evidenceEvents', 'evidenceEvents.id', 'promises.eventId')
		.select([
			'evidenceEvents.number',
			'evidenceEvents.title',
			'promises.text',
			'promises.dueOn',
			'evidenceEvents.startsOn'
		])
		.where('promises.reviewId', '=', reviewId)
		.where('promises.metOn', 'is', null)
		.where('evidenceEvents.state', '<>', 'withdrawn')
		.where('evidenceEvents.teamId', 'in', teams)
		.orderBy('promises.dueOn', (order) => order.asc().nullsLast())
		.execute();
	return need(
		'promises',
		rows.map((row) => ({
			reference: `E${row.number}`,
			href: `${base}/evidence/E${row.number}`,
			text: row.text,
			note: row.title,
			date: row.dueOn ? { word: 'due', on: row.dueOn } : { word: 'since', on: row.startsOn }
		}))
	);
}

async function eventsToWriteUp({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const teams = teamsOf(actor, reviewId, 'official');
	if (teams.length === 0) return null;
	const rows = await trx
		.selectFrom('evidenceEvents')
		.select(['number', 'title', 'startsOn', 'status'])
		.where('reviewId', '=', reviewId)
		.where('teamId', 'in', teams)
		.where('state', '<>', 'withdrawn')
		.where('status', 'in', ['planned', 'held'])
		.where('startsOn', '<', londonDate(actor.now))
		.where('kind', '<>', 'published_source')
		.orderBy('startsOn')
		.execute();
	return need(
		'write_up',
		rows.map((row) => ({
			reference: `E${row.number}`,
			href: `${base}/evidence/E${row.number}`,
			text: row.title,
			note: row.status === 'planned' ? 'Was it held?' : 'Held, not written up',
			date: { word: 'held', on: row.startsOn }
		}))
	);
}

async function drafts({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const teams = teamsOf(actor, reviewId, 'official');
	if (teams.length === 0) return null;
	const events = await trx
		.selectFrom('evidenceEvents')
		.select(['number', 'title', 'updatedAt'])
		.where('reviewId', '=', reviewId)
		.where('teamId', 'in', teams)
		.where('state', '=', 'draft')
		.where('status', 'in', ['held', 'written_up'])
		.orderBy('updatedAt')
		.limit(50)
		.execute();
	const findings = await trx
		.selectFrom('findings')
		.select(['number', 'sentence', 'updatedAt'])
		.where('reviewId', '=', reviewId)
		.where('teamId', 'in', teams)
		.where('state', '=', 'draft')
		.orderBy('number', 'desc')
		.limit(50)
		.execute();
	const items: NeedItem[] = [
		...events.map((row) => ({
			reference: `E${row.number}`,
			href: `${base}/evidence/E${row.number}`,
			text: row.title,
			note: 'Not shared yet',
			date: { word: 'since' as const, on: londonDate(row.updatedAt) }
		})),
		...findings.map((row) => ({
			reference: `F${row.number}`,
			href: `${base}/findings/F${row.number}`,
			text: row.sentence ?? '',
			note: 'Not shared yet',
			date: { word: 'since' as const, on: londonDate(row.updatedAt) }
		}))
	];
	return need('drafts', items);
}

async function untagged({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	const teams = teamsOf(actor, reviewId, 'official');
	if (teams.length === 0) return null;
	const rows = await trx
		.selectFrom('findings')
		.select(['number', 'sentence', 'placeName', 'createdAt'])
		.where('reviewId', '=', reviewId)
		.where('teamId', 'in', teams)
		.where('linkCount', '=', 0)
		.where('state', '<>', 'withdrawn')
		.orderBy('number', 'desc')
		.limit(100)
		.execute();
	return need(
		'untagged',
		rows.map((row) => ({
			reference: `F${row.number}`,
			href: `${base}/findings/F${row.number}`,
			text: row.sentence ?? '',
			note: row.placeName,
			date: { word: 'since', on: londonDate(row.createdAt) }
		})),
		`${base}/findings/untagged`
	);
}

async function toPropose({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat', 'chair')) return null;
	const rows = await trx
		.selectFrom('recommendations')
		.innerJoin('links', (join) =>
			join
				.onRef('links.recommendationId', '=', 'recommendations.id')
				.on('links.removedAt', 'is', null)
				.on('links.stance', '=', 'supports')
		)
		.select((eb) => [
			'recommendations.number',
			'recommendations.title',
			'recommendations.updatedAt',
			eb.fn.countAll<number>().as('supports')
		])
		.where('recommendations.reviewId', '=', reviewId)
		.where('recommendations.state', '=', 'emerging')
		.groupBy('recommendations.id')
		.orderBy('recommendations.number')
		.execute();
	return need(
		'propose',
		rows.map((row) => ({
			reference: `R${row.number}`,
			href: `${base}/recommendations/R${row.number}`,
			text: row.title,
			note: row.supports === 1 ? 'One finding supports it' : `${row.supports} findings support it`,
			date: { word: 'since', on: londonDate(row.updatedAt) }
		})),
		`${base}/recommendations?state=emerging`
	);
}

async function changedPapers({ trx, actor, reviewId, base }: Where): Promise<Need | null> {
	if (!hasRole(actor, reviewId, 'secretariat')) return null;
	const rows = await trx
		.selectFrom('papers')
		.innerJoin('citations', 'citations.paperId', 'papers.id')
		.innerJoin('sections', (join) =>
			join.onRef('sections.id', '=', 'citations.sectionId').on('sections.removedAt', 'is', null)
		)
		.innerJoin('findings', 'findings.id', 'citations.findingId')
		.select((eb) => ['papers.number', 'papers.title', eb.fn.countAll<number>().as('changed')])
		.where('papers.reviewId', '=', reviewId)
		.where('papers.gate', 'not in', ['lodged', 'decided', 'published'])
		.where((eb) =>
			eb.or([
				eb('findings.version', '<>', eb.ref('citations.findingVersion')),
				eb('findings.state', '=', 'withdrawn'),
				eb('findings.restsOnWithdrawn', '=', true)
			])
		)
		.groupBy('papers.id')
		.orderBy('papers.number')
		.execute();
	return need(
		'papers',
		rows.map((row) => ({
			reference: `P${row.number}`,
			href: `${base}/papers/P${row.number}`,
			text: row.title,
			note: row.changed === 1 ? 'One cited finding has changed' : `${row.changed} cited findings have changed`,
			date: null
		}))
	);
}
