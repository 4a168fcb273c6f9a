import { expect, test } from 'vitest';
import { nextStep } from './next-step.ts';

const shares = [
	{ teamId: 1, shortName: 'Families' },
	{ teamId: 2, shortName: 'Care' }
];
const bare = { blocks: 0, current: null, shares, openQuestions: 0 };

test('what holds a bid up comes before freezing it', () => {
	expect(nextStep({ ...bare, blocks: 3 })).toMatchObject({
		text: expect.stringContaining('3 things hold'),
		page: '/versions'
	});
	expect(nextStep({ ...bare, blocks: 1 })?.text).toContain('One thing holds');
	expect(nextStep(bare)?.text).toContain('Nothing holds the bid up');
});

test('a frozen version names who has not signed, then asks to be submitted', () => {
	const frozen = { number: 2, submitted: false, signed: [1] };
	expect(nextStep({ ...bare, current: frozen })).toMatchObject({
		text: 'Version 2 waits for the signature of Care.',
		page: '/versions/2'
	});
	expect(nextStep({ ...bare, current: { ...frozen, signed: [1, 2] } })?.text).toContain('submits it');
});

test('a submitted bid waits for nothing but answers', () => {
	const submitted = { number: 2, submitted: true, signed: [1, 2] };
	expect(nextStep({ ...bare, current: submitted })).toBeNull();
	expect(nextStep({ ...bare, current: submitted, openQuestions: 1 })).toMatchObject({ page: '/questions' });
});
