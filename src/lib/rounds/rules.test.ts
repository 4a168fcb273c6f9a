import { describe, expect, test } from 'vitest';
import { needsMoney, whoMustBeAsked } from './asking.ts';
import { describeRules } from './describe-rules.ts';
import { blocking, hindrances, type Readiness } from './hindrances.ts';
import { readRulesFile } from './rules-file.ts';
import { readRules, roundRulesSchema } from './rules.ts';
import uk from './rules/uk.json' with { type: 'json' };

const rules = roundRulesSchema.parse(uk);

describe('the rules of the United Kingdom, each against its source', () => {
	test('ten clear working days, shorter with a reason (2009 guidance)', () => {
		expect(rules.period.clearWorkingDays).toBe(10);
		expect(rules.period.source).toContain('10 clear working days');
		expect(rules.shortNotice.needsReason).toBe(true);
	});

	test('a nil return is content, but never from the Treasury, a lead, or whoever pays or changes law', () => {
		expect(rules.silence.means).toBe('content');
		expect(rules.silence.never.map(({ from }) => from)).toEqual([
			'treasury',
			'lead',
			'asked_to_pay',
			'asked_to_change_law'
		]);
	});

	test('three grades of comment, of which one binds', () => {
		expect(rules.grades.map(({ grade, standsInTheWay }) => [grade, standsInTheWay])).toEqual([
			['condition', true],
			['should_address', false],
			['observation', false]
		]);
	});

	test('every rule names its source, and those of this edition’s own say so', () => {
		const told = describeRules(rules).flatMap((part) => part.rules);
		expect(told.length).toBeGreaterThan(25);
		for (const { source } of told) expect(source.length).toBeGreaterThan(20);
		expect(rules.calendar.source).toContain('A choice of this edition');
		expect(rules.replies.find(({ stance }) => stance === 'reserved')?.source).toContain('A choice of this edition');
	});

	test('the copy that a round keeps reads back as it was', () => {
		expect(readRules(JSON.stringify(rules))).toEqual(rules);
		expect(() => readRules('{}')).toThrow();
	});
});

describe('a file of rules', () => {
	test('is read back as it was written out', () => {
		expect(readRulesFile(JSON.stringify(uk))).toEqual({ ok: true, data: rules });
	});

	test.each([
		[
			'a number in words',
			{ ...uk, period: { ...uk.period, clearWorkingDays: 'ten' } },
			/period\.clearWorkingDays: must be a number/
		],
		['a rule without its source', { ...uk, late: { counts: true } }, /late\.source: is missing/],
		[
			'a rule that does not exist',
			{ ...uk, gates: [{ gate: 'minister_smiles', source: 'Nowhere' }] },
			/gates\[0\]\.gate: must be one of treasury_content/
		],
		['a field that does not exist', { ...uk, hymn: 'Jerusalem' }, /hymn: is not a field of rules/],
		['a rule that is named twice', { ...uk, gates: [...uk.gates, uk.gates[0]] }, /gates\[7\]\.gate: is named twice/],
		[
			'exceptions where silence means nothing anyway',
			{ ...uk, silence: { ...uk.silence, means: 'nothing' } },
			/silence\.never: must be empty/
		],
		['a key with a slash', { ...uk, key: 'uk/../1' }, /key: must be 2 to 60 small letters/]
	])('%s is refused with the field', (_, file, problem) => {
		const read = readRulesFile(JSON.stringify(file));
		expect(read.ok).toBe(false);
		if (!read.ok) expect(read.problems.join('\n')).toMatch(problem);
	});

	test('what is no JSON is refused with its line', () => {
		const read = readRulesFile('{\n"key": uk\n}');
		expect(read.ok).toBe(false);
		if (!read.ok) expect(read.problems[0]).toMatch(/[Ll]ine 2/);
	});
});

