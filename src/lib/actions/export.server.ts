import { stringify } from 'csv-stringify/sync';
import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Forbidden } from '#lib/errors.ts';
import { reference } from '#lib/reviews/reference.ts';
import { actionStates } from './action.ts';
import type { ActionFilters } from './forms.ts';
import { type ActionRow, listActionsForExport } from './queries.server.ts';

const most = 5000;

/** The list of actions as it is filtered, as a table for a spreadsheet; that it was taken is recorded. @throws Forbidden */
export async function exportActions(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	filters: ActionFilters,
	marking: string
): Promise<string> {
	const grant = grantFor(actor, 'action.export', { reviewId });
	if (!grant) throw new Forbidden();
	const rows = await listActionsForExport(trx, actor, reviewId, filters, most);
	const csv = actionsCsv(rows, marking);
	await record(
		trx,
		grant,
		'action.list_exported',
		{ reviewId, kind: 'review', id: reviewId, reference: null, audience: 'secretariat' },
		{ ...filters, rows: rows.length }
	);
	return csv;
}

/**
 * One row an action. What a spreadsheet would take for a formula begins with an apostrophe; the file begins with a byte
 * order mark, without which Excel reads it in the wrong letters.
 */
export function actionsCsv(actions: readonly ActionRow[], marking: string): string {
	const rows = actions.map((action) => ({
		marking,
		action: reference('A', action.number),
		text: action.text,
		owner: action.ownerTitle,
		department: action.departmentName,
		due_on: action.dueOn,
		state: actionStates[action.state].label,
		done_on: action.doneOn ?? '',
		outcome: action.outcome ?? '',
		dropped_because: action.droppedBecause ?? '',
		report_back_to: action.reportBackTo ?? '',
		report_back_on: action.reportBackOn ?? '',
		recommendation: action.recommendationNumber === null ? '' : reference('R', action.recommendationNumber),
		meeting: action.meetingNumber === null ? '' : reference('M', action.meetingNumber)
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
	'action',
	'text',
	'owner',
	'department',
	'due_on',
	'state',
	'done_on',
	'outcome',
	'dropped_because',
	'report_back_to',
	'report_back_on',
	'recommendation',
	'meeting'
] as const;
