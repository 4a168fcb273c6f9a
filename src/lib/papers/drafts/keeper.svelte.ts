import type { KeeperState } from './keeper-state.ts';
import type { LocalCopies, Typed } from './local-copy.ts';

/** How long typing rests before it is sent, and how soon a failed attempt is made again, in milliseconds. */
const rest = 2500;
const longestWait = 10_000;
const again = 15_000;
/** What a browser still sends for a page that is going away, in bytes. */
const mostOnLeaving = 60_000;

/**
 * Keeps what is typed: at once in this browser, and within seconds on the server as the person's draft, after which the
 * browser forgets it. What could not be sent is sent again until it can.
 */
export class DraftKeeper {
	state = $state<KeeperState>({ kind: 'unchanged' });
	readonly #address: string;
	readonly #copies: LocalCopies;
	readonly #read: () => Typed | null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#typedSince: number | null = null;
	#sending: AbortController | null = null;
	#turn = 0;

	/** @param read what the form holds now; null when the form is gone */
	constructor(address: string, copies: LocalCopies, read: () => Typed | null) {
		this.#address = address;
		this.#copies = copies;
		this.#read = read;
	}

	/** Whether something is neither saved nor kept on the server nor on its way there. */
	get atRisk(): boolean {
		return this.state.kind === 'typing' || this.state.kind === 'failed';
	}

	touched(): void {
		const typed = this.#read();
		if (!typed) return;
		const now = Date.now();
		this.#typedSince ??= now;
		this.#turn += 1;
		this.state = { kind: 'typing', onDevice: this.#copies.write(typed) };
		this.#plan(Math.max(0, Math.min(rest, this.#typedSince + longestWait - now)));
	}

	/** Sends what waits, at once. @param leaving the page may be going away */
	flush(leaving = false): Promise<void> {
		return this.atRisk ? this.#send(leaving) : Promise.resolve();
	}

	/** The form itself is being sent: nothing of an earlier moment may arrive after it. */
	pause(): void {
		clearTimeout(this.#timer);
		this.#sending?.abort();
		this.#sending = null;
	}

	/** What was typed has been saved, or dropped. */
	settled(): void {
		this.pause();
		this.#turn += 1;
		this.#typedSince = null;
		this.#copies.remove();
		this.state = { kind: 'unchanged' };
	}

	#plan(wait: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#send(false), wait);
	}

	async #send(leaving: boolean): Promise<void> {
		const typed = this.#read();
		if (!typed) return;
		this.pause();
		const turn = this.#turn;
		const onDevice = this.#copies.write(typed);
		const sending = new AbortController();
		this.#sending = sending;
		this.state = { kind: 'sending', onDevice };
		const body = JSON.stringify(typed);
		const answer = await fetch(this.#address, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body,
			keepalive: leaving && new Blob([body]).size < mostOnLeaving,
			signal: sending.signal
		}).catch(() => null);
		if (this.#sending !== sending) return;
		this.#sending = null;
		// What was typed while it was on its way waits for its own turn.
		if (turn !== this.#turn) return;
		await this.#heard(answer, onDevice);
	}

	async #heard(answer: Response | null, onDevice: boolean): Promise<void> {
		const failed = (why: 'connection' | 'signed-out' | 'refused', message: string | null = null) => {
			this.state = { kind: 'failed', why, message, onDevice };
			if (why !== 'refused') this.#plan(again);
		};
		if (!answer || answer.status >= 500 || answer.status === 429) return failed('connection');
		if (answer.status === 401) return failed('signed-out');
		const said: unknown = await answer.json().catch(() => null);
		if (!answer.ok) return failed('refused', textIn(said, 'message'));
		const savedAt = textIn(said, 'savedAt');
		this.#typedSince = null;
		this.#copies.remove();
		this.state = savedAt === null ? { kind: 'same' } : { kind: 'kept', at: savedAt };
	}
}

function textIn(said: unknown, name: string): string | null {
	if (typeof said !== 'object' || said === null) return null;
	const found: unknown = Reflect.get(said, name);
	return typeof found === 'string' ? found : null;
}
