import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { parseForm } from '#lib/forms/parse.server.ts';
import { agreementForm, batchForm, positionForm } from './forms.ts';

async function posted<Schema extends z.ZodType>(schema: Schema, fields: Record<string, string>) {
	const request = new Request('http://127.0.0.1/', { method: 'POST', body: new URLSearchParams(fields) });
	const parsed = await parseForm(request, schema);
	return parsed.ok ? { input: parsed.input } : { errors: parsed.failure.data.form.errors };
}

const answer = { postId: '7', version: '3', stance: 'content' };

describe('one position', () => {
	test('of content needs nothing more', async () => {
		expect(await posted(positionForm, answer)).toEqual({
			input: {
				postId: 7,
				version: 3,
				stance: 'content',
				conveyed: null,
				reason: null,
				proposedText: null,
				conditions: []
			}
		});
	});

	test('needs what goes with it, named beside the field', async () => {
		expect(await posted(positionForm, { ...answer, stance: 'not_yet' })).toEqual({
			errors: { reason: ['Enter the reason'] }
		});
		expect(await posted(positionForm, { ...answer, stance: 'content_if_reworded', reason: 'Cost' })).toEqual({
			errors: { proposedText: ['Enter the words that would be agreed'] }
		});
		expect(
			await posted(positionForm, {
				...answer,
				stance: 'content_subject_to',
				'conditions[0].text': ' ',
				'conditions[0].grade': 'condition'
			})
		).toEqual({ errors: { reason: ['Enter the reason'], conditions: ['Add at least one condition'] } });
		expect(await posted(positionForm, { ...answer, stance: 'agreed' })).toEqual({
			errors: { stance: ['Select an answer'] }
		});
		expect(await posted(positionForm, { ...answer, version: '', postId: 'me' })).toEqual({
			errors: { version: ['Enter a version'], postId: ['Select the minister you answer for from the list'] }
		});
	});

	test('leaves behind what was typed for another answer, and blank rows', async () => {
		const hidden = { proposedText: 'Other words', 'conditions[0].text': 'A line on cost', 'conditions[1].text': '' };
		expect(await posted(positionForm, { ...answer, ...hidden })).toMatchObject({
			input: { proposedText: null, conditions: [] }
		});
		expect(
			await posted(positionForm, { ...answer, ...hidden, stance: 'content_subject_to', reason: 'Cost' })
		).toMatchObject({
			input: { proposedText: null, conditions: [{ text: 'A line on cost', grade: 'condition' }] }
		});
	});
});

describe('answers in one act', () => {
	const voice = { postId: '7', conveyed: 'meeting' };
	const item = (row: number, more: Record<string, string> = {}) =>
		Object.fromEntries(
			Object.entries({ recommendationId: String(row + 40), version: '1', ticked: 'on', ...more }).map(
				([name, value]) => [`items[${row}].${name}`, value]
			)
		);

	test('are content where nothing else is said, and keep their rows', async () => {
		const parsed = await posted(batchForm, {
			...voice,
			...item(0),
			...item(1, { ticked: '', stance: 'not_content' }),
			...item(4, { stance: 'not_content', reason: 'Too dear' })
		});
		expect(
			parsed.input?.items.map(({ row, recommendationId, stance, reason }) => [row, recommendationId, stance, reason])
		).toEqual([
			[0, 40, 'content', null],
			[4, 44, 'not_content', 'Too dear']
		]);
	});

	test('name the row that is wrong', async () => {
		expect(await posted(batchForm, { ...voice, ...item(0), ...item(3, { stance: 'not_yet' }) })).toEqual({
			errors: { 'items[3].reason': ['Enter the reason'] }
		});
	});

	test('need at least one tick', async () => {
		expect(await posted(batchForm, { ...voice, ...item(0, { ticked: '' }) })).toEqual({
			errors: { items: ['Tick at least one recommendation'] }
		});
		expect(await posted(batchForm, voice)).toEqual({ errors: { items: ['Tick at least one recommendation'] } });
	});
});

test('the group cannot have agreed tomorrow', async () => {
	const form = agreementForm('2026-03-16');
	expect(await posted(form, { version: '1', decidedOn: '2026-03-17', source: 'Meeting' })).toEqual({
		errors: { decidedOn: ['Date of the agreement must be 16 March 2026 or earlier'] }
	});
	expect(await posted(form, { version: '1', decidedOn: '16/3/2026', source: 'Meeting' })).toEqual({
		input: { version: 1, decidedOn: '2026-03-16', source: 'Meeting' }
	});
});
