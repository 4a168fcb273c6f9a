import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { Forbidden, NotFound } from '#lib/errors.ts';
import { act } from '#lib/forms/act.server.ts';
import { paragraphsOf } from '#lib/papers/paragraphs.ts';
import { withholdingCodeNames, withholdingCodes } from '#lib/papers/public/codes.ts';
import { withholdByHand } from '#lib/papers/public/commands.server.ts';
import { withholdForm } from '#lib/papers/public/forms.ts';
import { canPreparePublicCopy } from '#lib/papers/public/public-copy.ts';
import { getFrozen, getPublicCopy } from '#lib/papers/public/queries.server.ts';
import { getPaper } from '#lib/papers/queries.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
	read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const paper = await getPaper(trx, reviewId, params.paper);
		if (!canPreparePublicCopy(actor, reviewId)) throw new Forbidden('Only the secretariat prepares public copies');
		const copy = await getPublicCopy(trx, paper.id);
		const { content } = await getFrozen(trx, paper.id, copy.snapshotNumber);
		const section = content.sections.find(({ key }) => String(key) === url.searchParams.get('section'));
		const index = Number(url.searchParams.get('paragraph') ?? '0');
		const text = section && paragraphsOf(section.body)[index];
		if (!section || text === undefined) throw new NotFound('This paragraph was not found');
		return {
			paper: { name: reference('P', paper.number), title: paper.title },
			section: { key: section.key, heading: section.heading },
			paragraph: index,
			text,
			codes: withholdingCodeNames.map((value) => ({
				value,
				text: withholdingCodes[value].label,
				hint: withholdingCodes[value].exemption
			}))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, withholdForm, async (trx, actor, input) => {
			const { review, paper } = event.params;
			await withholdByHand(trx, actor, reviewIdOf(actor, review), paper, input);
			return {
				to: `/reviews/${review}/papers/${paper}/public#section-${input.sectionKey}`,
				notice: 'Withheld from the public copy.'
			};
		})
};
