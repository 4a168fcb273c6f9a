import type { DemoReview } from './shape.ts';
import { day, isoDate, type DemoDate } from './shape.ts';

/** The days, as ISO dates, on which a review does what its content does not date. */
export type Calendar = {
	today: string;
	/** Accounts, departments and posts are made. */
	prepared: string;
	opened: string;
	/** What was there before the review is logged from this day on. */
	gathering: string;
	drafted: string;
	proposed: string;
	/** The first and the last day on which the group gives its positions. */
	answering: readonly [string, string];
	reworded: string;
	answeredAgain: string;
	agreed: string;
	paperStarted: string;
	paperFrozen: string;
	/** A drafting change that offices may still reopen. */
	retouched: string;
	withdrawn: string;
	/** null while the review is open. */
	closed: string | null;
};

/** @param today ISO date of the day on which the demo is loaded */
export function calendarOf(review: DemoReview, today: string): Calendar {
	const dates = review.state === 'closed' ? pressDates : recentDates;
	const on = (date: DemoDate) => isoDate(date, today);
	const { answering, closed, ...rest } = dates;
	return {
		today,
		opened: on(review.openedOn),
		prepared: addDays(on(review.openedOn), -4),
		gathering: addDays(on(review.openedOn), 3),
		drafted: on(rest.drafted),
		proposed: on(rest.proposed),
		answering: [on(answering[0]), on(answering[1])],
		reworded: on(rest.reworded),
		answeredAgain: on(rest.answeredAgain),
		agreed: on(rest.agreed),
		paperStarted: on(rest.paperStarted),
		paperFrozen: on(rest.paperFrozen),
		retouched: on(rest.retouched),
		withdrawn: on(rest.withdrawn),
		closed: closed && on(closed)
	};
}

export function addDays(date: string, days: number): string {
	return isoDate(day(days), date);
}

export function latest(first: string, ...others: string[]): string {
	return others.reduce((latestYet, date) => (date > latestYet ? date : latestYet), first);
}

export function earliest(first: string, ...others: string[]): string {
	return others.reduce((earliestYet, date) => (date < earliestYet ? date : earliestYet), first);
}

/** After the meeting of April 2019 that the articles report; the review is kept as it stood that summer. */
const pressDates = {
	drafted: '2019-05-02',
	proposed: '2019-05-09',
	answering: ['2019-05-13', '2019-05-15'],
	reworded: '2019-05-16',
	answeredAgain: '2019-05-17',
	agreed: '2019-05-20',
	paperStarted: '2019-05-20',
	paperFrozen: '2019-05-24',
	retouched: '2019-05-27',
	withdrawn: '2019-05-28',
	closed: '2019-07-24'
} as const;

const recentDates = {
	drafted: day(-27),
	proposed: day(-22),
	answering: [day(-20), day(-12)],
	reworded: day(-9),
	answeredAgain: day(-7),
	agreed: day(-6),
	paperStarted: day(-5),
	paperFrozen: day(-3),
	retouched: day(-1),
	withdrawn: day(-1),
	closed: null
} as const;
