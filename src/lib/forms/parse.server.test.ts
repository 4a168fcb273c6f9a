import { isHttpError } from '@sveltejs/kit';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { checkbox, isoDate, line, optionalProse, password, revision, rows, someOf, wholeNumber } from './fields.ts';
import { insertRow, intentField, removeRow } from './intent.ts';
import { parseForm, refuse } from './parse.server.ts';

const schema = z.object({
	title: line('a title', 20),
	held: isoDate('the date'),
	notes: optionalProse('notes', 100),
	kinds: someOf('kinds', ['a', 'b']),
	shared: checkbox(),
	attendees: rows('people', z.object({ name: line('a name', 50), people: wholeNumber('the number').optional() })),
	revision: revision()
});

const good = [
	['title', 'Visit'],
	['held', '2019-06-14'],
	['revision', '3']
] as const;

test('a good form gives its input, its key and what was typed', async () => {
	const form = await parseForm(
		post([...good, ['_key', 'abc'], ['_form', 'event'], ['kinds', 'b'], ['shared', 'on']]),
		schema
	);

	expect(form).toEqual({
		ok: true,
		input: {
			title: 'Visit',
			held: '2019-06-14',
			notes: null,
			kinds: ['b'],
			shared: true,
			attendees: [],
			revision: 3
		},
		state: {
			id: 'event',
			values: { title: 'Visit', held: '2019-06-14', revision: '3', kinds: 'b', shared: 'on' },
			errors: {}
		},
		key: 'abc'
	});
});

test('a bad form comes back with 422, everything typed and a message for each field', async () => {
	const form = await failure(
		post([
			['title', 'x'.repeat(21)],
			['held', '31/02/2019'],
			['notes', 'kept'],
			['attendees[0].name', ''],
			['attendees[0].people', ''],
			['attendees[1].name', ''],
			['attendees[1].people', '4'],
			['revision', '3']
		])
	);

	expect(form.status).toBe(422);
	expect(form.data.form.errors).toEqual({
		title: ['Title must be 20 characters or fewer'],
		held: ['Date must be a real date, like 14/6/2019'],
		'attendees[1].name': ['Enter a name']
	});
	expect(form.data.form.values).toMatchObject({
		title: 'x'.repeat(21),
		notes: 'kept',
		attendees: [
			{ name: '', people: '' },
			{ name: '', people: '4' }
		]
	});
});

test('white space alone is nothing typed', async () => {
	const spaces = [
		...good,
		['title', ' '],
		['notes', ' \n '],
		['attendees[0].name', 'Ana'],
		['attendees[0].people', ' ']
	];
	const form = await failure(post([...new Map(spaces.map(([name = '', value = '']) => [name, value]))]));

	expect(form.data.form.errors).toEqual({
		title: ['Enter a title'],
		'attendees[0].people': ['Enter the number']
	});
});

test('rows left blank are dropped', async () => {
	const form = await parseForm(
		post([...good, ['attendees[0].name', ' '], ['attendees[1].name', 'Ana'], ['attendees[1].people', '2']]),
		schema
	);

	expect(form.ok && form.input.attendees).toEqual([{ name: 'Ana', people: 2 }]);
});

describe('row buttons', () => {
	test('adding a row keeps what is typed and shows no errors', async () => {
		const form = await failure(
			post([
				['title', ''],
				['attendees[0].name', 'Ana'],
				[intentField, insertRow('attendees')]
			])
		);

		expect(form.status).toBe(200);
		expect(form.data.form.errors).toEqual({});
		expect(form.data.form.values['attendees']).toEqual([{ name: 'Ana' }, undefined]);
	});

	test('removing a row moves the others up', async () => {
		const form = await failure(
			post([
				['attendees[0].name', 'Ana'],
				['attendees[1].name', 'Ben'],
				[intentField, removeRow('attendees', 0)]
			])
		);

		expect(form.data.form.values['attendees']).toEqual([{ name: 'Ben' }]);
	});

	test.each([
		['not json', '{'],
		['another act', JSON.stringify({ type: 'update', payload: { name: 'title', value: 'x' } })],
		['a field that is no list', insertRow('title')],
		['the prototype', insertRow('__proto__')]
	])('%s is a 400', async (_, intent) => {
		await expect(parseForm(post([...good, [intentField, intent]]), schema)).rejects.toMatchObject({ status: 400 });
	});
});