describe('who must be asked', () => {
	const [sponsor, care, homes, justice, treasury] = [1, 2, 3, 4, 5];
	const recommendation = {
		reference: 'R1',
		leadTeamId: care,
		partnerTeamIds: [homes],
		lever: null,
		costStatus: 'none',
		payingTeamIds: []
	} as const;
	const ask = (wanted: object, spendsMoney = false) =>
		whoMustBeAsked(rules, { sponsorTeamId: sponsor, spendsMoney, treasuryTeamId: treasury }, [
			{ ...recommendation, ...wanted }
		]);

	test('who leads and who is a partner; the department that asks never', () => {
		expect(ask({}).map(({ teamId, because }) => [teamId, because])).toEqual([
			[care, ['It leads what is asked (R1)']],
			[homes, ['It is a partner in what is asked (R1)']]
		]);
		expect(ask({ leadTeamId: sponsor, partnerTeamIds: [] })).toEqual([]);
	});

	test('whoever pays: those who share its bid, else its lead', () => {
		const paying = (wanted: object) => ask(wanted).flatMap(({ teamId, askedToPay }) => (askedToPay ? [teamId] : []));
		expect(paying({ costStatus: 'bid', payingTeamIds: [justice, homes] })).toEqual([homes, justice]);
		expect(paying({ costStatus: 'bid' })).toEqual([care]);
		expect(paying({ costStatus: 'baseline' })).toEqual([care]);
		expect(paying({ costStatus: 'none' })).toEqual([]);
	});

	test('whoever changes the law, and the Treasury when there is money', () => {
		expect(ask({ lever: 'law' }).find(({ teamId }) => teamId === care)?.askedToChangeLaw).toBe(true);
		expect(ask({}, true).find(({ teamId }) => teamId === treasury)?.because).toEqual(['Money is asked for']);
		expect(ask({}, false).some(({ teamId }) => teamId === treasury)).toBe(false);
	});

	test('what needs a bid asks for money', () => {
		expect(needsMoney([recommendation, { reference: 'R2', costStatus: 'bid' }])).toEqual(['R2']);
	});
});

describe('what stands against issuing a round', () => {
	const ready: Readiness = {
		addressees: [{ departmentName: 'Care', postTitle: 'Secretary of State', vacant: false }],
		missing: [],
		sponsor: { title: 'Minister', vacant: false },
		laterCopy: null,
		paper: 'P2',
		movedOn: [],
		letter: 'signed',
		spendsMoney: false,
		hasTreasury: true
	};
	test.each([
		['nothing', {}, []],
		['nobody is asked', { addressees: [] }, [/Nobody is asked yet/]],
		[
			'money without the Treasury',
			{ missing: [{ name: 'Exchequer', because: ['Money is asked for'], isTreasury: true, hasPost: true }] },
			[/unless the Treasury is content/]
		],
		[
			'a review without a Treasury',
			{ spendsMoney: true, hasTreasury: false },
			[/no department of this review is the Treasury/]
		],
		[
			'a department with no post to ask',
			{ missing: [{ name: 'Homes', because: ['It leads what is asked (R1)'], isTreasury: false, hasPost: false }] },
			[/add one to the members/]
		],
		['a later copy', { laterCopy: { number: 4 } }, [/Snapshot 4 of P2 has been frozen since/]],
		['words that moved on', { movedOn: [{ reference: 'R3', frozen: 1, today: 2 }] }, [/R3 has changed in meaning/]]
	] as const)('%s', (_, wanted, words) => {
		const found = blocking(hindrances({ ...ready, ...wanted }));
		expect(found).toHaveLength(words.length);
		words.forEach((each, index) => {
			expect(found[index]?.words).toMatch(each);
		});
	});

	test('a vacant post and an unsigned letter are told, and refuse nothing', () => {
		const found = hindrances({
			...ready,
			addressees: [{ departmentName: 'Care', postTitle: 'Secretary of State', vacant: true }],
			sponsor: { title: 'Minister', vacant: true },
			letter: 'unsigned'
		});
		expect(found.map(({ blocks }) => blocks)).toEqual([false, false, false]);
		expect(found.map(({ words }) => words).join(' ')).toMatch(/is vacant.*not signed yet/s);
	});
});
