import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOutline, levelled, type Move, moved, numbersOf, parentsOf, type Place, placed } from './outline.ts';

/** Any outline there can be: each section on a level that the one before allows. */
const outline = fc
	.record({
		levels: fc.array(fc.nat(2), { minLength: 1, maxLength: 10 }),
		annexes: fc.array(fc.nat(2), { maxLength: 4 })
	})
	.map(({ levels, annexes }) => [...build(levels, false), ...build(annexes, true)])
	.map((places) => places.map((place, index) => ({ ...place, id: index + 1 })));

function build(levels: number[], annex: boolean): Place[] {
	const found: Place[] = [];
	for (const level of levels) found.push({ id: 0, annex, level: Math.min(level + 1, (found.at(-1)?.level ?? 0) + 1) });
	return found;
}

const shape = (places: readonly Place[] | null) => places?.map(({ id, level }) => `${id}:${level}`).join(' ') ?? null;
const places = (...levels: number[]): Place[] =>
	build(
		levels.map((level) => level - 1),
		false
	).map((each, at) => ({ ...each, id: at + 1 }));
const sorted = (list: readonly Place[]) => list.map(({ id }) => id).toSorted((a, b) => a - b);

describe('the outline of a paper', () => {
	test('whatever is moved or dragged anywhere, nothing is lost and it stays an outline', () => {
		const step = fc.record({
			id: fc.nat(14),
			move: fc.constantFrom<Move>('up', 'down', 'in', 'out'),
			drag: fc.boolean(),
			to: fc.nat(14),
			level: fc.integer({ min: -1, max: 5 })
		});
		fc.assert(
			fc.property(outline, fc.array(step, { maxLength: 8 }), (start, steps) => {
				expect(isOutline(start)).toBe(true);
				let now = start;
				for (const { id, move, drag, to, level } of steps) {
					now = (drag ? placed(now, id, to, level) : moved(now, id, move)) ?? now;
					expect(isOutline(now)).toBe(true);
					expect(sorted(now)).toEqual(sorted(start));
				}
			}),
			{ numRuns: 1000 }
		);
	});

	test('what each section belongs to gives the levels back', () => {
		fc.assert(
			fc.property(outline, (start) => {
				const parents = parentsOf(start);
				const stored = start.map(({ id, annex }) => ({ id, annex, parentId: parents.get(id) ?? null }));
				expect(levelled(stored).map(({ id, level, annex }) => ({ id, level, annex }))).toEqual(start);
			})
		);
	});

	test('a section moves with all below it, past the whole branch beside it', () => {
		expect(shape(moved(places(1, 2, 3, 1, 2), 4, 'up'))).toBe('4:1 5:2 1:1 2:2 3:3');
		expect(shape(moved(places(1, 2, 3, 1, 2), 1, 'down'))).toBe('4:1 5:2 1:1 2:2 3:3');
		expect(moved(places(1, 2), 2, 'up')).toBeNull();
		expect(moved(places(1, 2, 1), 3, 'down')).toBeNull();
	});

	test('goes into the section above and out of it again, three levels deep at most', () => {
		expect(shape(moved(places(1, 1, 2), 2, 'in'))).toBe('1:1 2:2 3:3');
		expect(moved(places(1, 2, 3), 3, 'in')).toBeNull();
		expect(moved(places(1, 1), 1, 'in')).toBeNull();
		expect(shape(moved(places(1, 2), 2, 'out'))).toBe('1:1 2:1');
		expect(moved(places(1), 1, 'out')).toBeNull();
	});

	test('is numbered by level, annexes by letter', () => {
		const list = [...places(1, 2, 2, 1, 2), ...build([0, 1, 0], true).map((each, at) => ({ ...each, id: at + 6 }))];
		expect([...numbersOf(list).values()]).toEqual(['1', '1.1', '1.2', '2', '2.1', 'A', 'A.1', 'B']);
	});

	test('a section whose own one is gone, or became an annex, stands on the first level', () => {
		const list = [
			{ id: 2, parentId: 1, annex: false },
			{ id: 3, parentId: 2, annex: false },
			{ id: 4, parentId: 2, annex: true }
		];
		expect(levelled(list).map(({ level }) => level)).toEqual([1, 2, 1]);
	});
});
