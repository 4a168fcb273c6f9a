import * as z from 'zod';
import { readJsonFile } from '#lib/forms/json-file.ts';
import { roundRulesSchema, type RoundRules } from './rules.ts';

const mostBytes = 200_000;

/** A file that holds rules, or its text where no file can be chosen: checked field by field before anything is stored. */
export const rulesFileForm = z
	.object({ file: z.instanceof(File).optional(), text: z.string().optional() })
	.transform(async ({ file, text }, context): Promise<RoundRules> => {
		const chosen = file && file.size > 0 ? file : null;
		const field = chosen ? 'file' : 'text';
		const refuse = (message: string) => context.addIssue({ code: 'custom', path: [field], message });
		if (!chosen && !text?.trim()) {
			refuse('Choose a file, or paste its text here');
			return z.NEVER;
		}
		if ((chosen?.size ?? text?.length ?? 0) > mostBytes) {
			refuse(`Rules must be smaller than ${mostBytes / 1000} KB`);
			return z.NEVER;
		}
		const read = readRulesFile(chosen ? await chosen.text() : (text ?? ''));
		if (read.ok) return read.data;
		for (const problem of read.problems) refuse(problem);
		return z.NEVER;
	});

/** Reads rules from the text of a file; every problem names the line and the field. */
export function readRulesFile(text: string) {
	return readJsonFile(text, roundRulesSchema, 'rules for write-rounds');
}
