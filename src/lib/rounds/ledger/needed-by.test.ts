import { describe, expect, test } from 'vitest';
import { isOverdue, type LedgerDays, neededBy } from './needed-by.ts';

const days: LedgerDays = { nation: 'england', periods: [], cabinetOn: null };
const calendar = { recess: 'pauses', preElection: 'counts', source: 'A test' } as const;
const ofRound = {
	grade: 'condition',
	namedDay: null,
	askedOn: '2026-03-20',
	round: { replyBy: '2026-03-31', calendar }
} as const;
const ofMember = { ...ofRound, round: null };

describe('by when a condition is needed', () => {
	test('follows from the day for replies, or from a reply that came after it, over holidays and recess', () => {
		// Good Friday and Easter Monday lie in between.
		expect(neededBy(ofRound, days)).toEqual({ on: '2026-04-09', because: 'round' });
		expect(neededBy({ ...ofRound, askedOn: '2026-04-08' }, days)?.on).toBe('2026-04-15');
		const recess = { kind: 'recess', name: 'Easter', startsOn: '2026-03-30', endsOn: '2026-04-12' } as const;
		expect(neededBy(ofRound, { ...days, periods: [recess] })?.on).toBe('2026-04-17');
		const election = { ...recess, kind: 'pre_election' } as const;
		expect(neededBy(ofRound, { ...days, periods: [election] })?.on).toBe('2026-04-09');
		expect(neededBy(ofRound, { ...days, nation: 'scotland' })?.on).toBe('2026-04-08');
	});

	test('moves with the day for replies', () => {
		const later = { ...ofRound, round: { replyBy: '2026-04-14', calendar } };
		expect(neededBy(later, days)?.on).toBe('2026-04-21');
	});

	test('is ten working days before Cabinet where that is earlier, and the only day of what members ask for', () => {
		const cabinet = { ...days, cabinetOn: '2026-04-21' };
		expect(neededBy(ofRound, cabinet)).toEqual({ on: '2026-04-07', because: 'cabinet' });
		expect(neededBy(ofMember, cabinet)).toEqual({ on: '2026-04-07', because: 'cabinet' });
		expect(neededBy(ofMember, days)).toBeNull();
		expect(neededBy({ ...ofMember, askedOn: '2026-04-15' }, cabinet)).toBeNull();
	});

	test('is the day that the secretariat named before any other; an observation has none else', () => {
		expect(neededBy({ ...ofRound, namedDay: '2026-06-01' }, days)).toEqual({ on: '2026-06-01', because: 'named' });
		expect(neededBy({ ...ofRound, grade: 'observation' }, days)).toBeNull();
		expect(neededBy({ ...ofRound, grade: 'observation', namedDay: '2026-06-01' }, days)?.on).toBe('2026-06-01');
	});

	test('is passed on the day after, while something is still to be done', () => {
		const day = neededBy(ofRound, days);
		expect(isOverdue({ state: 'open', neededBy: day }, '2026-04-09')).toBe(false);
		for (const state of ['open', 'reopened', 'to_tick']) {
			expect(isOverdue({ state, neededBy: day }, '2026-04-10')).toBe(true);
		}
		for (const state of ['met', 'handled', 'superseded']) {
			expect(isOverdue({ state, neededBy: day }, '2026-04-10')).toBe(false);
		}
		expect(isOverdue({ state: 'open', neededBy: null }, '2026-04-10')).toBe(false);
	});
});
