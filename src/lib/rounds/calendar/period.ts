import type { PeriodKind } from '../table.ts';

export const periodKinds = {
	recess: { label: 'Recess' },
	pre_election: { label: 'Pre-election period' }
} as const satisfies Record<PeriodKind, { label: string }>;

export const periodKindNames = ['recess', 'pre_election'] as const satisfies PeriodKind[];
