import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { readWords } from '#lib/evidence/address.ts';
import { canBearFindings } from '#lib/evidence/event.ts';
import { lookUpEvents } from '#lib/evidence/queries.server.ts';
import { canEditFinding } from '#lib/findings/finding.ts';
import { findingNumber, getFinding } from '#lib/findings/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const finding = await getFinding(trx, reviewId, findingNumber(params.finding));
		if (finding.state === 'withdrawn') throw new Conflict('A withdrawn finding cannot be changed any more');
		if (!canEditFinding(actor, finding)) {
			throw new Forbidden('Only the officials of the department that recorded this finding may change it');
		}
		const words = readWords(url.searchParams, 'about');
		return {
			finding: { reference: reference('F', finding.number), sentence: finding.sentence },
			words: words ?? '',
			events: (await lookUpEvents(trx, reviewId, words)).filter(canBearFindings)
		};
	});
