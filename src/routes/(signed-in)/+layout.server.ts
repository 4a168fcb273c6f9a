import { requireActor } from '#lib/access/guards.server.ts';
import { takeNotice } from '#lib/forms/notice.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, cookies, url }) => {
	const actor = requireActor(locals);
	const acting = actor.posts.find((post) => post.id === actor.actingPostId) ?? actor.posts[0];
	return {
		person: actor.person,
		isAdministrator: actor.isAdministrator,
		acting: acting ? `${acting.title}, ${acting.departmentName}` : null,
		// Read on every address, so that a notice shows once and goes with the next page.
		notice: { at: url.href, text: takeNotice(cookies) }
	};
};
