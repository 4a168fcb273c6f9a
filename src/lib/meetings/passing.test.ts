import { describe, expect, test } from 'vitest';
import { routeThrough, type Standing } from './passing.ts';

const stands = (postId: number, stance: Standing['stance'], lapsed = false, here = false): Standing => ({
	postId,
	stance,
	lapsed,
	here
});

describe('a recommendation', () => {
	const table: { what: string; members: Standing[]; route: string; owing: number[]; objecting: number[] }[] = [
		{
			what: 'passes when every member is content',
			members: [stands(1, 'content'), stands(2, 'content')],
			route: 'passes',
			owing: [],
			objecting: []
		},
		{
			what: 'does not pass on silence',
			members: [stands(1, 'content'), stands(2, null)],
			route: 'owed',
			owing: [2],
			objecting: []
		},
		{
			what: 'does not pass on contentment with earlier words',
			members: [stands(1, 'content', true), stands(2, 'content')],
			route: 'owed',
			owing: [1],
			objecting: []
		},
		{
			what: 'does not pass where nobody has answered',
			members: [stands(1, null), stands(2, null)],
			route: 'owed',
			owing: [1, 2],
			objecting: []
		},
		...(['content_subject_to', 'content_if_reworded', 'not_content', 'not_yet'] as const).map((stance) => ({
			what: `is debated when a member is ${stance}`,
			members: [stands(1, 'content'), stands(2, stance)],
			route: 'debate',
			owing: [],
			objecting: [2]
		})),
		{
			what: 'is debated on one objection, whoever else owes an answer',
			members: [stands(1, null), stands(2, 'not_content'), stands(3, 'content')],
			route: 'debate',
			owing: [1],
			objecting: [2]
		},
		{
			what: 'owes an answer where the objection was to earlier words',
			members: [stands(1, 'not_content', true), stands(2, 'content')],
			route: 'owed',
			owing: [1],
			objecting: []
		},
		{
			what: 'was debated when a member came round in the meeting',
			members: [stands(1, 'content'), stands(2, 'content', false, true)],
			route: 'debate',
			owing: [],
			objecting: []
		},
		{
			what: 'never passes where no department has a member',
			members: [],
			route: 'debate',
			owing: [],
			objecting: []
		}
	];
	test.each(table)('$what', ({ members, ...expected }) => {
		expect(routeThrough(members)).toEqual({
			route: expected.route,
			owing: expected.owing,
			objecting: expected.objecting
		});
	});
});
