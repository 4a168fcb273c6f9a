/**
 * Schema builders whose messages follow one style: "Enter a title", "Title must be 200 characters or fewer".
 * A label is written as it stands in "Enter …" or "Select …", with its article: `a title`, `the date of the visit`.
 */
import * as z from 'zod';
import { plainDate } from '#lib/ui/dates.ts';

type Length = { min?: number };
type Range = { min?: number; max?: number };
type DateRange = { from?: string; to?: string };

/** One line of text, trimmed; its inner white space becomes single spaces. */
export function line(label: string, max: number, { min = 1 }: Length = {}) {
	return z
		.string(`Enter ${label}`)
		.transform((text) => text.replace(/\s+/g, ' ').trim())
		.superRefine(bounded(label, max, min));
}

/** As `line`; nothing typed is null. */
export function optionalLine(label: string, max: number) {
	return line(label, max, { min: 0 }).optional().transform(nothingToNull);
}

/** Text of several paragraphs; blank lines at both ends are dropped, the rest is kept as typed. */
export function prose(label: string, max: number, { min = 1 }: Length = {}) {
	return z
		.string(`Enter ${label}`)
		.transform(withoutBlankEnds)
		.superRefine(bounded(label, max, min));
}

/** As `prose`; nothing typed is null. */
export function optionalProse(label: string, max: number) {
	return prose(label, max, { min: 0 }).optional().transform(nothingToNull);
}

/** One of a fixed set of values, from radios or a select. */
export function oneOf<const Value extends string>(label: string, values: readonly Value[]) {
	return z.enum(values, `Select ${label}`);
}

/** As `oneOf`; nothing chosen is null. */
export function optionalOneOf<const Value extends string>(label: string, values: readonly Value[]) {
	return z.enum(values, `Select ${label} from the list`).optional().transform(nothingToNull);
}

/** Any number of a fixed set of values, from checkboxes, in the order of the set. `min` 1 asks for at least one. */
export function someOf<const Value extends string>(label: string, values: readonly Value[], { min = 0 }: Length = {}) {
	return z
		.array(z.enum(values, `Select ${label} from the list`))
		.min(min, `Select ${label}`)
		.transform((chosen) => values.filter((value) => chosen.includes(value)));
}

/** Any number of identifiers that the database checks, from checkboxes or a list. */
export function identifiers(label: string, { min = 0 }: Length = {}) {
	return z
		.array(identifier(label))
		.min(min, `Select ${label}`)
		.transform((chosen) => [...new Set(chosen)]);
}

/** The identifier of a record chosen from a list: the number that the database gave it. */
export function identifier(label: string) {
	return z
		.string(`Select ${label}`)
		.regex(/^[1-9]\d{0,15}$/, `Select ${label} from the list`)
		.transform(Number);
}

/** As `identifier`; nothing chosen is null. */
export function optionalIdentifier(label: string) {
	return identifier(label).optional().transform(nothingToNull);
}

/** A box ticked or not. */
export function checkbox() {
	return z
		.union([z.literal('on'), z.literal('true'), z.literal('')])
		.optional()
		.transform((value) => value === 'on' || value === 'true');
}

/** A box that must be ticked to go on; `message` says why. */
export function confirmation(message: string) {
	return z.literal('on', message).transform((): true => true);
}

/** A real date as an ISO string. Also takes `14/6/2019` and `14 June 2019`, as typed where the browser has no date picker. */
export function isoDate(label: string, { from = '', to = '9999-12-31' }: DateRange = {}) {
	return z
		.string(`Enter ${label}`)
		.trim()
		.min(1, `Enter ${label}`)
		.transform((text, context) => toIsoDate(text) ?? refusedDate(context, label))
		.refine((date) => date >= from, `${subject(label)} must be ${plainDate(from)} or later`)
		.refine((date) => date <= to, `${subject(label)} must be ${plainDate(to)} or earlier`);
}

/** As `isoDate`; nothing typed is null. */
export function optionalDate(label: string, range: DateRange = {}) {
	return isoDate(label, range).optional().transform(nothingToNull);
}

/** A whole number; takes `1,200`. */
export function wholeNumber(label: string, { min = 0, max = 1_000_000_000 }: Range = {}) {
	return z
		.string(`Enter ${label}`)
		.transform((text) => text.replace(/[\s,]/g, ''))
		.superRefine((text, context) => {
			if (text === '') refuse(context, `Enter ${label}`);
			else if (!/^[-−]?\d{1,15}$/.test(text)) refuse(context, `${subject(label)} must be a whole number`);
		})
		.transform((text) => Number(text.replace('−', '-')))
		.refine((number) => number >= min, `${subject(label)} must be ${min.toLocaleString('en-GB')} or more`)
		.refine((number) => number <= max, `${subject(label)} must be ${max.toLocaleString('en-GB')} or less`);
}

/** As `wholeNumber`; nothing typed is null. */
export function optionalWholeNumber(label: string, range: Range = {}) {
	return wholeNumber(label, range).optional().transform(nothingToNull);
}

/** An amount in pounds as whole pence. Takes `£1,250`, `12.50`, `81.75m`, `1.2bn`, `450k`. */
export function money(label: string, { min = 0, max = 100_000_000_000_000 }: Range = {}) {
	return z
		.string(`Enter ${label}`)
		.trim()
		.min(1, `Enter ${label}`)
		.transform((text, context) => {
			const pence = toPence(text);
			if (pence !== null) return pence;
			context.addIssue({
				code: 'custom',
				message: `${subject(label)} must be an amount of money, such as 450,000 or 81.75m`
			});
			return z.NEVER;
		})
		.refine((pence) => pence >= min, `${subject(label)} must be £${(min / 100).toLocaleString('en-GB')} or more`)
		.refine((pence) => pence <= max, `${subject(label)} must be £${(max / 100).toLocaleString('en-GB')} or less`);
}

