import { type Actor, teamsOf } from '#lib/access/actor.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { grades } from '#lib/positions/position.ts';
import { reference } from '#lib/reviews/reference.ts';
import { plainDate, londonDate } from '#lib/ui/dates.ts';
import { canSeeReplies } from '../round.ts';
import { type LedgerFilters, ledgerFiltersFrom, numberFrom } from './forms.ts';
import { isClosed, type LedgerView, ledgerViews } from './ledger.ts';
import { isOverdue } from './needed-by.ts';
import { countLedger, type LedgerEntry, type LedgerOf, listAskingTeams, listLedger } from './queries.server.ts';

/** One page of the ledger of a review or of a round, with its lists, filters and pages, as the address asks for them. */
export async function readLedger(trx: Trx, actor: Actor, of: LedgerOf, url: URL) {
	const filters = ledgerFiltersFrom(url.searchParams);
	const from = {
		after: numberFrom(url.searchParams.get('after')),
		before: numberFrom(url.searchParams.get('before'))
	};
	const page = await listLedger(trx, of, filters, from);
	const counts = await countLedger(trx, of, filters);
	const teams = await listAskingTeams(trx, of);
	return {
		rows: page.rows.map((entry) => ledgerRow(entry, londonDate(actor.now))),
		views: Object.entries(ledgerViews).map(([view, { label }]) => ({
			text: label,
			count: counts[view as LedgerView],
			current: view === filters.view,
			href: withQuery(url, { show: view === 'open' ? null : view })
		})),
		view: filters.view,
		active: activeFilters(url, filters, teams),
		keep: { show: filters.view },
		department: filters.teamId === null ? '' : String(filters.teamId),
		grade: filters.grade ?? '',
		departments: teams.map(({ teamId, name }) => ({ value: String(teamId), text: name })),
		any: teams.length > 0,
		/** What others asked for in replies is not there for everybody. */
		ownOnly: !canSeeReplies(actor, of.reviewId) && teamsOf(actor, of.reviewId).length > 0,
		previousHref: page.previous === null ? null : withQuery(url, { before: String(page.previous) }),
		nextHref: page.next === null ? null : withQuery(url, { after: String(page.next) })
	};
}

export type LedgerRow = ReturnType<typeof ledgerRow>;

function ledgerRow(entry: LedgerEntry, today: string) {
	const { recommendation } = entry;
	return {
		id: entry.id,
		name: entry.name,
		text: entry.text,
		grade: entry.grade,
		state: entry.state,
		late: entry.late,
		departmentName: entry.departmentName,
		askerTitle: entry.askerTitle,
		round: entry.roundNumber === null ? null : reference('W', entry.roundNumber),
		recommendation: reference('R', recommendation.number),
		recommendationTitle: recommendation.title,
		ownerTitle: entry.ownerTitle,
		neededBy: entry.neededBy && !isClosed(entry) && entry.state !== 'handled' ? plainDate(entry.neededBy.on) : null,
		overdue: isOverdue(entry, today),
		hasWords: entry.proposedWords !== null,
		said: saidOf(entry)
	};
}

/** What was done about a condition, in a line. */
function saidOf(entry: LedgerEntry): string | null {
	const { state, metVersion, tickedAt, tickedByTitle, recommendation } = entry;
	switch (state) {
		case 'met':
			return `By version ${metVersion}, says ${tickedByTitle ?? 'its asker'}${tickedAt ? `, ${plainDate(londonDate(tickedAt))}` : ''}`;
		case 'to_tick':
			return `We think version ${metVersion} meets it`;
		case 'reopened':
			return `Ticked on version ${metVersion}; the meaning changed with version ${recommendation.materialVersion}`;
		case 'handled':
			return entry.handled ?? `By version ${metVersion}`;
		default:
			return null;
	}
}

function activeFilters(url: URL, filters: LedgerFilters, teams: readonly { teamId: number; name: string }[]) {
	const department = teams.find(({ teamId }) => teamId === filters.teamId);
	return [
		...(department
			? [{ text: `Department: ${department.name}`, removeHref: withQuery(url, { department: null }) }]
			: []),
		...(filters.grade
			? [{ text: `Grade: ${grades[filters.grade].label}`, removeHref: withQuery(url, { grade: null }) }]
			: [])
	];
}

/** The same list with other filters, from its beginning unless a cursor is named. */
function withQuery(url: URL, changed: Record<string, string | null>): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('after');
	query.delete('before');
	for (const [name, value] of Object.entries(changed)) {
		if (value === null) query.delete(name);
		else query.set(name, value);
	}
	return query.size === 0 ? url.pathname : `${url.pathname}?${query}`;
}
