import type { EventKind } from '#lib/evidence/event.ts';
import type { FindingState } from '#lib/findings/finding.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { NotFound } from '#lib/errors.ts';
import type { StrengthScale } from '../bid.ts';
import { type BenefitLine, listBenefitLines } from '../queries.server.ts';

/** A finding under a benefit, with what has become of it since. */
export type Evidence = {
	benefitId: number;
	/** Of the finding. */
	number: number;
	state: FindingState;
	sentence: string | null;
	sourceKind: EventKind | null;
	scale: StrengthScale | null;
	strength: string | null;
	note: string | null;
	/** The finding has been put in other words since it was chosen. */
	reworded: boolean;
};

/** One benefit of a bid. @throws NotFound */
export async function getBenefit(trx: Trx, bidId: number, id: number): Promise<BenefitLine> {
	const found = (await listBenefitLines(trx, bidId)).find((line) => line.id === id);
	if (!found) throw new NotFound();
	return found;
}

/** What stands under the benefits of a bid that this person sees, withdrawn findings among it. */
export async function listBenefitEvidence(trx: Trx, bidId: number): Promise<Evidence[]> {
	const rows = await trx
		.selectFrom('benefitEvidence')
		.innerJoin('findings', 'findings.id', 'benefitEvidence.findingId')
		.select([
			'benefitEvidence.benefitLineId as benefitId',
			'findings.number',
			'findings.state',
			'findings.sentence',
			'findings.sourceKind',
			'findings.version',
			'benefitEvidence.findingVersion',
			'benefitEvidence.scale',
			'benefitEvidence.strength',
			'benefitEvidence.note'
		])
		.where('benefitEvidence.bidId', '=', bidId)
		.orderBy('findings.number')
		.execute();
	return rows.map(({ version, findingVersion, ...row }) => ({ ...row, reworded: version !== findingVersion }));
}
