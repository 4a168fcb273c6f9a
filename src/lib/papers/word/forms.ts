import * as z from 'zod';
import type { ForComment } from './send.server.ts';

/** What the address of a copy for comment asks for, or null where it makes no sense. */
export function forCommentIn(parameters: URLSearchParams): ForComment | null {
	const of = parameters.get('of') ?? 'working';
	if (of !== 'working' && !/^[1-9]\d{0,8}$/.test(of)) return null;
	return {
		snapshot: of === 'working' ? null : Number(of),
		suggestions: parameters.has('suggestions'),
		comments: parameters.has('comments')
	};
}

/** Without a file a browser sends one that has no name and no bytes. */
export const returnedFileForm = z.object({
	file: z.instanceof(File, { error: chooseFile() }).refine((file) => file.size > 0 || file.name !== '', chooseFile())
});

export const decideReturnForm = z.object({});

function chooseFile(): string {
	return 'Choose the Word document that came back';
}
