import { describe, expect, test } from 'vitest';
import { criteria, criteriaOf, answerLeans, answerText } from './criteria.ts';

describe('the criteria of the sheet', () => {
	test('are five with a conclusion, or ten with a conclusion', () => {
		expect(criteriaOf(false).map(({ key }) => key)).toEqual([
			...['problem', 'effect', 'cost', 'fairness', 'deliverable', 'conclusion']
		]);
		expect(criteriaOf(true).map(({ key }) => key)).toEqual([
			...['problem', 'benefit', 'harm', 'certainty', 'values', 'balance', 'cost', 'fairness', 'acceptable'],
			...['deliverable', 'conclusion']
		]);
	});

	test.each(criteria)(
		'$key offers answers that differ, lean both ways, and say where the question comes from',
		(one) => {
			const values = one.answers.map(({ value }) => value);
			expect(new Set(values).size).toBe(values.length);
			expect(new Set(one.answers.map(({ text }) => text)).size).toBe(values.length);
			const leans = one.answers.map((answer) => answer.leans);
			expect(leans).toContain('for');
			expect(leans).toContain('against');
			expect(one.source).not.toBe('');
			// What is stored has this much room.
			for (const value of values) expect(value.length).toBeLessThanOrEqual(40);
		}
	);

	test('read an answer that is no longer offered as it was stored', () => {
		expect(answerText('cost', 'saves')).toBe('It saves money');
		expect(answerText('cost', 'a_lot')).toBe('a_lot');
		expect(answerLeans('cost', 'a_lot')).toBe('neither');
	});
});
