import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	isPlanDay,
	misfits,
	moved,
	notCountedBecause,
	planDayBefore,
	planDaysBetween,
	type PlanCalendar,
	type PlanItem,
	tooEarly
} from './plan.ts';
import { backPlan } from './template.ts';
import { shippedTemplate } from './templates.server.ts';
import { addWorkingDays, type Nation, workingDaysBetween } from './working-days.ts';

const plain: PlanCalendar = { nations: ['england'], pauses: [] };
const recess = { name: 'Easter recess', startsOn: '2026-04-01', endsOn: '2026-04-14' };
const everywhere: Nation[] = ['england', 'wales', 'scotland', 'northern_ireland'];

const date = fc
	.date({ min: new Date('2018-01-01T00:00:00Z'), max: new Date('2034-12-31T00:00:00Z'), noInvalidDate: true })
	.map((moment) => moment.toISOString().slice(0, 10));
const some = fc.subarray(everywhere, { minLength: 1 });
const pauses = fc.array(
	fc.record({ name: fc.constant('Recess'), startsOn: date, length: fc.integer({ min: 0, max: 60 }) }),
	{ maxLength: 3 }
);
const calendar = fc.record({ nations: some, pauses }).map(({ nations, pauses: periods }): PlanCalendar => ({
	nations,
	pauses: periods.map(({ name, startsOn, length }) => ({ name, startsOn, endsOn: later(startsOn, length) }))
}));
const days = fc.integer({ min: -40, max: 60 });

