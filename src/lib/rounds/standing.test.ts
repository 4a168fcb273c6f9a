import { describe, expect, test } from 'vitest';
import { type AskedDepartment, gates } from './gates.ts';
import { replyStances } from './rule-words.ts';
import { roundRulesSchema } from './rules.ts';
import type { RoundRules } from './rules.ts';
import uk from './rules/uk.json' with { type: 'json' };
import { type AddresseeFacts, type CountingReply, type RoundFacts, standing } from './standing.ts';
import type { ReplyStance } from './table.ts';

const rules = roundRulesSchema.parse(uk);
/** Rules of a country in which silence means nothing, such as the Australian coordination comments. */
const silenceMeansNothing: RoundRules = { ...rules, silence: { ...rules.silence, means: 'nothing', never: [] } };

const round: RoundFacts = {
	issuedOn: '2026-03-16',
	replyBy: '2026-03-31',
	withdrawnAt: null,
	snapshotSha256: 'seven',
	spendsMoney: true
};
const plain: AddresseeFacts = { isTreasury: false, leads: false, askedToPay: false, askedToChangeLaw: false };
const before = new Date('2026-03-20T12:00:00Z');
const after = new Date('2026-04-01T12:00:00Z');

function reply(stance: ReplyStance, wanted: Partial<CountingReply> = {}): CountingReply {
	return { stance, datedOn: '2026-03-25', snapshotSha256: 'seven', parts: [], comments: [], ...wanted };
}

describe('what no reply means, by the guidance on responding to correspondence', () => {
	test.each([
		['before the day', plain, before, 'not_due', null],
		['after the day: a nil return is content', plain, after, 'silent', 'agrees'],
		['the Treasury: never content by silence', { ...plain, isTreasury: true }, after, 'owes', 'stands_in_the_way'],
		['who leads: never', { ...plain, leads: true }, after, 'owes', 'stands_in_the_way'],
		['who is asked to pay: never', { ...plain, askedToPay: true }, after, 'owes', 'stands_in_the_way'],
		['who is asked to change law: never', { ...plain, askedToChangeLaw: true }, after, 'owes', 'stands_in_the_way']
	] as const)('%s', (_, addressee, now, state, weight) => {
		expect(standing(round, rules, addressee, null, now)).toMatchObject({ state, weight });
	});

	test('is named: the reader is told that it was silence, and why silence does not count', () => {
		expect(standing(round, rules, plain, null, after)).toMatchObject({
			label: 'Nil return by silence',
			because: 'Nothing came by 31 March 2026, which counts as content.'
		});
		expect(standing(round, rules, { ...plain, leads: true, askedToPay: true }, null, after).because).toBe(
			'Silence does not count: it would have to carry out what is agreed; it would have to find the money.'
		);
		expect(standing(round, rules, plain, null, before).because).toBe(
			'If nothing comes by 31 March 2026 it counts as content.'
		);
	});

	test('the day belongs to the department to its end in London', () => {
		// Clocks went forward two days before: the day ends at 23:00 by the sun.
		expect(standing(round, rules, plain, null, new Date('2026-03-31T22:59:00Z')).state).toBe('not_due');
		expect(standing(round, rules, plain, null, new Date('2026-03-31T23:00:00Z')).state).toBe('silent');
		const winter = { ...round, issuedOn: '2026-10-08', replyBy: '2026-10-26' };
		expect(standing(winter, rules, plain, null, new Date('2026-10-26T23:59:00Z')).state).toBe('not_due');
		expect(standing(winter, rules, plain, null, new Date('2026-10-27T00:00:00Z')).state).toBe('silent');
	});

	test('where the rules give silence no meaning, everybody owes an answer', () => {
		expect(standing(round, silenceMeansNothing, plain, null, after)).toMatchObject({
			state: 'owes',
			because: 'Silence does not count.'
		});
	});

	test('before the issue nobody owes anything, after withdrawal neither', () => {
		const facts = { ...round, issuedOn: null, replyBy: null };
		expect(standing(facts, rules, plain, null, after).state).toBe('not_issued');
		expect(standing({ ...round, withdrawnAt: after }, rules, plain, null, after).state).toBe('withdrawn');
	});
});

