import { expect, test } from 'vitest';
import { lapseWarning, warningsFor, wordsDiffer, type Wording } from './recommendation.ts';

const wording: Wording = { title: 'One visitor', verb: 'agree', text: 'Keep one health visitor.', leadTeamId: 1 };

test('words differ in title, verb, text or lead, and in nothing else', () => {
	expect(wordsDiffer(wording, { ...wording })).toBe(false);
	for (const change of [{ title: 'Two' }, { verb: 'note' as const }, { text: 'Keep two.' }, { leadTeamId: 2 }]) {
		expect(wordsDiffer(wording, { ...wording, ...change })).toBe(true);
	}
});

test('the warning before saving names everybody whose answer lapses', () => {
	expect(lapseWarning({ departments: [], groupAgreement: false })).toBeNull();
	expect(lapseWarning({ departments: ['Care'], groupAgreement: false })).toBe(
		'Saving changed words lapses the answers of 1 department: Care.'
	);
	expect(lapseWarning({ departments: ['Care', 'Families'], groupAgreement: true })).toBe(
		'Saving changed words lapses the answers of 2 departments: Care, Families, and the agreement of the group.'
	);
	expect(lapseWarning({ departments: [], groupAgreement: true })).toBe(
		'Saving changed words lapses the agreement of the group.'
	);
	expect(
		lapseWarning({ departments: ['Care'], groupAgreement: true, agreements: ['Treasury: content, in reply to W1'] })
	).toBe(
		'Saving changed words lapses the answers of 1 department: Care, the agreement of the group, and one agreement beyond the group (Treasury: content, in reply to W1).'
	);
});

test('evidence is none, thin or contradicted', () => {
	expect(warningsFor({ supports: 0, contradicts: 0, supportingEvents: 0 })).toEqual(['none']);
	expect(warningsFor({ supports: 4, contradicts: 0, supportingEvents: 1 })).toEqual(['thin']);
	expect(warningsFor({ supports: 4, contradicts: 2, supportingEvents: 3 })).toEqual(['contradicted']);
	expect(warningsFor({ supports: 0, contradicts: 2, supportingEvents: 0 })).toEqual(['none', 'contradicted']);
	expect(warningsFor({ supports: 4, contradicts: 0, supportingEvents: null })).toEqual([]);
});
