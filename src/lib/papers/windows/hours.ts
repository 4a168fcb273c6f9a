import { londonMoment, time } from '#lib/ui/dates.ts';

/** The hours of the day that a window opens and closes at. */
export const clocks = Array.from({ length: 17 }, (_, index) => `${String(index + 7).padStart(2, '0')}:00`);

/** As a list to choose from: "5pm". */
export const hours = clocks.map((value) => ({ value, text: time(londonMoment('2026-01-01', value)) }));
