import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { listAskable } from './asking.server.ts';
import { requiredOf } from './required.server.ts';
import type { Readiness } from './hindrances.ts';
import type { Round } from './queries.server.ts';

/** What the issue of a round depends on, read as it is today. */
export async function readReadiness(trx: Trx, actor: Actor, round: Round): Promise<Readiness> {
	const askable = await listAskable(trx, actor, round.reviewId);
	const required = await requiredOf(trx, round);
	const asked = new Set(round.addressees.map(({ teamId }) => teamId));
	const later = await trx
		.selectFrom('snapshots')
		.select('number')
		.where('paperId', '=', round.paper.id)
		.where('number', '>', round.snapshot.number)
		// The same words at the next gate are the same words.
		.where('sha256', '<>', round.snapshot.sha256)
		.orderBy('number', 'desc')
		.executeTakeFirst();
	const letter = await trx
		.selectFrom('letters')
		.select(['version', 'signedVersion'])
		.where('roundId', '=', round.id)
		.where('kind', '=', 'round')
		.where('withdrawnAt', 'is', null)
		.orderBy('id', 'desc')
		.executeTakeFirst();
	return {
		addressees: round.addressees.map(({ departmentName, postTitle, holderPersonId }) => ({
			departmentName,
			postTitle,
			vacant: holderPersonId === null
		})),
		missing: required
			.filter(({ teamId }) => !asked.has(teamId))
			.flatMap(({ teamId, because }) => {
				const team = askable.find((each) => each.teamId === teamId);
				return team ? [{ name: team.name, because, isTreasury: team.isTreasury, hasPost: team.posts.length > 0 }] : [];
			}),
		sponsor: { title: round.sponsor.title, vacant: round.sponsor.holderName === null },
		laterCopy: later ?? null,
		paper: round.paper.reference,
		movedOn: round.recommendations
			.filter(({ version, materialVersion }) => materialVersion > version)
			.map(({ reference, version, currentVersion }) => ({ reference, frozen: version, today: currentVersion })),
		letter: !letter ? 'none' : letter.signedVersion === letter.version ? 'signed' : 'unsigned',
		spendsMoney: round.spendsMoney,
		hasTreasury: askable.some(({ isTreasury }) => isTreasury)
	};
}
