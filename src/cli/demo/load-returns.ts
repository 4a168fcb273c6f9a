import type { Actor } from '#lib/access/actor.ts';
import { getBid, getFiscalEvent } from '#lib/bids/queries.server.ts';
import { commitReturn, receiveReturn } from '#lib/bids/returns/commands.server.ts';
import { getReturn, readReturn } from '#lib/bids/returns/queries.server.ts';
import { addTemplate } from '#lib/bids/template/commands.server.ts';
import { asActor } from '#lib/db/asActor.server.ts';
import { renderWorkbook } from '#lib/documents/render.server.ts';
import { blankReturn, departmentReturn } from './blank-return.ts';
import { addDays } from './calendar.ts';
import type { DemoBid, DemoFiscalEvent, DemoReturn } from './shape.ts';
import { officialOf, secretariatOf, type Story } from './story.ts';

/** Files of sheets: the Treasury's blank return, which the secretariat adds, and what departments send in for their bids. */
export function loadReturns(story: Story): void {
	const { review, calendar, diary } = story;
	for (const event of review.fiscalEvents) addBlankReturn(story, event);
	for (const bid of review.bids) {
		for (const file of bid.returns ?? []) {
			diary.between(addDays(calendar.paperStarted, 1), officialOf(review, file.department), async (actor) => {
				const here = [story.ledger.get('review', review.slug), story.ledger.get('bid', bid.key)] as const;
				const id = await receive(story, actor, bid, file);
				if (!file.takenOver) return;
				await asActor(actor, async (trx) => {
					const stored = await getBid(trx, ...here);
					const { seen } = (await readReturn(trx, stored, await getReturn(trx, stored.id, id))).changes;
					await commitReturn(trx, actor, ...here, id, { seen, removeMissing: false, confirmed: true });
				});
			});
		}
	}
}

function addBlankReturn({ review, calendar, diary, ledger }: Story, event: DemoFiscalEvent): void {
	diary.between(calendar.agreed, secretariatOf(review), async (actor) => {
		const reviewId = ledger.get('review', review.slug);
		const id = ledger.get('fiscalEvent', event.key);
		const { firstYear, capitalLastYear } = await asActor(actor, (trx) => getFiscalEvent(trx, reviewId, id));
		const bytes = await renderWorkbook(blankReturn(`${event.name}: return`, firstYear, capitalLastYear), 'xlsx');
		await addTemplate(actor, reviewId, id, { name: event.blankReturn, bytes });
	});
}

async function receive({ review, ledger }: Story, actor: Actor, bid: DemoBid, file: DemoReturn): Promise<number> {
	const reviewId = ledger.get('review', review.slug);
	const eventId = ledger.get('fiscalEvent', bid.fiscalEvent);
	const { firstYear } = await asActor(actor, (trx) => getFiscalEvent(trx, reviewId, eventId));
	const department = review.departments.find(({ key }) => key === file.department)?.name ?? '';
	const bytes = await renderWorkbook(departmentReturn(file, department, firstYear), 'xlsx');
	const sent = { name: file.fileName, bytes };
	return receiveReturn(actor, reviewId, ledger.get('bid', bid.key), ledger.get('team', file.department), sent);
}
