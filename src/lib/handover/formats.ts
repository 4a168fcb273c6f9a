import type { DocumentFormat } from '#lib/documents/filename.ts';

export const handoverFormats = ['docx', 'odt', 'pdf', 'html'] as const satisfies DocumentFormat[];

export type HandoverFormat = (typeof handoverFormats)[number];
