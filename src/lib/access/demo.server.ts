import type { RequestEvent } from '@sveltejs/kit';
import { asSystem } from '#lib/db/asActor.server.ts';
import { accounts } from '../../cli/demo/accounts.ts';

export type DemoGroup = {
	/** The review's title; null for those who belong to none. */
	review: string | null;
	/** What the demo says of the review's people and places. */
	banner: string | null;
	roles: { role: string; accounts: { email: string; name: string }[] }[];
};

/** One-click accounts exist in demo mode alone, from this machine alone, under the address that only this machine has. */
export function isDemo(event: RequestEvent): boolean {
	if (process.env.DEMO !== '1') return false;
	const host = event.request.headers.get('Host') ?? '';
	return isLoopback(event.getClientAddress()) && /^127\.0\.0\.1(?::\d+)?$/.test(host);
}

/** The accounts of the demo that are in this database, by review and role. */
export async function listDemoAccounts(now: Date): Promise<DemoGroup[]> {
	const { present, reviews } = await asSystem('sign_in', now, async (trx) => ({
		present: await trx
			.selectFrom('accounts')
			.select('email')
			.where(
				'email',
				'in',
				accounts.map(({ email }) => email)
			)
			.where('disabledAt', 'is', null)
			.execute(),
		reviews: await trx.selectFrom('reviews').select(['slug', 'title', 'banner']).execute()
	}));
	const here = accounts.filter((account) => present.some(({ email }) => email === account.email));
	const slugs = [...new Set(here.map(({ review }) => review))].toSorted(
		(a, b) => Number(a === undefined) - Number(b === undefined)
	);
	return slugs.map((slug) => {
		const review = reviews.find((candidate) => candidate.slug === slug);
		const members = here.filter((account) => account.review === slug);
		const names = [...new Set(members.map(({ role }) => role))];
		return {
			review: slug === undefined ? null : (review?.title ?? slug),
			banner: review?.banner ?? null,
			roles: names.map((role) => ({
				role,
				accounts: members.filter((account) => account.role === role).map(({ email, name }) => ({ email, name }))
			}))
		};
	});
}

/** @returns whose account it is, or null for any but an account of the demo */
export async function findDemoAccount(email: string, now: Date): Promise<number | null> {
	if (!accounts.some((account) => account.email === email)) return null;
	const account = await asSystem('sign_in', now, (trx) =>
		trx
			.selectFrom('accounts')
			.select('personId')
			.where('email', '=', email)
			.where('disabledAt', 'is', null)
			.executeTakeFirst()
	);
	return account?.personId ?? null;
}

function isLoopback(address: string): boolean {
	return address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}
