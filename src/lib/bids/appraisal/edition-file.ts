import * as z from 'zod';
import { readJsonFile } from '#lib/forms/json-file.ts';
import { type Edition, editionSchema } from './edition.ts';

const mostBytes = 200_000;

/** A file that holds an edition, or its text where no file can be chosen: checked before anything is stored. */
export const editionForm = z
	.object({ file: z.instanceof(File).optional(), text: z.string().optional() })
	.transform(async ({ file, text }, context): Promise<Edition> => {
		const field = file ? 'file' : 'text';
		const refuse = (message: string) => context.addIssue({ code: 'custom', path: [field], message });
		if (!file && !text?.trim()) {
			refuse('Choose a file, or paste its text here');
			return z.NEVER;
		}
		if ((file?.size ?? text?.length ?? 0) > mostBytes) {
			refuse(`An edition must be smaller than ${mostBytes / 1000} KB`);
			return z.NEVER;
		}
		const read = readJsonFile(file ? await file.text() : (text ?? ''), editionSchema, 'an edition of this kind');
		if (read.ok) return read.data;
		for (const problem of read.problems) refuse(problem);
		return z.NEVER;
	});
