import { createDepartment, createPerson, createPost, startHolding } from '#lib/people/commands.server.ts';
import { accounts } from './accounts.ts';
import type { Story } from './story.ts';

/** The account of the demo that makes all the others. */
export const administrator = 'administrator';

/** The departments and posts of a review, and the people who hold them: all made by the administrator. */
export function loadPeople({ review, calendar, diary, ledger }: Story): void {
	const administering = (act: Parameters<typeof diary.on>[2]) => diary.on(calendar.prepared, administrator, act);

	for (const { key, name, shortName, treasury } of review.departments) {
		administering(async (trx, actor) => {
			const { id } = await createDepartment(trx, actor, { name, shortName, isTreasury: treasury ?? false });
			ledger.set('department', key, id);
		});
	}
	for (const { key, department, title, serves } of review.posts) {
		administering(async (trx, actor) => {
			const { id } = await createPost(trx, actor, {
				departmentId: ledger.get('department', department),
				title,
				servesPostId: serves === undefined ? null : ledger.get('post', serves),
				severalHolders: false
			});
			ledger.set('post', key, id);
		});
	}
	for (const { key, name, email, mayCreateReviews } of accounts.filter((account) => account.review === review.slug)) {
		administering(async (trx, actor) => {
			const { id } = await createPerson(trx, actor, {
				name,
				email,
				isAdministrator: false,
				mayCreateReviews: mayCreateReviews ?? false
			});
			ledger.set('account', key, id);
		});
	}
	for (const { key, holder, predecessor } of review.posts) {
		if (predecessor) {
			administering(async (trx, actor) => {
				const account = { ...predecessor, isAdministrator: false, mayCreateReviews: false };
				const { id } = await createPerson(trx, actor, account);
				await startHolding(trx, actor, ledger.get('post', key), id);
			});
		} else if (holder !== undefined) {
			administering((trx, actor) => startHolding(trx, actor, ledger.get('post', key), ledger.get('account', holder)));
		}
	}
}
