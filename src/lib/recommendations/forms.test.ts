import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { parseForm } from '#lib/forms/parse.server.ts';
import { confirmLinksForm, draftForm, editForm, filtersFrom, tagForm } from './forms.ts';
import { whereFrom } from './link.ts';

async function posted<Schema extends z.ZodType>(schema: Schema, fields: [string, string][]) {
	const request = new Request('http://127.0.0.1/', { method: 'POST', body: new URLSearchParams(fields) });
	const parsed = await parseForm(request, schema);
	return parsed.ok ? { input: parsed.input } : { errors: parsed.failure.data.form.errors };
}

const least: [string, string][] = [
	['title', ' One   visitor '],
	['verb', 'agree'],
	['text', 'Keep one health visitor.'],
	['leadTeamId', '4'],
	['costStatus', 'unknown']
];

describe('a recommendation', () => {
	test('needs its title, words, lead and cost, and nothing else', async () => {
		expect(await posted(draftForm, least)).toMatchObject({
			input: { title: 'One visitor', leadTeamId: 4, partnerTeamIds: [], lever: null, questionId: null, route: null }
		});
		expect(await posted(draftForm, [])).toEqual({
			errors: {
				title: ['Enter a title'],
				verb: ['Select what ministers are invited to do'],
				text: ['Enter the recommendation'],
				leadTeamId: ['Select the department that leads'],
				costStatus: ['Select what it costs']
			}
		});
	});

	test('takes one partner as well as several, each once', async () => {
		expect(await posted(draftForm, [...least, ['partnerTeamIds', '5']])).toMatchObject({
			input: { partnerTeamIds: [5] }
		});
		const several: [string, string][] = ['5', '6', '5'].map((id) => ['partnerTeamIds', id]);
		expect(await posted(draftForm, [...least, ...several])).toMatchObject({ input: { partnerTeamIds: [5, 6] } });
	});

	test('refuses what is too long or from no list', async () => {
		const wrong: [string, string][] = [
			['title', 'a'.repeat(201)],
			['text', 'b'.repeat(3001)],
			['lever', 'magic'],
			['leadTeamId', '4; drop']
		];
		const fields = new Map([...least, ...wrong]);
		expect(await posted(draftForm, [...fields])).toEqual({
			errors: {
				title: ['Title must be 200 characters or fewer'],
				text: ['Recommendation must be 3,000 characters or fewer'],
				lever: ['Select a lever from the list'],
				leadTeamId: ['Select the department that leads from the list']
			}
		});
	});

	test('a drafting change needs its reason', async () => {
		const edit: [string, string][] = [...least, ['revision', '2']];
		expect(await posted(editForm, [...edit, ['change', 'drafting']])).toEqual({
			errors: { because: ['Enter why the meaning is unchanged'] }
		});
		expect(await posted(editForm, [...edit, ['change', 'meaning'], ['lapsing', '9'], ['lapsing', '11']])).toMatchObject(
			{
				input: { change: 'meaning', lapsing: [9, 11], because: null }
			}
		);
		expect(await posted(editForm, edit)).toMatchObject({ input: { change: null, lapsing: [] } });
	});
});

test('ticked tags say which versions were on screen', async () => {
	expect(await posted(confirmLinksForm, [['links', '12:3:4']])).toEqual({
		input: { links: [{ linkId: 12, findingVersion: 3, recommendationVersion: 4 }] }
	});
	expect(await posted(confirmLinksForm, [])).toEqual({ errors: { links: ['Tick at least one tag'] } });
	expect(await posted(confirmLinksForm, [['links', '12:3']])).toEqual({
		errors: { 'links[0]': ['Select tags from the list'] }
	});
});

test('several findings are tagged with one stance', async () => {
	expect(
		await posted(tagForm, [
			['findings', '8'],
			['findings', '9'],
			['recommendationId', '2'],
			['stance', 'qualifies']
		])
	).toEqual({ input: { findings: [8, 9], recommendationId: 2, stance: 'qualifies', note: null } });
	expect(await posted(tagForm, [['recommendationId', '2']])).toEqual({
		errors: { findings: ['Select a finding'], stance: ['Select what the finding does'] }
	});
});

test('filters keep what makes sense and drop the rest', () => {
	expect(filtersFrom(new URLSearchParams('state=proposed&lead=4&cost=bid&recheck=on&words=%20a%20%00b'))).toEqual({
		state: 'proposed',
		leadTeamId: 4,
		route: null,
		lever: null,
		questionId: null,
		costStatus: 'bid',
		recheck: true,
		words: 'a b'
	});
	expect(filtersFrom(new URLSearchParams('state=toString&lead=-1&route=x'))).toMatchObject({
		state: null,
		leadTeamId: null,
		route: null
	});
});

test('where a finding is from reads as a line', () => {
	const finding = { sourceKind: 'visit', placeName: 'Islington', eventOn: '2019-06-14', eventCount: 1 } as const;
	expect(whereFrom(finding)).toBe('Visit, Islington, 14 June 2019');
	expect(whereFrom({ ...finding, placeName: null, eventCount: 3 })).toBe('Visit, 14 June 2019, and 2 more events');
	expect(whereFrom({ sourceKind: null, placeName: null, eventOn: null, eventCount: 0 })).toBe('No event recorded yet');
});
