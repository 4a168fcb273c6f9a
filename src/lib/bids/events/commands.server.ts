import { sql } from 'kysely';
import { type Actor, grantFor, isMember } from '#lib/access/actor.ts';
import { changes, record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { type Control, controlNames, financialYear } from '../bid.ts';
import { type FiscalEvent, getFiscalEvent } from '../queries.server.ts';
import { listEnvelopes } from './queries.server.ts';

/** Years are the start of a financial year; resource is settled to lastYear, capital to capitalLastYear. */
export type FiscalEventInput = Pick<
	FiscalEvent,
	'name' | 'firstYear' | 'lastYear' | 'capitalLastYear' | 'returnDueOn' | 'guidance'
>;

/** Pence by year and control; null where nothing is set. */
export type EnvelopeInput = { year: number } & Record<Control, number | null>;

/** @throws NotFound, Forbidden; the constraint fiscal_events_name_key for a name in use */
export async function addFiscalEvent(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	input: FiscalEventInput
): Promise<{ id: number }> {
	const grant = manageGrant(actor, reviewId);
	const { id } = await trx
		.insertInto('fiscalEvents')
		.values({ ...input, reviewId })
		.returning('id')
		.executeTakeFirstOrThrow();
	await record(trx, grant, 'fiscal_event.added', onEvent(reviewId, id), { ...input });
	return { id };
}

/** @throws NotFound, Forbidden, Conflict; Invalid on a year that would cut off figures of a bid */
export async function editFiscalEvent(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	{ revision, ...input }: FiscalEventInput & { revision: number }
): Promise<void> {
	const { grant, event } = await lockEvent(trx, actor, reviewId, id, revision);
	const changed = changes({ ...event }, input);
	if (Object.keys(changed).length === 0) return;
	await refuseYearsInUse(trx, id, input);
	await trx
		.updateTable('fiscalEvents')
		.set({ ...input, revision: revision + 1 })
		.where('id', '=', id)
		.execute();
	await record(trx, grant, 'fiscal_event.edited', onEvent(reviewId, id), changed);
}

/** Puts what the bids of the event may come to in each year in the place of what stood. @throws NotFound, Forbidden, Conflict, Invalid */
export async function setEnvelope(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	id: number,
	{ revision, years }: { revision: number; years: EnvelopeInput[] }
): Promise<void> {
	const { grant, event } = await lockEvent(trx, actor, reviewId, id, revision);
	const before = await listEnvelopes(trx, id);
	const rows = years.flatMap(({ year, ...amounts }, index) =>
		controlNames.flatMap((control) => {
			const pence = amounts[control];
			if (pence === null) return [];
			const last = control === 'cdel' ? event.capitalLastYear : event.lastYear;
			if (year < event.firstYear || year > last)
				throw new Invalid(`years[${index}].${control}`, `${financialYear(year)} is outside the years of this event`);
			return [{ fiscalEventId: id, reviewId, year, control, pence }];
		})
	);
	await trx.deleteFrom('envelopes').where('fiscalEventId', '=', id).execute();
	if (rows.length > 0) await trx.insertInto('envelopes').values(rows).execute();
	await trx
		.updateTable('fiscalEvents')
		.set({ revision: revision + 1 })
		.where('id', '=', id)
		.execute();
	const plain = rows.map(({ year, control, pence }) => ({ year, control, pence }));
	await record(trx, grant, 'fiscal_event.edited', onEvent(reviewId, id), { envelope: [before, plain] });
}

function manageGrant(actor: Actor, reviewId: number) {
	if (!isMember(actor, reviewId)) throw new NotFound();
	const grant = grantFor(actor, 'fiscal_event.manage', { reviewId });
	if (!grant) throw new Forbidden();
	return grant;
}

async function lockEvent(trx: Trx, actor: Actor, reviewId: number, id: number, revision: number) {
	await trx.selectFrom('fiscalEvents').select('id').where('id', '=', id).forUpdate().execute();
	const event = await getFiscalEvent(trx, reviewId, id);
	const grant = manageGrant(actor, reviewId);
	if (event.revision !== revision)
		throw new Conflict(
			'Somebody has changed this fiscal event since you opened it. Look at what is saved, then save again.'
		);
	return { grant, event };
}

async function refuseYearsInUse(
	trx: Trx,
	id: number,
	input: Pick<FiscalEventInput, 'firstYear' | 'lastYear' | 'capitalLastYear'>
): Promise<void> {
	const { rows } = await sql<{
		firstYear: number | null;
		lastYear: number | null;
		lastCapitalYear: number | null;
	}>`select first_year, last_year, last_capital_year from app_years_in_use(${id})`.execute(trx);
	const used = rows[0];
	const inUse = (year: number) => `A bid holds figures for ${financialYear(year)}: they must be taken out first`;
	if (!used) return;
	if (used.firstYear !== null && used.firstYear < input.firstYear)
		throw new Invalid('firstYear', inUse(used.firstYear));
	if (used.lastYear !== null && used.lastYear > input.lastYear) throw new Invalid('lastYear', inUse(used.lastYear));
	if (used.lastCapitalYear !== null && used.lastCapitalYear > input.capitalLastYear)
		throw new Invalid('capitalLastYear', inUse(used.lastCapitalYear));
}

function onEvent(reviewId: number, id: number) {
	return { reviewId, kind: 'fiscal_event', id, audience: 'members' } as const;
}
