import { describe, expect, test } from 'vitest';
import { toHtml } from '#lib/documents/to-html.ts';
import { type PaperContent, paperContentSchema } from '../content.ts';
import interimUpdate from '../profiles/interim-update.json' with { type: 'json' };
import { clockInWords, dueOn } from './clock.ts';
import { composePublicCopy } from './compose-public.ts';
import { findWords, plainWords, quotations } from './find-words.ts';
import { proposeRemovals, type Sensitivities } from './propose.ts';
import { placeInWords, redact, wordsAt } from './redact.ts';
import { inParagraph, inPassage, inSection, type ProposedRemoval, type Removal } from './removal.ts';
import { leaksIn } from './tripwire.ts';

const nothing: Sensitivities = { findings: new Map(), quotes: [], names: [], committee: [] };

function content(body: string, more: Partial<PaperContent> = {}): PaperContent {
	return paperContentSchema.parse({
		format: 1,
		title: 'An update',
		review: 'Start in life',
		banner: null,
		byline: 'Update by the Minister',
		committee: null,
		meetingOn: null,
		department: 'Department for Families',
		marking: 'OFFICIAL-SENSITIVE: recipients only',
		profile: interimUpdate,
		sections: [{ key: 7, heading: 'What we heard', body, annex: false }],
		evidence: [],
		recommendations: [],
		...more
	});
}

function withheld(...proposed: ProposedRemoval[]): Removal[] {
	return proposed.map((each, index) => ({
		...each,
		id: index + 1,
		state: 'withheld',
		because: null,
		personName: null,
		decidedAt: null
	}));
}

const propose = (body: string, known: Partial<Sensitivities> = {}, more: Partial<PaperContent> = {}) =>
	proposeRemovals(content(body, more), { ...nothing, ...known });

const rulesOf = (body: string, known: Partial<Sensitivities> = {}) => propose(body, known).map(({ rule }) => rule);

describe('words are found', () => {
	test('across lines, marks of emphasis and kinds of quotation marks', () => {
		const text = 'Then Mrs *Ada\nQuill* said: “it’s   late”.';
		expect(findWords(text, 'ada quill').map((span) => text.slice(span.startsAt, span.endsAt))).toEqual(['Ada\nQuill']);
		expect(findWords(text, "it's late")).toHaveLength(1);
	});

	test('as whole words, and in their own case where asked', () => {
		expect(findWords('Adam Quill', 'Ada')).toEqual([]);
		expect(findWords('the quill', 'Quill', { exactCase: true })).toEqual([]);
		expect(findWords('any text', '  ')).toEqual([]);
		expect(findWords('a (b) c', '(b)')).toHaveLength(1);
	});

	test('as quotations of four words or more', () => {
		expect(quotations('He said “no” and “we wait for weeks”.').map(({ words }) => words)).toEqual([
			'we wait for weeks'
		]);
	});

	test('alike however they are typed', () => {
		expect(plainWords('“It’s\n*late*”')).toBe('"it\'s late"');
	});
});

