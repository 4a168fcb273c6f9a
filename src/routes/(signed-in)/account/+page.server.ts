import { browserInWords } from '#lib/access/browser.ts';
import { read } from '#lib/access/guards.server.ts';
import { roles } from '#lib/access/roles.ts';
import { chooseActingPost, endOwnSessions, listOwnSessions } from '#lib/access/sessions.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { chooseDigest } from '#lib/mail/commands.server.ts';
import { digestForm } from '#lib/mail/forms.ts';
import { getDigest } from '#lib/mail/queries.server.ts';
import { isMailOn } from '#lib/mail/settings.ts';
import { actingPostForm, endSessionsForm } from '#lib/people/forms.ts';
import { getPerson } from '#lib/people/queries.server.ts';
import { listReviews } from '#lib/reviews/queries.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
	read(locals, async (trx, actor) => {
		const { name, email, passwordChangedAt, isAdministrator, mayCreateReviews } = await getPerson(trx, actor.person.id);
		const reviews = await listReviews(trx);
		const sessions = await listOwnSessions(trx, actor, locals.sessionIdHash);
		return {
			account: { name, email, passwordChangedAt, isAdministrator, mayCreateReviews },
			posts: actor.posts.map(({ id, title, departmentName }) => ({
				id,
				title,
				departmentName,
				parts: actor.memberships
					.filter((membership) => membership.postId === id)
					.map(({ role, reviewId, reviewSlug }) => ({
						role: roles[role],
						href: `/reviews/${reviewSlug}`,
						review: reviews.find((review) => review.id === reviewId)?.title ?? reviewSlug
					}))
			})),
			actingPostId: actor.actingPostId,
			digest: await getDigest(trx, actor.person.id),
			isMailOn: isMailOn(),
			sessions: sessions.map(({ userAgent, ...session }) => ({ ...session, browser: browserInWords(userAgent) }))
		};
	});

export const actions: Actions = {
	actAs: (event) =>
		act(event, actingPostForm, async (trx, actor, { actingPostId }) => {
			await chooseActingPost(trx, actor, event.locals.sessionIdHash ?? '', actingPostId);
			const post = actor.posts.find(({ id }) => id === actingPostId);
			return {
				to: '/account',
				notice: post ? `You now act as ${post.title}` : 'Each act takes the first of your posts that may do it'
			};
		}),

	digest: (event) =>
		act(event, digestForm, async (trx, actor, { digest }) => {
			await chooseDigest(trx, actor, digest);
			return {
				to: '/account',
				notice:
					digest === 'off'
						? 'No digest comes any more'
						: `A digest comes ${digest === 'daily' ? 'every working day' : 'once a week'}`
			};
		}),

	endSessions: (event) =>
		act(event, endSessionsForm, async (trx, actor, { session }) => {
			const ended = await endOwnSessions(trx, actor, event.locals.sessionIdHash ?? '', session);
			if (session !== null) return { to: '/account', notice: 'That session is ended' };
			return { to: '/account', notice: ended === 0 ? 'There was no other session' : 'Every other session is ended' };
		})
};
