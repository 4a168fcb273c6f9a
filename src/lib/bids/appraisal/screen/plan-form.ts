import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { isDecimalText } from '../decimal-text.ts';
import type { AppraisalPlan } from '../plan.ts';

const edition = fields.line('an edition', 100);
const year = (label: string) => fields.wholeNumber(label, { min: 1990, max: 2400 });
const years = (label: string, min: number, max: number) => fields.wholeNumber(label, { min, max });

/** "3.5", "3.5%", "−10" as a decimal number in text, so that it stays exact. */
function decimal(label: string) {
	return z
		.string(`Enter ${label}`)
		.transform((text) => text.replace(/[\s,%£]/g, '').replace('−', '-'))
		.superRefine((text, context) => {
			if (isDecimalText(text)) return;
			const message = text === '' ? `Enter ${label}` : `Write ${label} in figures, such as 3.5`;
			context.addIssue({ code: 'custom', message });
		});
}

function optionalDecimal(label: string) {
	return decimal(label)
		.optional()
		.transform((text) => text ?? null);
}

const triangle = z.object({
	lowPercent: decimal('the least'),
	likelyPercent: decimal('the likeliest'),
	highPercent: decimal('the most')
});

const bias = z.object({
	projectType: fields.line('the type of works', 60),
	sharePercent: decimal('its share'),
	mitigationPercent: decimal('how far it is mitigated')
});

const scenario = z.object({
	name: fields.line('a name for the scenario', 100),
	costPercent: decimal('what is added to costs'),
	benefitPercent: decimal('what is added to benefits'),
	delayYears: years('the delay', 0, 50)
});

const income = optionalDecimal('the income');

/** The plan as its form posts it; the names are those of the plan. */
export const planForm = z.object({
	revision: z
		.string()
		.regex(/^\d{1,9}$/, 'This page is out of date. Reload it, then make your change again.')
		.transform(Number),
	startYear: year('the first year'),
	horizonYears: years('how many years', 1, 200),
	presentValueYear: year('the present-value year'),
	priceYear: year('the year of the prices'),
	editions: z.object({
		discount_rates: edition,
		deflators: edition,
		optimism_bias: edition,
		value_bands: edition,
		values: edition,
		barnett: fields.optionalLine('an edition', 100)
	}),
	deflatorExtension: z.object({
		ratePercent: optionalDecimal('the rate'),
		owner: fields.optionalLine('who says so', 200),
		source: fields.optionalLine('where it is from', 500)
	}),
	steadyStateYears: fields.optionalWholeNumber('how many years', { min: 0, max: 200 }),
	benefitsContinue: fields.checkbox(),
	cases: z.object({
		costDownPercent: decimal('how far costs come down'),
		costUpPercent: decimal('how far costs go up'),
		benefitDownPercent: decimal('how far benefits come down'),
		benefitUpPercent: decimal('how far benefits go up')
	}),
	delayYears: years('the delay', 1, 20),
	full: z.object({
		on: fields.checkbox(),
		optimismBias: fields.rows('types of works', bias, { max: 20 }).default([]),
		scenarios: fields.rows('scenarios', scenario, { max: 12 }).default([]),
		distribution: z.object({
			medianPounds: income,
			quintilePounds: z.array(z.object({ pounds: income })).length(5, 'Enter the income of each fifth'),
			source: fields.optionalLine('where the incomes are from', 500)
		}),
		healthRate: fields.checkbox(),
		monteCarlo: z.object({
			runs: years('how many runs', 100, 10_000),
			seed: fields.wholeNumber('the seed', { min: 0, max: 4_294_967_295 }),
			costs: triangle,
			benefits: triangle,
			draws: fields.oneOf('how draws are made', ['together', 'apart'])
		}),
		barnett: z
			.array(z.object({ teamId: fields.identifier('a department'), programme: fields.optionalLine('a programme', 60) }))
			.max(50)
			.default([])
	})
});

export type PlanInput = z.output<typeof planForm>;

/** A field that is missing beside others that are filled. */
export type Incomplete = { field: string; message: string };

/** What the form comes to as a plan, or what is missing from a part that was begun. */
export function planOf(
	input: Omit<PlanInput, 'revision'>
): { plan: AppraisalPlan; incomplete: null } | { plan: null; incomplete: Incomplete } {
	const { deflatorExtension, full, ...plain } = input;
	const { ratePercent, owner, source } = deflatorExtension;
	const { distribution, barnett, ...rest } = full;
	const begun = [ratePercent, owner, source].some((part) => part !== null);
	if (begun && (ratePercent === null || owner === null || source === null)) {
		const field = ratePercent === null ? 'ratePercent' : owner === null ? 'owner' : 'source';
		return missing(
			`deflatorExtension.${field}`,
			'Say the rate, who says so and where it is from, or none of the three'
		);
	}
	const incomes = distribution.quintilePounds.map(({ pounds }) => pounds);
	const known = incomes.filter((pounds) => pounds !== null);
	const anyIncome = known.length > 0 || distribution.medianPounds !== null || distribution.source !== null;
	if (anyIncome && (known.length < 5 || distribution.medianPounds === null || distribution.source === null)) {
		const gap = incomes.indexOf(null);
		const field =
			distribution.medianPounds === null ? 'medianPounds' : gap === -1 ? 'source' : `quintilePounds[${gap}].pounds`;
		return missing(`full.distribution.${field}`, 'Enter all six incomes and where they are from, or none of them');
	}
	const programmes = barnett.flatMap(({ teamId, programme }) => (programme === null ? [] : [{ teamId, programme }]));
	return {
		incomplete: null,
		plan: {
			...plain,
			format: 1,
			deflatorExtension:
				ratePercent !== null && owner !== null && source !== null ? { ratePercent, owner, source } : null,
			full: {
				...rest,
				distribution:
					distribution.medianPounds !== null && distribution.source !== null && known.length === 5
						? { medianPounds: distribution.medianPounds, quintilePounds: known, source: distribution.source }
						: null,
				barnett: programmes.length === 0 ? null : { programmes }
			}
		}
	};
}

/** What the fields hold at first. @param teamIds the departments of the bid, in the order of the form */
export function planInitial(plan: AppraisalPlan, teamIds: readonly number[]) {
	const { deflatorExtension, full, editions, ...plain } = plan;
	const { distribution, barnett } = full;
	return {
		...plain,
		editions: { ...editions, barnett: editions.barnett ?? '' },
		deflatorExtension: deflatorExtension ?? { ratePercent: '', owner: '', source: '' },
		full: {
			...full,
			distribution: {
				medianPounds: distribution?.medianPounds ?? '',
				quintilePounds: Array.from({ length: 5 }, (_, index) => ({
					pounds: distribution?.quintilePounds[index] ?? ''
				})),
				source: distribution?.source ?? ''
			},
			barnett: teamIds.map((teamId) => ({
				teamId: String(teamId),
				programme: barnett?.programmes.find((each) => each.teamId === teamId)?.programme ?? ''
			}))
		}
	};
}

/** Where a problem of the plan stands on the form: `["full","distribution","quintilePounds",2]` is a row with an amount. */
export function planField(path: readonly PropertyKey[]): string {
	const field = path
		.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
		.join('');
	return /quintilePounds\[\d\]$/.test(field) ? `${field}.pounds` : field;
}

function missing(field: string, message: string): { plan: null; incomplete: Incomplete } {
	return { plan: null, incomplete: { field, message } };
}
