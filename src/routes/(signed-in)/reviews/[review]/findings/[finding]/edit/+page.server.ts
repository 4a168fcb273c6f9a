import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Conflict, Forbidden } from '#lib/errors.ts';
import { editFinding } from '#lib/findings/commands.server.ts';
import { canEditFinding } from '#lib/findings/finding.ts';
import { findingForm } from '#lib/findings/forms.ts';
import { findingNumber, getFinding, listFindingKinds, listThemes, type Word } from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const finding = await getFinding(trx, reviewId, findingNumber(params.finding));
		if (finding.state === 'withdrawn') throw new Conflict('A withdrawn finding cannot be changed any more');
		if (!canEditFinding(actor, finding)) {
			throw new Forbidden('Only the officials of the department that recorded this finding may change it');
		}
		return {
			reference: reference('F', finding.number),
			revision: finding.revision,
			linkCount: finding.linkCount,
			initial: {
				sentence: finding.sentence ?? '',
				kindId: finding.kindId ?? '',
				themeId: finding.themeId ?? '',
				lifeStage: finding.lifeStage ?? '',
				service: finding.service ?? '',
				reach: finding.reach ?? '',
				scope: finding.scope ?? '',
				whoseView: finding.whoseView ?? '',
				nature: finding.nature ?? ''
			},
			kinds: choices(await listFindingKinds(trx, reviewId), finding.kindId),
			themes: choices(await listThemes(trx, reviewId), finding.themeId)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, findingForm, async (trx, actor, input) => {
			const number = findingNumber(event.params.finding);
			const { reworded } = await editFinding(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			const name = reference('F', number);
			return {
				to: `/reviews/${event.params.review}/findings/${name}`,
				notice: reworded ? `${name} is saved in its new wording.` : `${name} is saved.`
			};
		})
};

/** The words in use, and the one that stands there already. */
function choices(words: Word[], chosen: number | null) {
	return words
		.filter((word) => !word.retired || word.id === chosen)
		.map((word) => ({ value: String(word.id), text: word.retired ? `${word.label} (not used any more)` : word.label }));
}
