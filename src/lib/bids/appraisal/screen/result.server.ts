import { fullMoney } from '#lib/ui/money.ts';
import { budgets, financialYear, optionKinds } from '../../bid.ts';
import { pricesText, quintiles } from '../../benefits/benefit.ts';
import { type Appraisal, bandText } from '../appraisal.ts';
import type { Figure, Outcome } from '../figure.ts';
import { devolved, parameterKinds, schedules } from '../parameters.ts';
import { linesBehind, type MaybeShown, numberText, poundsText, Shower, type Shown } from './shown.server.ts';

export type OutcomeShown = {
	costs: Shown;
	benefits: Shown;
	npsv: Shown;
	bcr: MaybeShown;
	/** "Medium (advisory, Value-for-money bands)"; null where there is no ratio. */
	band: string | null;
};

export type ResultView = ReturnType<typeof resultView>;

/** A stored appraisal as its page shows it. */
export function resultView(appraisal: Appraisal) {
	const shower = new Shower(appraisal);
	const show = (figure: Figure) => shower.show(figure);
	const outcome = ({ presentValueCosts, presentValueBenefits, npsv, bcr, band }: Outcome): OutcomeShown => ({
		costs: show(presentValueCosts),
		benefits: show(presentValueBenefits),
		npsv: show(npsv),
		bcr: shower.maybe(bcr),
		band: band ? bandText(band) : null
	});
	const preferred = appraisal.options.find(({ optionId }) => optionId === appraisal.preferredOptionId);
	if (!preferred) throw new Error('An appraisal without its preferred option');
	const headline = outcome(preferred.incremental ?? preferred);
	const benefits = appraisal.lines.filter(
		({ side, optionId }) => side === 'benefit' && optionId === appraisal.preferredOptionId
	);
	const options = appraisal.options.map((option) => ({
		id: option.optionId,
		name: option.name,
		kind: optionKinds[option.kind].label,
		usual: option.kind === 'bau',
		leadOnly: option.leadOnly,
		preferred: option.optionId === appraisal.preferredOptionId,
		outcome: outcome(option.incremental ?? option),
		notMonetised: option.notMonetised,
		years: option.years.map(({ year, cost, saving, benefit, net, discountedNet }) => ({
			year: financialYear(year),
			cost: cell(cost),
			saving: cell(saving),
			benefit: cell(benefit),
			net: cell(net),
			discountedNet: cell(discountedNet)
		}))
	}));
	return {
		headline,
		basis: headline.npsv.basis,
		years: `${financialYear(appraisal.firstYear)} to ${financialYear(appraisal.lastYear)}`,
		prices: pricesText(appraisal.priceYear),
		presentValueYear: financialYear(appraisal.presentValueYear),
		against: appraisal.options.some(({ kind }) => kind === 'bau'),
		bandNote: preferred.incremental?.band ?? preferred.band,
		/** Those that are valued against business as usual; all of them where there is none. */
		compared: options.filter(({ usual }) => !usual),
		/** What the others are measured against, in its own figures. */
		baseline: options.find(({ usual }) => usual) ?? null,
		options,
		switching: appraisal.switching.map(({ label, value, reachable }) => ({
			label,
			value: shower.maybe(value),
			reachable
		})),
		cases: [appraisal.cases.low, appraisal.cases.central, appraisal.cases.high].map((each) => ({
			name: each.name,
			changes: each.changes,
			outcome: outcome(each.outcome)
		})),
		evidence: { of: benefits.length, without: benefits.filter(({ evidenced }) => evidenced === false).length },
		full: appraisal.full && fullView(appraisal.full, shower, outcome),
		financial: appraisal.financial.map(({ optionId, years, rows, total, steadyState }) => ({
			optionId,
			option: appraisal.options.find((option) => option.optionId === optionId)?.name ?? '',
			years: years.map(financialYear),
			rows: rows.map((row) => ({
				label: budgets[row.budget].label,
				years: row.years.map(cell),
				total: cell(row.total)
			})),
			total: { years: total.years.map(cell), total: cell(total.total) },
			steadyState: steadyState && show(steadyState)
		})),
		notes: appraisal.notes,
		editions: appraisal.editions.map(({ kind, edition, startsOn, source }) => ({
			kind: parameterKinds[kind].label,
			edition,
			startsOn,
			source
		})),
		factors: appraisal.discountFactors.map(({ year, standard, health, reduced }) => ({
			year: financialYear(year),
			standard: places(standard),
			health: health === null ? null : places(health),
			reduced: reduced === null ? null : places(reduced)
		})),
		deflators: appraisal.deflators.map(({ year, index, extended }) => ({
			year: financialYear(year),
			index: numberText(index, 4),
			extended
		}))
	};
}