describe('what a reply is worth, by the guidance’s three grades of comment', () => {
	const condition = (met: boolean) => [{ reference: 'C1', grade: 'condition', met } as const];
	test.each([
		['content', reply('content'), 'agrees'],
		['a nil return', reply('nil_return'), 'agrees'],
		['not content', reply('not_content'), 'stands_in_the_way'],
		['not yet', reply('not_yet'), 'stands_in_the_way'],
		['reserved', reply('reserved'), 'stands_in_the_way'],
		['content on an open condition', reply('content_subject_to', { comments: condition(false) }), 'agrees_once_met'],
		['content on a condition that is met', reply('content_subject_to', { comments: condition(true) }), 'agrees'],
		['content on a condition that nobody wrote down', reply('content_subject_to'), 'agrees_once_met'],
		['content if reworded, the words taken', reply('content_if_reworded', { comments: condition(true) }), 'agrees'],
		[
			'content, with what should be addressed and a remark',
			reply('content', {
				comments: [
					{ reference: 'C1', grade: 'should_address', met: false },
					{ reference: 'C2', grade: 'observation', met: false }
				]
			}),
			'agrees'
		],
		['content in words and a condition beside it', reply('content', { comments: condition(false) }), 'agrees_once_met'],
		[
			'in part, one of two not content',
			reply('in_part', {
				parts: [
					{ recommendation: 'R1', stance: 'content' },
					{ recommendation: 'R2', stance: 'not_content' }
				]
			}),
			'stands_in_the_way'
		],
		[
			'in part, content with each',
			reply('in_part', { parts: [{ recommendation: 'R1', stance: 'content' }] }),
			'agrees'
		],
		['in part, and nothing said of any', reply('in_part'), 'stands_in_the_way']
	] as const)('%s', (_, given, weight) => {
		expect(standing(round, rules, plain, given, after)).toMatchObject({ state: 'replied', weight });
	});

	test('every kind of reply has its weight in the rules', () => {
		expect(rules.replies.map(({ stance }) => stance).sort()).toEqual([...replyStances].sort());
	});

	test('late is told by the date on the reply, and counts', () => {
		const late = standing(round, rules, plain, reply('not_content', { datedOn: '2026-04-01' }), after);
		expect(late).toMatchObject({ late: true, weight: 'stands_in_the_way' });
		expect(late.because).toBe('It is dated 1 April 2026, after 31 March 2026.');
		expect(standing(round, rules, plain, reply('content', { datedOn: '2026-03-31' }), after).late).toBe(false);
		const strict = { ...rules, late: { ...rules.late, counts: false } };
		expect(standing(round, strict, plain, reply('content', { datedOn: '2026-04-01' }), after).weight).toBe(
			'stands_in_the_way'
		);
	});

	test('a reply on an earlier copy says so', () => {
		expect(standing(round, rules, plain, reply('content', { snapshotSha256: 'six' }), after)).toMatchObject({
			onEarlierCopy: true,
			because: 'It speaks of an earlier frozen copy.'
		});
	});
});