describe('the rules propose', () => {
	const finding = (known: Partial<{ above: boolean; withdrawn: boolean; chathamHouse: boolean }>) => ({
		findings: new Map([['F4', { above: false, withdrawn: false, chathamHouse: false, ...known }]])
	});

	test.each([
		['marking', finding({ above: true })],
		['consent_withdrawn', finding({ withdrawn: true })],
		['chatham_house', finding({ chathamHouse: true })]
	])('a paragraph that cites evidence: %s', (rule, known) => {
		expect(propose('First.\n\nParents wait.[^F4]', known)).toEqual([
			expect.objectContaining({ rule, place: 'paragraph', sectionKey: 7, paragraph: 1 })
		]);
	});

	test.each([
		['position', 'The Minister for Care is not content with this.'],
		['position', 'The department reserved its position; it reserves its position still.'],
		['reply', 'In her reply the minister asked for more.'],
		['objection', 'One department objected to the cost.'],
		['legal', 'Legal advice is that no new law is needed.'],
		['treasury', 'The Treasury is content with the sum.'],
		['official', 'Ask Ada Quill.'],
		['contributor', 'Mr Pell told us.'],
		['address', 'Write to ada@example.gov.uk today.'],
		['address', 'Ring 020 7946 0991.'],
		['slot', '::evidence R7'],
		['committee_like', 'It goes to the Home Affairs Committee in June.'],
		['unknown_quotation', 'A mother said “nobody ever told us that”.']
	])('%s: %s', (rule, body) => {
		const names = [
			{ kind: 'official' as const, words: 'Ada Quill' },
			{ kind: 'contributor' as const, words: 'Pell' }
		];
		expect(rulesOf(body, { names })).toContain(rule);
	});

	test.each([
		'Parents told the group that letters were lost.',
		'The Treasury building has a nursery. One in 12 families has waited since 2019.',
		'It cost £1,020,794,609,910 in 2020.',
		'Objects in the room were small.'.replace('Objects', 'Things')
	])('nothing for %s', (body) => {
		expect(rulesOf(body)).toEqual([]);
	});

	test('words without consent, whole or in part, and not those with it', () => {
		const quotes = [
			{ words: 'We waited for nine weeks and nobody rang.', code: 'consent' as const },
			{ words: 'The hub is open one morning a week.', code: null }
		];
		expect(rulesOf('She said: “waited for nine weeks and nobody rang”.', { quotes })).toEqual(['quotation']);
		expect(rulesOf('We waited for nine weeks and nobody rang.', { quotes })).toEqual(['quotation']);
		expect(rulesOf('“The hub is open one morning a week.”', { quotes })).toEqual([]);
	});

	test('the committee wherever it is named, and its meeting', () => {
		const committee = 'Early Years Committee';
		const found = propose(`The ${committee} meets.`, {}, { committee, meetingOn: '2026-03-01' });
		expect(found.map(({ place, rule }) => [place, rule])).toEqual([
			['committee', 'committee'],
			['meeting', 'committee'],
			['passage', 'committee']
		]);
	});

	test('a whole section under a heading that says what it is', () => {
		const sections = [{ key: 9, heading: 'What the Treasury thinks', body: 'Anything.', annex: false }];
		expect(propose('', {}, { sections })).toEqual([
			expect.objectContaining({ place: 'section', sectionKey: 9, rule: 'treasury' })
		]);
	});

	test('a placed recommendation by the words that it prints', () => {
		const recommendations = [
			{ reference: 'R7', version: 1, verb: 'agree' as const, title: 'T', text: 'that Ada Quill decides.' }
		];
		const names = [{ kind: 'official' as const, words: 'Ada Quill' }];
		expect(propose('::recommendation R7', { names }, { recommendations })).toEqual([
			expect.objectContaining({ place: 'paragraph', rule: 'official' })
		]);
	});
});

