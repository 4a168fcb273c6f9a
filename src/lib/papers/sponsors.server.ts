import type { Actor } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { listMembers } from '#lib/reviews/queries.server.ts';

/** The posts of a review that may sponsor a paper, ministers and the chair first. */
export async function listSponsors(trx: Trx, actor: Actor, reviewId: number) {
	const members = await listMembers(trx, actor, reviewId);
	const leads = (role: string) => role === 'chair' || role === 'minister';
	const ordered = [...members].sort((a, b) => Number(leads(b.role)) - Number(leads(a.role)));
	const options = ordered.map((member) => ({
		value: String(member.postId),
		text: `${member.postTitle}, ${member.departmentName}`
	}));
	return [...new Map(options.map((option) => [option.value, option])).values()];
}
