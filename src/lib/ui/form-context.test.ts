import { expect, test } from 'vitest';
import { fieldId } from './form-context.ts';

test('a field path becomes an id that a link can point to', () => {
	expect(fieldId('title')).toBe('title');
	expect(fieldId('attendees[0].role')).toBe('attendees-0-role');
	expect(fieldId('kinds[]')).toBe('kinds');
	expect(fieldId('title', 'event')).toBe('event-title');
});
