import { addAction, finishAction } from '#lib/actions/commands.server.ts';
import { reportAction } from '#lib/actions/reports/commands.server.ts';
import { correctUndertaking, meetUndertaking, recordUndertaking } from '#lib/undertakings/commands.server.ts';
import { addDays } from './calendar.ts';
import { secretariatOf, type Story } from './story.ts';
import { promises, reported } from './start-in-life-after.ts';

/** What ministers of the fictional review promised in public, and what was reported back. */
export function loadAfter({ review, calendar, diary, ledger }: Story): void {
	if (review.provenance !== 'fictional') return;
	const secretariat = secretariatOf(review);
	const reviewId = () => ledger.get('review', review.slug);
	const day = (offset: number) => addDays(calendar.today, offset);

	for (const promise of promises) {
		diary.on(day(promise.recorded), secretariat, async (trx, actor) => {
			const { number } = await recordUndertaking(trx, actor, reviewId(), {
				place: promise.place,
				madeOn: day(promise.said),
				source: promise.source,
				link: null,
				words: promise.words,
				madeByPostId: promise.by === null ? null : ledger.get('post', promise.by),
				madeBy: promise.byOther ?? null,
				ownerPostId: ledger.get('post', promise.owner),
				dueOn: promise.due === null ? null : day(promise.due),
				recommendationIds: promise.touches.map((key) => ledger.get('recommendationId', key))
			});
			const { met, corrected } = promise;
			if (corrected) {
				await correctUndertaking(trx, actor, reviewId(), number, {
					...{ revision: 1, correctedOn: day(corrected.on) },
					...{ words: corrected.words, source: corrected.source, because: corrected.because }
				});
			}
			if (met) {
				await meetUndertaking(trx, actor, reviewId(), number, {
					...{ revision: 1, metOn: day(met.on), metBy: 'words', metWords: met.words },
					...{ metSnapshotId: null, metRecommendationId: null, metLetterId: null }
				});
			}
		});
	}

	for (const action of reported) {
		diary.on(day(action.given), secretariat, async (trx, actor) => {
			const { number } = await addAction(trx, actor, reviewId(), {
				text: action.text,
				ownerPostId: ledger.get('post', action.owner),
				dueOn: day(action.due),
				reportBackTo: 'the group',
				reportBackOn: day(action.reportOn),
				recommendationId: ledger.get('recommendationId', action.recommendation),
				meetingId: null
			});
			const { done, report } = action;
			let revision = 1;
			if (report) {
				await reportAction(trx, actor, reviewId(), number, {
					...{ revision, reportedOn: day(report.on), reportedTo: 'the group', words: report.words },
					nextOn: report.next === undefined ? null : day(report.next)
				});
				revision += 1;
			}
			if (done) {
				const outcome = { revision, doneOn: day(done.on), outcome: done.outcome };
				await finishAction(trx, actor, reviewId(), number, outcome);
			}
		});
	}
}
