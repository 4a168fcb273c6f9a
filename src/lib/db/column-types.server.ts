import { parseArray } from './array-text.ts';

/** Turns the text that PostgreSQL sends for one value into a JavaScript value. */
export type ColumnParser = (text: string) => unknown;

/**
 * One table for both engines, so that a column has the same type whichever engine answers.
 * int8 (and so every count) is a number and refuses to round; numeric, date, time and interval stay text;
 * timestamptz is a Date; bytea is a Buffer.
 * @throws RangeError for an int8 beyond 2^53
 */
export const columnParsers: ReadonlyMap<number, ColumnParser> = new Map(
	[
		{ type: 16, array: 1000, parse: (text: string) => text === 't' },
		{ type: 17, array: 1001, parse: (text: string) => Buffer.from(text.slice(2), 'hex') },
		{ type: 20, array: 1016, parse: exactInteger },
		{ type: 21, array: 1005, parse: Number },
		{ type: 23, array: 1007, parse: Number },
		{ type: 25, array: 1009, parse: asText },
		{ type: 26, array: 1028, parse: Number },
		{ type: 114, array: 199, parse: fromJson },
		{ type: 700, array: 1021, parse: Number },
		{ type: 701, array: 1022, parse: Number },
		{ type: 1042, array: 1014, parse: asText },
		{ type: 1043, array: 1015, parse: asText },
		{ type: 1082, array: 1182, parse: asText },
		{ type: 1083, array: 1183, parse: asText },
		{ type: 1114, array: 1115, parse: asText },
		{ type: 1184, array: 1185, parse: instant },
		{ type: 1186, array: 1187, parse: asText },
		{ type: 1700, array: 1231, parse: asText },
		{ type: 2249, array: 2287, parse: asText },
		{ type: 2950, array: 2951, parse: asText },
		{ type: 3802, array: 3807, parse: fromJson }
	].flatMap(({ type, array, parse }): [number, ColumnParser][] => [
		[type, parse],
		[array, (text) => parseArray(text, parse)]
	])
);

function exactInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be read without rounding`);
	return value;
}

function asText(text: string): string {
	return text;
}

function fromJson(text: string): unknown {
	return JSON.parse(text);
}

function instant(text: string): Date {
	const value = new Date(text);
	if (Number.isNaN(value.getTime())) throw new RangeError(`${text} is not a point in time`);
	return value;
}
