import type { Digest } from '#lib/mail/table.ts';
import { addWorkingDays, isWorkingDay, type Nation, workingDaysBetween } from '#lib/timetable/working-days.ts';
import { londonDate, londonMoment } from '#lib/ui/dates.ts';
import type { NeedItem, NeedKind } from './needs.ts';

/**
 * Which kinds are chased when they are late, and after how many working days one without a day of its own counts as late.
 * Drafts, tags and the like wait for nobody and stand in the digest alone.
 */
export const chased: Partial<Record<NeedKind, { patience: number }>> = {
	replies: { patience: 5 },
	letters: { patience: 3 },
	letter_answers: { patience: 10 },
	answers: { patience: 5 },
	box_questions: { patience: 3 },
	ticks: { patience: 5 },
	conditions: { patience: 10 },
	words: { patience: 5 },
	actions: { patience: 5 },
	report_back: { patience: 5 },
	sign: { patience: 3 },
	question: { patience: 5 }
};

/** Working days from one reminder of the same thing to the next. */
const chaseEvery = 3;

/** Reminders go out from nine to five in London, on Mondays to Fridays. Which days are holidays is each review's own matter. */
export function isSendingTime(now: Date): boolean {
	const today = londonDate(now);
	const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
	return weekday !== 0 && weekday !== 6 && now >= londonMoment(today, '09:00') && now < londonMoment(today, '17:00');
}

/** The digest that a person is to have today, as what it is once of: the day, or the week by its Monday. Null for none. */
export function digestDue(wanted: Digest, today: string, nation: Nation): string | null {
	if (wanted === 'off' || !isWorkingDay(today, nation)) return null;
	return wanted === 'daily' ? today : `week of ${mondayOf(today)}`;
}

/** The first day on which something is late: after its day, or once it has waited for too many working days. */
export function lateFrom(date: NonNullable<NeedItem['date']>, patience: number, nation: Nation): string {
	return date.word === 'due' ? addWorkingDays(date.on, 1, nation) : addWorkingDays(date.on, patience + 1, nation);
}

/** Whether a reminder of something goes out today: on the first working day that it is late, and every third one after. */
export function isChaseDay(firstLate: string, today: string, nation: Nation): boolean {
	if (today < firstLate || !isWorkingDay(today, nation)) return false;
	return workingDaysBetween(firstLate, today, nation) % chaseEvery === 0;
}

/** All that a reminder says: how much waits, and where to look. No title, no name, no review. */
export function digestText(count: number, origin: string): { subject: string; body: string } {
	const things = count === 1 ? 'One thing waits for you' : `${count} things wait for you`;
	return {
		subject: `${things} in Throughline`,
		body: [
			`${things} in Throughline. Sign in to see what:`,
			`${origin}/`,
			`How often this comes, or that it does not, you choose on your account page: ${origin}/account`
		].join('\n\n')
	};
}

/** @param count everything that waits, the late among it */
export function chaserText(late: number, count: number, origin: string): { subject: string; body: string } {
	const things = late === 1 ? 'One thing that waits for you is late' : `${late} things that wait for you are late`;
	const others = count - late;
	const rest = others === 0 ? '' : others === 1 ? ' One other waits.' : ` ${others} others wait.`;
	return {
		subject: `${things} in Throughline`,
		body: [
			`${things}.${rest} Sign in to see what:`,
			`${origin}/`,
			'What is late comes up again on the third working day from now, until it is done.'
		].join('\n\n')
	};
}

function mondayOf(date: string): string {
	const day = new Date(`${date}T12:00:00Z`);
	day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
	return day.toISOString().slice(0, 10);
}