/** As `money`; nothing typed is null. */
export function optionalMoney(label: string, range: Range = {}) {
	return money(label, range).optional().transform(nothingToNull);
}

/** An e-mail address in lower case. */
export function email(label = 'an email address') {
	return z
		.string(`Enter ${label}`)
		.trim()
		.toLowerCase()
		.min(1, `Enter ${label}`)
		.max(254, `${subject(label)} must be 254 characters or fewer`)
		.regex(
			/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/,
			'Enter an email address in the correct format, like name@example.gov.uk'
		);
}

/** An http or https address; nothing typed is null. */
export function optionalWebAddress(label: string, max = 2000) {
	return z
		.string()
		.trim()
		.max(max, `${subject(label)} must be ${characters(max)} or fewer`)
		.refine(
			(text) => text === '' || isWebAddress(text),
			`Enter ${label} that starts with https://, like https://www.example.gov.uk/report`
		)
		.optional()
		.transform(nothingToNull);
}

/** A password as typed: never trimmed. */
export function password(label: string, { min = 1, max = 200 }: Range = {}) {
	return z
		.string(`Enter ${label}`)
		.min(min, min > 1 ? `${subject(label)} must be ${characters(min)} or more` : `Enter ${label}`)
		.max(max, `${subject(label)} must be ${characters(max)} or fewer`);
}

/** The revision that the page was made from. */
export function revision() {
	const message = 'This page is out of date. Reload it, then make your change again.';
	return z
		.string(message)
		.regex(/^[1-9]\d{0,8}$/, message)
		.transform(Number);
}

/** Repeating rows of fields. Rows left wholly blank are dropped; errors keep the number of the row on screen. */
export function rows<Row extends z.ZodType>(label: string, row: Row, { min = 0, max = 100 }: Range = {}) {
	return z
		.array(z.preprocess(blankToNothing, row.optional()))
		.max(max, `Add ${max} ${label} or fewer`)
		.transform((list) => list.filter((item) => item !== undefined))
		.refine((list) => list.length >= min, min === 1 ? `Add at least one of ${label}` : `Add at least ${min} ${label}`);
}

/**
 * A check and not a second schema in a pipe: the form library takes an empty text for nothing at all wherever a schema
 * begins, so white space alone would be refused in its own words.
 */
function bounded(label: string, max: number, min: number) {
	return (text: string, context: z.RefinementCtx): void => {
		if (text.length > max) refuse(context, `${subject(label)} must be ${characters(max)} or fewer`);
		else if (text.length < min) {
			refuse(context, min > 1 ? `${subject(label)} must be ${characters(min)} or more` : `Enter ${label}`);
		}
	};
}

function refuse(context: z.RefinementCtx, message: string): void {
	context.addIssue({ code: 'custom', message });
}

function characters(count: number): string {
	return `${count.toLocaleString('en-GB')} characters`;
}

/** "a title" becomes "Title", "your new password" becomes "New password". */
function subject(label: string): string {
	const bare = label.replace(/^(?:an?|the|your|at least one) /, '');
	return bare.charAt(0).toUpperCase() + bare.slice(1);
}

function nothingToNull<Value>(value: Value | undefined): Exclude<Value, '' | undefined> | null {
	// The comparison removes exactly what the type leaves out, which the compiler cannot see for a generic value.
	return value === undefined || value === '' ? null : (value as Exclude<Value, '' | undefined>);
}

function withoutBlankEnds(text: string): string {
	return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function toIsoDate(text: string): string | null {
	const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
	if (iso) return realDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	const numbers = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text);
	if (numbers) return realDate(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]));
	const words = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}) (\d{4})$/i.exec(text);
	if (words) {
		const month = months.indexOf((words[2] ?? '').slice(0, 3).toLowerCase()) + 1;
		return realDate(Number(words[3]), month, Number(words[1]));
	}
	return null;
}

function realDate(year: number, month: number, day: number): string | null {
	const date = new Date(Date.UTC(year, month - 1, day));
	if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1900 || year > 2199) return null;
	return date.toISOString().slice(0, 10);
}

function refusedDate(context: z.RefinementCtx, label: string): never {
	context.addIssue({ code: 'custom', message: `${subject(label)} must be a real date, like 14/6/2019` });
	return z.NEVER;
}

const scales = { k: 3, m: 6, bn: 9, b: 9 };

/** Works on the digits, since 81.75 × 100 in floating point is not what was typed. */
function toPence(text: string): number | null {
	const match = /^([-−]?)£?([-−]?)(\d{1,15})(?:\.(\d{1,12}))?(k|m|bn|b)?$/i.exec(text.replace(/[\s,]/g, ''));
	if (!match) return null;
	const [, before = '', after = '', whole = '', fraction = '', unit = ''] = match;
	const places = 2 + (unit === '' ? 0 : scales[unit.toLowerCase() as keyof typeof scales]);
	if (fraction.length > places && /[1-9]/.test(fraction.slice(places))) return null;
	const pence = Number(whole + fraction.slice(0, places).padEnd(places, '0'));
	if (!Number.isSafeInteger(pence)) return null;
	return before || after ? -pence : pence;
}

function isWebAddress(text: string): boolean {
	const address = URL.parse(text);
	return address !== null && (address.protocol === 'https:' || address.protocol === 'http:') && address.hostname !== '';
}

function blankToNothing(row: unknown): unknown {
	if (typeof row !== 'object' || row === null) return row === '' ? undefined : row;
	const blank = Object.values(row).every(
		(value) => value === undefined || (typeof value === 'string' && value.trim() === '')
	);
	return blank ? undefined : row;
}
