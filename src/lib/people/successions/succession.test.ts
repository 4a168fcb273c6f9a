import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formerName } from './succession.ts';

test('a department that went over into another is found under both names', () => {
	expect(
		formerName({ name: 'Department for Growth', shortName: 'DfG' }, { name: 'Department of Trade', shortName: 'DoT' })
	).toEqual({ name: 'Department for Growth (formerly Department of Trade)', shortName: 'DfG (was DoT)' });
});

test('names that would be too long together are cut, the former one still to be seen', () => {
	const text = (maxLength: number) =>
		fc.string({ minLength: 1, maxLength }).map((words) => `A${words.trim()}`.slice(0, maxLength));
	fc.assert(
		fc.property(text(200), text(40), text(200), text(40), (name, shortName, formerly, was) => {
			const found = formerName({ name, shortName }, { name: formerly, shortName: was });
			expect(found.name.length).toBeLessThanOrEqual(200);
			expect(found.shortName.length).toBeLessThanOrEqual(40);
			expect(found.name).toMatch(/ \(formerly A/);
			expect(found.shortName).toMatch(/ \(was A/);
		})
	);
});
