import { stringify } from 'csv-stringify/sync';
import type { AnnexData } from './annex-data.ts';

/**
 * The same line as a table: one row for each passage behind each finding of each recommendation, and one for each finding
 * that is cited without standing behind a recommendation. A cell that a spreadsheet would take for a formula begins with
 * an apostrophe.
 * @param bom whether to begin with a byte order mark, without which Excel misreads letters beyond ASCII
 */
export function annexCsv(data: AnnexData, { bom }: { bom: boolean }): string {
	return stringify(rowsOf(data), {
		header: true,
		columns: [...columns],
		bom,
		escape_formulas: true,
		record_delimiter: '\r\n'
	});
}

const columns = [
	'recommendation',
	'recommendation_version',
	'recommendation_title',
	'stance',
	'needs_recheck',
	'finding',
	'finding_version',
	'finding_sentence',
	'cited_in',
	'note',
	'event',
	'event_kind',
	'event_date',
	'where_heard',
	'quote',
	'attribution',
	'consent',
	'speaker_role',
	'paper',
	'words_sha256',
	'snapshot',
	'snapshot_sha256',
	'marking'
] as const;

type Row = Partial<Record<(typeof columns)[number], string | number | boolean | null>>;

function rowsOf(data: AnnexData): Row[] {
	const behind = new Set(data.recommendations.flatMap((each) => each.findings.map((finding) => finding.reference)));
	return [
		...data.recommendations.flatMap((recommendation) => {
			const of: Row = {
				recommendation: recommendation.reference,
				recommendation_version: recommendation.version,
				recommendation_title: recommendation.title
			};
			if (recommendation.findings.length === 0) return [{ ...of, ...paperOf(data) }];
			return recommendation.findings.flatMap(({ reference, stance, needsRecheck, note }) =>
				findingRows(data, reference, { ...of, stance, needs_recheck: needsRecheck ? 'yes' : 'no', note })
			);
		}),
		...data.findings
			.filter(({ reference }) => !behind.has(reference))
			.flatMap(({ reference }) => findingRows(data, reference, {}))
	];
}

function findingRows(data: AnnexData, reference: string, of: Row): Row[] {
	const finding = data.findings.find((each) => each.reference === reference);
	const cited = data.citations.filter((citation) => citation.finding === reference);
	const row: Row = {
		...of,
		finding: reference,
		finding_version: finding?.version ?? null,
		finding_sentence: finding?.sentence ?? null,
		cited_in: cited.map((citation) => citation.section).join('; '),
		...paperOf(data)
	};
	const rows = (finding?.sources ?? []).flatMap(({ event, kind, date, note, passages }) =>
		passages.map(({ quote, attribution, consent, speakerRole }): Row => ({
			...row,
			event,
			event_kind: kind,
			event_date: date,
			where_heard: note,
			quote,
			attribution,
			consent,
			speaker_role: speakerRole
		}))
	);
	return rows.length > 0 ? rows : [row];
}

function paperOf({ paper, snapshot, marking }: AnnexData): Row {
	return {
		paper: paper.reference,
		words_sha256: paper.wordsSha256,
		snapshot: snapshot?.number ?? null,
		snapshot_sha256: snapshot?.sha256 ?? null,
		marking
	};
}
