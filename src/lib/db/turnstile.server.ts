import { DatabaseUnavailable } from './faults.server.ts';

/**
 * Lets one caller through at a time, in order. Someone who waits too long is turned away with an error instead of
 * hanging for ever, which is what a second query on the root handle inside a transaction would otherwise do.
 */
export class Turnstile {
	#taken = false;
	#waiting: (() => void)[] = [];
	#patience: number;

	/** @param patience milliseconds that a caller waits at most */
	constructor(patience: number) {
		this.#patience = patience;
	}

	/** @throws DatabaseUnavailable */
	async enter(): Promise<void> {
		if (!this.#taken) {
			this.#taken = true;
			return;
		}
		await new Promise<void>((resolve, reject) => {
			const admit = () => {
				clearTimeout(timer);
				resolve();
			};
			const timer = setTimeout(() => {
				this.#waiting.splice(this.#waiting.indexOf(admit), 1);
				reject(new DatabaseUnavailable('The embedded database was busy for too long'));
			}, this.#patience);
			this.#waiting.push(admit);
		});
	}

	leave(): void {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#taken = false;
	}
}
