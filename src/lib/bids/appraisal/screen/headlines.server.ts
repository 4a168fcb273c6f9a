import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { type MaybeFigure, type Figure } from '../figure.ts';
import { basisText, poundsText, ratioText } from './shown.server.ts';

export type Headline = { npsv: string; bcr: string | null; basis: string };

/** What each of these appraisals came to: the preferred option against business as usual. */
export async function listHeadlines(
	trx: Trx,
	bidId: number,
	numbers: readonly number[]
): Promise<ReadonlyMap<number, Headline>> {
	if (numbers.length === 0) return new Map();
	const { rows } = await sql<{ number: number; npsv: Figure; bcr: MaybeFigure }>`
		select number, coalesce(nullif(preferred -> 'incremental', 'null') -> 'npsv', preferred -> 'npsv') as npsv,
			coalesce(nullif(preferred -> 'incremental', 'null') -> 'bcr', preferred -> 'bcr') as bcr
		from (
			select number, jsonb_path_query_first(content::jsonb, '$.options[*] ? (@.optionId == $.preferredOptionId)') as preferred
			from appraisals where bid_id = ${bidId} and number = any (${numbers})
		) as made`.execute(trx);
	return new Map(
		rows.map(({ number, npsv, bcr }) => [
			number,
			{ npsv: poundsText(npsv.value), bcr: bcr.figure ? ratioText(bcr.figure.value) : null, basis: basisText(npsv) }
		])
	);
}