describe('the days of a plan', () => {
	test('weekends, bank holidays of each nation and periods do not count, and say why', () => {
		expect(notCountedBecause('2026-03-14', plain)).toBe('a Saturday');
		expect(notCountedBecause('2026-03-17', plain)).toBeNull();
		expect(notCountedBecause('2026-03-17', { nations: everywhere, pauses: [] })).toMatch(
			/^a bank holiday in Northern Ireland/
		);
		expect(notCountedBecause('2026-12-25', { nations: everywhere, pauses: [] })).toMatch(/^a bank holiday \(/);
		expect(notCountedBecause('2026-04-08', { ...plain, pauses: [recess] })).toBe('within Easter recess');
		expect(planDayBefore('2026-04-15', 1, { ...plain, pauses: [recess] })).toBe('2026-03-31');
		expect(planDayBefore('2026-03-31', -1, { ...plain, pauses: [recess] })).toBe('2026-04-15');
	});

	test('without periods they are the working days of the nation', () => {
		fc.assert(
			fc.property(date, days, fc.constantFrom(...everywhere), (from, count, nation) => {
				const one: PlanCalendar = { nations: [nation], pauses: [] };
				const to = planDayBefore(from, count, one);
				expect(to).toBe(addWorkingDays(from, -count, nation));
				expect(planDaysBetween(from, to, one)).toBe(workingDaysBetween(from, to, nation));
			}),
			{ numRuns: 60 }
		);
	});

	test('a day counted back is one to plan for, and counts forward to where it began', () => {
		fc.assert(
			fc.property(date, fc.integer({ min: 1, max: 60 }), calendar, (cabinet, count, kept) => {
				const day = planDayBefore(cabinet, count, kept);
				expect(isPlanDay(day, kept)).toBe(true);
				expect(day < cabinet).toBe(true);
				// A Cabinet date on a day that does not count is reached only by the counted days before it.
				const between = planDaysBetween(day, cabinet, kept);
				expect(between).toBe(isPlanDay(cabinet, kept) ? count : count - 1);
			}),
			{ numRuns: 80 }
		);
	});

	test('more days to avoid never bring a milestone closer to Cabinet', () => {
		fc.assert(
			fc.property(date, fc.integer({ min: 1, max: 60 }), calendar, (cabinet, count, kept) => {
				const fewer: PlanCalendar = { nations: kept.nations.slice(0, 1), pauses: [] };
				expect(planDayBefore(cabinet, count, kept) <= planDayBefore(cabinet, count, fewer)).toBe(true);
			}),
			{ numRuns: 60 }
		);
	});
});

describe('the shipped template', () => {
	test('gives a plan in which everything fits, whatever the date and the periods', () => {
		fc.assert(
			fc.property(date, calendar, (on, kept) => {
				const cabinet = isPlanDay(on, kept) ? on : planDayBefore(on, -1, kept);
				const items = templateItems(cabinet, kept);
				expect(misfits(items, kept)).toEqual([]);
				for (const item of items) expect(isPlanDay(item.dueOn, kept)).toBe(true);
			}),
			{ numRuns: 40 }
		);
	});

	test('names a source for every number, and asks ten clear working days for replies', () => {
		for (const step of shippedTemplate.steps) expect(step.source).not.toBe('');
		const replies = shippedTemplate.steps.find(({ kind }) => kind === 'round_replies');
		expect(replies?.after).toMatchObject({ step: 'round_issued', days: 10, clear: true });
		expect(shippedTemplate.steps.filter(({ confirmed }) => confirmed).map(({ key }) => key)).toEqual(['replies_due']);
	});
});

describe('a slip', () => {
	const cabinet = '2026-11-26';
	const items = templateItems(cabinet, plain);
	const idOf = (key: string) => 1 + shippedTemplate.steps.findIndex((step) => step.key === key);
	const dayOf = (plan: readonly PlanItem[], key: string) => plan.find(({ id }) => id === idOf(key))?.dueOn ?? '';
	const issue = idOf('round_issued');

	test('of the write-round leaves too few clear days, and says how many', () => {
		const on = planDayBefore(dayOf(items, 'round_issued'), -3, plain);
		const [first, ...others] = misfits(moved(items, { id: issue, on }, 'alone', plain), plain);
		expect(first).toMatchObject({ id: idOf('replies_due'), clear: true, needs: 10, has: 7, short: 3 });
		expect(first?.fitsOn).toBe(planDayBefore(on, -11, plain));
		expect(others).toEqual([]);
	});

	test('moves what depends on it to the first day that fits, and uses up what there is between', () => {
		const on = planDayBefore(dayOf(items, 'round_issued'), -3, plain);
		const after = moved(items, { id: issue, on }, 'follow', plain);
		expect(dayOf(after, 'replies_due')).toBe(planDayBefore(dayOf(items, 'replies_due'), -3, plain));
		// Five days were kept for objections, three are needed.
		expect(dayOf(after, 'objections_settled')).toBe(planDayBefore(dayOf(items, 'objections_settled'), -1, plain));
		expect(dayOf(after, 'cabinet')).toBe(cabinet);
		expect(misfits(after, plain)).toEqual([]);
		expect(after.find(({ id }) => id === issue)?.daysBefore).toBe(21);
	});

	test('that Cabinet cannot take says so, and moves Cabinet only where that is asked for', () => {
		const on = planDayBefore(dayOf(items, 'round_issued'), -15, plain);
		const stays = moved(items, { id: issue, on }, 'follow', plain);
		expect(misfits(stays, plain).map(({ id }) => id)).toEqual([idOf('cabinet')]);
		const goes = moved(items, { id: issue, on }, 'follow_all', plain);
		expect(misfits(goes, plain)).toEqual([]);
		expect(dayOf(goes, 'cabinet') > cabinet).toBe(true);
	});

	test('of Cabinet takes along what is counted from it, and not what is done or has a day of its own', () => {
		const group = idOf('group_agrees');
		const letters = idOf('letters_out');
		const kept = items.map((item) =>
			item.id === group ? { ...item, doneOn: item.dueOn } : item.id === letters ? { ...item, daysBefore: null } : item
		);
		const later = planDayBefore(cabinet, -5, plain);
		const after = moved(kept, { id: idOf('cabinet'), on: later }, 'follow', plain);
		for (const [index, { key }] of shippedTemplate.steps.entries()) {
			const stays = key === 'group_agrees' || key === 'letters_out';
			expect(after[index]?.dueOn).toBe(
				stays ? items[index]?.dueOn : planDayBefore(items[index]?.dueOn ?? '', -5, plain)
			);
		}
		const alone = moved(items, { id: idOf('cabinet'), on: planDayBefore(cabinet, 3, plain) }, 'alone', plain);
		expect(misfits(alone, plain)).toMatchObject([{ id: idOf('cabinet'), afterId: idOf('lodged'), short: 2 }]);
	});

	test('past what is arranged already is told', () => {
		const point = {
			words: 'Replies to W1 are due',
			href: '/',
			on: dayOf(items, 'cleared'),
			milestoneIds: [idOf('cleared')]
		};
		expect(tooEarly(items, [point], plain)).toMatchObject([{ id: idOf('cleared'), short: 1 }]);
		expect(tooEarly(items, [{ ...point, on: planDayBefore(point.on, 1, plain) }], plain)).toEqual([]);
	});

	test('that is followed leaves nothing short but Cabinet, and brings nothing forward', () => {
		fc.assert(
			fc.property(calendar, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 60 }), (kept, index, by) => {
				const start = templateItems(planDayBefore(cabinet, -1, kept), kept);
				const item = start[index];
				if (!item || item.isCabinet) return;
				const on = planDayBefore(item.dueOn, -by, kept);
				const after = moved(start, { id: item.id, on }, 'follow', kept);
				expect(misfits(after, kept).every(({ id }) => start.find((each) => each.id === id)?.isCabinet)).toBe(true);
				after.forEach((each, at) => expect(each.dueOn >= (start[at]?.dueOn ?? '')).toBe(true));
				expect(misfits(moved(start, { id: item.id, on }, 'follow_all', kept), kept)).toEqual([]);
			}),
			{ numRuns: 40 }
		);
	});
});

function templateItems(cabinetOn: string, kept: PlanCalendar): PlanItem[] {
	const planned = backPlan(shippedTemplate.steps, cabinetOn, kept);
	const ids = new Map(shippedTemplate.steps.map(({ key }, index) => [key, index + 1]));
	return shippedTemplate.steps.map(({ key, name, kind, daysBefore, after }) => ({
		id: ids.get(key) ?? 0,
		title: name,
		isCabinet: kind === 'cabinet',
		dueOn: planned.get(key) ?? '',
		doneOn: null,
		daysBefore,
		afterId: after ? (ids.get(after.step) ?? null) : null,
		afterDays: after?.days ?? null,
		afterClear: after?.clear ?? false
	}));
}

function later(from: string, count: number): string {
	const at = new Date(`${from}T12:00:00Z`);
	at.setUTCDate(at.getUTCDate() + count);
	return at.toISOString().slice(0, 10);
}
