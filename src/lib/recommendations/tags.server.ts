import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import type { FindingState } from '#lib/findings/finding.ts';
import { canConfirmLink, canMakeLink } from './link.ts';
import { type FindingLink, listLinksOfFinding } from './link-queries.server.ts';
import { listRecommendationChoices } from './queries.server.ts';

export type Tags = {
	links: (FindingLink & { mayConfirm: boolean })[];
	/** The recommendations that this person may still tag the finding to. */
	choices: { id: number; number: number; title: string }[];
};

/** What the tags of a finding need on its page: those there are, and those that this person may add. */
export async function readTags(
	trx: Trx,
	actor: Actor,
	finding: { id: number; reviewId: number; teamId: number; state: FindingState }
): Promise<Tags> {
	const links = await listLinksOfFinding(trx, finding.id);
	const choices = finding.state === 'withdrawn' ? [] : await listRecommendationChoices(trx, finding.reviewId);
	return {
		links: links.map((link) => ({ ...link, mayConfirm: canConfirmLink(actor, link) })),
		choices: choices
			.filter(({ leadTeamId }) =>
				canMakeLink(actor, {
					reviewId: finding.reviewId,
					findingTeamId: finding.teamId,
					recommendationLeadTeamId: leadTeamId
				})
			)
			.filter(({ id }) => !links.some((link) => link.recommendationId === id))
			.map(({ id, number, title }) => ({ id, number, title }))
	};
}
