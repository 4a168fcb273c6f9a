import { documentFormats, fileTypes, workbookFormats } from '#lib/documents/filename.ts';
import { tableLabels, tableNames } from './tables.ts';

/** Files of one kind that can be taken of a copy of a bid. */
export type FileGroup = { title: string; about: string; links: { text: string; href: string }[] };

/**
 * What there is to take of the work, or of a version of a bid.
 * @param files the address of the bid's files. @param version null for the work as it stands
 */
export function fileGroups(files: string, version: number | null): FileGroup[] {
	const of = (path: string, query: Record<string, string>) => {
		const search = new URLSearchParams(version === null ? query : { ...query, version: String(version) });
		return `${files}/${path}?${search}`;
	};
	return [
		{
			title: 'Document',
			about: 'The bid in five cases, with its costs, what it is worth, its benefits, risks and assumptions.',
			links: documentFormats.map((format) => ({ text: fileTypes[format].label, href: of('document', { format }) }))
		},
		{
			title: 'Workbook',
			about: 'Every line with live totals, staff, assumptions, benefits and checks. Opens in Excel and LibreOffice.',
			links: workbookFormats.map((format) => ({ text: fileTypes[format].label, href: of('workbook', { format }) }))
		},
		{
			title: 'Data',
			about: 'For other programs. The tables are in pounds; the JSON file is in pence and holds everything.',
			links: [
				...tableNames.map((table) => ({
					text: `${tableLabels[table]} (CSV)`,
					href: of('data', { format: 'csv', table })
				})),
				{ text: `Everything (JSON)`, href: of('data', { format: 'json' }) }
			]
		}
	];
}
