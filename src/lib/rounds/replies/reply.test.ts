import { describe, expect, test } from 'vitest';
import { daysLate, lateWords } from './late.ts';
import { flawsOf, partsOf, type Said, wholeOf } from './reply.ts';

const names = new Map([
	[1, 'R1'],
	[2, 'R2'],
	[3, 'R3']
]);
const ids = [...names.keys()];
const reply = (said: Partial<Said>): Said => ({
	stance: 'content',
	exceptions: [],
	comments: [],
	text: 'As we wrote.',
	...said
});
const comment = (recommendationId: number, more: Partial<Said['comments'][number]> = {}) => ({
	recommendationId,
	grade: 'condition' as const,
	text: 'The duty is funded.',
	proposedWords: null,
	row: 0,
	...more
});
const stancesOf = (said: Said) => partsOf(said, ids).map(({ stance }) => stance);

describe('what a reply says of each recommendation', () => {
	test('is what it says of the whole, but for the exceptions', () => {
		const said = reply({ exceptions: [{ recommendationId: 2, stance: 'not_content', reason: 'Too dear.', row: 1 }] });
		expect(stancesOf(said)).toEqual(['content', 'not_content', 'content']);
		expect(wholeOf(said)).toBe('in_part');
		expect(partsOf(said, ids)[1]).toMatchObject({ reason: 'Too dear.' });
	});

	test('an exception that says the same as the whole is none', () => {
		const said = reply({ exceptions: [{ recommendationId: 2, stance: 'content', reason: null, row: 1 }] });
		expect(wholeOf(said)).toBe('content');
	});

	test('a condition binds what it is about, and new words what they are for', () => {
		expect(stancesOf(reply({ stance: 'content_subject_to', comments: [comment(3)] }))).toEqual([
			'content',
			'content',
			'content_subject_to'
		]);
		const reworded = reply({
			stance: 'content_if_reworded',
			comments: [comment(1, { grade: 'should_address', proposedWords: 'may' })]
		});
		expect(stancesOf(reworded)).toEqual(['content_if_reworded', 'content', 'content']);
		expect(partsOf(reworded, ids)[0]?.proposedText).toBe('may');
		expect(stancesOf(reply({ stance: 'content_if_reworded' }))).toEqual(Array(3).fill('content_if_reworded'));
	});

	test('whoever is not simply content gives a reason: the words of the reply where there is no other', () => {
		expect(partsOf(reply({ stance: 'reserved' }), ids).map(({ reason }) => reason)).toEqual(
			Array(3).fill('As we wrote.')
		);
	});
});

describe('a reply that does not hold together', () => {
	const fields = (said: Said) => flawsOf(said, names).map(({ field }) => field);

	test('is told at its field', () => {
		expect(fields(reply({ stance: 'content_subject_to' }))).toEqual(['comments']);
		expect(fields(reply({ comments: [comment(1, { row: 4 })] }))).toEqual(['comments[4].grade']);
		expect(fields(reply({ stance: 'nil_return', comments: [comment(1, { grade: 'observation' })] }))).toEqual([
			'stance'
		]);
		expect(fields(reply({ stance: 'not_content', text: null }))).toEqual(['text']);
		expect(fields(reply({ comments: [comment(9, { grade: 'observation' })] }))).toEqual([
			'comments[0].recommendationId'
		]);
		expect(
			fields(reply({ exceptions: [{ recommendationId: 2, stance: 'content_subject_to', reason: null, row: 1 }] }))
		).toEqual(['exceptions[1].stance']);
		expect(
			fields(reply({ text: null, exceptions: [{ recommendationId: 2, stance: 'reserved', reason: 'x', row: 1 }] }))
		).toEqual(['text']);
	});

	test('one that does holds', () => {
		expect(fields(reply({ text: null }))).toEqual([]);
		expect(fields(reply({ stance: 'nil_return', text: null }))).toEqual([]);
		expect(fields(reply({ comments: [comment(1, { grade: 'observation' })] }))).toEqual([]);
		expect(fields(reply({ stance: 'content_subject_to', comments: [comment(2)] }))).toEqual([]);
	});
});

describe('lateness', () => {
	const england = { nation: 'england' as const, pauses: [] };

	test('counts working days after the last day', () => {
		// Tuesday 31 March 2026; Good Friday is 3 April, Easter Monday 6 April.
		expect(daysLate('2026-04-01', '2026-03-31', england)).toBe(1);
		expect(daysLate('2026-04-07', '2026-03-31', england)).toBe(3);
		expect(daysLate('2026-04-07', '2026-03-31', { ...england, nation: 'scotland' })).toBe(4);
	});

	test('does not count weekends and periods in which the clock stands still', () => {
		expect(daysLate('2026-03-14', '2026-03-13', england)).toBe(0);
		expect(lateWords(0)).toBe('late, before the next working day');
		const pauses = [{ name: 'Recess', startsOn: '2026-03-16', endsOn: '2026-03-18' }];
		expect(daysLate('2026-03-19', '2026-03-13', { ...england, pauses })).toBe(1);
		expect(lateWords(1)).toBe('1 working day late');
	});
});
