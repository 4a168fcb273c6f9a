import { stringify } from 'csv-stringify/sync';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { UndertakingFilters } from './filters.ts';
import { listUndertakings, type UndertakingRow } from './queries.server.ts';
import { places, undertakingStates } from './undertaking.ts';

const most = 5000;

/** The list of undertakings as it is filtered, as a table for a spreadsheet; that it was taken is recorded. @throws Forbidden */
export async function exportUndertakings(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: UndertakingFilters,
	marking: string
): Promise<string> {
	const grant = grantFor(actor, 'undertaking.export', { reviewId });
	if (!grant) throw new Forbidden();
	const { rows } = await listUndertakings(trx, actor, reviewId, filters, { after: null, before: null }, most);
	const csv = undertakingsCsv(rows, marking);
	await record(
		trx,
		grant,
		'undertaking.list_exported',
		{ reviewId, kind: 'review', id: reviewId, reference: null, audience: 'secretariat' },
		{ ...filters, rows: rows.length }
	);
	return csv;
}

/**
 * One row an undertaking. What a spreadsheet would take for a formula begins with an apostrophe; the file begins with a
 * byte order mark, without which Excel reads it in the wrong letters.
 */
export function undertakingsCsv(undertakings: readonly UndertakingRow[], marking: string): string {
	const rows = undertakings.map((undertaking) => ({
		marking,
		undertaking: reference('U', undertaking.number),
		words: undertaking.words,
		corrected: undertaking.corrected ? 'yes' : '',
		made_by: undertaking.maker,
		made_on: undertaking.madeOn,
		place: places[undertaking.place].label,
		source: undertaking.source,
		owner: undertaking.ownerTitle,
		department: undertaking.departmentName,
		due_on: undertaking.dueOn ?? '',
		state: undertakingStates[undertaking.state].label,
		met_on: undertaking.metOn ?? '',
		met_by: undertaking.metWords ?? '',
		withdrawn_on: undertaking.withdrawnOn ?? '',
		withdrawn_because: undertaking.withdrawnBecause ?? '',
		recommendations: undertaking.recommendations.map((number) => reference('R', number)).join(' ')
	}));
	return stringify(rows, {
		header: true,
		columns: [...columns],
		bom: true,
		escape_formulas: true,
		record_delimiter: '\r\n'
	});
}

const columns = [
	'marking',
	'undertaking',
	'words',
	'corrected',
	'made_by',
	'made_on',
	'place',
	'source',
	'owner',
	'department',
	'due_on',
	'state',
	'met_on',
	'met_by',
	'withdrawn_on',
	'withdrawn_because',
	'recommendations'
] as const;
