import { sql } from 'kysely';
import type { Trx } from '#lib/db/asActor.server.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { atMost, type Handover } from './handover.ts';

/** Where every document is that the reader may see: what it is, its digest, and its address in the application. */
export async function listDocuments(
	trx: Trx,
	review: { id: number; slug: string }
): Promise<{ rows: Handover['documents']; left: string[] }> {
	const { rows } = await sql<{ reference: string; what: string; at: Date; sha256: string; path: string }>`
		select * from (
			select 'P' || p.number as reference, p.title || ', snapshot ' || s.number || ' (' || s.gate || ')' as what, s.taken_at as at, s.sha256,
				'papers/P' || p.number || '/snapshots/' || s.number as path, 1 as kind, p.number as of, s.number as within
				from snapshots s join papers p on p.id = s.paper_id where s.review_id = ${review.id}
			union all
			select 'M' || m.number, 'Minute of ' || m.title, m.held_at, m.minute_sha256, 'meetings/M' || m.number || '/minute', 2, m.number, 0
				from meetings m where m.review_id = ${review.id} and m.minute_sha256 is not null
			union all
			select 'B' || v.bid_number, v.title || ', version ' || v.number, v.frozen_at, v.sha256,
				'bids/B' || v.bid_number || '/versions/' || v.number, 3, v.bid_number, v.number
				from bid_versions v where v.review_id = ${review.id}
			union all
			select 'L' || l.number, 'Message ' || g.file_name || ' that the letter went out with', g.added_at, g.sha256, 'letters/L' || l.number, 4, l.number, g.id
				from letter_messages g join letters l on l.id = g.letter_id where g.review_id = ${review.id} and g.confirmed_at is not null
			union all
			select 'W' || w.number, 'Reply file ' || f.file_name, r.recorded_at, f.sha256, 'rounds/W' || w.number || '/replies', 5, w.number, f.id
				from reply_files f join replies r on r.id = f.reply_id join write_rounds w on w.id = r.round_id where f.review_id = ${review.id}
			union all
			select 'W' || w.number, 'Rules that the round keeps', w.created_at, w.rules_sha256, 'rounds/W' || w.number, 6, w.number, 0
				from write_rounds w where w.review_id = ${review.id}
			union all
			select 'W' || w.number, 'Letter or minute of clearance, ' || f.file_name, c.recorded_at, f.sha256, 'rounds/W' || w.number || '/clearance', 8, w.number, f.id
				from clearance_files f join clearances c on c.id = f.clearance_id join write_rounds w on w.id = c.round_id where f.review_id = ${review.id}
			union all
			select 'P' || p.number, 'Published file ' || f.format, c.published_at, f.sha256, 'papers/P' || p.number || '/public', 7, p.number, 0
				from published_files f join public_copies c on c.id = f.copy_id join papers p on p.id = c.paper_id where p.review_id = ${review.id}
		) d order by kind, of, within limit ${atMost.documents + 1}`.execute(trx);
	return {
		rows: rows.slice(0, atMost.documents).map(({ reference, what, at, sha256, path }) => ({
			...{ reference, what, sha256 },
			on: londonDate(at),
			where: `/reviews/${review.slug}/${path}`
		})),
		left: rows.length > atMost.documents ? ['More documents stand in their own lists.'] : []
	};
}
