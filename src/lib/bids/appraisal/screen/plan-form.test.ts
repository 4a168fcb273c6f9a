import { expect, test } from 'vitest';
import { parseForm } from '#lib/forms/parse.server.ts';
import { defaultPlan } from '../default-plan.ts';
import { shippedEditions } from '../editions.server.ts';
import { type AppraisalPlan, appraisalPlanSchema } from '../plan.ts';
import { planField, planForm, planInitial, planOf } from './plan-form.ts';
import { flatPlan, planLabels } from './plan-words.ts';

const plan = defaultPlan({ firstYear: 2022 }, shippedEditions, '2026-03-16');

test('the plan that every bid starts with goes through its form unchanged', async () => {
	expect(await posted(plan)).toEqual(plan);
});

test('a plan with everything in it goes through its form unchanged', async () => {
	const whole: AppraisalPlan = {
		...plan,
		editions: { ...plan.editions, barnett: 'Statement of funding policy' },
		deflatorExtension: { ratePercent: '2.0', owner: 'Chief economist', source: 'Spring forecast' },
		steadyStateYears: 5,
		benefitsContinue: true,
		full: {
			...plan.full,
			on: true,
			optimismBias: [{ projectType: 'standard_buildings', sharePercent: '100', mitigationPercent: '40' }],
			scenarios: [{ name: 'Slow start', costPercent: '5', benefitPercent: '-10', delayYears: 2 }],
			distribution: { medianPounds: '35000', quintilePounds: ['1', '2', '3', '4', '5'], source: 'Survey of incomes' },
			healthRate: false,
			barnett: { programmes: [{ teamId: 7, programme: 'schools' }] }
		}
	};
	expect(await posted(whole)).toEqual(whole);
});

test('what is typed as people write it is read exactly, and what is half said is refused at its field', async () => {
	const typed = (wanted: Record<string, string>) => post({ ...flatFields(plan), ...wanted });
	const read = await typed({ 'cases.costUpPercent': '12.5%', 'full.distribution.medianPounds': '£35,000' });
	if (!read.ok) throw new Error('Refused');
	expect(read.input.cases.costUpPercent).toBe('12.5');
	expect(planOf(read.input).incomplete).toMatchObject({ field: 'full.distribution.quintilePounds[0].pounds' });

	const half = await typed({ 'deflatorExtension.ratePercent': '2' });
	if (!half.ok) throw new Error('Refused');
	expect(planOf(half.input).incomplete).toMatchObject({ field: 'deflatorExtension.owner' });

	const words = await typed({ 'cases.costUpPercent': 'a lot', horizonYears: '' });
	if (words.ok) throw new Error('Taken');
	expect(words.failure.data.form.errors).toMatchObject({
		'cases.costUpPercent': ['Write how far costs go up in figures, such as 3.5'],
		horizonYears: ['Enter how many years']
	});
});

test('a problem of the plan stands at its field', () => {
	const late = appraisalPlanSchema.safeParse({ ...plan, presentValueYear: plan.startYear + 1 });
	expect(planField(late.error?.issues[0]?.path ?? [])).toBe('presentValueYear');
	expect(planField(['full', 'optimismBias', 1, 'sharePercent'])).toBe('full.optimismBias[1].sharePercent');
	expect(planField(['full', 'distribution', 'quintilePounds', 2])).toBe('full.distribution.quintilePounds[2].pounds');
});

test('every part of a plan has a name when two people changed it at once', () => {
	const names = Object.keys(flatPlan(planInitial(plan, [7]))).filter((name) => name !== 'format');
	expect(names.filter((name) => !(name in planLabels))).toEqual([]);
});

/** Posts the form as the page first shows it. */
async function posted(wanted: AppraisalPlan): Promise<AppraisalPlan | null> {
	const form = await post(flatFields(wanted));
	if (!form.ok) throw new Error(JSON.stringify(form.failure.data.form.errors));
	const { plan: read } = planOf(form.input);
	return read && appraisalPlanSchema.parse(read);
}

async function post(values: Record<string, string>) {
	const body = new FormData();
	for (const [name, value] of Object.entries({ ...values, revision: '0' })) body.append(name, value);
	return parseForm(new Request('http://localhost/', { method: 'POST', body }), planForm);
}

/** The fields as a browser posts them: boxes that are not ticked are not there. */
function flatFields(wanted: AppraisalPlan): Record<string, string> {
	const flat: Record<string, string> = {};
	const put = (value: unknown, name: string): void => {
		if (Array.isArray(value)) value.forEach((each, index) => put(each, `${name}[${index}]`));
		else if (typeof value === 'object' && value !== null) {
			for (const [key, inner] of Object.entries(value)) put(inner, name === '' ? key : `${name}.${key}`);
		} else if (value === true) flat[name] = 'on';
		else if (typeof value === 'string' || typeof value === 'number') flat[name] = String(value);
		else if (value === null) flat[name] = '';
	};
	put(planInitial(wanted, [7]), '');
	delete flat['format'];
	return flat;
}
