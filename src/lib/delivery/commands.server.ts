import { type Actor, grantFor } from '#lib/access/actor.ts';
import { record } from '#lib/audit/record.server.ts';
import type { Trx } from '#lib/db/asActor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#lib/errors.ts';
import { onRecommendation, wordsMoved } from '#lib/positions/commands.server.ts';
import { lockRecommendation } from '#lib/recommendations/queries.server.ts';
import { plainDate } from '#lib/ui/dates.ts';
import { hindranceTo, type OutcomeKind, outcomes, wrongDay } from './delivery.ts';
import { listOutcomes, readProgress, standing } from './queries.server.ts';

export type OutcomeInput = {
	version: number;
	decidedOn: string;
	/** Where it was announced, or what shows that it is delivered. */
	source: string;
	link: string | null;
	/** The record that this one puts right, and why. */
	corrects: number | null;
	because: string | null;
};

/**
 * Records that a recommendation was announced in its present words. Appended; what was recorded wrongly is put right by a
 * record of its own.
 * @throws NotFound, Forbidden; Conflict where nothing is agreed yet, the words have moved or somebody was first; Invalid
 */
export async function recordAnnouncement(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: OutcomeInput
): Promise<void> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound('This recommendation was not found');
	const grant = grantFor(actor, 'announcement.record', { reviewId, teamIds: [recommendation.leadTeamId] });
	if (!grant) throw new Forbidden('The department that leads, or the secretariat, records what was announced');
	await append(trx, actor, grant.postId, recommendation, 'publication', { ...input, teamId: null });
	const { corrects, ...said } = input;
	const event = corrects === null ? 'announcement.recorded' : 'announcement.corrected';
	await record(trx, grant, event, onRecommendation(recommendation), said);
}

/**
 * Records that a recommendation is delivered, by which department and what shows it.
 * @throws NotFound, Forbidden; Conflict where it was not announced, the words have moved or somebody was first; Invalid
 */
export async function recordDelivery(
	trx: Trx,
	actor: Actor,
	reviewId: number,
	number: number,
	input: OutcomeInput & { teamId: number }
): Promise<void> {
	const recommendation = await lockRecommendation(trx, reviewId, number);
	if (!recommendation) throw new NotFound('This recommendation was not found');
	const partners = await trx
		.selectFrom('recommendationPartners')
		.select('teamId')
		.where('recommendationId', '=', recommendation.id)
		.execute();
	const teamIds = [recommendation.leadTeamId, ...partners.map(({ teamId }) => teamId)];
	const grant = grantFor(actor, 'delivery.record', { reviewId, teamIds });
	if (!grant) throw new Forbidden('The departments of a recommendation, or the secretariat, record its delivery');
	const team = await trx
		.selectFrom('teams')
		.innerJoin('departmentsToday', 'departmentsToday.id', 'teams.departmentId')
		.select('departmentsToday.name')
		.where('teams.reviewId', '=', reviewId)
		.where('teams.id', '=', input.teamId)
		.executeTakeFirst();
	if (!team) throw new Invalid('teamId', 'Select a department of this review');
	await append(trx, actor, grant.postId, recommendation, 'delivery', input);
	const { corrects, version, decidedOn, source, link, because } = input;
	const said = { version, decidedOn, source, link, because };
	const event = corrects === null ? 'delivery.recorded' : 'delivery.corrected';
	await record(trx, grant, event, onRecommendation(recommendation), { ...said, department: team.name });
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockRecommendation>>>;

async function append(
	trx: Trx,
	actor: Actor,
	postId: number,
	recommendation: Locked,
	kind: OutcomeKind,
	{ corrects, because, ...input }: OutcomeInput & { teamId: number | null }
): Promise<void> {
	const { id, reviewId } = recommendation;
	if (recommendation.version !== input.version) throw new Conflict(wordsMoved);
	const progress = await readProgress(trx, reviewId, id);
	if (!progress) throw new NotFound('This recommendation was not found');
	const stands = standing(await listOutcomes(trx, recommendation), kind);
	if ((stands?.id ?? null) !== corrects) {
		throw new Conflict(
			stands
				? `${stands.recordedByName} has recorded this already: ${outcomes[kind].label.toLowerCase()} on ${plainDate(stands.decidedOn)}. Nothing was recorded twice.`
				: 'The record that you put right is not the one that stands now. Reload the page.'
		);
	}
	// A record that stands may be put right whatever has lapsed beside it.
	const hindrance = stands === null ? hindranceTo(kind, progress) : null;
	if (hindrance) throw new Conflict(hindrance);
	const wrong = wrongDay(kind, input.decidedOn, progress);
	if (wrong) throw new Invalid('decidedOn', wrong);
	await trx
		.insertInto('decisions')
		.values({
			...{ reviewId, kind, recommendationId: id, ...input, postId },
			// A record that puts another right speaks of the words which that one spoke of.
			...(stands === null ? {} : { version: stands.version, correctsId: stands.id, because }),
			...{ recordedByPersonId: actor.person.id, recordedByPostId: postId, recordedAt: actor.now }
		})
		.execute();
}
