import type { Digest, MailKind, MailState } from './table.ts';

export const mailKinds = {
	chaser: 'Chaser',
	digest: 'Digest',
	letter: 'Letter',
	notice: 'Notice'
} as const satisfies Record<MailKind, string>;

export const mailStates = {
	queued: { label: 'Waiting', colour: 'blue' },
	sending: { label: 'Being sent', colour: 'blue' },
	sent: { label: 'Sent', colour: 'green' },
	failed: { label: 'Failed', colour: 'red' },
	cancelled: { label: 'Cancelled', colour: 'grey' }
} as const satisfies Record<MailState, { label: string; colour: string }>;

export const digests = {
	daily: { label: 'Every working day', hint: 'At nine, when something waits for you.' },
	weekly: { label: 'Once a week', hint: 'On the first working day of the week.' },
	off: { label: 'Never', hint: 'What is late still brings a reminder.' }
} as const satisfies Record<Digest, { label: string; hint: string }>;

/** What a message is said to be that stood half-sent when its sender ended: nobody can know, so nobody sends it again by itself. */
export const mayHaveBeenSent = 'It may have been sent: the connection ended before the mail server had answered.';

/** Minutes from one attempt to the next. After the last, a person decides. */
const waits = [1, 5, 15, 60, 180, 360, 720];

/** When to try again after so many attempts; null where it was tried often enough. */
export function nextAttempt(attempts: number, now: Date): Date | null {
	const minutes = waits[attempts - 1];
	return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000);
}
