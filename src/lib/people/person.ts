import type { Actor } from '#lib/access/actor.ts';

export const accountStates = {
	open: { label: 'Open', colour: 'green' },
	waiting: { label: 'No password yet', colour: 'yellow' },
	closed: { label: 'Closed', colour: 'grey' }
} as const;

export type AccountState = keyof typeof accountStates;

export function accountState(account: { disabledAt: Date | null; passwordChangedAt: Date | null }): AccountState {
	if (account.disabledAt) return 'closed';
	return account.passwordChangedAt ? 'open' : 'waiting';
}

/** People, departments and posts are the administrators' alone. The right brings no sight of any review. */
export function canAdminister(actor: Actor): boolean {
	return actor.isAdministrator;
}