describe('hostile bodies', () => {
	test('a body that is no form is a 400', async () => {
		const request = new Request('http://localhost/', {
			method: 'POST',
			headers: { 'content-type': 'multipart/form-data; boundary=x' },
			body: '--y\r\n'
		});

		await expect(parseForm(request, schema)).rejects.toSatisfy((thrown) => isHttpError(thrown, 400));
	});

	test('a body over the limit is a 413, however deep the reason lies', async () => {
		const request = new Request('http://localhost/', { method: 'POST' });
		request.formData = () =>
			Promise.reject(new TypeError('no', { cause: Object.assign(new Error(), { status: 413 }) }));

		await expect(parseForm(request, schema)).rejects.toSatisfy((thrown) => isHttpError(thrown, 413));
	});

	test.each([
		'attendees[500].name',
		'a[999999999]',
		'__proto__.x.',
		'a..b',
		'a[0',
		'__state__',
		'toString',
		'notes.valueOf'
	])('the field name %s is a 400', async (name) => {
		await expect(parseForm(post([...good, [name, 'x']]), schema)).rejects.toMatchObject({ status: 400 });
	});

	test.each(['__proto__.polluted', 'constructor.prototype.polluted'])(
		'the prototype cannot be reached by %s',
		async (name) => {
			await expect(parseForm(post([...good, [name, 'x']]), schema)).rejects.toMatchObject({ status: 400 });

			expect(Object.prototype).not.toHaveProperty('polluted');
		}
	);

	test.each([
		['a value that holds another', ['title.x']],
		['a value that is a list', ['title[0]']],
		['a list that is a group', ['attendees[0].name', 'attendees.length']],
		['a row that is a value', ['attendees[0]', 'attendees[0].name']]
	])('%s is a 400', async (_, names) => {
		const fields = [...good, ...names.map((name): [string, string] => [name, 'x'])];

		await expect(parseForm(post(fields), schema)).rejects.toMatchObject({ status: 400 });
	});

	test('two thousand and one fields are a 400', async () => {
		const fields = Array.from({ length: 2001 }, (): [string, string] => ['kinds', 'a']);

		await expect(parseForm(post(fields), schema)).rejects.toMatchObject({ status: 400 });
	});

	test('characters that cannot be stored are dropped and line ends made one', async () => {
		const form = await parseForm(
			post([
				['title', 'Vi\u0000sit\uFFFE'],
				['held', '2019-06-14'],
				['notes', 'one\r\ntwo\rthree'],
				['revision', '1']
			]),
			schema
		);

		expect(form.ok && form.input.title).toBe('Visit');
		expect(form.ok && form.input.notes).toBe('one\ntwo\nthree');
	});
});

test('a password is never sent back', async () => {
	const form = await parseForm(
		post([
			['email', ''],
			['password', 'hunter2']
		]),
		z.object({ email: line('an email', 10), password: password('your password') }),
		{ secret: ['password'] }
	);

	expect(form.ok).toBe(false);
	expect(JSON.stringify(form)).not.toContain('hunter2');
});

test('files are not sent back', async () => {
	const data = new FormData();
	data.append('file', new File(['x'], 'a.txt'));
	const form = await parseForm(new Request('http://localhost/', { method: 'POST', body: data }), schema);

	expect(!form.ok && form.failure.data.form.values).toEqual({ file: undefined });
});

test('a later refusal keeps what was typed', () => {
	const state = { values: { title: 'Visit' }, errors: {} };

	expect(refuse(state, 409, 'Somebody has changed this').data.form).toEqual({
		values: { title: 'Visit' },
		errors: { '': ['Somebody has changed this'] }
	});
	expect(refuse(state, 422, { title: ['This title is taken'] }).status).toBe(422);
});

test('a refused form keeps the revision it began from; after a conflict it takes the one that is stored', () => {
	const state = { values: { title: 'Visit', revision: '3' }, errors: {} };
	expect(refuse(state, 422, { title: ['Enter a title'] }).data.form.values).toEqual({ title: 'Visit', revision: '3' });
	expect(refuse(state, 409, 'Somebody has changed this').data.form.values).toEqual({ title: 'Visit' });
});

function post(fields: readonly (readonly [string, string])[]): Request {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return new Request('http://localhost/', { method: 'POST', body: data });
}

async function failure(request: Request) {
	const form = await parseForm(request, schema);
	if (form.ok) throw new Error('the form was accepted');
	return form.failure;
}
