import * as z from 'zod';
import * as fields from '#lib/forms/fields.ts';
import { means, places, type Means, type Place } from './undertaking.ts';

const placeNames = Object.keys(places).filter((name): name is Place => name in places);
const meansNames = Object.keys(means).filter((name): name is Means => name in means);

const owed = {
	link: fields.optionalWebAddress('a link'),
	ownerPostId: fields.identifier('who owes it'),
	dueOn: fields.optionalDate('the day it is due', { from: '2000-01-01' }),
	recommendationIds: fields.identifiers('a recommendation').default([])
};

/** @param today an ISO date: what was said has been said */
export function recordUndertakingForm(today: string) {
	return z
		.object({
			place: fields.oneOf('where it was said', placeNames),
			madeOn: fields.isoDate('the day it was said', { from: '2000-01-01', to: today }),
			source: fields.line('where it is on record', 500),
			words: fields.prose('the words exactly', 5000),
			madeByPostId: fields.optionalIdentifier('who said it'),
			madeBy: fields.optionalLine('who said it', 200),
			...owed
		})
		.superRefine(({ madeByPostId, madeBy, madeOn, dueOn }, context) => {
			if (madeByPostId === null && madeBy === null) {
				refuse(context, 'madeByPostId', 'Select who said it, or enter them below');
			}
			if (madeByPostId !== null && madeBy !== null) {
				refuse(context, 'madeBy', 'Leave this empty where you select a post above');
			}
			if (dueOn !== null && dueOn < madeOn) {
				refuse(context, 'dueOn', 'The day it is due must not be before the day it was said');
			}
		});
}

export const changeUndertakingForm = z.object({ ...owed, revision: fields.revision() });

/** @param today an ISO date: what was met has happened */
export function meetUndertakingForm(today: string) {
	return z
		.object({
			revision: fields.revision(),
			metOn: fields.isoDate('the day it was met', { from: '2000-01-01', to: today }),
			metBy: fields.oneOf('what met it', meansNames),
			metSnapshotId: fields.optionalIdentifier('a version of a paper'),
			metRecommendationId: fields.optionalIdentifier('a recommendation'),
			metLetterId: fields.optionalIdentifier('a letter'),
			metWords: fields.prose('how it was met', 2000)
		})
		.superRefine(({ metBy, metSnapshotId, metRecommendationId, metLetterId }, context) => {
			if (metBy === 'paper' && metSnapshotId === null) refuse(context, 'metSnapshotId', 'Select a version of a paper');
			if (metBy === 'recommendation' && metRecommendationId === null) {
				refuse(context, 'metRecommendationId', 'Select a recommendation that was delivered');
			}
			if (metBy === 'letter' && metLetterId === null) refuse(context, 'metLetterId', 'Select a letter');
		});
}

/** @param today an ISO date */
export function correctUndertakingForm(today: string) {
	return z.object({
		revision: fields.revision(),
		words: fields.prose('the words as they were corrected', 5000),
		correctedOn: fields.isoDate('the day of the correction', { from: '2000-01-01', to: today }),
		source: fields.line('where the correction is on record', 500),
		because: fields.prose('why it was corrected', 1000)
	});
}

/** @param today an ISO date */
export function withdrawUndertakingForm(today: string) {
	return z.object({
		revision: fields.revision(),
		withdrawnOn: fields.isoDate('the day it was withdrawn', { from: '2000-01-01', to: today }),
		because: fields.prose('why it was withdrawn, and where that was said', 1000)
	});
}

export const reopenUndertakingForm = z.object({
	revision: fields.revision(),
	because: fields.prose('why it is to be met after all', 1000)
});

function refuse(context: z.RefinementCtx, field: string, message: string): void {
	context.addIssue({ code: 'custom', path: [field], message });
}