describe('what is withheld', () => {
	const body = 'One stays.\n\nTwo names Ada Quill in it.[^F4]\n\nThree is secret.\n\nFour stays.';
	const passage = { startsAt: 10, endsAt: 19 };

	test('is gone, with a mark that says why', () => {
		const removals = withheld(
			{ ...inPassage(7, 1, passage), code: 'personal', rule: 'official' },
			{ ...inParagraph(7, 2), code: 'policy', rule: 'legal' }
		);
		const made = redact(content(body), 'Title', removals);
		expect(made.sections[0]?.body).toBe(
			'One stays.\n\nTwo names [Withheld: personal information] in it.[^F4]\n\n[Withheld: policy still being formed]\n\nFour stays.'
		);
		expect(removals.slice(0, 1).map((removal) => wordsAt(content(body), removal))).toEqual(['Ada Quill']);
		expect(removals.slice(0, 1).map((removal) => placeInWords(content(body), removal))).toEqual([
			'Section 1, paragraph 2, some words'
		]);
	});

	test('leaves no trace under a silent code, whatever else stands there', () => {
		const removals = withheld(
			{ ...inParagraph(7, 2), code: 'policy', rule: 'legal' },
			{ ...inParagraph(7, 2), code: 'legal', rule: 'legal' }
		);
		const made = redact(content(body), 'Title', removals);
		expect(made.sections[0]?.body).not.toContain('Withheld');
		expect(made.sections[0]?.body).not.toContain('Three');
	});

	test('is cut once where places overlap, and a section without words goes with its heading', () => {
		const overlapping = withheld(
			{ ...inPassage(7, 0, { startsAt: 0, endsAt: 5 }), code: 'personal', rule: 'official' },
			{ ...inPassage(7, 0, { startsAt: 3, endsAt: 8 }), code: 'personal', rule: 'contributor' }
		);
		expect(redact(content('abcdefghij'), 'T', overlapping).sections[0]?.body).toBe(
			'[Withheld: personal information]ij'
		);
		const all = withheld({ ...inParagraph(7, 0), code: 'treasury', rule: 'treasury' });
		expect(redact(content('abcdefghij'), 'T', all).sections).toEqual([]);
	});

	test('never enters the document: not its texts, its properties or its links', () => {
		const removals = withheld({ ...inPassage(7, 1, passage), code: 'personal', rule: 'official' });
		const original = content(
			`${body}\n\n[a page](/reviews/x/papers/P1) and [mail](mailto:a@b.example) and [web](https://example.org/)`,
			{
				evidence: [{ reference: 'F4', version: 2, sentence: 'Hidden sentence', note: 'hidden note' }]
			}
		);
		const model = composePublicCopy(redact(original, 'Public title', removals), removals);
		const html = toHtml(model);
		for (const gone of ['Ada Quill', 'F4', 'Hidden', 'hidden note', '/reviews/', 'mailto', 'SENSITIVE', 'recipients']) {
			expect(html, gone).not.toContain(gone);
			expect(JSON.stringify(model), gone).not.toContain(gone);
		}
		expect(html).toContain('href="https://example.org/"');
		expect(html).toContain('What this copy leaves out');
		expect(model.properties.snapshot).toBeNull();
		expect(model).toMatchObject({ title: 'Public title', marking: 'OFFICIAL', status: null });
		expect(leaksIn(model, original, removals, { ...nothing, sha256: 'f'.repeat(64), paper: 'P1' })).toEqual([]);
	});
});

describe('live parts', () => {
	const events = [{ name: 'Events', tone: 'plain' }];
	const chart = { shape: 'bars', title: 'Evidence by kind (31 events)', rowsAre: 'Kind', series: events };
	const row = (label: string, count: number) => ({ label, values: [count] });
	const finding = (index: number, stance: string) => ({
		...{ reference: `F${index}`, version: 1, sentence: `Words of finding ${index}.`, stance }
	});
	const recommendation = {
		reference: 'R7',
		version: 1,
		verb: 'agree' as const,
		title: 'Visit | all',
		text: 'that all are seen.'
	};
	const findings = [1, 2, 3, 4, 5, 6].map((index) => finding(index, 'supports'));
	const slots = [
		{ kind: 'recommendations', argument: 'state recommended', data: { items: [recommendation] } },
		{
			kind: 'chart',
			argument: 'evidence by kind',
			data: { ...chart, rows: [row('Visits', 22), row('Surveys', 4), row('Letters', 3), row('Talks', 2)] }
		},
		{
			kind: 'chart',
			argument: 'evidence by month',
			data: {
				...chart,
				shape: 'columns',
				rows: [row('Nov 2018', 2), row('Dec 2018', 1), row('Jan 2019', 4), row('Feb 2019', 3)]
			}
		},
		{ kind: 'chart', argument: 'positions', data: { ...chart, rows: [row('Visit all', 9)] } },
		{
			kind: 'evidence',
			argument: 'R7',
			data: { recommendation: 'R7', title: 'Visit | all', rows: [...findings, finding(7, 'contradicts')] }
		},
		{ kind: 'evidence', argument: 'R8', data: { recommendation: 'R8', title: 'Not placed', rows: findings } }
	];
	const body = slots.map(({ kind, argument }) => `::${kind} ${argument}`).join('\n\n');
	const original = content(body, { slots, recommendations: [recommendation] });

	test('come as the words of recommendations and as counts without small numbers; nothing else does', () => {
		const proposed = proposeRemovals(original, nothing);
		expect(proposed.map(({ place, paragraph, rule }) => [place, paragraph, rule])).toEqual([
			['paragraph', 3, 'slot'],
			['paragraph', 5, 'slot']
		]);
		const model = composePublicCopy(redact(original, 'Title', withheld(...proposed)), withheld(...proposed));
		const html = toHtml(model);
		for (const kept of [
			'that all are seen.',
			'Visits',
			'>22<',
			'Fewer than 5 each',
			'>9<',
			'2019',
			'>7<',
			'Visit | all',
			'>6<',
			'>Fewer than 5<',
			'>None<'
		]) {
			expect(html).toContain(kept);
		}
		for (const gone of ['31', 'Surveys', 'Letters', '2018', 'Words of finding', 'Not placed', 'R7', 'Jan']) {
			expect(html).not.toContain(gone);
		}
		const known = { ...nothing, sha256: 'f'.repeat(64), paper: 'P1' };
		expect(leaksIn(model, original, withheld(...proposed), known)).toEqual([]);
		// Where the register says nothing, what is not for the public stays out all the same.
		expect(toHtml(composePublicCopy(redact(original, 'Title', []), []))).not.toContain('Not placed');
	});

	test('that count what may not be told are proposed as the text would be', () => {
		const above = { above: true, withdrawn: false, chathamHouse: false };
		const found = proposeRemovals(original, { ...nothing, findings: new Map([['F7', above]]) });
		expect(found).toContainEqual(expect.objectContaining({ paragraph: 4, code: 'above_marking', rule: 'marking' }));
	});
});

