import type { Actor } from '#lib/access/actor.ts';
import { loadActor } from '#lib/access/load-actor.server.ts';
import { asActor, type Trx } from '#lib/db/asActor.server.ts';

export type DiaryAct = (trx: Trx, actor: Actor) => Promise<unknown>;

/**
 * What everybody does in the demo, day by day. Acts are written down in any order and done in the order of their dates,
 * those of one day as they were written down, so that numbers, histories and the audit chain run as time does.
 */
export class Diary {
	readonly #entries: { date: string; account: string; act: (actor: Actor) => Promise<unknown> }[] = [];

	/** Something done in a transaction of its own. @param date ISO date @param account the key of the demo account that acts */
	on(date: string, account: string, act: DiaryAct): void {
		this.between(date, account, (actor) => asActor(actor, act));
	}

	/** Something that opens its transactions itself, because it makes documents between them. */
	between(date: string, account: string, act: (actor: Actor) => Promise<unknown>): void {
		this.#entries.push({ date, account, act });
	}

	/**
	 * Does it all, each act as its person, at a moment in the working hours of its day.
	 * @param personId the id of a demo account, once it exists
	 * @throws what an act throws
	 */
	async live(personId: (account: string) => number): Promise<void> {
		const days = Map.groupBy(this.#entries, (entry) => entry.date);
		for (const date of [...days.keys()].sort()) {
			const entries = days.get(date) ?? [];
			for (const [index, { account, act }] of entries.entries()) {
				const at = momentOf(date, index / entries.length);
				const actor = await loadActor(personId(account), at);
				if (!actor) throw new Error(`${account} has no open account on ${date}`);
				await act(actor);
			}
		}
	}
}

/** Working hours, in UTC: nine to half past four. */
function momentOf(date: string, partOfDay: number): Date {
	const minutes = 9 * 60 + Math.floor(partOfDay * 450);
	return new Date(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000);
}
