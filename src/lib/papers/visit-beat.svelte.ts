/** Somebody else who has the section open. */
export type Other = { personName: string; department: string | null; since: string };

const beatEvery = 30_000;
/** A page nobody has touched for this long says nothing more: it must not keep a session alive by itself. */
const activeFor = 10 * 60_000;

/** Says again and again that this page is open, and hears who else is here. */
export class VisitBeat {
	others = $state<Other[] | null>(null);
	/** The section's revision now. */
	revision = $state<number | null>(null);
	readonly #address: string;
	#active = Date.now();

	constructor(address: string) {
		this.#address = address;
	}

	/** @returns what ends it */
	start(): () => void {
		const timer = setInterval(() => void this.#beat(), beatEvery);
		const touched = () => {
			this.#active = Date.now();
		};
		const changed = () => void (document.visibilityState === 'visible' && this.#beat());
		const leave = () => void navigator.sendBeacon(`${this.#address}?leaving`);
		document.addEventListener('visibilitychange', changed);
		document.addEventListener('keydown', touched);
		document.addEventListener('pointerdown', touched);
		window.addEventListener('pagehide', leave);
		void this.#beat();
		return () => {
			clearInterval(timer);
			document.removeEventListener('visibilitychange', changed);
			document.removeEventListener('keydown', touched);
			document.removeEventListener('pointerdown', touched);
			window.removeEventListener('pagehide', leave);
			leave();
		};
	}

	async #beat(): Promise<void> {
		if (document.visibilityState !== 'visible' || Date.now() - this.#active > activeFor) return;
		const answer = await fetch(this.#address, { method: 'POST' }).catch(() => null);
		if (!answer?.ok) return;
		// Our own endpoint answers with what listVisits found.
		const said = (await answer.json()) as { revision: number; others: Other[] };
		this.revision = said.revision;
		this.others = said.others;
	}
}
