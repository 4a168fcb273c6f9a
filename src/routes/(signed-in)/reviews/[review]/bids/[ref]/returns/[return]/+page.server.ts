import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { budgetNames, budgets, canEditShare, financialYear, flowNames, flows } from '#lib/bids/bid.ts';
import { amountText, staffText, unitNames, units } from '#lib/bids/costs/amount.ts';
import { yearsOf } from '#lib/bids/costs/line.ts';
import { bidRights, getBid } from '#lib/bids/queries.server.ts';
import type { Change } from '#lib/bids/returns/changes.ts';
import { commitReturn, dropReturn, mapReturn, placeReturn } from '#lib/bids/returns/commands.server.ts';
import { commitReturnForm, dropReturnForm, mappingForm, placeForm } from '#lib/bids/returns/forms.ts';
import { targetsFor } from '#lib/bids/returns/mapping.ts';
import { headingsOf } from '#lib/bids/returns/propose.ts';
import { getReturn, readReturn } from '#lib/bids/returns/queries.server.ts';
import { standingAgreements, standingSignatures } from '#lib/bids/versions/standing.server.ts';
import { columnName, lookUp } from '#lib/documents/sheets/grid.ts';
import { act } from '#lib/forms/act.server.ts';
import { numberIn } from '#lib/reviews/reference.ts';
import { dateTime } from '#lib/ui/dates.ts';
import type { Actions, PageServerLoad } from './$types';

const mostShown = 200;

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const bid = await getBid(trx, reviewIdOf(actor, params.review), numberIn('B', params.ref) ?? 0);
		const file = await getReturn(trx, bid.id, Number(params.return));
		const { sheet, setting, interpretation, changes } = await readReturn(trx, bid, file);
		const { mapping } = file;
		const at = lookUp(sheet);
		const years = yearsOf(setting.period);
		const figures = ({ line }: Change) => ({
			money: years.map((year) =>
				amountText(line.cells.find((cell) => cell.year === year)?.pence ?? null, mapping.unit)
			),
			staff: years
				.map((year) => staffText(line.cells.find((cell) => cell.year === year)?.staffHundredths ?? null))
				.map((text, index) => (text === '' ? '' : `${financialYear(years[index] ?? 0)}: ${text}`))
				.filter((text) => text !== '')
				.join(', ')
		});
		const problems = interpretation.rows.flatMap((row) =>
			row.problems.map((problem) => ({ row: row.row, ...problem }))
		);
		const notes = interpretation.rows.flatMap((row) => row.notes.map((note) => ({ row: row.row, ...note })));
		const take = file.state === 'previewed' && canEditShare(actor, await bidRights(trx, bid), file.teamId);
		return {
			file: {
				id: file.id,
				name: file.fileName,
				sha256: file.sha256,
				received: dateTime(file.receivedAt),
				personName: file.personName,
				state: file.state,
				committed: file.committedAt === null ? null : dateTime(file.committedAt),
				outcome: file.outcome,
				revision: file.revision
			},
			may: { take },
			standing: take ? await standingSignatures(trx, bid) : null,
			agreements: take ? await standingAgreements(trx, bid, [file.teamId]) : [],
			place: {
				sheets: file.grid.sheets.map(({ name, hidden }) => ({ value: name, text: hidden ? `${name} (hidden)` : name })),
				sheet: sheet.name,
				headingRow: mapping.headingRow
			},
			mapping: {
				unit: mapping.unit,
				optionId: mapping.optionId,
				budget: mapping.budget,
				flow: mapping.flow,
				baseline: mapping.baseline,
				priceYear: mapping.priceYear,
				negativesAreSavings: mapping.negativesAreSavings
			},
			choices: {
				targets: targetsFor(setting.period),
				options: setting.options.map(({ id, name }) => ({ value: String(id), text: name })),
				units: unitNames.map((value) => ({ value, text: `${units[value].label}, ${units[value].name}` })),
				budgets: budgetNames.map((value) => ({ value, text: budgets[value].label })),
				flows: flowNames.map((value) => ({ value, text: flows[value].label }))
			},
			columns: headingsOf(sheet, mapping.headingRow).map((heading, index) => ({
				letter: columnName(index + 1),
				heading,
				samples: sheet.cells
					.filter(({ row, column }) => column === index + 1 && row > mapping.headingRow)
					.slice(0, 3)
					.map(({ value }) => value.slice(0, 40)),
				target: mapping.columns[index] ?? ''
			})),
			unit: units[mapping.unit].label,
			years: years.map((year) => financialYear(year)),
			counts: {
				good: changes.changes.length,
				added: changes.changes.filter(({ kind }) => kind === 'added').length,
				changed: changes.changes.filter(({ kind }) => kind === 'changed').length,
				same: changes.changes.filter(({ kind }) => kind === 'same').length,
				bad: interpretation.rows.filter(({ read: line }) => line === null).length,
				problems: problems.length
			},
			lines: changes.changes.slice(0, mostShown).map((change) => ({
				row: change.row,
				kind: change.kind,
				description: change.line.description,
				words: [
					setting.options.find(({ id }) => id === change.line.optionId)?.name ?? '',
					budgets[change.line.budget].label,
					flows[change.line.flow].label,
					change.line.baseline ? 'Baseline' : 'New'
				].join(', '),
				...figures(change),
				before: change.kind === 'changed' && change.before ? beforeOf(change, years, mapping.unit) : []
			})),
			problems: problems.slice(0, mostShown),
			notes: notes.slice(0, mostShown),
			leftOut: interpretation.leftOut.slice(0, mostShown).map(({ row, text, why }) => ({
				row,
				text: text || (at(row, 1)?.value ?? ''),
				why
			})),
			missing: changes.missing.map(({ id, description, budget }) => ({
				id,
				description,
				budget: budgets[budget].label
			})),
			questions: interpretation.questions,
			seen: changes.seen
		};
	});

