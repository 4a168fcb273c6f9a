import { makeLink } from '#lib/recommendations/link-commands.server.ts';
import { addDays, latest } from './calendar.ts';
import { sharedFindingOn } from './load-findings.ts';
import { officialOf, type Story } from './story.ts';

/** Tags: made by the officials of the finding, once there is a recommendation to tag it to. */
export function loadLinks({ review, calendar, diary, ledger }: Story): void {
	for (const link of review.links) {
		const finding = review.findings.find(({ key }) => key === link.finding);
		if (!finding) throw new Error(`There is no finding ${link.finding}`);
		const date = latest(addDays(calendar.drafted, 1), sharedFindingOn(finding, review, calendar));
		diary.on(date, officialOf(review, finding.team), (trx, actor) =>
			makeLink(trx, actor, ledger.get('review', review.slug), ledger.get('findingId', link.finding), {
				recommendationId: ledger.get('recommendationId', link.recommendation),
				stance: link.stance,
				note: link.note ?? null
			})
		);
	}
}
