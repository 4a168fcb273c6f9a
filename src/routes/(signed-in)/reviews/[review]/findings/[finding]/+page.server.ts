import { read, reviewIdOf } from '#lib/access/guards.server.ts';
import { listTrail } from '#lib/audit/queries.server.ts';
import { speaker } from '#lib/evidence/event.ts';
import { historyOf } from '#lib/evidence/history.ts';
import { answerAccuracy, askAccuracy, relateFindings, removeRelation } from '#lib/findings/commands.server.ts';
import {
	canAnswerAccuracy,
	canAskAccuracy,
	canEditFinding,
	canRelateFinding,
	canShareFinding,
	canWithdrawConsent,
	canWithdrawFinding,
	isStale,
	isThin
} from '#lib/findings/finding.ts';
import { answerAccuracyForm, askAccuracyForm, relationForm, removeRelationForm } from '#lib/findings/forms.ts';
import {
	findingNumber,
	getFinding,
	listAccuracyChecks,
	listPassages,
	listRelations,
	listVersions
} from '#lib/findings/queries.server.ts';
import { act } from '#lib/forms/act.server.ts';
import { whereFrom } from '#lib/recommendations/link.ts';
import { readTags } from '#lib/recommendations/tags.server.ts';
import { reference } from '#lib/reviews/reference.ts';
import { listTeams } from '#lib/reviews/queries.server.ts';
import { markingText } from '#lib/reviews/review.ts';
import { londonDate } from '#lib/ui/dates.ts';
import { difference } from '#lib/ui/difference.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { versions, ...found } = await read(locals, async (trx, actor) => {
		const reviewId = reviewIdOf(actor, params.review);
		const finding = await getFinding(trx, reviewId, findingNumber(params.finding));
		const passages = await listPassages(trx, [finding.id]);
		const checks = await listAccuracyChecks(trx, finding.id);
		const trail = await listTrail(trx, 'finding', finding.id, { limit: 30 });
		const may = {
			edit: canEditFinding(actor, finding),
			share: canShareFinding(actor, finding),
			withdraw: canWithdrawFinding(actor, finding),
			relate: canRelateFinding(actor, finding),
			ask: canAskAccuracy(actor, finding)
		};
		return {
			finding: {
				...finding,
				reference: reference('F', finding.number),
				thin: isThin(finding),
				stale: isStale(finding, londonDate(actor.now))
			},
			passages: passages.map(({ contributorId: _, agreedAttribution: __, name, role, organisation, ...passage }) => ({
				...passage,
				speaker: speaker({ ...passage, name, role, organisation }),
				mayWithdrawConsent: passage.consent !== 'withdrawn' && canWithdrawConsent(actor, finding, passage)
			})),
			relations: await listRelations(trx, finding.id),
			versions: await listVersions(trx, finding.id),
			checks: checks.map((check) => ({ ...check, mayAnswer: canAnswerAccuracy(actor, check, finding) })),
			teams: may.ask
				? (await listTeams(trx, reviewId)).map((team) => ({ value: String(team.id), text: team.name }))
				: [],
			tags: await readTags(trx, actor, finding),
			history: historyOf(trail.entries),
			may
		};
	});
	const sensitive = found.passages.some((passage) => passage.sensitive);
	const handling = [...new Set(found.passages.map((passage) => passage.handling).filter(Boolean))].join('; ');
	return {
		...found,
		from: whereFrom(found.finding),
		// A record takes the highest marking of what it rests on.
		marking: { text: markingText(sensitive, null), handling: handling || null },
		versions: versions
			.map((version, index) => ({
				...version,
				parts: difference(versions[index - 1]?.sentence ?? version.sentence, version.sentence)
			}))
			.reverse()
	};
};

export const actions: Actions = {
	relate: (event) =>
		act(event, relationForm, async (trx, actor, input) => {
			await relateFindings(
				trx,
				actor,
				reviewIdOf(actor, event.params.review),
				findingNumber(event.params.finding),
				input
			);
			return { to: `${event.url.pathname}#relations`, notice: `The relation to F${input.to} is saved.` };
		}),
	unrelate: (event) =>
		act(event, removeRelationForm, async (trx, actor, { relationId }) => {
			const number = findingNumber(event.params.finding);
			await removeRelation(trx, actor, reviewIdOf(actor, event.params.review), number, relationId);
			return { to: `${event.url.pathname}#relations`, notice: 'The relation is taken away.' };
		}),
	ask: (event) =>
		act(event, askAccuracyForm, async (trx, actor, input) => {
			await askAccuracy(trx, actor, reviewIdOf(actor, event.params.review), findingNumber(event.params.finding), input);
			return {
				to: `${event.url.pathname}#accuracy`,
				notice:
					input.teamId === null
						? 'The question is written down. Record the answer here when it comes.'
						: 'The department sees this among what waits for it.'
			};
		}),
	answer: (event) =>
		act(event, answerAccuracyForm, async (trx, actor, input) => {
			const number = findingNumber(event.params.finding);
			await answerAccuracy(trx, actor, reviewIdOf(actor, event.params.review), number, input);
			return { to: `${event.url.pathname}#accuracy`, notice: 'The answer is saved.' };
		})
};
