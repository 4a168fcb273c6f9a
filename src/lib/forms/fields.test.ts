import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as fields from './fields.ts';

function messages(schema: z.ZodType, value: unknown): string[] {
	const result = schema.safeParse(value);
	return result.success ? [] : result.error.issues.map((issue) => issue.message);
}

describe('text', () => {
	test('a line is trimmed and asks for what is missing by name', () => {
		const title = fields.line('a title', 200);

		expect(title.parse('  Visit to \n Islington ')).toBe('Visit to Islington');
		expect(messages(title, undefined)).toEqual(['Enter a title']);
		expect(messages(title, ' \t ')).toEqual(['Enter a title']);
		expect(messages(title, 'x'.repeat(201))).toEqual(['Title must be 200 characters or fewer']);
		expect(messages(fields.line('the name of the host', 3), 'four')).toEqual([
			'Name of the host must be 3 characters or fewer'
		]);
	});

	test('optional text that is missing or blank is null', () => {
		expect(fields.optionalLine('a host', 10).parse(undefined)).toBeNull();
		expect(fields.optionalLine('a host', 10).parse('   ')).toBeNull();
		expect(fields.optionalProse('notes', 10).parse('\n\n')).toBeNull();
		expect(fields.optionalProse('notes', 10).parse('kept')).toBe('kept');
	});

	test('prose keeps its inner lines and the indent of its first', () => {
		expect(fields.prose('notes', 100).parse('\n \n    code\n\ntext  \n\n')).toBe('    code\n\ntext');
		expect(messages(fields.prose('notes', 20_000), 'x'.repeat(20_001))).toEqual([
			'Notes must be 20,000 characters or fewer'
		]);
	});

	test('a password is never trimmed', () => {
		expect(fields.password('your password').parse(' secret ')).toBe(' secret ');
		expect(messages(fields.password('a new password', { min: 12 }), 'short')).toEqual([
			'New password must be 12 characters or more'
		]);
	});
});

describe('choices', () => {
	const kinds = ['visit', 'roundtable', 'survey'] as const;

	test('one of a set', () => {
		expect(fields.oneOf('a kind', kinds).parse('visit')).toBe('visit');
		expect(messages(fields.oneOf('a kind', kinds), undefined)).toEqual(['Select a kind']);
		expect(messages(fields.oneOf('a kind', kinds), 'party')).toEqual(['Select a kind']);
		expect(fields.optionalOneOf('a kind', kinds).parse(undefined)).toBeNull();
	});

	test('several of a set come back once each, in the order of the set', () => {
		expect(fields.someOf('kinds', kinds).parse(['survey', 'visit', 'survey'])).toEqual(['visit', 'survey']);
		expect(messages(fields.someOf('at least one kind', kinds, { min: 1 }), [])).toEqual(['Select at least one kind']);
	});

	test('boxes', () => {
		expect(fields.checkbox().parse('on')).toBe(true);
		expect(fields.checkbox().parse(undefined)).toBe(false);
		expect(messages(fields.confirmation('Confirm that the notes were agreed'), undefined)).toEqual([
			'Confirm that the notes were agreed'
		]);
	});
});

describe('dates', () => {
	const date = fields.isoDate('the date of the visit');

	test.each([
		['2019-06-14', '2019-06-14'],
		['14/6/2019', '2019-06-14'],
		[' 14 June 2019 ', '2019-06-14'],
		['1st jan 2020', '2020-01-01'],
		['29/02/2020', '2020-02-29']
	])('%s is taken', (typed, expected) => {
		expect(date.parse(typed)).toBe(expected);
	});

	test.each(['29/02/2019', '2019-13-01', '0000-01-01', 'tomorrow', '20190614', '2019-06-14T10:00'])(
		'%s is refused',
		(typed) => {
			expect(messages(date, typed)).toEqual(['Date of the visit must be a real date, like 14/6/2019']);
		}
	);

	test('missing and out of range', () => {
		expect(messages(date, '')).toEqual(['Enter the date of the visit']);
		expect(messages(fields.isoDate('the end date', { from: '2019-06-14' }), '2019-06-13')).toEqual([
			'End date must be 14 June 2019 or later'
		]);
		expect(fields.optionalDate('the end date').parse(undefined)).toBeNull();
	});
});

describe('numbers and money', () => {
	test('whole numbers', () => {
		expect(fields.wholeNumber('the number of people').parse('1,200')).toBe(1200);
		expect(fields.wholeNumber('the change', { min: -5 }).parse('−5')).toBe(-5);
		expect(messages(fields.wholeNumber('the number of people'), '1e3')).toEqual([
			'Number of people must be a whole number'
		]);
		expect(messages(fields.wholeNumber('the number of people', { max: 500 }), '501')).toEqual([
			'Number of people must be 500 or less'
		]);
		expect(fields.optionalWholeNumber('the number of people').parse(undefined)).toBeNull();
	});

	test.each([
		['81.75m', 8_175_000_000],
		['£1,250', 125_000],
		['12.5', 1250],
		['1.2bn', 120_000_000_000],
		['450k', 45_000_000],
		['0.29', 29],
		['1.15', 115],
		['0', 0]
	])('%s is %d pence', (typed, pence) => {
		expect(fields.money('the cost').parse(typed)).toBe(pence);
	});

	test.each(['twelve', '1.234', '£', '1.5.5', '9'.repeat(16)])('%s is no amount', (typed) => {
		expect(messages(fields.money('the cost'), typed)).toEqual([
			'Cost must be an amount of money, such as 450,000 or 81.75m'
		]);
	});

	test('savings may be negative where asked for', () => {
		expect(fields.money('the saving', { min: -1_000_000 }).parse('-£50')).toBe(-5000);
		expect(messages(fields.money('the cost'), '-50')).toEqual(['Cost must be £0 or more']);
	});
});

describe('addresses', () => {
	test('web addresses are http or https', () => {
		const address = fields.optionalWebAddress('a web address');
		expect(address.parse('https://www.gov.uk/a')).toBe('https://www.gov.uk/a');
		expect(address.parse(undefined)).toBeNull();
		expect(messages(address, 'javascript:alert(1)')).toHaveLength(1);
		expect(messages(address, 'www.gov.uk')).toHaveLength(1);
	});

	test('email addresses', () => {
		expect(fields.email().parse(' Ana.Silva@Example.gov.uk ')).toBe('ana.silva@example.gov.uk');
		expect(messages(fields.email(), 'ana')).toEqual([
			'Enter an email address in the correct format, like name@example.gov.uk'
		]);
	});
});

test('a missing revision says that the page is out of date', () => {
	expect(fields.revision().parse('7')).toBe(7);
	expect(messages(fields.revision(), '')).toEqual([
		'This page is out of date. Reload it, then make your change again.'
	]);
});

test('identifiers are the numbers of records', () => {
	expect(fields.identifier('a post').parse('42')).toBe(42);
	expect(messages(fields.identifier('a post'), undefined)).toEqual(['Select a post']);
	for (const forged of ['0', '-1', '1e3', 'abc', '99999999999999999']) {
		expect(messages(fields.identifier('a post'), forged)).toEqual(['Select a post from the list']);
	}
	expect(fields.optionalIdentifier('a post').parse(undefined)).toBeNull();
	expect(fields.identifiers('posts').parse(['3', '3', '5'])).toEqual([3, 5]);
});