export const actions: Actions = {
	place: (event) =>
		act(event, placeForm, async (trx, actor, input) => {
			const { review, ref, return: id } = event.params;
			await placeReturn(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, Number(id), input);
			return { to: event.url.pathname };
		}),
	map: (event) =>
		act(event, mappingForm, async (trx, actor, input) => {
			const { review, ref, return: id } = event.params;
			await mapReturn(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, Number(id), input);
			return { to: `${event.url.pathname}#lines-heading`, notice: 'The lines below are read as you said.' };
		}),
	commit: (event) =>
		act(event, commitReturnForm, async (trx, actor, input) => {
			const { review, ref, return: id } = event.params;
			const number = numberIn('B', ref) ?? 0;
			const done = await commitReturn(trx, actor, reviewIdOf(actor, review), number, Number(id), input);
			return {
				to: event.url.pathname,
				notice: `Taken over: lines added ${done.added}, changed ${done.changed}, removed ${done.removed}.`
			};
		}),
	drop: (event) =>
		act(event, dropReturnForm, async (trx, actor) => {
			const { review, ref, return: id } = event.params;
			await dropReturn(trx, actor, reviewIdOf(actor, review), numberIn('B', ref) ?? 0, Number(id));
			return {
				to: event.url.pathname.replace(/\/\d+$/, ''),
				notice: 'The file is put aside. Nothing of it was taken over.'
			};
		})
};

/** What each changed field was: "2022-23: 1,200 → 1,500". */
function beforeOf({ line, before }: Change, years: readonly number[], unit: keyof typeof units): string[] {
	if (!before) return [];
	const pence = (cells: readonly { year: number; pence: number | null }[], year: number) =>
		amountText(cells.find((cell) => cell.year === year)?.pence ?? null, unit) || 'nothing';
	const staff = (cells: readonly { year: number; staffHundredths: number | null }[], year: number) =>
		staffText(cells.find((cell) => cell.year === year)?.staffHundredths ?? null) || 'nothing';
	const said = (label: string, was: string, is: string) => (was === is ? [] : [`${label}: ${was} → ${is}`]);
	const all = [...new Set([...years, ...before.cells.map(({ year }) => year)])];
	return [
		...said('Description', before.description, line.description),
		...said('Budget', budgets[before.budget].label, budgets[line.budget].label),
		...said('Kind', flows[before.flow].label, flows[line.flow].label),
		...said('Baseline', before.baseline ? 'yes' : 'no', line.baseline ? 'yes' : 'no'),
		...said('Prices', priceBase(before.priceYear), priceBase(line.priceYear)),
		...said(
			'Steady state',
			amountText(before.steadyStatePence, unit) || 'nothing',
			amountText(line.steadyStatePence, unit) || 'nothing'
		),
		...(before.recommendationId === line.recommendationId ? [] : ['Recommendation: another']),
		...all.flatMap((year) => said(financialYear(year), pence(before.cells, year), pence(line.cells, year))),
		...all.flatMap((year) => said(`Staff ${financialYear(year)}`, staff(before.cells, year), staff(line.cells, year)))
	];
}

function priceBase(year: number | null): string {
	return year === null ? 'nominal' : financialYear(year);
}