test('a nested outline stays one without the sections that are left out, and what led to them says so', () => {
	const section = (key: number, level: number, words: string) => ({
		key,
		heading: `Part ${key}`,
		body: words,
		annex: false,
		level
	});
	const original = content('', {
		sections: [section(1, 1, 'One. See [#part-2] and [#part-3].'), section(2, 2, 'Two.'), section(3, 3, 'Three.')]
	});
	const removals = withheld({ ...inSection(2), code: 'legal', rule: 'legal' });
	const made = redact(original, 'Title', removals);
	expect(made.sections.map(({ heading, level }) => [heading, level])).toEqual([
		['Part 1', undefined],
		['Part 3', 2]
	]);
	const html = toHtml(composePublicCopy(made, removals));
	expect(html).toContain('See [Withheld] and');
	expect(html).not.toContain('unresolved');
});

describe('the second look', () => {
	test('finds withheld words that stand elsewhere, names, quotations, references', () => {
		const original = content('Ada Quill signs it off at noon.\n\nAgain: Ada Quill signs it off at noon. See P1.');
		const removals = withheld({ ...inParagraph(7, 0), code: 'personal', rule: 'official' });
		const model = composePublicCopy(redact(original, 'Title', removals), removals);
		const known: Sensitivities = {
			...nothing,
			names: [{ kind: 'official', words: 'Ada Quill' }],
			quotes: [{ words: 'signs it off at noon', code: 'consent' }],
			committee: ['at noon']
		};
		const found = leaksIn(model, original, removals, { ...known, sha256: 'f'.repeat(64), paper: 'P1' });
		expect(found).toEqual([
			expect.stringContaining('Section 1, paragraph 1'),
			expect.stringContaining('Ada Quill'),
			expect.stringContaining('has not agreed'),
			expect.stringContaining('at noon'),
			expect.stringContaining('P1')
		]);
	});
});

describe('the release clock', () => {
	test('counts working days from the decision', () => {
		// Good Friday, Easter Monday and two bank holidays in May lie between.
		expect(dueOn('2026-04-01', 30)).toBe('2026-05-18');
		expect(clockInWords('2026-05-18', '2026-05-15', null)).toEqual({ text: '1 working day left', late: false });
		expect(clockInWords('2026-05-18', '2026-05-18', null)).toEqual({ text: 'Due today', late: false });
		expect(clockInWords('2026-05-18', '2026-05-20', null)).toEqual({ text: '2 working days late', late: true });
		expect(clockInWords('2026-05-18', '2026-07-01', '2026-05-18')).toEqual({ text: 'Published in time', late: false });
	});
});
