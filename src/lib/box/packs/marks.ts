import { positionStances, stances } from '#lib/positions/position.ts';

/** The six ticks of a row: the number of each is its column on the sheet and its key. */
export const marks = [...positionStances, 'ask'] as const;

export type Mark = (typeof marks)[number];

export const askLabel = 'Ask a question';

export const markLabels: readonly string[] = [...positionStances.map((stance) => stances[stance].label), askLabel];
