import type { Stance } from '#lib/positions/position.ts';

/** Where one member stands on a recommendation today. */
export type Standing = {
	postId: number;
	/** Null where the post has not answered. */
	stance: Stance | null;
	/** Given on words that have changed in meaning since. */
	lapsed: boolean;
	/** Said in this very meeting: what had to be said there did not pass without debate. */
	here: boolean;
};

export const routesThrough = {
	passes: { label: 'Passing without debate', hint: 'Every member is content with these very words.' },
	owed: {
		label: 'No objection, answers owed',
		hint: 'Nobody objects, but not every member has answered these words.'
	},
	debate: { label: 'For debate', hint: 'A member is not simply content, or spoke on it in the meeting.' }
} as const;

export type RouteThrough = keyof typeof routesThrough;

/**
 * How a recommendation comes before a meeting. It passes without debate only when every member who answers for a department
 * is content with its words as they mean now. Silence, an answer on earlier words, and a vacant post are never contentment:
 * they are owed. Any other standing answer, "not yet" included, needs debate.
 */
export function routeThrough(members: readonly Standing[]): {
	route: RouteThrough;
	/** The posts whose answers on these words are owed. */
	owing: number[];
	/** The posts that are not simply content. */
	objecting: number[];
} {
	const owing = members.filter(({ stance, lapsed }) => stance === null || lapsed);
	const objecting = members.filter(({ stance, lapsed }) => stance !== null && !lapsed && stance !== 'content');
	const spoken = members.length === 0 || members.some(({ here, lapsed }) => here && !lapsed);
	const route = objecting.length > 0 ? 'debate' : owing.length > 0 ? 'owed' : spoken ? 'debate' : 'passes';
	return { route, owing: owing.map(({ postId }) => postId), objecting: objecting.map(({ postId }) => postId) };
}
