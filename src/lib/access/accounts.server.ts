import { record } from '#lib/audit/record.server.ts';
import { asSystem } from '#lib/db/asActor.server.ts';

export type NewAccount = {
	name: string;
	/** In lower case. */
	email: string;
	isAdministrator: boolean;
	mayCreateReviews: boolean;
	/** null where the person sets a password through a link, or signs in without one. */
	passwordHash: string | null;
};

/**
 * Makes a person with an account as the operator, before there is an administrator to do it.
 * @throws the constraint accounts_email_key when the address has an account already
 */
export async function createAccount(account: NewAccount, now: Date): Promise<{ personId: number }> {
	const { name, passwordHash, ...details } = account;
	return asSystem('operator', now, async (trx) => {
		const { id: personId } = await trx
			.insertInto('people')
			.values({ name, createdAt: now })
			.returning('id')
			.executeTakeFirstOrThrow();
		await trx
			.insertInto('accounts')
			.values({ personId, passwordHash, passwordChangedAt: passwordHash === null ? null : now, ...details })
			.execute();
		await record(
			trx,
			null,
			'person.created',
			{ reviewId: null, kind: 'person', id: personId, audience: 'administrators' },
			{ name, ...details }
		);
		return { personId };
	});
}
