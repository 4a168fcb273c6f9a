import { type Actor, may, postsActingFor } from '#lib/access/actor.ts';
import type { Ask, LetterKind, LetterOutcome } from './table.ts';

export const letterKinds = {
	departmental: { label: 'Departmental letter' },
	round: { label: 'Write-round letter' }
} as const satisfies Record<LetterKind, { label: string }>;

/** What a departmental letter asks of the department, and how the schedule of the letter says it. */
export const asks = {
	lead: { label: 'Lead', schedule: 'Agree, and lead on it' },
	contribute: { label: 'Contribute', schedule: 'Agree to contribute' },
	note: { label: 'Note', schedule: 'Note' }
} as const satisfies Record<Ask, { label: string; schedule: string }>;

export const askNames = ['lead', 'contribute', 'note'] as const satisfies Ask[];

export const outcomes = {
	agreed: { label: 'Agreed', colour: 'green' },
	in_part: { label: 'Agreed in part', colour: 'yellow' },
	refused: { label: 'Refused', colour: 'red' }
} as const satisfies Record<LetterOutcome, { label: string; colour: string }>;

export const outcomeNames = ['agreed', 'in_part', 'refused'] as const satisfies LetterOutcome[];

export const stages = {
	drafted: { label: 'To clear', colour: 'grey' },
	cleared: { label: 'To sign', colour: 'blue' },
	signed: { label: 'To issue', colour: 'purple' },
	queued: { label: 'Going out', colour: 'purple' },
	issued: { label: 'Issued', colour: 'yellow' },
	received: { label: 'Received', colour: 'green' },
	withdrawn: { label: 'Withdrawn', colour: 'grey' }
} as const;

export type Stage = keyof typeof stages;

export const stageNames = Object.keys(stages).filter((name): name is Stage => name in stages);

export const waysOfIssue = {
	own_mailbox: { label: 'From the office’s own mailbox' },
	application: { label: 'From this application' },
	paper: { label: 'On paper' }
} as const;

/** The ways a person may say that a letter went out; the application says its own. */
export const waysToLog = ['own_mailbox', 'paper'] as const;

export type Progress = {
	version: number;
	clearedVersion: number | null;
	signedVersion: number | null;
	queuedAt: Date | null;
	issuedAt: Date | null;
	receivedOn: string | null;
	withdrawnAt: Date | null;
};

/** Where a letter is on its way. Clearance and signature hold for the words they were given on: never stored, always compared. */
export function stageOf(letter: Progress): Stage {
	if (letter.withdrawnAt) return 'withdrawn';
	if (letter.receivedOn) return 'received';
	if (letter.issuedAt) return 'issued';
	if (letter.clearedVersion !== letter.version) return 'drafted';
	if (letter.signedVersion !== letter.version) return 'cleared';
	return letter.queuedAt ? 'queued' : 'signed';
}

export type LetterRights = Progress & {
	reviewId: number;
	kind: LetterKind;
	senderPostId: number;
	addresseePostId: number | null;
};

export function canWriteLetters(actor: Actor, reviewId: number): boolean {
	return may(actor, 'letter.write', { reviewId });
}

/** Until it goes out: the secretariat and the sender's own office. */
export function canEditLetter(actor: Actor, letter: LetterRights): boolean {
	return isOpen(letter) && asSender(actor, 'letter.edit', letter);
}

export function canClearLetter(actor: Actor, letter: LetterRights): boolean {
	return stageOf(letter) === 'drafted' && asSender(actor, 'letter.clear', letter);
}

export function canSignLetter(actor: Actor, letter: LetterRights): boolean {
	return stageOf(letter) === 'cleared' && asSender(actor, 'letter.sign', letter);
}

export function canIssueLetter(actor: Actor, letter: LetterRights): boolean {
	const stage = stageOf(letter);
	return (stage === 'signed' || stage === 'queued') && asSender(actor, 'letter.issue', letter);
}

export function canReceiveLetter(actor: Actor, letter: LetterRights): boolean {
	return stageOf(letter) === 'issued' && asAddressee(actor, 'letter.receive', letter);
}

export function canWithdrawLetter(actor: Actor, letter: LetterRights): boolean {
	return letter.withdrawnAt === null && may(actor, 'letter.withdraw', { reviewId: letter.reviewId });
}

/** Once the letter has gone out: the Cabinet minister, the office that serves that minister, or the secretariat. */
export function canRecordLetterAnswer(actor: Actor, letter: LetterRights): boolean {
	return (
		letter.kind === 'departmental' &&
		letter.issuedAt !== null &&
		letter.withdrawnAt === null &&
		asAddressee(actor, 'letter_answer.record', letter)
	);
}

/** The posts in whose name the actor clears and signs letters. */
export function sendingPosts(actor: Actor, reviewId: number): number[] {
	return postsActingFor(actor, 'letter.clear', reviewId);
}

/** The posts in whose name the actor receives letters and answers them. */
export function answeringPosts(actor: Actor, reviewId: number): number[] {
	return postsActingFor(actor, 'letter_answer.record', reviewId);
}

/** Whether its words may still change. */
export function isOpen(letter: Progress): boolean {
	return letter.issuedAt === null && letter.withdrawnAt === null && letter.queuedAt === null;
}

/** The letters that ask departments for something, while they may still change. */
export function canEditSchedule(actor: Actor, letter: LetterRights): boolean {
	return letter.kind === 'departmental' && canEditLetter(actor, letter);
}

/** What a letter asks, in lines that are compared from one version to the next. */
export function scheduleLines(asked: readonly { number: number; title: string; version: number; ask: Ask }[]): string {
	return asked
		.map(({ number, title, version, ask }) => `R${number} ${title}, version ${version}: ${asks[ask].schedule}`)
		.join('\n');
}

/** What is said before a change of words is saved; null where nothing is lost by it. */
export function clearanceLost(letter: Progress): string | null {
	if (letter.clearedVersion !== letter.version) return null;
	const signature = letter.signedVersion === letter.version ? ' and signed' : '';
	return `This letter is cleared. Changed words make version ${letter.version + 1}, which must be cleared${signature} again.`;
}

type SenderAct = 'letter.edit' | 'letter.clear' | 'letter.sign' | 'letter.issue';
type AddresseeAct = 'letter.receive' | 'letter_answer.record';

function asSender(actor: Actor, act: SenderAct, letter: LetterRights): boolean {
	return may(actor, act, { reviewId: letter.reviewId, postId: letter.senderPostId });
}

/** A post of 0 is nobody's: a letter that goes outside the review is received by nobody signed in, but for the secretariat. */
function asAddressee(actor: Actor, act: AddresseeAct, letter: LetterRights): boolean {
	return may(actor, act, { reviewId: letter.reviewId, postId: letter.addresseePostId ?? 0 });
}
