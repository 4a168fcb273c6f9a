import { describe, expect, test } from 'vitest';
import type { MessageFacts } from '#lib/mail/message/message.ts';
import { proposeFrom } from './proposed.ts';

const between = { from: '2026-03-16', to: '2026-04-01' };

function message(facts: Partial<MessageFacts>) {
	const none = { from: null, to: [], cc: [], subject: '', sentAt: null, messageId: null, text: '', enclosures: [] };
	return { kind: 'message', message: { ...none, ...facts } } as const;
}

describe('what a letter proposes for the record', () => {
	test('is its subject, its sender and its day in London', () => {
		const facts = message({
			subject: 'Clearance: family hubs',
			from: { name: 'Private Office', address: 'office@seals.example' },
			// Half past eleven at night in UTC is the next day in British Summer Time.
			sentAt: '2026-03-30T23:30:00.000Z'
		});
		expect(proposeFrom(facts, between)).toEqual({
			source: '“Clearance: family hubs”, from Private Office, 31 March 2026',
			givenOn: '2026-03-31'
		});
	});

	test('is no day before the issue or after today, and nothing for a scan', () => {
		expect(proposeFrom(message({ sentAt: '2026-03-15T10:00:00Z' }), between)).toEqual({
			source: 'Message',
			givenOn: ''
		});
		expect(proposeFrom(message({ sentAt: '2036-03-15T10:00:00Z' }), between).givenOn).toBe('');
		expect(proposeFrom(null, between)).toEqual({ source: '', givenOn: '' });
		expect(proposeFrom({ kind: 'letter', text: 'I am content.' }, between).source).toBe('');
	});
});
