import { carryOutReshuffle, prepareReshuffle } from '#lib/people/reshuffles/commands.server.ts';
import { addDays } from './calendar.ts';
import { administrator } from './load-people.ts';
import { holderOf, type Story } from './story.ts';

/**
 * Posts that change hands: as the review begins, from those who held them while it was prepared; and one exchange that is
 * prepared and has changed nothing yet.
 */
export function loadReshuffles({ review, calendar, diary, ledger }: Story): void {
	const handedOver = review.posts.filter(({ predecessor }) => predecessor !== undefined);
	if (handedOver.length === 0) return;
	const change = (postKey: string, holder: string | null) => ({
		postId: ledger.get('post', postKey),
		personId: holder === null ? null : ledger.get('account', holder),
		leavesId: null,
		newName: null,
		newEmail: null
	});

	diary.on(addDays(calendar.opened, 1), administrator, async (trx, actor) => {
		const { id } = await prepareReshuffle(trx, actor, {
			title: 'New special advisers in two departments',
			takesEffectAt: null,
			changes: handedOver.map(({ key }) => change(key, holderOf(review, key)))
		});
		await carryOutReshuffle(trx, actor, id, 1);
	});
	diary.on(calendar.agreed, administrator, (trx, actor) =>
		prepareReshuffle(trx, actor, {
			title: 'Two ministers change places',
			takesEffectAt: null,
			changes: [
				change('families-minister', holderOf(review, 'care-minister')),
				change('care-minister', holderOf(review, 'families-minister')),
				change('observer', null)
			]
		})
	);
}