describe('what stands in the way of clearance', () => {
	let lastTeam = 0;
	const asked = (
		name: string,
		given: CountingReply | null,
		facts: Partial<AddresseeFacts> = {},
		now = after
	): AskedDepartment => {
		lastTeam += 1;
		return {
			teamId: lastTeam,
			name,
			isTreasury: facts.isTreasury ?? false,
			standing: standing(round, rules, { ...plain, ...facts }, given, now),
			reply: given
		};
	};
	const treasuryContent = asked('Exchequer', reply('content'), { isTreasury: true });
	const found = (departments: AskedDepartment[], facts: Partial<RoundFacts> = {}, now = after) =>
		gates({ ...round, ...facts }, rules, departments, [], now).map(({ gate, words }) => [gate, words]);

	test('nothing, when all are content: and that is not clearance yet', () => {
		expect(found([treasuryContent, asked('Care', null)])).toEqual([]);
	});

	test.each([
		['has not answered', null, 'has not answered'],
		['is reserved', reply('reserved'), 'has said “reserved”'],
		['objects', reply('not_content'), 'has said “not content”'],
		[
			'sets a condition',
			reply('content_subject_to', { comments: [{ reference: 'C4', grade: 'condition', met: false }] }),
			'has said “content subject to”'
		]
	] as const)('money without the Treasury: it %s', (_, given, words) => {
		const [first] = found([asked('Exchequer', given, { isTreasury: true })]);
		expect(first).toEqual([
			'treasury_content',
			`Exchequer ${words}: nothing with money clears unless the Treasury is content.`
		]);
	});

	test('money and no Treasury on the list; without money the Treasury is one department among others', () => {
		expect(found([asked('Care', null)])).toEqual([
			['treasury_content', 'Money is asked for and the Treasury is not asked.']
		]);
		expect(found([asked('Care', null)], { spendsMoney: false })).toEqual([]);
		expect(found([asked('Exchequer', reply('reserved'), { isTreasury: true })], { spendsMoney: false })).toEqual([
			['objections_resolved', 'Exchequer has said “reserved”.']
		]);
	});

	test('an answer that is owed, an objection, an open condition, an earlier copy, each by its rule', () => {
		expect(
			found([
				treasuryContent,
				asked('Care', null, { leads: true }),
				asked('Homes', reply('not_content')),
				asked('Work', reply('content_subject_to', { comments: [{ reference: 'C2', grade: 'condition', met: false }] })),
				asked('Justice', reply('content_if_reworded')),
				asked('Transport', reply('content', { snapshotSha256: 'six' })),
				asked('Science', reply('in_part', { parts: [{ recommendation: 'R2', stance: 'not_content' }] }))
			])
		).toEqual([
			['required_answered', 'Care owes an answer. Silence does not count: it would have to carry out what is agreed.'],
			['objections_resolved', 'Homes has said “not content”.'],
			['objections_resolved', 'Science has said “answered in part” (R2: not content).'],
			['conditions_met', 'Work has not ticked C2 as met.'],
			['conditions_met', 'Justice is content on a condition, and none is recorded: ask what it is.'],
			['on_frozen_copy', 'Transport answered on an earlier frozen copy: ask whether it stands on this one.']
		]);
	});

	test('the period runs while somebody may still answer', () => {
		const waiting = asked('Care', null, {}, before);
		expect(found([treasuryContent, waiting], {}, before)).toEqual([
			['period_over', 'Replies may still come until 31 March 2026: Care.']
		]);
	});

	test('who must be asked and is not', () => {
		const required = [{ teamId: 99, name: 'Home Office', because: ['It is asked to pay (R3)'] }];
		expect(gates(round, rules, [treasuryContent], required, after)).toEqual([
			expect.objectContaining({
				gate: 'required_asked',
				words: 'Home Office must be asked and is not: it is asked to pay (R3).'
			})
		]);
	});

	test('a round that is not issued or was withdrawn has nothing to clear', () => {
		expect(found([], { issuedOn: null, replyBy: null })).toEqual([
			['round', 'The round is not issued yet: nobody has been asked.']
		]);
		expect(found([], { withdrawnAt: after })).toEqual([['round', 'The round was withdrawn.']]);
	});

	test('every obstacle names where its rule is written down', () => {
		const obstacles = gates(round, rules, [asked('Care', null, { leads: true })], [], after);
		expect(obstacles.every(({ source }) => (source ?? '').length > 20)).toBe(true);
	});
});
