import * as z from 'zod';
import { linesOf } from './json-lines.ts';

const mostProblems = 20;

/**
 * Reads data from the text of a JSON file. Nothing in it is run: it is checked field by field, and a field that is not
 * known is refused rather than ignored. Every problem names the line and the field.
 * @param noun what the file holds, as in "is not a field of a profile"
 */
export function readJsonFile<Schema extends z.ZodType>(
	text: string,
	schema: Schema,
	noun: string
): { ok: true; data: z.output<Schema> } | { ok: false; problems: string[] } {
	const { lines, mistake } = linesOf(text);
	if (mistake) return { ok: false, problems: [mistake] };
	const data: unknown = JSON.parse(text);
	const where = (path: string) => `Line ${lineOf(lines, path)}, ${path === '' ? 'the file' : path}`;

	const parsed = schema.safeParse(data, { error: explain });
	const problems = parsed.success
		? unknownFields(data, parsed.data, '').map((path) => `${where(path)}: is not a field of ${noun}.`)
		: parsed.error.issues.map((issue) => `${where(pathOf(issue.path))}: ${told(issue)}.`);
	if (!parsed.success || problems.length > 0)
		return { ok: false, problems: [...new Set(problems)].slice(0, mostProblems) };
	return { ok: true, data: parsed.data };
}

/** The text of a file that holds this and can be read back. */
export function writeJsonFile(data: object): string {
	return `${JSON.stringify(data, null, '\t')}\n`;
}

const kinds: Record<string, string> = {
	string: 'text in quotation marks',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	array: 'a list in square brackets',
	object: 'a group in curly brackets',
	null: 'null'
};

const explain: z.core.$ZodErrorMap = (issue) => {
	if (issue.code === 'invalid_type') {
		if (issue.input === undefined) return `is missing: it must be ${kinds[issue.expected] ?? issue.expected}`;
		return `must be ${kinds[issue.expected] ?? issue.expected}`;
	}
	if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
	if (issue.code === 'too_big') return `must be at most ${issue.maximum}${unit(issue.origin)}`;
	if (issue.code === 'too_small' && issue.origin === 'string' && issue.minimum === 1) return 'must not be empty';
	if (issue.code === 'too_small') return `must be at least ${issue.minimum}${unit(issue.origin)}`;
	return undefined;
};

function unit(origin: string): string {
	return origin === 'string' ? ' characters long' : origin === 'array' ? ' entries long' : '';
}

function told({ message }: { message: string }): string {
	return message.replace(/\.$/, '');
}

function pathOf(path: readonly PropertyKey[]): string {
	return path.reduce<string>(
		(sum, part) =>
			typeof part === 'number' ? `${sum}[${part}]` : sum === '' ? String(part) : `${sum}.${String(part)}`,
		''
	);
}

/** A field that is missing has no line of its own: the group that it is missing from has. */
function lineOf(lines: ReadonlyMap<string, number>, path: string): number {
	const line = lines.get(path);
	if (line !== undefined || path === '') return line ?? 1;
	return lineOf(lines, path.replace(/(?:\.?[^.[\]]+|\[\d+\])$/, ''));
}

/** What the schema took out of the data: fields that it does not know. */
function unknownFields(data: unknown, kept: unknown, at: string): string[] {
	if (Array.isArray(data) && Array.isArray(kept)) {
		return data.flatMap((each, index) => unknownFields(each, kept[index], `${at}[${index}]`));
	}
	if (!isGroup(data) || !isGroup(kept)) return [];
	return Object.entries(data).flatMap(([name, value]) => {
		const path = at === '' ? name : `${at}.${name}`;
		return Object.hasOwn(kept, name) ? unknownFields(value, kept[name], path) : [path];
	});
}

function isGroup(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