/** One figure with all that stands behind it. @returns null where the appraisal has no such figure */
export function figureView(appraisal: Appraisal, key: string) {
	const shower = new Shower(appraisal);
	const figure = shower.find(key);
	if (!figure) return null;
	const lines = figure.from.flatMap((from) => {
		if (from.of === 'lines') {
			return linesBehind(appraisal, from).map((line) => ({ line, year: from.year }));
		}
		const line =
			from.of === 'entered' && appraisal.lines.find((each) => each.lines === from.lines && each.id === from.lineId);
		return line ? [{ line, year: null }] : [];
	});
	return {
		figure: shower.show(figure),
		lines: lines.map(({ line, year }) => ({
			key: `${line.lines}-${line.id}-${year ?? 'all'}`,
			id: line.id,
			benefit: line.lines === 'benefit',
			description: line.description,
			entered: line.enteredIn === 'nominal' ? pricesText(null) : pricesText(line.enteredIn),
			schedule: schedules[line.schedule].label,
			uplift: line.upliftPercent === '0' ? null : `${numberText(line.upliftPercent, 1)}%`,
			assumptions: line.assumptions.map((number) => `A${number}`),
			evidenced: line.evidenced,
			presentValue: cell(line.presentValue),
			years: line.years
				.filter((each) => year === null || each.year === year)
				.map((each) => ({
					year: financialYear(each.year),
					entered: poundsText(each.entered, fullMoney),
					carried: each.carried,
					real: poundsText(each.real, fullMoney),
					discounted: poundsText(each.discounted, fullMoney)
				}))
		}))
	};
}

/** A number in a grid: what it is stands over the grid, what it came from behind its link. */
function cell(figure: Figure): { key: string; text: string } {
	return { key: figure.key, text: poundsText(figure.value) };
}

function places(factor: string): string {
	return numberText(factor, 4);
}

function fullView(full: NonNullable<Appraisal['full']>, shower: Shower, outcome: (outcome: Outcome) => OutcomeShown) {
	const { optimismBias, scenarios, tornado, distribution, monteCarlo, barnett } = full;
	const show = (figure: Figure) => shower.show(figure);
	return {
		optimismBias: optimismBias && {
			rows: optimismBias.rows.map((row) => ({
				name: row.name,
				raises: row.raises === 'capital' ? 'Capital' : 'Operating cost',
				share: percent(row.sharePercent),
				upper: percent(row.upperPercent),
				mitigation: percent(row.mitigationPercent),
				contribution: percent(row.contributionPercent)
			})),
			capital: show(optimismBias.capitalPercent),
			operating: show(optimismBias.operatingPercent),
			duration: show(optimismBias.durationPercent)
		},
		scenarios: scenarios.map(({ name, changes, outcome: of }) => ({ name, changes, outcome: outcome(of) })),
		tornado: tornado.map(({ label, lowLabel, highLabel, low, high, swing }) => ({
			label,
			lowLabel,
			highLabel,
			low: show(low),
			high: show(high),
			swing: poundsText(swing)
		})),
		distribution: distribution.result
			? {
					groups: distribution.result.groups.map(({ quintile, weight, benefits, weighted }) => ({
						name: quintileName(quintile),
						weight: numberText(weight, 3),
						benefits: show(benefits),
						weighted: show(weighted)
					})),
					npsv: show(distribution.result.weightedNpsv),
					absent: null
				}
			: { groups: null, npsv: null, absent: distribution.absent.text },
		monteCarlo: {
			runs: monteCarlo.runs.toLocaleString('en-GB'),
			seed: String(monteCarlo.seed),
			together: monteCarlo.draws === 'together',
			mean: show(monteCarlo.mean),
			percentiles: monteCarlo.percentiles.map(({ percent: at, npsv }) => ({ percent: at, npsv: show(npsv) })),
			belowZero: show(monteCarlo.shareBelowZero)
		},
		barnett: barnett.nations
			? {
					years: barnett.nations[0]?.years.map(({ key }) => financialYear(Number(key.split('.').at(-1)))) ?? [],
					nations: barnett.nations.map(({ nation, years, total }) => ({
						name: devolved[nation].label,
						years: years.map(cell),
						total: show(total)
					})),
					absent: null
				}
			: { years: [], nations: null, absent: barnett.absent.text }
	};
}

function percent(value: string): string {
	return `${numberText(value, 1)}%`;
}

function quintileName(quintile: number | null): string {
	const name = Object.entries(quintiles).find(([number]) => Number(number) === quintile)?.[1];
	return name?.label ?? 'All households alike';
}
