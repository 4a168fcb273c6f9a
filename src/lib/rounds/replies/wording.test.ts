import { describe, expect, test } from 'vitest';
import { ownWords, proposeStance } from './wording.ts';

const stanceOf = (text: string) => proposeStance(text)?.stance ?? null;

describe('the stance of a letter', () => {
	test.each([
		['Nil return from us, thanks.', 'nil_return'],
		['The Secretary of State has no comments.', 'nil_return'],
		['We have nothing to add.', 'nil_return'],
		['I am content with the proposals.', 'content'],
		['I am writing to say that my Minister is happy to agree.', 'content'],
		['The department has no objection to the recommendations.', 'content'],
		['We do not object.', 'content'],
		['I am content subject to the following condition.', 'content_subject_to'],
		['Subject to the funding being found, I am content.', 'content_subject_to'],
		['My Secretary of State agrees, provided that the duty is funded.', 'content_subject_to'],
		['We would be content if paragraph 4 were amended to read “may”.', 'content_if_reworded'],
		['I am not content with recommendation 3.', 'not_content'],
		['I regret that I cannot agree to this.', 'not_content'],
		['We are unable to support the proposal as drafted.', 'not_content'],
		['The Treasury objects to the proposal.', 'not_content'],
		['The Treasury reserves its position.', 'reserved'],
		['I must reserve my position until the costs are settled.', 'reserved'],
		['We are not yet in a position to reply.', 'not_yet'],
		['This is a holding reply.', 'not_yet'],
		['Thank you for your letter of 16 March.', null],
		['The content of the paper was discussed.', null]
	])('%s', (text, stance) => {
		expect(stanceOf(text)).toBe(stance);
	});

	test('comes with the sentence that says so, across the lines of a letter', () => {
		expect(proposeStance('Dear Chair,\n\nThank you. I am content,\nsubject to one point.\n\nYours')).toEqual({
			stance: 'content_subject_to',
			words: 'I am content, subject to one point.',
			mixed: false
		});
	});

	test('is never weaker than its strongest sentence, and says where it points both ways', () => {
		const found = proposeStance('I am content with R1 and R2. I cannot agree to R3.');
		expect(found).toMatchObject({ stance: 'not_content', words: 'I cannot agree to R3.', mixed: true });
	});

	test('is not taken from the letter that it answers', () => {
		const asked = 'Please say whether you are content, or object to it.';
		expect(stanceOf(`Nil return.\n\n-----Original Message-----\nFrom: The centre\n\n${asked}`)).toBe('nil_return');
		expect(stanceOf(`Nil return.\n\nOn 16 March the centre wrote:\n> ${asked}`)).toBe('nil_return');
		expect(stanceOf(`Nil return.\n\nFrom: Centre <c@x.example>\nSent: 16 March\n\nWe object`)).toBe('nil_return');
		expect(stanceOf(`Thank you.\n________________________________\n${asked}`)).toBeNull();
	});

	test('does not take long on text that was made to be slow', () => {
		const started = performance.now();
		proposeStance('content '.repeat(20_000));
		proposeStance(`${'subject to '.repeat(2_000)}\n`.repeat(50));
		proposeStance(`not able to ${'a '.repeat(20_000)}`);
		expect(performance.now() - started).toBeLessThan(2000);
	});
});

describe('the words of a message itself', () => {
	test('are all there is where the answer stands below', () => {
		expect(ownWords('> Are you content?\n\nYes')).toBe('Yes');
		expect(ownWords('-----Original Message-----\nAre you content?')).toContain('Are you content?');
	});
});
